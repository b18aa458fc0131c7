// Between calls: a welcome, what to do, when we are open, in one language after the other.

import { longDate } from "/static/web/clock.js";
import { dateWords } from "/static/web/coming.js";
import { h, icon } from "/static/web/dom.js";

const LONG = 12; // letters: more than this don't stand in one line at full size

/** What stands on the stage when nobody is called. */
export function drawIdle({ phase, isLost, opening, why, turn, notice, dates, zone }, { languages, directionOf }) {
  if (notice) return drawNotice(notice, directionOf);
  if (dates) return drawDates(dates, zone, languages[turn % languages.length]);
  const texts = languages[turn % languages.length];
  const [title, ...lines] = isLost ? lost(texts) : (SAYINGS[phase] ?? SAYINGS[""])(texts, opening, why);
  const steps = !isLost && (phase === "open" || phase === "early") && stepsOf(texts);
  return h("div", { class: "idle", lang: texts.language, dir: texts.direction },
    h("p", { class: ["title", title.length > LONG && "long"] }, title),
    lines.filter(Boolean).map((line) => h("p", { class: "line" }, line)),
    steps && h("ol", { class: "steps-to-take" }, steps));
}

/** What comes on other days, in the language whose turn it is. */
function drawDates(dates, zone, texts) {
  return h("div", { class: "idle dates", lang: texts.language, dir: texts.direction },
    h("p", { class: "title long" }, texts._("Other days and events")),
    h("ol", { class: "date-rows" }, dates.map((date) => h("li", { class: "date-words" }, dateWords(date, zone, texts)))));
}

/** A notice over the whole stage; the longer, the smaller its letters: guessed here, put right by `fit`. */
export function drawNotice({ text, language, isUrgent }, directionOf) {
  const size = SIZES.find(([most]) => text.length <= most)[1];
  return h("div", { class: ["notice-stage", size, isUrgent && "urgent"], lang: language, dir: directionOf(language) },
    signOf(isUrgent ? "triangle-alert" : "megaphone"), h("p", { class: "notice-text" }, text));
}

const SIZES = [[40, "short"], [90, "middle"], [Infinity, "full"], [Infinity, "dense"]]; // letters

/** Smaller letters until what stands in `place` fits: some scripts, and some words, need more room than others. */
export function fit(place) {
  const [idle, notice] = [".idle", ".notice-stage"].map((part) => place.querySelector(part));
  if (idle) idle.classList.toggle("tight", place.scrollHeight > place.clientHeight + 1 || idle.classList.contains("tight"));
  const names = SIZES.map(([, name]) => name);
  for (let at = names.findIndex((name) => notice?.classList.contains(name)); at >= 0 && at + 1 < names.length; at += 1) {
    if (place.scrollHeight <= place.clientHeight + 1) return;
    notice.classList.replace(names[at], names[at + 1]);
  }
}

const SAYINGS = {
  "": ({ _ }) => [_("Welcome")],
  open: ({ _ }) => [_("Welcome")],
  early: ({ _, rich }, { from }) => [_("Welcome"), rich("We start at {time}.", { time: from })],
  not_yet_open: ({ _, rich }, opening) => [_("Welcome"), opening && rich("We open today at {time}.", { time: opening.from })],
  last_call: ({ _ }) => [_("No more numbers today"), _("If you have a number, please stay. We will call you.")],
  closed: (texts, opening, why) => [texts._("Closed now"), texts.named(why), ...(opening ? nextOpening(opening, texts) : [])],
};

function nextOpening({ at, from, to, zone }, { _, locale, rich }) {
  return [_("We are here again:"), [longDate(at, zone, locale), ", ", rich("{from} to {to}", { from, to })]];
}

function lost({ _ }) {
  return [_("Please wait"), _("We will call you in person.")];
}

function stepsOf({ _ }) {
  const steps = [["ticket", _("Take a number")], ["armchair", _("Sit down")], ["bell-ring", _("Come when your number is here")]];
  return steps.map(([sign, text]) => h("li", {}, signOf(sign), h("span", {}, text)));
}

function signOf(name) {
  return h("span", { class: "sign" }, icon(name));
}
