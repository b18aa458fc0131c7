// How long a visitor still waits, and whether it fits today: what the forecast says, in the words of the console.

import { h, icon, num } from "/static/web/dom.js";

const LIKELY = 0.8; // rules/admission.py

/** "in 20–35 min" under the minutes waited; a mark when a promise has become weak. Nothing without a forecast. */
export function waitNodes({ texts: { _, rich } }, { wait, outlook, weakened }) {
  return [
    weakened ? mark("triangle-alert", _("was told “today”, may not fit")) : outlookMark(outlook, _),
    wait && h("span", { class: "row-wait" }, wait.kind === "next" ? _("any moment") : rich("in {range} min", { range: rangeOf(wait) })),
  ];
}

/** "20–35"; the console is read from left to right only. */
export function rangeOf({ from_minutes: from, to_minutes: to }) {
  return num(from === to ? to : `${from}–${to}`);
}

function outlookMark(outlook, _) {
  if (outlook === "uncertain") return mark("hourglass", _("uncertain today"));
  return outlook === "not_today" ? mark("calendar-x", _("hardly today")) : null;
}

function mark(sign, label) {
  return h("span", { class: "row-mark", title: label }, icon(sign, { label }));
}

/** Above the list: whether all who wait fit today. Nothing while that is not known. */
export function outlookChip({ texts: { _, nrich } }, waiting) {
  const tight = waiting.filter(({ outlook, weakened }) => (outlook ?? "today") !== "today" || weakened).length;
  if (tight) return h("span", { class: "chip warn" }, icon("hourglass"), h("span", {}, nrich("{count} uncertain", "{count} uncertain", tight)));
  return waiting.length && waiting.every(({ chance }) => chance >= LIKELY) ? h("span", { class: "chip good" }, icon("circle-check"), _("all fit today")) : null;
}
