// All languages of the talk, to be ticked.

import { h, icon } from "/static/web/dom.js";
import { tickTile, toggleTalk } from "./needs.js";

export function talk(app) {
  const { settings, texts, visit } = app;
  const { _ } = texts;
  return {
    name: "talk",
    canGoBack: true,
    step: 3,
    title: _("In which languages can we talk?"),
    body: h("div", { class: "tiles languages many" }, settings.advice_languages.map(({ code, name, direction }) =>
      tickTile(visit.talk.has(code), () => toggleTalk(visit, code), { class: "tile line language", lang: code, dir: direction, dataset: { talk: code } }, h("span", { class: "grow" }, name)))),
    actions: h("button", { type: "button", class: "button primary tall wide", onclick: () => app.back() }, icon("check"), _("Done")),
  };
}
