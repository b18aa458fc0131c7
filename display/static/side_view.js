// Beside the stage: the earlier calls, whom to remind, how many wait, until when.

import { longDate } from "/static/web/clock.js";
import { h, num } from "/static/web/dom.js";

/** The right third of the board. */
export function drawSide(view, { texts, directionOf }) {
  const main = view.rows.length ? earlier(view, texts) : today(view, texts);
  return [main, view.missed.length > 0 && missed(view, texts), view.aside && view.notice && news(view.notice, directionOf), foot(view, texts)];
}

function earlier({ rows, isTight }, { _ }) {
  return h("section", { class: ["earlier", isTight && "tight"] },
    h("h2", {}, _("Already called")),
    h("ol", { class: "rows" }, rows.map(row)));
}

function row({ call, isOpen, isOld }) {
  return h("li", { class: ["earlier-call", isOpen && "open", isOld && "old"] },
    num(call.number, { class: ["earlier-number", call.number > 999 && "long"] }), isOld && num(call.time, { class: "time" }), num(call.desk, { class: "earlier-desk" }));
}

function today({ opening }, { rich, locale }) {
  if (!opening) return h("section", { class: "today" });
  return h("section", { class: "today" },
    h("h2", {}, longDate(opening.at, opening.zone, locale)),
    h("p", {}, rich("from {time}", { time: opening.from })),
    h("p", {}, rich("until {time}", { time: opening.to })));
}

function news({ text, language }, directionOf) {
  return h("p", { class: "news notice-beside", lang: language, dir: directionOf(language) }, text);
}

function missed({ missed: numbers, hasMoreMissed }, { _ }) {
  return h("p", { class: "news missed" },
    h("span", {}, _("Please come forward:")), " ",
    numbers.map((number) => [num(number), " "]), hasMoreMissed && "…");
}

function foot({ phase, isLost, waiting, opening, rows }, { nrich, rich }) {
  const isRunning = ["open", "early", "last_call"].includes(phase);
  return h("footer", { class: "foot" },
    isRunning && !isLost && waiting > 0 && h("p", {}, nrich("{count} waiting", "{count} waiting", waiting)),
    isRunning && rows.length > 0 && h("p", {}, rich("until {time}", { time: opening.to })));
}
