// A slip made by the page itself, for a ticket that the server does not know yet: printed, or shown large.

import { clockTime, longDate } from "/static/web/clock.js";
import { h, num } from "/static/web/dom.js";
import { openSheet } from "../sheets.js";

const SVG = "http://www.w3.org/2000/svg";
const QUIET_MODULES = 4; // the standard's own margin
const ID = "paper-slip";

/** Prints the slip; the kiosk's browser runs with --kiosk-printing, so nobody is asked. paper.css hides everything else. */
export function printPaper(app, issued) {
  removePaper();
  document.body.append(h("div", { id: ID, class: "paper-only" }, paperSlip(app, issued)));
  print();
}

/** The next visitor's page must not hold this slip. */
export function removePaper() {
  document.getElementById(ID)?.remove();
}

export function showPaper(app, issued) {
  const { _ } = app.texts;
  openSheet(app, { title: _("Your slip"), icon: "ticket", class: "paper" }, paperSlip(app, issued));
}

/** A QR code from its rows in hexadecimal (see printing/qr.py), with its quiet zone, as an <svg>. */
export function qrPicture(rows, label) {
  const size = rows.length + 2 * QUIET_MODULES;
  const cells = rows.map((row) => BigInt(`0x${row}`).toString(2).padStart(rows.length, "0"));
  const dark = cells.flatMap((line, y) => [...line].map((cell, x) => (cell === "1" ? `M${x + QUIET_MODULES} ${y + QUIET_MODULES}h1v1h-1z` : "")));
  const svg = node("svg", { viewBox: `0 0 ${size} ${size}`, "shape-rendering": "crispEdges", class: "qr", role: "img", "aria-label": label });
  svg.append(node("path", { fill: "#fff", d: `M0 0h${size}v${size}H0z` }), node("path", { fill: "#000", d: dark.join("") }));
  return svg;
}

function paperSlip({ settings, texts }, { ticket, qr }) {
  const { _, locale } = texts;
  const { zone, name } = settings.site;
  return h("article", { class: "paper-slip", lang: texts.language, dir: texts.direction },
    h("p", { class: "paper-site" }, h("bdi", {}, name)),
    h("p", {}, _("Your number")),
    h("p", { class: "paper-number" }, num(ticket.number)),
    h("p", {}, _("Please sit down")),
    h("p", {}, _("Your number comes up on the board.")),
    qr && [qrPicture(qr, _("QR code of your number")), h("p", {}, _("Follow it on your phone"))],
    h("p", { class: "paper-pin" }, num(`PIN ${ticket.pin}`)),
    h("p", { class: "paper-time" }, longDate(ticket.issued_at, zone, locale), " ", num(clockTime(ticket.issued_at, zone))));
}

function node(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
