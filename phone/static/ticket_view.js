// What the page says in each state of the ticket: one sentence on what to do now, and the few things one can do.

import { clockTime } from "/static/web/clock.js";
import { h, icon, num } from "/static/web/dom.js";

const DOTS = 8; // more people ahead than this are only a number

/** The whole page for a view {status, ending, isLost, sound, wasTested}. */
export function drawTicket(view, context) {
  const state = view.ending || view.status.state;
  const draw = STATES[state] ?? STATES.done;
  return h("div", { class: "phone" }, head(context), view.isLost && !view.ending && lost(context), draw(view, context));
}

const STATES = {
  waiting: (view, context) => [place(view, context), bell(view, context), room(), buttons(waitingButtons, context), small(context)],
  called: (view, context) => [call(view, context), room(), buttons(calledButtons, context)],
  in_consultation: ({ status }, context) => [talk(status, context), room(), small(context)],
  parked: (view, context) => [paused(view, context), room(), buttons(backButtons, context), small(context)],
  missed: (view, context) => [missed(view, context), room(), buttons(hereButtons, context), small(context)],
  done: (view, context) => [ending("heart-handshake", done(context.texts)), nextSteps(view), room(), small(context)],
  withdrawn: (view, context) => [ending("log-out", withdrawn(context.texts)), room(), small(context)],
  unserved: (view, context) => [ending("calendar-clock", unserved(context.texts)), room(), small(context)],
  deleted: (view, context) => [ending("trash-2", deleted(context.texts))],
  gone: (view, context) => [ending("ticket", gone(context.texts))],
};

// --- waiting --------------------------------------------------------------------------------------------------------

function place({ status }, { texts }) {
  const { _ } = texts;
  const { ahead, wait } = status;
  return h("section", { class: "card ticket place" },
    h("h1", { tabindex: "-1" }, h("span", { class: "label" }, _("Your number")), " ", num(status.number, { class: "big-number" })),
    dots(ahead),
    h("p", { class: "ahead" }, aheadWords(texts, ahead, wait)),
    h("p", { class: ["wait", wait?.kind === "range" ? "strong" : "muted"] }, waitWords(texts, ahead, wait)),
    h("p", { class: "muted small" }, ahead ? _("Topic and language change the order.") : _("Please stay near. We will call you soon.")));
}

export function aheadWords({ _, nrich }, ahead, wait) {
  if (!ahead) return _("You are next");
  return wait?.kind === "next" ? _("It is almost your turn") : nrich("{count} person before you", "{count} people before you", ahead);
}

/** Always a range, in words; without a forecast that it is not known, unless the next call says enough. */
export function waitWords({ _, nrich }, ahead, wait) {
  if (!wait) return ahead ? _("We cannot say yet how long it takes.") : null;
  if (wait.kind === "next") return null;
  return nrich("about {a} to {count} minute", "about {a} to {count} minutes", wait.to_minutes, { a: wait.from_minutes });
}

function dots(ahead) {
  const others = Array.from({ length: Math.min(ahead, DOTS) }, () => h("span", {}));
  return h("div", { class: "dots", "aria-hidden": "true" }, others, h("span", { class: "mine" }));
}

function bell({ sound, wasTested }, { texts: { _ }, actions }) {
  const isOn = wasTested && sound === "on";
  const words = sound === "none" ? _("This browser has no sound. Please watch the board in the room.") : _("Keep this page open and the screen on: then your phone rings. Otherwise watch the board in the room.");
  return h("section", { class: "card bell" },
    h("span", { class: "icon-box" }, icon(isOn ? "bell-ring" : "bell")),
    h("div", {},
      h("p", {}, words),
      sound !== "none" && h("button", { type: "button", class: "button bare test", onclick: actions.testSound }, icon("volume-2"), _("Test the sound")),
      isOn && h("p", { class: "small heard", role: "status" }, _("Did you hear it? If not, turn the volume up."))));
}

// --- called, and after ----------------------------------------------------------------------------------------------

function call({ status }, { texts: { _, rich } }) {
  return h("section", { class: "call-now" },
    h("h1", { tabindex: "-1" }, _("Please come now")),
    h("p", { class: "desk" }, h("span", { class: "word" }, _("Desk")), " ", num(status.desk, { class: "desk-number" })),
    h("p", { class: "mine" }, rich("Your number: {number}", { number: status.number })));
}

function talk({ number, desk }, { texts: { _, rich } }) {
  return message("messages-square", _("Your consultation"), number,
    desk !== null && h("p", {}, rich("You are at desk {desk}.", { desk })));
}

