// The right-hand side: who waits, who is parked, who was missed, which outcomes are still open.

import { clockTime } from "/static/web/clock.js";
import { h, icon, num } from "/static/web/dom.js";
import { orderDialog } from "./order_dialog.js";
import { outcomeDialog } from "./outcome_dialog.js";
import { isUnknown, languagesOf, runningMinutes } from "./parts.js";
import { ticketDialog } from "./ticket_dialog.js";
import { outlookChip, waitNodes } from "./waits.js";

/** Card with everybody who waits and whom this reader may see, in order of arrival. */
export function waitingList(context, picture, { isHeld = false } = {}) {
  const { texts: { _, nrich } } = context;
  const { waiting, others_waiting: others, next } = picture;
  const rows = waiting.map((ticket) => h("li", {}, waitingRow(context, ticket, ticket.id === next?.ticket.id)));
  return h("section", { class: "card flush waiting", "aria-labelledby": "waiting-title" },
    h("header", { class: "list-head" },
      h("h2", { id: "waiting-title" }, _("Waiting"), " · ", num(waiting.length)),
      outlookChip(context, waiting),
      h("span", { class: "chip warn updated", hidden: !isHeld }, icon("refresh-cw"), _("updated")),
      others > 0 && h("span", { class: "chip" }, nrich("{count} with others", "{count} with others", others))),
    waiting.length ? h("ol", { class: "rows" }, rows) : h("p", { class: "nobody muted" }, _("Nobody is waiting.")),
    waiting.some(({ terms }) => terms) && h("footer", { class: "list-foot" },
      h("button", { type: "button", class: "button bare", "aria-haspopup": "dialog", onclick: () => orderDialog(context, picture) }, icon("list-ordered"), _("Why this order?"))));
}

/** Visitors of whom nobody knows which language they speak: somebody should go and ask, before they are called. */
export function unknownLanguages(context, picture) {
  const { texts: { _, nrich } } = context;
  const unknown = picture.waiting.filter(isUnknown);
  if (!unknown.length) return null;
  return h("section", { class: "card next unknown-languages", "aria-labelledby": "unknown-title" },
    h("h2", { id: "unknown-title" }, icon("languages"),
      h("span", {}, nrich("{count} visitor speaks a language we do not know yet", "{count} visitors speak a language we do not know yet", unknown.length))),
    h("p", {}, _("Please go to the waiting area and find out which language it is.")),
    h("div", { class: "chips" }, unknown.map((ticket) => ticketChip(context, ticket))));
}

function waitingRow(context, ticket, isNext) {
  const { texts, words } = context;
  const { _ } = texts;
  return h("button", {
    type: "button", class: ["ticket-row", isNext && "is-next", context.mayServe && !ticket.can_serve && "not-mine"],
    "aria-haspopup": "dialog", onclick: () => ticketDialog(context, ticket),
  },
    num(ticket.number, { class: "row-number" }),
    h("span", { class: "row-words" },
      h("span", { class: "row-topic" }, words.topic(ticket.topic)),
      h("span", { class: ["row-languages", isUnknown(ticket) && "strong"] },
        [languagesOf(words, ticket), ...marks(ticket, texts, context.zone)].filter(Boolean).join(" · "))),
    h("span", { class: "row-needs" }, ticket.needs.map((need) => icon(words.needIcon(need), { label: words.need(need) }))),
    h("span", { class: "row-times" }, runningMinutes(ticket.key_at, texts), waitNodes(context, ticket)),
    isNext && h("span", { class: "visually-hidden" }, _("next")));
}

/** "Appointment 13:30", and whether somebody came too late for it. */
export function appointmentWords({ appointment_at: at, came_late: isLate }, { _ }, zone) {
  const time = clockTime(at, zone);
  return isLate ? _("appointment {time}, came late", { time }) : _("appointment {time}", { time });
}

function marks(ticket, texts, zone) {
  const { _ } = texts;
  return [
    ticket.interpreter && _("interpreter needed"),
    ticket.skipped && _("passed over once"),
    ticket.appointment_at && appointmentWords(ticket, texts, zone),
    ticket.for_case_manager && !ticket.appointment_at && _("handed over"),
  ];
}

/** Parked, missed and open outcomes as chips; nothing when there is nothing. */
export function sideStates(context, picture) {
  const { texts: { _ } } = context;
  const groups = [
    group(_("Parked"), "circle-pause", picture.parked.map((ticket) => ticketChip(context, ticket))),
    group(_("Did not come"), "user-x", picture.missed.map((ticket) => ticketChip(context, ticket))),
  ].filter(Boolean);
  const outcomes = openOutcomes(context, picture);
  if (!groups.length && !outcomes) return null;
  return [groups.length > 0 && h("section", { class: "card states" }, groups), outcomes];
}

/** Talks that ended without an outcome: one tap each to record it. */
export function openOutcomes(context, picture) {
  const { texts: { _, rich, nrich }, zone, session } = context;
  const open = picture.open_outcomes;
  if (!open.length) return null;
  const chips = open.map((talk) => h("button", { type: "button", class: "chip", "aria-haspopup": "dialog", onclick: () => outcomeDialog(context, talk) },
    icon("pencil"), num(talk.number, { class: "strong" }),
    h("span", { class: "muted" }, rich("from {time}", { time: num(clockTime(talk.started_at, zone)) })),
    talk.case_manager !== session.case_manager.name && h("bdi", { class: "muted" }, talk.case_manager)));
  return h("section", { class: "card next open-outcomes", "aria-label": _("Outcomes to record") },
    h("h2", {}, icon("clipboard-list"), h("span", {}, nrich("{count} outcome to record", "{count} outcomes to record", open.length))),
    h("div", { class: "chips" }, chips));
}

function group(title, sign, chips) {
  if (!chips.length) return null;
  return h("div", { class: "state-group" }, h("h2", {}, icon(sign), title), h("div", { class: "chips" }, chips));
}

function ticketChip(context, ticket) {
  const { texts: { _ }, session } = context;
  const isMine = ticket.for_case_manager === session.case_manager.id;
  return h("button", { type: "button", class: "chip", "aria-haspopup": "dialog", onclick: () => ticketDialog(context, ticket) },
    num(ticket.number, { class: "strong" }), isMine && h("span", { class: "muted" }, _("for you")));
}
