// The kiosk's own printer: how it is, and what becomes of the slip.

import { h, icon } from "/static/web/dom.js";

const NO_PAPER = ["paper_out", "offline"]; // answers to an issued ticket
const TROUBLES = ["paper_out", "cover_open", "fault", "offline"]; // states of a printer

/** What is wrong with the printer that the server prints on: a state, or null. The live picture knows best. */
export function printerTrouble({ settings, picture, visit }) {
  if (settings.printer !== "escpos") return null;
  const state = picture?.printers?.[settings.device] ?? visit.issued?.print;
  return TROUBLES.includes(state) ? state : null;
}

/** "browser": we print it; "coming": the server does; "missing": it should be printed and can't; "none": no printer. */
export function slipFate(app) {
  const { settings, visit } = app;
  if (settings.printer === "browser") return NO_PAPER.includes(visit.issued.print) ? "missing" : "browser";
  if (settings.printer === "escpos" && visit.issued.isOffline) return "missing"; // only the server reaches it
  if (settings.printer === "escpos") return printerTrouble(app) ? "missing" : "coming";
  return "none";
}

/** What is wrong, as the heading of a note. */
export function troubleText(app) {
  const { _ } = app.texts;
  const state = printerTrouble(app) ?? app.visit.issued?.print;
  return state === "paper_out" ? _("The printer has no paper") : _("The printer does not work right now");
}

/** For the strip above every screen but the ticket, which says more. */
export function printerStrip(app) {
  if (app.screen === "ticket" || !printerTrouble(app)) return null;
  const { _ } = app.texts;
  return h("p", { class: "line-lost" }, icon("printer"), h("span", {}, troubleText(app), ". ", _("You can still take a number.")));
}
