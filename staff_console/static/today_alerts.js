// What needs somebody today, in one card: languages nobody knows or speaks, promises that weaken, gaps, devices.

import { h, icon, num } from "/static/web/dom.js";
import { gapSentences } from "./coverage_words.js";
import { isUnknown } from "./parts.js";
import { ticketDialog } from "./ticket_dialog.js";

const QUIET = ["ready", "unknown", "near_end"]; // states of devices that need nobody now

/** The card; green when nothing needs anybody. `today` as `GET /staff/api/today` gives it. */
export function alertsCard(context, today) {
  const { texts: { _ } } = context;
  const rows = alerts(context, today);
  if (!rows.length && today.refused_tickets.length) return null;
  if (!rows.length) {
    return h("section", { class: "card forecast-calm today-calm", "aria-labelledby": "alerts-title" },
      h("h2", { id: "alerts-title" }, icon("circle-check"), h("span", {}, _("Nothing needs you right now."))));
  }
  return h("section", { class: "card next today-alerts", "aria-labelledby": "alerts-title" },
    h("h2", { id: "alerts-title" }, icon("triangle-alert"), h("span", {}, _("Please look at this"))),
    h("ul", {}, rows.map(({ sign, words, more }) => h("li", {}, icon(sign), h("div", {}, h("p", {}, words), more)))));
}

function alerts(context, { weakened, unserved, people, devices, broken_appointments: broken }) {
  const { texts: { _, nrich } } = context;
  const unknown = (context.picture()?.waiting ?? []).filter(isUnknown);
  const noTopic = unserved.filter(({ lacks }) => lacks === "topic");
  const noLanguage = unserved.filter(({ lacks }) => lacks === "language");
  const troubled = devices.filter(({ state }) => !QUIET.includes(state));
  const gaps = gapSentences(context, people.gaps);
  return [
    unknown.length > 0 && { sign: "languages", more: chips(context, unknown), words: nrich("{count} visitor speaks a language we do not know yet", "{count} visitors speak a language we do not know yet", unknown.length) },
    weakened.length > 0 && { sign: "hourglass", more: chips(context, weakened), words: nrich("{count} visitor was told “today” and may not be called any more", "{count} visitors were told “today” and may not be called any more", weakened.length) },
    noTopic.length > 0 && { sign: "user-x", more: chips(context, noTopic), words: nrich("{count} visitor has a topic that nobody at a desk serves", "{count} visitors have a topic that nobody at a desk serves", noTopic.length) },
    noLanguage.length > 0 && { sign: "message-circle", more: chips(context, noLanguage), words: nrich("{count} visitor speaks a language that nobody at a desk speaks", "{count} visitors speak a language that nobody at a desk speaks", noLanguage.length) },
    gaps.length > 0 && { sign: "calendar-x", words: [_("Today:"), " ", gaps.map((words, index) => [index ? "; " : "", words])] },
    broken > 0 && { sign: "calendar-clock", words: nrich("{count} appointment cannot be kept as things stand", "{count} appointments cannot be kept as things stand", broken), more: h("button", { type: "button", id: "to-appointments", class: "button", onclick: () => context.openPage("appointments") }, _("Look")) },
    troubled.length > 0 && { sign: "monitor-smartphone", words: nrich("{count} device needs somebody: see below", "{count} devices need somebody: see below", troubled.length) },
  ].filter(Boolean);
}

function chips(context, tickets) {
  return h("ul", { class: "chips" }, tickets.map((ticket) => h("li", {}, chip(context, ticket))));
}

function chip(context, { id, number }) {
  const open = () => {
    const ticket = context.picture().waiting.find((one) => one.id === id);
    if (ticket) ticketDialog(context, ticket);
  };
  return h("button", { type: "button", class: "chip", id: `alert-${id}`, "aria-haspopup": "dialog", onclick: open }, num(number, { class: "strong" }));
}
