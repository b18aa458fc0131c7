// Printers: in the line below every screen how they are; behind it which slips never came out, and the way to print them.

import { notice, openDialog } from "/static/web/dialogs.js";
import { h, icon, num, oneTap, replace } from "/static/web/dom.js";
import { N_ } from "/static/web/texts.js";
import { runningMinutes } from "./parts.js";
import { readPrinters } from "./server.js";

export const PRINTER_STATES = {
  ready: N_("Printer ready"),
  near_end: N_("New paper roll soon"),
  paper_out: N_("Printer has no paper"),
  cover_open: N_("Printer’s cover is open"),
  fault: N_("Printer needs attention"),
  offline: N_("Printer does not answer"),
  unknown: N_("Printer not asked yet"),
};
const TROUBLES = ["paper_out", "cover_open", "fault", "offline"];
const AGAIN_S = 5;

/** For the foot bar: {node, update(picture)}. Shows the worst printer; opens the list of all. */
export function printersButton(context) {
  const button = h("button", { type: "button", class: "foot-printers", hidden: true, onclick: () => printersDialog(context) });
  let shown = "";
  return { node: button, update };

  function update({ printers = [], unprinted = [] }) {
    const text = JSON.stringify([printers, unprinted]);
    if (text === shown) return;
    shown = text;
    button.hidden = !printers.length;
    if (!printers.length) return;
    const worst = printers.find(isInTrouble) ?? printers.find(({ state }) => state !== "ready") ?? printers[0];
    button.dataset.state = unprinted.length || isInTrouble(worst) ? "trouble" : worst.state;
    replace(button, icon("printer"), summary(context, worst, printers.length), unprinted.length > 0 && withoutSlip(context, unprinted.length));
  }
}

function summary({ texts }, printer, count) {
  const age = printer.since && isInTrouble(printer) && [" · ", runningMinutes(printer.since, texts)];
  const name = count > 1 && printer.state !== "ready" && [h("bdi", {}, printer.kiosks.join(", ")), ": "];
  return h("span", {}, name, texts._(PRINTER_STATES[printer.state]), age);
}

function withoutSlip({ texts: { nrich } }, count) {
  return h("span", {}, "· ", nrich("{count} without a slip", "{count} without a slip", count));
}

function isInTrouble({ state }) {
  return TROUBLES.includes(state);
}

function printersDialog(context) {
  const { texts: { _ } } = context;
  const { printers, unprinted } = context.picture();
  const dialog = openDialog({ title: _("Printers"), icon: "printer", class: "printers-dialog" },
    printerList(context, printers, () => dialog.close()),
    unprinted.length > 0 && h("section", { class: "stack", "aria-labelledby": "unprinted-title" },
      h("h3", { id: "unprinted-title" }, _("Without a slip")),
      h("ul", { class: "printer-list" }, unprinted.map((entry) => h("li", {},
        num(entry.number, { class: "row-number" }),
        h("span", { class: "grow" }, entry.gave_up ? _("not printed") : _("waits for the printer")),
        printButtons(context, entry.id, () => dialog.close()))))),
    h("div", { class: "dialog-actions" },
      h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, _("Close"))));
}

/** Every printer with its kiosks, state and age; whoever looks after devices may try it. */
function printerList(context, printers, done) {
  const { texts } = context;
  const { _, nrich } = texts;
  return h("ul", { class: "printer-list" }, printers.map((printer) => h("li", { dataset: { state: isInTrouble(printer) ? "trouble" : printer.state } },
    icon("printer"),
    h("span", { class: "grow" },
      h("strong", {}, h("bdi", {}, printer.kiosks.join(", "))), " ",
      printer.host && h("bdi", { class: "muted", dir: "ltr" }, `${printer.host}:${printer.port}`),
      h("span", { class: "printer-state" }, texts._(PRINTER_STATES[printer.state]), printer.since && [" · ", runningMinutes(printer.since, texts)]),
      printer.waiting > 0 && h("span", { class: "muted" }, nrich("{count} slip waits", "{count} slips wait", printer.waiting))),
    context.mayTryPrinters && h("button", { type: "button", class: "button", onclick: oneTap(() => tryOut(context, printer, done)) }, _("Test print")))));
}

async function tryOut(context, { id }, done) {
  done?.();
  const answer = await context.act(`printers/${id}/test`);
  if (answer?.ok) notice(context.texts._("A test page is on its way."), { kind: "good" });
}

/** Buttons that print the slip of a ticket once more: one, or one a printer. Empty where no printer is ours. */
export function printButtons(context, ticketId, close = () => {}) {
  const { texts: { _, rich }, mayIssue } = context;
  const printers = mayIssue ? context.picture()?.printers ?? [] : [];
  const print = (id) => oneTap(async () => {
    close();
    const answer = await context.act(`tickets/${ticketId}/reprint`, { printer: id });
    if (answer?.ok) notice(_("The slip is on its way."), { kind: "good" });
  });
  return printers.map(({ id, kiosks }) => h("button", { type: "button", class: "button", onclick: print(id) }, icon("printer"),
    h("span", {}, printers.length === 1 ? _("Print the slip") : rich("Print at {kiosk}", { kiosk: h("bdi", {}, kiosks.join(", ")) }))));
}

/** For operators, who see no queue: {node, tick}. Asks by itself every 5 s. */
export function printersPanel(context) {
  const { texts: { _ } } = context;
  const node = h("section", { class: "card stack", "aria-labelledby": "printers-title", hidden: true });
  let seconds = 0;
  load();
  return { node, tick: () => (seconds += 1) % AGAIN_S === 0 && load() };

  async function load() {
    const answer = await readPrinters(context.texts.language);
    if (!answer.ok) return;
    const { printers } = answer.body;
    const text = JSON.stringify(printers.map(({ checked_at: _unused, ...rest }) => rest));
    if (node.dataset.shown === text) return;
    node.dataset.shown = text;
    node.hidden = !printers.length;
    replace(node, h("h2", { id: "printers-title" }, _("Printers")), printerList(context, printers));
  }
}
