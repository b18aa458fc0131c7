// Small parts that several views of the console draw: buttons with keys, chips of a ticket, running times, menus.

import { clockTime, minutesSince, secondsSince, stopwatch } from "/static/web/clock.js";
import { h, icon, num, oneTap } from "/static/web/dom.js";
import { keyFor } from "./keys.js";

const DEAD_TIME_MS = 500;
let lastTapAt = -Infinity;
const RUNNING = {
  minutes: (since) => String(minutesSince(since)),
  seconds: (since) => String(secondsSince(since)),
  stopwatch: (since) => stopwatch(secondsSince(since)),
};

/** As `oneTap`, for all buttons together: when a view changes, the second tap of a pair must not hit what came there. */
export function sharedTap(handler) {
  return (event) => {
    if (event.timeStamp - lastTapAt < DEAD_TIME_MS) return undefined;
    lastTapAt = event.timeStamp;
    return handler(event);
  };
}

/** A button with its icon and, while keys are on, its key. `kind`: further classes. */
export function actionButton(context, { label, key = "", sign = "", kind = "", onclick, ...props }) {
  const shortcut = key && context.keysOn() ? keyFor(key) : null;
  return h("button", { type: "button", class: ["button", kind], "aria-keyshortcuts": shortcut, onclick: sharedTap(onclick), ...props },
    sign && icon(sign), h("span", { class: "label" }, label), shortcut && keyCap(key));
}

/** The key as it is set in this browser. */
export function keyCap(key) {
  return h("kbd", { class: "key", "aria-hidden": "true" }, keyFor(key));
}

/** Topic, languages, needs and persons of a ticket as chips. */
export function ticketChips({ texts, words, zone }, ticket) {
  const { nrich } = texts;
  return h("ul", { class: "chips" },
    h("li", { class: "chip sea" }, icon(words.topicIcon(ticket.topic)), words.topic(ticket.topic)),
    h("li", { class: ["chip", isUnknown(ticket) ? "warn" : "sea"] }, icon("languages"), languagesOf(words, ticket)),
    ticket.needs.map((need) => h("li", { class: "chip warn" }, icon(words.needIcon(need)), words.need(need))),
    ticket.appointment_at && h("li", { class: ["chip", ticket.came_late ? "warn" : "sea"] }, icon("calendar-clock"), ticket.came_late ? texts._("appointment {time}, came late", { time: clockTime(ticket.appointment_at, zone) }) : texts._("appointment {time}", { time: clockTime(ticket.appointment_at, zone) })),
    ticket.note && h("li", { class: "chip" }, icon("message-circle"), words.handOverNote(ticket.note)),
    ticket.persons > 1 && h("li", { class: "chip" }, icon("users"), h("span", {}, nrich("{count} person", "{count} persons", ticket.persons))));
}

/** Nobody knows yet which languages the visitor speaks. */
export function isUnknown(ticket) {
  return ticket.languages.length === 0;
}

/** The languages of a ticket by name: "Arabisch, Englisch". */
export function languagesOf(words, ticket) {
  return isUnknown(ticket) ? words.language("und") : words.languageList(ticket.languages);
}

/** A running time since `at`: "18:42". */
export function runningTime(at) {
  return h("bdi", { dir: "ltr", class: "num", role: "timer", dataset: { since: at, as: "stopwatch" } }, stopwatch(secondsSince(at)));
}

/** Whole minutes since `at` with their unit: "31 min". */
export function runningMinutes(at, { _ }) {
  const minutes = h("bdi", { dir: "ltr", class: "num", dataset: { since: at, as: "minutes" } }, minutesSince(at));
  return h("span", { class: "minutes" }, minutes, " ", _("min"));
}

/** Whole seconds since `at` with their unit: "12 s". */
export function runningSeconds(at) {
  const seconds = h("bdi", { dir: "ltr", class: "num", dataset: { since: at, as: "seconds" } }, secondsSince(at));
  return h("span", { class: "minutes" }, seconds, " s");
}

/** Moves every running time on the page on; call once a second. */
export function tickTimes() {
  for (const element of document.querySelectorAll("[data-since]")) {
    const { since, as } = element.dataset;
    const text = RUNNING[as](since);
    if (element.textContent !== text) element.textContent = text;
  }
}

/** One of several choices that are switched on and off, drawn as a chip. */
export function toggleChip({ label, sign = "", onclick, ...props }) {
  return h("button", { type: "button", class: "chip", "aria-pressed": "false", onclick, ...props },
    h("span", { class: "tick", "aria-hidden": "true" }, icon("check")), sign && icon(sign), h("span", {}, label));
}

export function press(button, isOn) {
  button.setAttribute("aria-pressed", String(isOn));
}

let menus = 0;

/**
 * A button that opens a list of actions below it. items: [{label, hint?, sign?, onclick, pressed?}], null = a line.
 * `button` are the children of the button.
 */
export function menu({ button, kind = "button", label = null, align = "end", class: extra = "" }, items) {
  const id = `menu-${(menus += 1)}`;
  const list = h("div", { id, class: ["menu", extra], popover: "auto" }, items.map((item) => menuItem(item, () => list.hidePopover())));
  const opener = h("button", { type: "button", class: kind, popovertarget: id, "aria-label": label, "aria-expanded": "false" }, button);
  list.addEventListener("toggle", ({ newState }) => {
    opener.setAttribute("aria-expanded", String(newState === "open"));
    if (newState === "open") place(list, opener, align);
  });
  return [opener, list];
}

function menuItem(item, close) {
  if (item === null) return h("hr", {});
  const choose = (event) => {
    close();
    item.onclick(event);
  };
  const pressed = item.pressed === undefined ? null : String(item.pressed);
  return h("button", { type: "button", class: "menu-item", "aria-pressed": pressed, onclick: oneTap(choose) },
    item.sign && icon(item.sign),
    h("span", { class: "grow" }, item.label, item.hint && h("span", { class: "hint" }, item.hint)),
    item.pressed && icon("check"));
}

function place(list, opener, align) {
  const edge = opener.getBoundingClientRect();
  const below = edge.bottom + list.offsetHeight + 16 < innerHeight;
  list.style.top = `${below ? edge.bottom + 8 : Math.max(8, edge.top - list.offsetHeight - 8)}px`;
  const start = align === "end" ? edge.right - list.offsetWidth : edge.left;
  list.style.left = `${Math.min(Math.max(8, start), innerWidth - list.offsetWidth - 8)}px`;
}

/** A number of a ticket inside a sentence or a title. */
export function number(ticket, props = {}) {
  return num(ticket.number, props);
}

/** Whether nobody else is on duty and at a desk. */
export function isAlone({ desks, duty }) {
  return !desks.some(({ number: desk, case_manager_id: id, on_break: onBreak }) => id !== null && !onBreak && desk !== duty?.desk);
}
