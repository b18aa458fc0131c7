// No numbers now: why, and when again. Who has a number, or an appointment, can still go on.

import { h, icon } from "/static/web/dom.js";
import { closedWords } from "../opening.js";
import { doors } from "./start.js";

export function closed(app) {
  const { picture, settings, texts } = app;
  const words = closedWords(picture, settings.site, texts, app.now());
  return {
    name: "closed",
    canGoBack: true,
    follows: true,
    ask: [
      h("span", { class: "icon-box" }, icon(words.icon)),
      h("h1", { tabindex: "-1" }, words.title),
      h("p", { class: "lead" }, words.lead),
    ],
    body: [
      words.again && againCard(texts, words.again),
      h("p", { class: "card quiet ask-staff" }, icon("heart-handshake"), h("span", {}, texts._("Is it urgent? Please talk to our staff."))),
    ],
    actions: doors(app, ""),
  };
}

function againCard({ _ }, { day, hours }) {
  return h("div", { class: "card next again" },
    h("p", {}, _("Open again:")),
    h("p", { class: "again-day" }, day),
    h("p", { class: "again-hours" }, hours));
}
