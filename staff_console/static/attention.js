// Idle is the commonest state: the tab's title and a soft chime say that somebody came. Whose language nobody knows is
// told to everybody at once, also during a talk.

import { chime, soundState } from "/static/web/sound.js";
import { isUnknown } from "./parts.js";

/**
 * Watches pictures for a newcomer whom this case manager could call, and for one of unknown language (`onUnknown(ticket)`).
 * Returns {see(picture), reset()}.
 */
export function attention({ titleOf, soundOn, onUnknown }) {
  let known = null; // ids that were waiting in the last picture

  soundState(); // from now on the first touch or key wakes the sound
  return { see, reset };

  function see(picture) {
    const mine = picture.waiting.filter((ticket) => ticket.can_serve);
    const newcomers = known === null ? [] : picture.waiting.filter((ticket) => !known.has(ticket.id));
    const isNew = newcomers.some((ticket) => ticket.can_serve);
    known = new Set(picture.waiting.map((ticket) => ticket.id));
    document.title = titleOf(isIdle(picture) ? mine.length : 0, picture);
    if (isNew && isIdle(picture) && soundOn()) chime();
    newcomers.filter(isUnknown).forEach(onUnknown);
  }

  function reset() {
    known = null;
    document.title = titleOf(0, null);
  }
}

function isIdle({ duty, current }) {
  return Boolean(duty) && !duty.on_break && !current;
}
