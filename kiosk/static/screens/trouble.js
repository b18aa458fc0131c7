// Something did not work: what it was, in words, and what to do now. Never the end of the way.

import { h, icon } from "/static/web/dom.js";

const TRY_AGAIN_MS = 3_000;

export function trouble(app) {
  const { texts, visit } = app;
  const { _ } = texts;
  const { code, detail, when, again, isAboutAppointment, isAboutNumber } = visit.trouble;
  const isOffline = code === "Offline";
  const offline = isAboutNumber // no server, and no number left in the kiosk's own stock
    ? { title: _("Please go to our staff"), lead: _("This terminal has no connection and no numbers left. Our staff give you one.") }
    : { title: _("No connection at the moment"), lead: _("We keep trying. Please wait a moment, or talk to our staff.") };
  let timer = 0;
  return {
    name: "trouble",
    canGoBack: !isOffline,
    ask: [
      h("span", { class: "icon-box" }, isOffline ? icon("cloud-off") : icon("signpost")),
      h("h1", { tabindex: "-1" }, isOffline ? offline.title : when ? detail : _("That did not work")),
      !when && h("p", { class: "lead" }, isOffline ? offline.lead : detail || _("Please try again, or talk to our staff.")),
      when && h("p", { class: "again-day" }, when),
    ],
    body: h("p", { class: "card quiet ask-staff" }, icon("heart-handshake"), h("span", {}, _("Our staff are happy to help."))),
    actions: h("div", { class: "stack" },
      !isOffline && h("button", { type: "button", class: "button primary tall wide", onclick: () => app.back() }, icon("rotate-ccw"), _("Try again")),
      isAboutAppointment && h("button", { type: "button", class: "button tall wide", onclick: () => app.go("topics") }, icon("ticket"), _("Take a number")),
      h("button", { type: "button", class: "button tall wide", onclick: () => app.reset() }, icon("house"), _("Back to the start"))),
    enter: () => isOffline && (timer = setTimeout(again, TRY_AGAIN_MS)),
    leave: () => clearTimeout(timer),
  };
}
