// Nobody has touched anything for a while: one large greeting after the other, the hours, and how to begin. Any touch or
// key leads back to the languages at once (app.js); only the loudspeaker says the greeting and leaves it there.

import { clockTime, every } from "/static/web/clock.js";
import { textIn } from "/static/web/coming.js";
import { h, icon, num, replace } from "/static/web/dom.js";
import { textsOf } from "/static/web/texts.js";
import { openWords } from "../frame.js";
import { noticeIn } from "../notice.js";
import { closedNote } from "./start.js";

const SOONEST = 3; // dates that are worth a place here
const TURN_S = 6; // slow enough to read, and nowhere near a flash

export function attract(app) {
  const said = h("div", { class: "attract-said" });
  const soon = h("div", { class: "attract-soon" });
  const { languages } = app.settings;
  let [turn, stop] = [0, () => {}];

  const told = h("div", {});
  const show = () => {
    const one = languages[turn % languages.length];
    replace(said, greeting(app, one));
    replace(told, noticeIn(app, one.code));
    replace(soon, nextDate(app, one, turn));
  };
  return {
    name: "attract",
    follows: true,
    ask: said,
    body: h("div", { class: "attract-foot" }, told, hours(app), soon),
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

/** One date after the other, in the language of the greeting, its day in figures: the names of other languages' days are not here. */
function nextDate(app, { code, direction }, turn) {
  const dates = app.dates.list();
  const date = dates[turn % Math.min(dates.length, SOONEST)];
  if (!date) return null;
  const zone = app.settings.site.zone;
  const day = new Intl.DateTimeFormat("de-DE", { day: "numeric", month: "numeric", timeZone: zone }).format(new Date(date.from_at));
  return h("p", { class: "card quiet attract-date", lang: code, dir: direction }, icon("calendar-days"),
    h("span", {}, num(`${day} ${clockTime(date.from_at, zone)}`), " ", textIn(date.title, textsOf({ language: code, direction }))));
}

function hours(app) {
  if (!app.picture) return null;
  return app.picture.open ? h("p", { class: "card sea attract-hours" }, icon("clock"), openWords(app)) : closedNote(app);
}
