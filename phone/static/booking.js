// A visitor books a time: language, topic, day, time, and then a code. Nobody is asked who they are; nothing stays here.

import { get, post } from "/static/web/api.js";
import { clockTime } from "/static/web/clock.js";
import { notice } from "/static/web/dialogs.js";
import { boot, h, icon, num, oneTap, replace, setLanguage } from "/static/web/dom.js";
import { loadTexts, textsOf } from "/static/web/texts.js";
import { solve } from "./puzzle.js";
import { byDay, dayTiles, tile, timeTiles, whenCard } from "./times.js";

const start = boot();
const main = document.getElementById("main");
const { code: site, zone } = start.site;

let texts = textsOf(start.texts[start.language]);
let chosen = { step: "language", topic: "", days: [], day: null, held: null };
let work = null; // the puzzle's answer, worked on while the visitor chooses

function draw() {
  const { _ } = texts;
  setLanguage(texts);
  document.documentElement.dataset.step = chosen.step;
  document.title = `${_("Book an appointment")} · ${start.site.name}`;
  replace(main, h("div", { class: "phone" },
    h("header", { class: "phone-head" },
      h("span", { class: "brand" }, h("span", { class: "brand-mark", "aria-hidden": "true" }), h("bdi", {}, start.site.name)),
      chosen.step !== "language" && h("button", { type: "button", class: "button bare", onclick: back }, icon("arrow-left", { class: "turns" }), _("Back"))),
    SCREENS[chosen.step]()));
  scrollTo(0, 0);
  main.querySelector("h1")?.focus({ preventScroll: true });
}

const SCREENS = {
  language: () => [title(texts._("Book an appointment")), h("p", {}, texts._("You do not have to give your name. Advice is free.")), h("h2", {}, texts._("Which language?")),
    h("div", { class: "stack" }, start.languages.map(({ code, name }) => h("button", { type: "button", class: "tile line choice-tile", lang: code, dataset: { language: code }, onclick: () => speak(code) }, h("bdi", {}, name))))],
  topic: () => (start.topics.length ? topicTiles() : [title(texts._("Book an appointment")), none()]),
  waiting: () => [title(texts._("One moment, please."))],
  day: () => [title(texts._("Which day?")),
    chosen.days.length ? dayTiles(chosen.days, zone, texts, (one) => go({ step: "time", day: one })) : none()],
  time: () => [title(texts._("What time?")), timeTiles(chosen.day.times, zone, oneTap(hold))],
  check: () => check(),
};

draw();

function topicTiles() {
  return [title(texts._("What do you need?")),
    h("div", { class: "stack" }, start.topics.map(({ code, icon: sign, name }) => tile(texts.named(name), () => ask(code), { topic: code }, sign)))];
}

function none() {
  return h("p", { class: "card quiet" }, texts._("There is no free time at the moment. You can come without an appointment."));
}

function check() {
  const { _, rich } = texts;
  const email = h("input", { type: "email", id: "email", autocomplete: "email", dir: "ltr", "aria-describedby": "email-hint" });
  const send = () => confirm(email.value.trim());
  return [
    title(_("Your appointment")),
    whenCard(chosen.held.starts_at, start.site, texts),
    h("p", { class: "muted" }, rich("We keep this time for you until {time}.", { time: num(clockTime(chosen.held.held_until, zone)) })),
    start.sends_mail && h("div", { class: "field" }, h("label", { for: "email" }, _("E-mail for one reminder (you may leave this empty)")), email, h("span", { class: "hint", id: "email-hint" }, _("We use it only for this and delete it the day after."))),
    h("button", { type: "button", class: "button primary tall wide book", onclick: oneTap(send) }, icon("check"), _("Book this time")),
  ];
}

function title(words) {
  return h("h1", { tabindex: "-1" }, words);
}

function go(changes) {
  chosen = { ...chosen, ...changes };
  draw();
}

function back() {
  const before = { topic: "language", day: "topic", time: "day", check: "time", waiting: "topic" };
  if (chosen.step === "check") letGo();
  if (chosen.step === "check") return void ask(chosen.topic);
  return go({ step: before[chosen.step] });
}

async function speak(code) {
  start.texts[code] ??= await loadTexts(start.text_files[code]);
  texts = textsOf(start.texts[code] ?? start.texts[texts.language]);
  work ??= prepare();
  go({ step: "topic" });
}

/** Which times are free for a topic. */
async function ask(topic) {
  go({ step: "waiting", topic });
  const answer = await get(`/book/api/free-times?site=${encodeURIComponent(site)}&topic=${encodeURIComponent(topic)}&language=${texts.language}`, { language: texts.language });
  if (chosen.step !== "waiting") return;
  if (!answer.ok) {
    say(answer);
    return go({ step: "topic" });
  }
  return go({ step: "day", days: byDay(answer.body.times, zone) });
}

/** Begun early, so that its answer is there when a time is chosen. */
async function prepare() {
  const answer = await get(`/book/api/puzzle?site=${encodeURIComponent(site)}`);
  return answer.ok ? { puzzle: answer.body.text, answer: await solve(answer.body) } : null;
}

async function hold(startsAt) {
  go({ step: "waiting" });
  const solved = await (work ?? prepare());
  work = null; // good for one time
  const answer = solved ? await post("/book/api/holds", { ...solved, topic: chosen.topic, language: texts.language, starts_at: startsAt }, { language: texts.language, requestId: false }) : { body: {} };
  work = prepare();
  if (answer.ok) return go({ step: "check", held: answer.body });
  say(answer);
  return ask(chosen.topic); // what is free now
}

function letGo() {
  post("/book/api/let-go", { code: chosen.held.code }, { language: texts.language });
}

async function confirm(email) {
  const body = { code: chosen.held.code, ...(email && { email }) };
  const answer = await post("/book/api/confirm", body, { language: texts.language });
  if (answer.ok) return location.replace(`/a/${answer.body.code}#new`);
  return say(answer);
}

function say({ body }) {
  notice(body.detail || texts._("That did not work. Please try again or ask the staff."), { kind: "warn" });
}
