// It may get late today: the visitor decides.

import { h, icon } from "/static/web/dom.js";
import { takeTicket } from "../issue.js";
import { nextOpening } from "../opening.js";
import { againCard } from "./closed.js";

export function uncertain(app) {
  const { picture, settings, texts } = app;
  const { _ } = texts;
  const next = picture && nextOpening(picture, settings.site, texts, app.now());
  return {
    name: "closed",
    canGoBack: true,
    ask: [
      h("span", { class: "icon-box" }, icon("hourglass")),
      h("h1", { tabindex: "-1" }, _("It may get late today")),
      h("p", { class: "lead" }, _("Perhaps there is no time left for you today. You decide.")),
    ],
    body: next && againCard(next),
    actions: h("div", { class: "stack" },
      h("button", { type: "button", class: "button primary tall wide", onclick: () => takeTicket(app, { stay: true }) }, icon("armchair"), _("I would like to wait")),
      h("button", { type: "button", class: "button tall wide", onclick: () => app.reset() }, icon("calendar-days"), _("I will come another day"))),
  };
}