function paused({ status }, { texts: { _, rich }, site }) {
  const isTurn = status.ahead === 0;
  return message(isTurn ? "bell-ring" : "coffee", isTurn ? _("It would be your turn now") : _("Your number is on a break"), status.number,
    h("p", {}, _("Your place is kept. Come back in time and then tap below: only then do we call you.")),
    site.closes_at && h("p", { class: "muted" }, rich("We are here until {time}.", { time: clockTime(site.closes_at, site.zone) })));
}

function missed({ status }, { texts: { _ } }) {
  return message("bell-ring", _("We called you"), status.number,
    h("p", {}, _("That is all right. Are you here now? Then tap below, and we will call you again.")));
}

function message(sign, title, number, ...words) {
  return h("section", { class: "card message" },
    h("span", { class: "icon-box" }, icon(sign)), h("h1", { tabindex: "-1" }, title), num(number, { class: "big-number" }), words);
}

// --- the end --------------------------------------------------------------------------------------------------------

function ending(sign, [title, words]) {
  return h("section", { class: "card ending" }, h("span", { class: "icon-box" }, icon(sign)), h("h1", { tabindex: "-1" }, title), h("p", {}, words));
}

function done({ _ }) {
  return [_("Thank you for coming"), _("Your consultation is over. You can close this page.")];
}

function withdrawn({ _ }) {
  return [_("Your number has ended"), _("Do you still need advice? Please take a new number at the terminal.")];
}

function unserved({ _ }) {
  return [_("We are sorry"), _("There was no time left for your number today. Please speak to the staff or come to our next opening.")];
}

function deleted({ _ }) {
  return [_("Your ticket is deleted"), _("You can close this page.")];
}

function gone({ _ }) {
  return [_("This number belongs to another day"), _("Please take a new number at the terminal. If you need help, ask the staff.")];
}

const STEP_SIGNS = { go: "map-pin", documents: "file-text", again: "calendar-clock", support: "users" };

/** What the visitor was told to do next, as the server words it: own language above German. */
function nextSteps({ steps }) {
  if (!steps?.title) return null;
  return h("section", { class: "card next-steps", "aria-labelledby": "steps-title" },
    h("h2", { id: "steps-title" }, pair(steps.title)),
    steps.blocks.map(({ sign, title, lines, strong }) => h("div", { class: "next-step" },
      h("span", { class: "icon-box" }, icon(STEP_SIGNS[sign])),
      h("div", {}, h("h3", {}, pair(title)), lines.map((line, at) => h("p", { class: at < strong && "strong" }, pair(line)))))));
}

function pair({ own, german }) {
  return [h("span", { dir: "auto" }, own), german && h("span", { class: "german", lang: "de", dir: "ltr" }, german)];
}

// --- around it ------------------------------------------------------------------------------------------------------

function head({ site, chooser }) {
  const brand = h("span", { class: "brand" }, h("span", { class: "brand-mark", "aria-hidden": "true" }), h("bdi", {}, site.name));
  return h("header", { class: "phone-head" }, brand, chooser);
}

function lost({ texts: { _ } }) {
  return h("p", { class: "line-lost", role: "status" }, icon("wifi-off"), _("No connection right now. We keep trying. Please watch the board in the room."));
}

function room() {
  return h("div", { class: "room" });
}

function buttons(some, { texts, actions }) {
  return h("div", { class: "stack actions" }, some(texts, actions).map(([text, run, kind, sign]) =>
    h("button", { type: "button", class: ["button wide", kind], onclick: run }, sign && icon(sign), text)));
}

function waitingButtons({ _ }, actions) {
  return [[_("Step out for a moment"), actions.stepOut, "primary tall", "footprints"], [_("Give up my number"), actions.withdraw, ""]];
}

function calledButtons({ _ }, actions) {
  return [[_("I cannot come"), actions.withdraw, "over-sun"]];
}

function backButtons({ _ }, actions) {
  return [[_("I am back"), actions.comeBack, "primary tall", "check"], [_("Give up my number"), actions.withdraw, ""]];
}

function hereButtons({ _ }, actions) {
  return [[_("I am here now"), actions.comeBack, "primary tall", "check"], [_("Give up my number"), actions.withdraw, ""]];
}

function small({ texts: { _ }, actions }) {
  return h("footer", { class: "small-print" },
    h("p", {}, _("No name, no phone number. For today only.")),
    h("div", { class: "row" },
      h("button", { type: "button", class: "button bare", onclick: actions.privacy }, _("Privacy")),
      h("button", { type: "button", class: "button bare", onclick: actions.remove }, _("Delete my ticket"))));
}
