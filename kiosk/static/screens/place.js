// Where somebody's number is now, and what can be done: come back after a missed call, or go.

import { ask } from "/static/web/dialogs.js";
import { h, icon, num } from "/static/web/dom.js";
import { moveTicket } from "../holder.js";
import { waitFacts } from "../waits.js";

const CAN_WITHDRAW = ["waiting", "parked", "missed", "called"];

export function place(app) {
  const { texts, visit } = app;
  const { ticket, desk } = visit.place;
  const words = wordsFor(texts, ticket.state, desk);
  return {
    name: "place",
    canGoBack: true,
    ask: h("div", { class: "card ticket" },
      h("h1", { class: ["chip", words.kind], tabindex: "-1" }, icon(words.icon), h("span", {}, words.title)),
      h("p", { class: "big-number" }, num(ticket.number)),
      ticket.state === "waiting" && h("div", { class: "facts" }, waitFacts(texts, visit.place))),
    body: h("p", { class: ["card what-now", ticket.state === "called" ? "call" : "quiet"] }, words.text),
    actions: h("div", { class: "stack" }, mainAction(app, ticket.state), withdrawAction(app, ticket.state)),
  };
}

function wordsFor({ _, rich }, state, desk) {
  switch (state) {
    case "waiting":
      return { kind: "good", icon: "circle-check", title: _("Your number is in the queue"), text: _("Please sit down. We call your number. It is also on the board.") };
    case "called":
      return { kind: "warn", icon: "bell-ring", title: _("It is your turn"), text: rich("Please go now to desk {desk}", { desk: num(desk) }) };
    case "missed":
      return { kind: "warn", icon: "bell", title: _("Your number was called"), text: _("No problem. Touch “I am back”, and we call you again soon.") };
    case "parked":
      return { kind: "warn", icon: "coffee", title: _("Your number is on a break"), text: _("Touch “I am back” when you would like to be called.") };
    case "in_consultation":
      return { kind: "good", icon: "messages-square", title: _("Your talk is going on"), text: _("Please talk to your adviser.") };
    default:
      return { kind: "", icon: "check", title: _("This number is finished"), text: _("You can take a new number at any time.") };
  }
}

function mainAction(app, state) {
  const { _ } = app.texts;
  if (state === "missed" || state === "parked") {
    return h("button", { type: "button", class: "button primary tall wide", onclick: () => moveTicket(app, "come-back") }, icon("undo-2", { class: "turns" }), _("I am back"));
  }
  return h("button", { type: "button", class: "button primary tall wide", onclick: () => app.reset() }, icon("check"), _("Done"));
}

function withdrawAction(app, state) {
  if (!CAN_WITHDRAW.includes(state)) return null;
  const { _ } = app.texts;
  const question = { title: _("Give the number back?"), text: _("Then we do not call you any more."), yes: _("Yes, give it back"), no: _("No, keep it"), danger: true, icon: "ticket" };
  const asked = async () => (await ask(question)) && moveTicket(app, "withdraw");
  return h("button", { type: "button", class: "button wide", onclick: asked }, icon("log-out", { class: "turns" }), _("I do not want to wait any more"));
}
