// Idle is the commonest state: the tab's title and a soft chime say that somebody came.

import { chime, soundState } from "/static/web/sound.js";

/** Watches pictures for a newcomer whom this case manager could call. Returns {see(picture), reset()}. */
export function attention({ titleOf, soundOn }) {
  let known = null; // ids that were waiting in the last picture

  soundState(); // from now on the first touch or key wakes the sound
  return { see, reset };

  function see(picture) {
    const mine = picture.waiting.filter((ticket) => ticket.can_serve);
    const isNew = known !== null && mine.some((ticket) => !known.has(ticket.id));
    known = new Set(picture.waiting.map((ticket) => ticket.id));
    document.title = titleOf(isIdle(picture) ? mine.length : 0, picture);
    if (isNew && isIdle(picture) && soundOn()) chime();
  }

  function reset() {
    known = null;
    document.title = titleOf(0, null);
  }
}

function isIdle({ duty, current }) {
  return Boolean(duty) && !duty.on_break && !current;
}
