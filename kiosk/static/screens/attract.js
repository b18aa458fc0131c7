// Nobody has touched anything for a while: one large greeting after the other, the hours, and how to begin. Any touch or
// key leads back to the languages at once (app.js); only the loudspeaker says the greeting and leaves it there.

import { every } from "/static/web/clock.js";
import { h, icon, replace } from "/static/web/dom.js";
import { openWords } from "../frame.js";
import { noticeIn } from "../notice.js";
import { closedNote } from "./start.js";

const TURN_S = 6; // slow enough to read, and nowhere near a flash

export function attract(app) {
  const said = h("div", { class: "attract-said" });
  const { languages } = app.settings;
  let [turn, stop] = [0, () => {}];

  const told = h("div", {});
  const show = () => {
    const one = languages[turn % languages.length];
    replace(said, greeting(app, one));
    replace(told, noticeIn(app, one.code));
  };
  return {
    name: "attract",
    follows: true,
    ask: said,
    body: h("div", { class: "attract-foot" }, told, hours(app)),
    enter: () => {
      show();
      stop = every(TURN_S, () => !app.speech.isSpeaking && (turn += 1) && show()); // who listens hears it out
    },
    leave: () => stop(),
  };
}

function greeting(app, { code, direction }) {
  const { greetings, invitations } = app.settings;
  const one = h("div", { class: "attract-one", lang: code, dir: direction, dataset: { say: `${greetings[code]}. ${invitations[code]}` } },
    h("span", { class: "brand-mark", "aria-hidden": "true" }),
    h("h1", { tabindex: "-1" }, greetings[code]),
    h("p", { class: "attract-how" }, icon("languages"), h("span", {}, invitations[code])));
  return app.speech.hasVoice(code) ? [one, loudspeaker(app, one)] : one;
}

/** Speaks the greeting without waking the kiosk: the languages follow with the next touch. */
function loudspeaker(app, one) {
  return h("button", { type: "button", class: "button bare loudspeaker attract-listen", "aria-label": app.texts._("Listen"), onclick: () => app.speech.say(one) }, icon("volume-2"));
}

function hours(app) {
  if (!app.picture) return null;
  return app.picture.open ? h("p", { class: "card sea attract-hours" }, icon("clock"), openWords(app)) : closedNote(app);
}
