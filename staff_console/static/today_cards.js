// The cards of a lead's day: hours, who waits, how long it takes, desks, people, devices.

import { clockTime, longDate } from "/static/web/clock.js";
import { h, icon, num } from "/static/web/dom.js";
import { N_ } from "/static/web/texts.js";
import { absenceDialog, whoIsIllDialog } from "./absence_dialog.js";
import { hoursWords } from "./coverage_words.js";
import { DISPLAY_STATES } from "./displays.js";
import { KIOSK_STATES } from "./kiosks.js";
import { runningMinutes, runningSeconds } from "./parts.js";
import { PRINTER_STATES } from "./printers.js";
import { closeSlotDialog, openSlotDialog, slotEndDialog } from "./slot_dialogs.js";
import { rangeOf } from "./waits.js";

const SLOT_STATES = {
  coming: { text: N_("later today"), kind: "" },
  doors: { text: N_("numbers already"), kind: "good" },
  open: { text: N_("open"), kind: "good" },
  last_call: { text: N_("last call is over"), kind: "warn" },
  over: { text: N_("over"), kind: "" },
};
const DESK_STATES = {
  empty: { text: N_("nobody"), kind: "" },
  free: { text: N_("free"), kind: "good" },
  called: { text: N_("has called"), kind: "warn" },
  in_consultation: { text: N_("talks"), kind: "sea" },
  break: { text: N_("break"), kind: "" },
  there: { text: N_("there"), kind: "sea" },
};
const OUTLOOKS = { today: N_("fits today"), uncertain: N_("uncertain today"), not_today: N_("hardly today") };
const DEVICES = {
  kiosk: { sign: "monitor-smartphone", states: KIOSK_STATES },
  display: { sign: "monitor-speaker", states: DISPLAY_STATES },
  printer: { sign: "printer", states: PRINTER_STATES },
};
const HEALTHY = ["ready", "unknown"];

function card(id, title, sign, ...children) {
  return h("section", { class: ["card", "today-card", `today-${id}`], "aria-labelledby": `${id}-title` },
    h("h2", { id: `${id}-title` }, icon(sign), h("span", {}, title)), children);
}

// --- hours -----------------------------------------------------------------------------------------------------------

export function hoursCard(context, hours, again) {
  const { texts: { _ } } = context;
  const isOpen = hours.slots.some(({ kind, state }) => kind === "regular" && ["open", "last_call"].includes(state));
  return card("hours", _("Consultation hours"), "clock",
    hours.slots.length
      ? h("ul", { class: "rows-list" }, hours.slots.map((slot) => slotRow(context, slot, again)))
      : h("p", {}, _("No consultation hours today.")),
    !isOpen && nextOpening(context, hours),
    !isOpen && h("button", { type: "button", id: "open-now", class: "button", onclick: () => openSlotDialog(context, hours, again) }, icon("door-open"), _("Open now")));
}

function slotRow(context, slot, again) {
  const { texts: { _, named } } = context;
  const state = SLOT_STATES[slot.state];
  const isRunning = ["doors", "open", "last_call"].includes(slot.state);
  return h("li", {},
    h("span", { class: "grow" },
      h("strong", { class: "today-large" }, hoursWords(context, slot)), " ", h("span", { class: ["chip", state.kind] }, _(state.text)),
      slot.title && h("span", { class: "muted block" }, named(slot.title))),
    isRunning && h("span", { class: "row" },
      h("button", { type: "button", id: `end-${slot.id}`, class: "button", onclick: () => slotEndDialog(context, slot, again) }, icon("clock"), _("Change the end")),
      h("button", { type: "button", id: `close-${slot.id}`, class: "button", onclick: () => closeSlotDialog(context, slot, again) }, icon("door-closed"), _("Close now"))));
}

function nextOpening({ texts: { rich, locale }, zone }, { next_opens_at: at }) {
  if (!at) return null;
  return h("p", { class: "muted" }, rich("Next: {day}, {time}", { day: h("span", {}, longDate(at, zone, locale)), time: num(clockTime(at, zone)) }));
}

// --- who waits -------------------------------------------------------------------------------------------------------

export function waitingCard(context, { count, since, topics, languages, not_listed: hidden }) {
  const { texts, texts: { _, rich, nrich }, words } = context;
  return card("waiting", _("Waiting"), "users",
    h("p", { class: "today-figure" }, num(count), since && h("span", { class: "muted" }, rich("the first for {time}", { time: runningMinutes(since, texts) }))),
    count === 0 && h("p", { class: "muted" }, _("Nobody is waiting.")),
    topics.length > 0 && h("ul", { class: "chips", "aria-label": _("By topic") }, topics.map(({ topic, count: many }) =>
      h("li", { class: "chip sea" }, icon(words.topicIcon(topic)), words.topic(topic), " ", num(many, { class: "strong" })))),
    languages.length > 0 && h("ul", { class: "chips", "aria-label": _("By language") }, languages.map(({ language, count: many }) =>
      h("li", { class: ["chip", language === "und" && "warn"] }, icon("languages"), words.language(language), " ", num(many, { class: "strong" })))),
    hidden > 0 && h("p", { class: "muted" }, nrich("{count} more, whose topic is not listed here", "{count} more, whose topics are not listed here", hidden)));
}

// --- how long it takes -----------------------------------------------------------------------------------------------

