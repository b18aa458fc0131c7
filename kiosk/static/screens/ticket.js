// The ticket: the number very large, what to do now, how to follow it; gone after 20 s, before the next visitor sees it.

import { clockTime } from "/static/web/clock.js";
import { h, icon, num } from "/static/web/dom.js";
import { printPaper, qrPicture, showPaper } from "../offline/paper.js";
import { slipFate, troubleText } from "../printer.js";
import { countdownRing } from "../ring.js";
import { LISTENING } from "../speech.js";
import { printSlip, showSlip } from "../slip.js";
import { hasUnknownLanguage } from "../visit.js";
import { waitFacts } from "../waits.js";

const SHOWN_SECONDS = 20; // people.md, row 6
const SHOWN_WITHOUT_SLIP_SECONDS = 45; // long enough to write the number down, or to find the phone for a photo
const lying = matchMedia("(orientation: landscape)");
const SIGNS = ["pointerdown", "keydown", LISTENING]; // somebody is still reading, or listening: the time begins anew

export function ticket(app) {
  const { settings, texts, visit } = app;
  const { issued } = visit;
  const fate = slipFate(app);
  const hasSlip = fate === "browser" || fate === "coming";
  const seconds = fate === "missing" ? SHOWN_WITHOUT_SLIP_SECONDS : SHOWN_SECONDS;
  const ring = countdownRing(seconds);
  const [pin, phone] = [pinLine(texts, issued, hasSlip), issued.phone_url && phoneCard(texts, issued)];
  const isBeside = issued.isOffline && lying.matches; // then little stands under the number, and much beside it
  let stopClock = () => {};
  return {
    name: "ticket",
    hasOwnClock: true,
    ask: [ticketCard(app, issued), isBeside && pin],
    body: fate === "missing"
      ? [noSlip(app), !isBeside && pin, arrivalNote(app, issued) ?? tightNote(texts, issued), phone]
      : [arrivalNote(app, issued) ?? tightNote(texts, issued) ?? sitDown(texts, visit), phone, !isBeside && pin],
    actions: h("div", { class: "row done-row" },
      !hasSlip && (issued.isOffline || settings.printer === "none") && h("button", { type: "button", class: "button tall", onclick: () => show(app, issued) }, icon("receipt-text"), texts._("Show the slip")),
      h("button", { type: "button", class: "button primary tall grow done", onclick: () => app.reset() },
        icon("check"), h("span", {}, hasSlip ? texts._("Done, I have my slip") : texts._("Done")), ring.node)),
    enter() {
      if (fate === "browser" && !visit.isPrinted) print(app, issued);
      visit.isPrinted = true; // once, also when the language is changed now
      stopClock = closeAfter(ring, seconds, () => app.reset());
    },
    look: () => slipFate(app) !== fate && app.redraw(), // the roll ended, or was changed, in this moment
    leave: () => stopClock(),
  };
}

/** A ticket that the server does not know yet has a slip made by the page. */
function print(app, issued) {
  return issued.isOffline ? printPaper(app, issued) : printSlip(issued.slip_url);
}

function show(app, issued) {
  return issued.isOffline ? showPaper(app, issued) : showSlip(app, issued.slip_url);
}

/** Runs `close` when nobody has touched anything for `seconds`. Returns a function that ends the clock. */
function closeAfter(ring, seconds, close) {
  let since = Date.now();
  const again = () => (since = Date.now());
  const timer = setInterval(() => {
    const left = seconds - Math.floor((Date.now() - since) / 1000);
    ring.show(Math.max(0, left));
    if (left <= 0) close();
  }, 500);
  for (const sign of SIGNS) addEventListener(sign, again, { capture: true, passive: true });
  return () => {
    clearInterval(timer);
    for (const sign of SIGNS) removeEventListener(sign, again, { capture: true });
  };
}

function ticketCard(app, issued) {
  const { texts } = app;
  const { _ } = texts;
  return h("div", { class: "card ticket" },
    h("h1", { class: "chip good", tabindex: "-1" }, icon("circle-check"), h("span", {}, _("You are registered"))),
    h("p", {}, _("Your number")),
    h("p", { class: "big-number" }, num(issued.ticket.number)),
    h("div", { class: "facts" }, issued.starts_at && issued.note !== "late" ? appointmentFact(app, issued) : waitFacts(texts, issued)));
}

/** Whose language nobody knows is spoken to: the board and the slip may say nothing to them. */
function sitDown({ _ }, visit) {
  const what = hasUnknownLanguage(visit) ? _("Our staff will tell you.") : _("Your number comes up on the board.");
  return note("armchair", _("Please sit down"), what);
}

/** Said instead of "sit down" when the slip can't be printed: what is on the screen is all there is, so all is on it. */
function noSlip(app) {
  return note("printer", troubleText(app), app.texts._("Write down your number, or take a photo. It comes up on the board."), "next");
}

/** Who has an appointment waits for its time, not for those who are before. */
function appointmentFact({ settings: { site }, texts: { _ } }, { starts_at: at }) {
  return h("p", { class: "fact" }, _("Your appointment"), " ", num(clockTime(at, site.zone)));
}

/** Said to whoever came early or late. */
function arrivalNote({ settings: { site }, texts: { _, rich } }, { note: said, called_from: from }) {
  if (said === "early") return note("clock", rich("We call you from {time}.", { time: num(clockTime(from, site.zone)) }), _("Please sit down"));
  if (said === "late") return note("hourglass", _("Your appointment"), _("The time of your appointment has passed. We will still call you."), "next");
  return null;
}

/** Said instead of "sit down" when the time may not be enough. */
function tightNote({ _ }, { outlook }) {
  if (outlook === "uncertain") return note("hourglass", _("It may get late today"), _("Our staff will tell you."), "next");
  if (outlook === "not_today") return note("hourglass", _("There is hardly any time left today"), _("Please talk to our staff."), "next");
  return null;
}

function phoneCard({ _ }, { ticket: { code }, qr }) {
  const label = _("QR code of your number");
  const picture = qr ? qrPicture(qr, label) : h("img", { class: "qr", src: `/t/${code}/qr.svg`, alt: label });
  return h("div", { class: "card quiet with-qr" }, h("span", { class: "qr-ground" }, picture),
    h("div", {}, h("h2", {}, _("Follow it on your phone")), h("p", {}, _("Scan the code. No name is needed."))));
}

function pinLine({ _ }, { ticket: { pin } }, hasSlip) {
  return h("div", { class: "pin", dataset: { say: "" } }, // not for everybody to hear
    h("p", { class: "pin-number" }, num(`PIN ${pin}`)),
    h("p", {}, hasSlip ? _("For later. It is also on your slip.") : _("For later. Please remember it.")));
}

function note(sign, title, text, kind = "quiet") {
  return h("div", { class: `card ${kind} note` }, h("span", { class: "icon-box" }, icon(sign)), h("div", {}, h("h2", {}, title), h("p", {}, text)));
}
