// What a lead tells everybody, on the screens where nobody has chosen a language yet: in one of its languages after the
// other, or beside a greeting in that greeting's language; in the site's own one where it is not written in it.

import { every } from "/static/web/clock.js";
import { h, icon, replace } from "/static/web/dom.js";

const TURN_S = 8; // time to read two lines

/** The card of the notice in `language`, or null without a notice. */
export function noticeIn(app, language) {
  const { notice } = app.picture ?? {};
  if (!notice) return null;
  const code = language in notice.texts ? language : app.settings.language in notice.texts ? app.settings.language : Object.keys(notice.texts)[0];
  const direction = app.settings.languages.find((one) => one.code === code)?.direction ?? "ltr";
  return h("div", { class: ["card kiosk-notice", notice.urgent ? "next" : "quiet"], lang: code, dir: direction, dataset: { notice: notice.id } },
    icon(notice.urgent ? "triangle-alert" : "megaphone"), h("p", {}, notice.texts[code]));
}

/** The same in all its languages in turn, the visitor's first; it stops with its screen. */
export function turningNotice(app) {
  const { notice } = app.picture ?? {};
  if (!notice) return null;
  const codes = [...new Set([app.visit.language, ...Object.keys(notice.texts)])].filter((code) => code in notice.texts);
  const place = h("div", { class: "notice-place" }, noticeIn(app, codes[0]));
  let turn = 0;
  const stop = codes.length > 1 ? every(TURN_S, () => {
    if (!place.isConnected) return stop();
    if (!app.speech.isSpeaking) replace(place, noticeIn(app, codes[(turn += 1) % codes.length])); // who listens hears it out
    return undefined;
  }) : () => {};
  return place;
}
