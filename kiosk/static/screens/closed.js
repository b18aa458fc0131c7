// No numbers now: why, and when again. Who has a number, or an appointment, can still go on.

import { h, icon } from "/static/web/dom.js";
import { closedWords } from "../opening.js";
import { datesDoor } from "./dates.js";
import { doors } from "./start.js";

export function closed(app) {
  const { picture, settings, texts } = app;
  const words = closedWords(picture, settings.site, texts, app.now());
  return {
    name: "closed",
    canGoBack: true,
    follows: true,
    showsDates: true,
    ask: [
      h("span", { class: "icon-box" }, icon(words.icon)),
      h("h1", { tabindex: "-1" }, words.title),
      words.lead && h("p", { class: "lead" }, words.lead),
    ],
    body: [
      words.again && againCard(words.again),
      !words.leadsToStaff && h("p", { class: "card quiet ask-staff" }, icon("heart-handshake"), h("span", {}, texts._("Is it urgent? Please talk to our staff."))),
    ],
    actions: doors(app, "", datesDoor(app)),
  };
}

/** The next opening, large. */
export function againCard({ label, day, hours }) {
  return h("div", { class: "card next again" },
    h("p", {}, label),
    h("p", { class: "again-day" }, day),
    hours && h("p", { class: "again-hours" }, hours));
}
