// "Why this order?": everybody's score and what it is made of, as a table.

import { openDialog } from "/static/web/dialogs.js";
import { h, icon, num } from "/static/web/dom.js";

const COLUMNS = [
  { head: ({ _ }) => _("waited"), value: ({ waited }) => points(waited) },
  { head: ({ _ }) => _("start"), value: ({ credit }) => signed(credit), title: ({ _ }) => _("priority or appointment") },
  { head: ({ _ }) => _("rare"), value: ({ scarce }) => signed(scarce), title: ({ _ }) => _("few can advise on it") },
  { head: ({ _ }) => _("topic"), value: ({ topic }) => signed(topic), title: ({ _ }) => _("its usual length") },
];

export function orderDialog(context, picture) {
  const { texts } = context;
  const { _ } = texts;
  const rows = picture.waiting.filter(({ terms }) => terms).sort((a, b) => b.terms.score - a.terms.score || a.number - b.number);
  const dialog = openDialog({ title: _("Why this order?"), icon: "list-ordered", class: "order-dialog" },
    h("p", {}, _("Whoever has the most minutes of credit is next. Nobody is passed more often than the rule allows.")),
    h("div", { class: "scrolls", tabindex: "0", role: "region", "aria-label": _("Minutes of credit") }, table(context, rows, picture.next?.ticket.id)),
    h("ul", { class: "order-notes muted small" }, notes(texts).map((text) => h("li", {}, text))),
    h("div", { class: "dialog-actions" }, h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, _("Close"))));
}

function table(context, rows, nextId) {
  const { texts } = context;
  const { _ } = texts;
  const figure = (text, props = {}) => h("th", { scope: "col", class: "figure", ...props }, text);
  return h("table", { class: "table order-table" },
    h("caption", { class: "visually-hidden" }, _("Minutes of credit")),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, _("Number")), COLUMNS.map(({ head, title }) => figure(head(texts), { title: title?.(texts) })),
      figure(_("credit")), figure(_("passed")))),
    h("tbody", {}, rows.map((ticket) => row(context, ticket, ticket.id === nextId))));
}

function row({ texts: { _, rich }, mayServe }, { number, terms, can_serve: mine }, isNext) {
  const cell = (content, extra = "") => h("td", { class: ["figure", extra] }, content);
  return h("tr", { class: [isNext && "is-next", mayServe && !mine && "not-mine"] },
    h("th", { scope: "row" }, num(number), kindIcon(terms.kind, _),
      isNext && h("span", { class: "small" }, _("next")), mayServe && !mine && h("span", { class: "small" }, _("with others"))),
    COLUMNS.map(({ value }) => cell(value(terms))),
    cell(points(terms.score), "strong"),
    cell(h("span", { title: _("by later ones / by anyone") }, rich("{ordinary} / {any}", { ordinary: terms.by_ordinary, any: terms.by_any }))));
}

function kindIcon(kind, _) {
  if (kind === "priority") return icon("star", { label: _("priority") });
  return kind === "appointment" ? icon("calendar-clock", { label: _("appointment") }) : null;
}

function notes({ _ }) {
  return [
    _("Waited: minutes since the ticket; with priority or an appointment each minute counts more."),
    _("Rare: credit shared among all on duty who can advise on the topic in the visitor’s language."),
    _("Topic: short topics have a small advantage."),
    _("Passed: how often by later visitors, and how often by anyone."),
  ];
}

function points(value) {
  return num(Math.round(value));
}

/** "+30", "−12", "0"; with the minus sign of mathematics. */
function signed(value) {
  const whole = Math.round(value);
  return num(whole > 0 ? `+${whole}` : String(whole).replace("-", "−"));
}
