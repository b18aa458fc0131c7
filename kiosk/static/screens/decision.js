// It may get late today, or hardly fits: what we know, said before a number is taken. Never the end of the way.

import { h, icon } from "/static/web/dom.js";
import { takeTicket } from "../issue.js";
import { nextOpening } from "../opening.js";
import { rangeWords } from "../waits.js";
import { againCard } from "./closed.js";
import { datesDoor } from "./dates.js";

/** The visitor decides. */
export function uncertain(app) {
  const { _ } = app.texts;
  const stay = button("armchair", _("I would like to wait"), () => takeTicket(app, { stay: true }));
  return decision(app, {
    title: _("It may get late today"),
    lead: _("Perhaps there is no time left for you today. You decide."),
    note: _("Please ask our staff if you are not sure."),
    actions: [stay, anotherDay(app), datesDoor(app)],
  });
}

/** No number by oneself any more; staff may still give one. */
export function notToday(app) {
  const { _ } = app.texts;
  return decision(app, {
    title: _("There is hardly any time left today"),
    lead: _("So that you do not wait in vain: please come another day."),
    note: _("Does it have to be today? Please talk to our staff."),
    actions: [anotherDay(app), datesDoor(app)],
  });
}

function decision(app, { title, lead, note, actions }) {
  const { picture, settings, texts, visit } = app;
  const { wait, next_opens_at: opens } = visit.refusal ?? {};
  const next = nextOpening(withOpening(picture, opens), settings.site, texts, app.now());
  const [first, ...others] = actions;
  first.classList.add("primary");
  return {
    name: "closed decision",
    canGoBack: true,
    ask: [
      h("span", { class: "icon-box" }, icon("hourglass")),
      h("h1", { tabindex: "-1" }, title),
      h("p", { class: "lead" }, lead),
      wait && wait.kind !== "next" && h("p", { class: "lead" }, texts._("Waiting time today:"), " ", h("strong", {}, rangeWords(texts, wait))),
    ],
    body: [
      next && againCard(next),
      h("p", { class: "card quiet ask-staff" }, icon("heart-handshake"), h("span", {}, note)),
    ],
    actions: h("div", { class: "stack" }, first, others),
  };
}

/** The next opening as the refusal tells it; its end only if that is the same one. */
function withOpening(picture, opens) {
  if (!opens || opens === picture?.next_opens_at) return picture ?? {};
  return { ...picture, next_opens_at: opens, next_closes_at: null };
}

function anotherDay(app) {
  return button("calendar-days", app.texts._("I will come another day"), () => app.reset());
}

function button(sign, text, onclick) {
  return h("button", { type: "button", class: "button tall wide", onclick }, icon(sign), text);
}
