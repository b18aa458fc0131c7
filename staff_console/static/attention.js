// Idle is the commonest state: the tab's title and a soft chime say that somebody came. Whose language nobody knows is
// told to everybody at once, also during a talk.

import { now } from "/static/web/clock.js";
import { chime, soundState } from "/static/web/sound.js";
import { isUnknown } from "./parts.js";

/**
 * Watches pictures for a newcomer whom this case manager could call, and for one of unknown language (`onUnknown(ticket)`).
 * Returns {see(picture), tick(), reset()}.
 */
export function attention({ titleOf, soundOn, onUnknown }) {
  let known = null; // ids that were waiting in the last picture
  let later = null; // {number, until}: offered to a colleague first

  soundState(); // from now on the first touch or key wakes the sound
  return { see, tick, reset };

  function see(picture) {
    const mine = picture.waiting.filter((ticket) => ticket.can_serve);
    const newcomers = known === null ? [] : picture.waiting.filter((ticket) => !known.has(ticket.id));
    const isNew = newcomers.some((ticket) => ticket.can_serve);
    known = new Set(picture.waiting.map((ticket) => ticket.id));
    document.title = titleOf(isIdle(picture) ? mine.length : 0, picture);
    newcomers.filter(isUnknown).forEach(onUnknown);
    if (later && !(isIdle(picture) && mine.some((ticket) => ticket.number === later.number))) later = null;
    if (!isNew || !isIdle(picture)) return;
    if (isForColleague(picture)) later = picture.offer;
    else if (soundOn()) chime();
  }

  /** Once a second: nobody took the offer, so it is everybody's. */
  function tick() {
    if (!later || now() < new Date(later.until)) return;
    later = null;
    if (soundOn()) chime();
  }

  function reset() {
    known = later = null;
    document.title = titleOf(0, null);
  }
}

/** Whether the next visitor is, for some seconds, offered to another idle desk first. */
export function isForColleague({ duty, offer }) {
  return Boolean(offer) && offer.desk !== duty?.desk && now() < new Date(offer.until);
}

function isIdle({ duty, current }) {
  return Boolean(duty) && !duty.on_break && !current;
}
