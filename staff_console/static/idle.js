// The left-hand side while nobody is here: the next number, a calm empty room, or a break.

import { clockTime, minutesSince, now } from "/static/web/clock.js";
import { h, icon, num, replace } from "/static/web/dom.js";
import { isForColleague } from "./attention.js";
import { helperFor } from "./interpreters.js";
import { actionButton, ticketChips } from "./parts.js";
import { reasonOf } from "./reasons.js";

/** Somebody can be called: number, reason and one large button. The parts stay in place while numbers change. */
export function nextView(context) {
  const { texts } = context;
  const { _, rich } = texts;
  const callNext = () => context.act("calls");
  const number = h("p", { class: "big-number" });
  const chips = h("div", {});
  const why = h("p", { class: "why" });
  const helper = h("p", { class: "muted", hidden: true });
  const first = h("p", { class: "muted", role: "status" });
  const button = actionButton(context, { label: "", key: "N", sign: "megaphone", kind: "primary tall", onclick: callNext });

  function update(picture) {
    const { next } = picture;
    if (!next) return;
    replace(number, num(next.ticket.number));
    replace(chips, ticketChips(context, next.ticket));
    replace(why, reasonOf(context, next.ticket, next.reason, { waited: minutesSince(next.ticket.key_at) }));
    replace(button.querySelector(".label"), rich("Call next: {number}", { number: num(next.ticket.number) }));
    showHelper(picture);
    showOffer(picture);
  }

  function showHelper(picture) {
    const person = helperFor(context, picture, picture.next.ticket);
    helper.hidden = !person;
    replace(helper, person && [icon("languages"), " ", rich("With your call, {name} is asked to come and interpret.", { name: h("bdi", {}, person.name) })]);
  }

  function showOffer(picture = context.picture()) {
    const colleague = picture && isForColleague(picture) ? picture.offer.desk : null;
    if (first.dataset.desk === String(colleague)) return;
    first.dataset.desk = String(colleague);
    replace(first, colleague && rich("Offered first to desk {desk}, who can help fewer of the visitors.", { desk: num(colleague) }));
  }

  return {
    node: h("div", { class: "here-inside" },
      h("section", { class: "card next idle-next", "aria-labelledby": "here-title" },
        h("h2", { id: "here-title", tabindex: "-1" }, _("Next")), number, chips, why, helper, first, button,
        walkUpButton(context))),
    update,
    tick: () => showOffer(),
    keys: { n: callNext },
  };
}

/** Nobody to call: how long the slot still runs, and a word that one need not watch. */
export function emptyView(context) {
  const { texts: { _ }, mayIssue, issue } = context;
  const dial = h("div", { class: "dial" }, h("div", { class: "dial-inside" }));
  const text = h("p", { class: "muted" });
  const others = h("p", { class: "muted" });

  function update(picture) {
    showDial(dial, picture.slot, context);
    replace(others, othersText(picture, context.texts));
    replace(text, context.soundOn() ? _("When somebody comes, a soft chime tells you.") : _("When somebody comes, the title of this tab tells you."));
  }

  return {
    node: h("div", { class: "here-inside" },
      h("section", { class: "card idle-empty", "aria-labelledby": "here-title" },
        dial, h("h2", { id: "here-title", tabindex: "-1" }, _("Nobody is waiting")), text, others,
        mayIssue && h("button", { type: "button", class: "button", "aria-haspopup": "dialog", onclick: issue }, icon("ticket"), _("Ticket for a visitor")), walkUpButton(context))),
    update,
    tick: () => showDial(dial, context.picture().slot, context),
    keys: {},
  };
}

/** For somebody who sits down without a number. */
function walkUpButton({ texts: { _ }, walkUp }) {
  return h("button", { type: "button", class: "button bare quiet-button", "aria-haspopup": "dialog", onclick: walkUp }, icon("armchair"), _("Visitor without a number"));
}

/** A ring as long as the slot still runs, its end in the middle. */
function showDial(dial, slot, { texts: { _ }, zone }) {
  const inside = dial.firstChild;
  dial.classList.toggle("closed", !slot?.closes_at);
  if (!slot?.closes_at) return replace(inside, icon("moon"), h("span", { class: "muted" }, _("closed now")));
  const [opens, closes] = [new Date(slot.opens_at), new Date(slot.closes_at)];
  const part = Math.min(1, Math.max(0, (closes - now()) / (closes - opens)));
  const angle = `${(part * 360).toFixed(1)}deg`;
  if (dial.dataset.angle === angle) return undefined;
  dial.dataset.angle = angle;
  dial.style.setProperty("--angle", angle);
  return replace(inside, h("span", { class: "muted" }, _("open until")), num(clockTime(closes, zone), { class: "dial-time" }));
}

function othersText({ waiting, others_waiting: others }, { nrich }) {
  const count = waiting.length + others; // none of them is for this case manager
  return count ? nrich("{count} visitor waits for a colleague.", "{count} visitors wait for colleagues.", count) : null;
}

/** On a break at a desk that stays taken. */
export function breakView(context, duty) {
  const { texts: { _, rich } } = context;
  const back = () => context.act("duty", { desk: duty.desk });
  return {
    node: h("div", { class: "here-inside" },
      h("section", { class: "card idle-empty on-break", "aria-labelledby": "here-title" },
        h("span", { class: "icon-box" }, icon("coffee")),
        h("h2", { id: "here-title", tabindex: "-1" }, _("You are on a break")),
        h("p", { class: "muted" }, _("Nobody is called to your desk meanwhile.")),
        h("button", { type: "button", class: "button primary tall", onclick: back }, icon("armchair"), h("span", {}, rich("Back to desk {desk}", { desk: num(duty.desk) }))))),
    keys: {},
  };
}