export function forecastCard(context, { forecast, waiting }) {
  const { texts: { _, nrich }, words } = context;
  const known = forecast.topics.filter(({ wait }) => wait);
  const tight = forecast.waiting.uncertain + forecast.waiting.not_today;
  return card("outlook", _("Who takes a number now"), "hourglass",
    known.length
      ? h("ul", { class: "rows-list tight" }, byWait(known).map(({ topics, wait, outlook }) => h("li", {},
        h("span", { class: "grow" }, topics.map((code) => words.topic(code)).join(", ")),
        h("strong", { class: "nowrap" }, waitWords(context, wait)),
        outlook !== "today" && h("span", { class: "chip warn" }, _(OUTLOOKS[outlook])))))
      : h("p", { class: "muted" }, _("Nobody knows yet: this needs opening hours and somebody at a desk.")),
    waiting.count > 0 && known.length > 0 && h("p", {}, tight
      ? h("span", { class: "chip warn" }, icon("hourglass"), h("span", {}, nrich("{count} of those waiting is uncertain today", "{count} of those waiting are uncertain today", tight)))
      : h("span", { class: "chip good" }, icon("circle-check"), _("all fit today"))));
}

function waitWords({ texts: { _, rich } }, wait) {
  return wait.kind === "next" ? _("any moment") : rich("in {range} min", { range: rangeOf(wait) });
}

/** Topics that take equally long stand in one line, the quickest first. */
function byWait(rows) {
  const groups = new Map();
  for (const { topic, wait, outlook } of rows) {
    const key = JSON.stringify([wait, outlook]);
    groups.set(key, { wait, outlook, topics: [...(groups.get(key)?.topics ?? []), topic] });
  }
  return [...groups.values()].sort((one, other) => one.wait.to_minutes - other.wait.to_minutes);
}

// --- desks -----------------------------------------------------------------------------------------------------------

export function desksCard(context, { desks, elsewhere }) {
  const { texts, texts: { _, nrich } } = context;
  const taken = desks.filter(({ state }) => state !== "empty");
  const empty = desks.filter(({ state }) => state === "empty");
  return card("desks", _("Desks"), "armchair",
    taken.length
      ? h("ul", { class: "rows-list tight" }, taken.map((desk) => deskRow(context, desk)))
      : h("p", {}, _("Nobody is at a desk.")),
    elsewhere > 0 && h("p", { class: "muted" }, nrich("{count} of another carrier in consultation", "{count} of other carriers in consultation", elsewhere)),
    empty.length > 0 && h("p", { class: "muted" }, texts._("Free desks:"), " ", empty.map(({ number }, index) => [index ? ", " : "", num(number)])));
}

function deskRow({ texts, texts: { _ }, words }, { number, person, carrier, state, since }) {
  const look = DESK_STATES[state];
  return h("li", { dataset: { desk: number, state } },
    num(number, { class: "desk-number" }),
    h("span", { class: "grow" }, h("bdi", {}, person), carrier && h("span", { class: "muted block" }, words.carrier(carrier))),
    h("span", { class: ["chip", look.kind] }, _(look.text)), h("span", { class: "muted nowrap" }, runningMinutes(since, texts)));
}

// --- people ----------------------------------------------------------------------------------------------------------

export function peopleCard(context, { people }, again) {
  const { texts: { _, nrich }, words, openPage } = context;
  return card("people", _("Planned today"), "calendar-days",
    !people.is_planned && h("p", { class: "muted" }, _("Nobody has planned this day yet.")),
    people.own.length > 0 && h("ul", { class: "rows-list tight" }, people.own.map((person) => personRow(context, person, again))),
    people.others.map(({ carrier, count }) => h("p", { class: "muted" }, carrier ? words.carrier(carrier) : _("whole site"), ": ", nrich("{count} planned", "{count} planned", count))),
    h("div", { class: "row" }, people.own.length + people.free.length > 0 && h("button", { type: "button", id: "somebody-ill", class: "button", "aria-haspopup": "dialog", onclick: () => whoIsIllDialog(context, [...people.own, ...people.free], again) }, icon("user-minus"), _("Somebody is ill")),
      h("button", { type: "button", id: "to-roster", class: "button", onclick: () => openPage("roster") }, icon("calendar-days"), _("Roster"))));
}

function personRow(context, person, again) {
  const { texts: { _ } } = context;
  return h("li", { dataset: { person: person.id } },
    h("span", { class: "grow" }, h("bdi", {}, person.name)),
    person.is_ill && [h("span", { class: "chip warn" }, _("ill today")),
      h("button", { type: "button", id: `ill-${person.id}`, class: "button", "aria-haspopup": "dialog", onclick: () => absenceDialog(context, person, again) }, _("What to do"))]);
}

// --- devices ---------------------------------------------------------------------------------------------------------

export function devicesCard(context, devices) {
  const { texts: { _ } } = context;
  const there = devices.filter(({ state }) => state !== "unknown");
  const never = devices.length - there.length;
  return card("devices", _("Devices"), "monitor-smartphone",
    there.length > 0 && h("ul", { class: "rows-list tight" }, byTrouble(there).map((device) => deviceRow(context, device))),
    never > 0 && h("p", { class: "muted" }, context.texts.nrich("{count} device is not set up yet", "{count} devices are not set up yet", never)),
    devices.length === 0 && h("p", { class: "muted" }, _("No device is registered yet.")));
}

function byTrouble(devices) {
  return [...devices].sort((one, other) => HEALTHY.includes(one.state) - HEALTHY.includes(other.state));
}

function deviceRow({ texts: { _ } }, { kind, id, name, state, seen_at: seen }) {
  const { sign, states } = DEVICES[kind];
  return h("li", { dataset: { device: `${kind}-${id}`, state } },
    icon(sign), h("span", { class: "grow" }, h("bdi", {}, name), h("span", { class: "muted block" }, _(states[state]))),
    h("span", { class: ["chip", HEALTHY.includes(state) ? "good" : "warn"] }, icon(HEALTHY.includes(state) ? "circle-check" : "triangle-alert"), seen ? runningSeconds(seen) : "–"));
}
