// What helps, and in which languages we can talk: all of it optional, one big button goes on.

import { h, icon } from "/static/web/dom.js";
import { takeTicket } from "../issue.js";

export function needs(app) {
  const { settings, texts } = app;
  const { _ } = texts;
  return {
    name: "needs",
    canGoBack: true,
    step: 3,
    title: _("What helps you?"),
    lead: _("You can choose something, or simply go on."),
    body: [
      h("div", { class: "tiles needs", role: "group", "aria-label": _("What helps you?") }, settings.needs.map((need) => needTile(app, need))),
      h("h2", {}, _("In which languages can we talk?")),
      h("div", { class: "tiles talk" }, talkTiles(app)),
    ],
    actions: h("button", { type: "button", class: "button primary tall wide", onclick: () => takeTicket(app) }, icon("ticket"), _("Get my number")),
  };
}

/** Ticks a language of the talk, or takes the tick away. */
export function toggleTalk(visit, code) {
  visit.hasChosenTalk = true;
  if (visit.talk.has(code)) visit.talk.delete(code);
  else visit.talk.add(code);
  return visit.talk.has(code);
}

/** A tile that is ticked or not; `flip()` returns what it is now. */
export function tickTile(isOn, flip, props, ...children) {
  const button = h("button", { type: "button", ...props, "aria-pressed": String(isOn) }, children, h("span", { class: "mark" }, icon("check")));
  button.addEventListener("click", () => button.setAttribute("aria-pressed", String(flip())));
  return button;
}

function needTile({ texts, visit }, need) {
  const flip = () => {
    if (visit.needs.has(need.code)) visit.needs.delete(need.code);
    else visit.needs.add(need.code);
    return visit.needs.has(need.code);
  };
  return tickTile(visit.needs.has(need.code), flip, { class: "tile", dataset: { need: need.code } }, icon(need.icon), h("span", {}, texts.named(need.name)));
}

/** The chosen languages and those most people share; the others behind one tile. */
function talkTiles(app) {
  const { settings, texts, visit } = app;
  const usual = new Set([...visit.talk, visit.language, settings.language, "en"]);
  const shown = settings.advice_languages.filter(({ code }) => usual.has(code));
  const own = ({ code }) => (code === visit.language || visit.talk.has(code) ? 0 : 1);
  shown.sort((a, b) => own(a) - own(b));
  return [
    shown.map(({ code, name, direction }) =>
      tickTile(visit.talk.has(code), () => toggleTalk(visit, code), { class: "tile line", dataset: { talk: code } }, h("bdi", { class: "grow", lang: code, dir: direction }, name))),
    h("button", { type: "button", class: "tile line quiet", onclick: () => app.go("talk") }, icon("plus"), h("span", {}, texts._("More languages"))),
  ];
}
