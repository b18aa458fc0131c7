// The page of one appointment: when and where, its code, "I am here", another time, or not at all.

import { get, post } from "/static/web/api.js";
import { now } from "/static/web/clock.js";
import { ask, notice } from "/static/web/dialogs.js";
import { boot, h, icon, num, oneTap, replace, setLanguage } from "/static/web/dom.js";
import { loadTexts, textsOf } from "/static/web/texts.js";
import { chosenLanguage, languageButton, rememberLanguage } from "./language.js";
import { byDay, dayTiles, timeTiles, whenCard } from "./times.js";

const start = boot();
const main = document.getElementById("main");
const address = `/a/${start.code}`;
const { zone } = start.site;
const isNew = location.hash === "#new";

let texts = textsOf(start.texts[start.language]);
let view = { appointment: start.appointment, days: null, day: null };

if (chosenLanguage(start) === start.language) draw();
else useLanguage(chosenLanguage(start));

function draw() {
  setLanguage(texts);
  document.documentElement.dataset.state = view.appointment.state;
  document.title = `${texts._("Your appointment")} · ${start.site.name}`;
  replace(main, h("div", { class: "phone" },
    h("header", { class: "phone-head" },
      h("span", { class: "brand" }, h("span", { class: "brand-mark", "aria-hidden": "true" }), h("bdi", {}, start.site.name)),
      languageButton(start, texts, speak)),
    view.days ? moving() : standing()));
  main.querySelector("h1")?.focus({ preventScroll: true });
}

function standing() {
  const { _ } = texts;
  const { state, starts_at: at } = view.appointment;
  if (state === "cancelled") return ending(_("Your appointment was cancelled"), "calendar-x");
  if (state !== "booked") return ending(_("Your appointment"), "calendar-check");
  return [
    h("h1", { tabindex: "-1" }, _("Your appointment")),
    whenCard(at, start.site, texts),
    h("section", { class: "card code-card" }, h("p", { class: "label" }, _("Code")), num(`${start.code.slice(0, 4)} ${start.code.slice(4)}`, { class: "appointment-code" }),
      h("p", {}, _("Please write the code down or take a photo. You need it when you come."))),
    h("p", { class: "card quiet" }, start.bring[texts.language] ?? start.bring[texts.language.split("-")[0]]),
    h("div", { class: "stack actions" },
      isToday(at) && !isNew && action("check", _("I am here now"), arrive, "primary tall"),
      h("a", { class: "button wide", href: `${address}/calendar.ics` }, icon("calendar-plus"), _("For your calendar")),
      action("calendar-clock", _("Another time"), askTimes),
      action("calendar-x", _("Cancel the appointment"), cancel)),
  ];
}

function moving() {
  const { _ } = texts;
  const leave = h("button", { type: "button", class: "button wide", onclick: () => go({ days: null, day: null }) }, icon("arrow-left", { class: "turns" }), _("Back"));
  if (view.day) return [h("h1", { tabindex: "-1" }, _("What time?")), timeTiles(view.day.times, zone, oneTap(move)), leave];
  const days = view.days.length ? dayTiles(view.days, zone, texts, (day) => go({ day })) : h("p", { class: "card quiet" }, _("There is no free time at the moment. You can come without an appointment."));
  return [h("h1", { tabindex: "-1" }, _("Which day?")), days, leave];
}

function ending(words, sign) {
  return h("section", { class: "card ending" }, h("span", { class: "icon-box" }, icon(sign)), h("h1", { tabindex: "-1" }, words));
}

function action(sign, words, run, kind = "") {
  return h("button", { type: "button", class: ["button wide", kind], dataset: { action: sign }, onclick: oneTap(run) }, icon(sign), words);
}

function go(changes) {
  view = { ...view, ...changes };
  draw();
}

async function askTimes() {
  const answer = await get(`${address}/free-times`, { language: texts.language });
  if (!answer.ok) return say(answer);
  return go({ days: byDay(answer.body.times, zone), day: null });
}

async function move(startsAt) {
  const answer = await post(`${address}/move`, { starts_at: startsAt }, { language: texts.language });
  if (answer.ok) return go({ appointment: answer.body, days: null, day: null });
  say(answer);
  return askTimes();
}

async function cancel() {
  const { _ } = texts;
  if (!(await ask({ title: _("Cancel your appointment?"), yes: _("Yes, cancel it"), no: _("Back"), icon: "calendar-x", danger: true }))) return;
  const answer = await post(`${address}/cancel`, {}, { language: texts.language });
  if (answer.ok) go({ appointment: answer.body });
  else say(answer);
}

/** A ticket, and its page. */
async function arrive() {
  const answer = await post(`${address}/check-in`, {}, { language: texts.language });
  if (answer.ok && answer.body.ticket.code) location.assign(`/t/${answer.body.ticket.code}`);
  else say(answer);
}

function say({ body }) {
  notice(body.detail || texts._("That did not work. Please try again or ask the staff."), { kind: "warn" });
}

function isToday(at) {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  return day.format(new Date(at)) === day.format(now());
}

function speak(code) {
  rememberLanguage(code);
  return useLanguage(code);
}

/** Stays in the language of now when the other's texts can't be had. */
async function useLanguage(code) {
  start.texts[code] ??= await loadTexts(start.text_files[code]);
  texts = textsOf(start.texts[code] ?? start.texts[texts.language]);
  draw();
}
