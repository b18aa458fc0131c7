// The day on paper, for when nothing works any more: made by the server, printed by the browser on A4.

import { clockTime } from "/static/web/clock.js";
import { openDialog } from "/static/web/dialogs.js";
import { boot, h, icon, num } from "/static/web/dom.js";
import { textsOf } from "/static/web/texts.js";
import { dayWords, hoursWords } from "./coverage_words.js";
import { selectField } from "./fields.js";
import { wordsOf } from "./words.js";

const NAMES = { de: "Deutsch", en: "English" };
const SPARE_ROWS = 6; // for visitors who came after the print and hold a number of the kiosk

/** Says what it is for, asks for the language, prints. */
export function emergencyDialog(context) {
  const { texts: { _, language }, languages } = context;
  const choice = selectField({ label: _("Language"), name: "paper-language", choices: languages.map((code) => ({ value: code, text: NAMES[code] ?? code, selected: code === language })) });
  const print = async () => {
    const answer = await context.act("emergency-list");
    if (!answer?.ok) return;
    dialog.close();
    printPaper(paper(context, answer.body, choice.input.value));
  };
  const dialog = openDialog({ title: _("Emergency list"), icon: "printer" },
    h("p", {}, _("Who waits now, numbers to give out by hand, who sits where, and what to do when the server is down. Print it at the opening and once an hour.")),
    h("p", { class: "muted" }, _("The numbers on it are kept for paper: no kiosk gives them out today. That you print is logged.")),
    choice.node,
    h("div", { class: "dialog-actions" },
      h("button", { type: "button", class: "button primary", autofocus: true, onclick: print }, icon("printer"), _("Print")),
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, _("Cancel"))));
}

/** The paper stands in the page only while the browser prints it. */
function printPaper(node) {
  document.querySelector(".paper")?.remove();
  document.body.append(node);
  addEventListener("afterprint", () => node.remove(), { once: true });
  print();
}

function paper(context, list, code) {
  const texts = textsOf(boot().texts[code]);
  const reader = { ...context, texts, words: wordsOf(context.session.site, texts) };
  const { _ } = texts;
  return h("section", { class: "paper", lang: texts.language, dir: texts.direction },
    h("header", {}, h("h1", {}, _("Emergency list")), h("p", { class: "paper-place" }, list.site)),
    h("p", {}, dayWords(reader, list.on), " · ", list.slots.map((slot, index) => [index ? ", " : "", hoursWords(reader, slot)]), list.slots.length ? " · " : "", texts.rich("printed at {time}", { time: num(clockTime(list.printed_at, context.zone)) })),
    steps(reader),
    h("p", { class: "paper-foot" }, _("This paper holds personal data. Keep it out of sight, and shred it at the end of the day.")),
    h("h2", {}, _("Who waits, in this order")),
    ticketTable(reader, list.tickets),
    h("h2", {}, _("Numbers to give out by hand")),
    numberTable(reader, list.numbers),
    h("h2", {}, _("Desks")),
    deskTable(reader, list.desks));
}

function steps({ texts: { _ } }) {
  return h("ol", { class: "paper-steps" }, [
    _("Leave the kiosks on: without the server they give numbers by themselves. Ask visitors for their slips."),
    _("No kiosk works: give the next number of this paper on a slip of paper, and write down time and language."),
    _("Call in the order of this paper, aloud, number and desk. Nobody’s name and nobody’s topic is called out."),
    _("Write down at which desk and when it ended: outcomes are recorded later."),
    _("When the server is back: issue a ticket for everybody who still waits (“Ticket for a visitor”), and record the open outcomes."),
  ].map((words) => h("li", {}, words)));
}

function table(heads, rows) {
  return h("table", {}, h("thead", {}, h("tr", {}, heads.map(([head, width]) => h("th", { scope: "col", class: width }, head)))), h("tbody", {}, rows));
}

function heads(_) {
  return [[_("Number"), "narrow"], [_("Came"), "narrow"], [_("Languages")], [_("Needs")], [_("Desk"), "narrow"], [_("Done"), "narrow"]];
}

function row(...cells) {
  return h("tr", {}, cells.map((cell) => h("td", {}, cell)));
}

function ticketTable({ texts: { _, nrich }, words, zone }, tickets) {
  const marks = (ticket) => [...ticket.needs.map(words.need), ticket.state === "parked" && _("stepped out"), ticket.state === "called" && _("is called")].filter(Boolean).join(", ");
  const rows = tickets.map((ticket) => row(h("strong", {}, num(ticket.number)), num(clockTime(ticket.arrived_at, zone)),
    ticket.languages.length ? words.languageList(ticket.languages) : words.language("und"),
    [marks(ticket), ticket.persons > 1 && [marks(ticket) && " · ", nrich("{count} person", "{count} persons", ticket.persons)]], "", ""));
  const spare = Array.from({ length: SPARE_ROWS }, () => row("", "", "", "", "", ""));
  return table(heads(_), [...rows, ...spare]);
}

function numberTable({ texts: { _ } }, numbers) {
  const rows = numbers.map((number) => row(h("strong", {}, num(number)), "", "", "", "", ""));
  return table(heads(_), rows);
}

function deskTable({ texts: { _ }, words }, desks) {
  return table([[_("Desk"), "narrow"], [_("Room")], [_("Who sits there")], [_("Languages")]],
    desks.map(({ number, name, person, languages }) => row(h("strong", {}, num(number)), name || "", person ? h("bdi", {}, person) : "", words.languageList(languages))));
}
