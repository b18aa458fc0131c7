// A guest's own figures: what became of the numbers of the own slot. No other slot, no person.

import { h, num, replace } from "/static/web/dom.js";
import { clockTime, longDate } from "/static/web/clock.js";
import { readGuestFigures } from "./server.js";
import { footBar, topBar } from "./top_bar.js";

export function guestFiguresScreen(context) {
  const { texts: { _ } } = context;
  const top = topBar(context);
  const foot = footBar(context);
  const list = h("div", { class: "stack", "aria-busy": "true" }, h("p", { class: "muted" }, _("One moment, please.")));
  const node = h("div", { class: "frame" }, top.node,
    h("main", { id: "main", class: "forecast" }, h("h1", { tabindex: "-1" }, _("My figures")), list), foot.node);

  load();
  return { node, update: top.update, tick: top.tick, line: foot.line, arrived: () => node.querySelector("h1").focus({ preventScroll: true }) };

  async function load() {
    const answer = await readGuestFigures(context.texts.language);
    list.removeAttribute("aria-busy");
    if (!answer.ok) return replace(list, h("p", { class: "card quiet" }, _("That did not work. Please try again.")));
    const { slots } = answer.body;
    return replace(list, slots.length ? slots.map((slot) => card(context, slot)) : h("p", { class: "card quiet" }, _("None yet.")));
  }
}

function card(context, slot) {
  const { texts: { _, locale, named, rich }, words, zone } = context;
  const rows = [
    [_("Numbers taken"), slot.numbers], [_("Advised"), slot.advised], [_("Did not come"), slot.missed],
    [_("Gave their number back"), slot.left], [_("No time was left"), slot.unserved], [_("Still here"), slot.open],
  ];
  const outcomes = Object.entries(slot.outcomes).map(([code, count]) => [words.outcome(code), count]);
  return h("section", { class: "card stack guest-figures", dataset: { on: slot.on } },
    h("h2", {}, h("span", {}, longDate(slot.opens_at, zone, locale, { year: true }), ", ", rich("{from} to {to}", { from: num(clockTime(slot.opens_at, zone)), to: num(clockTime(slot.ends_at, zone)) }))),
    h("p", { class: "muted" }, named(slot.title)),
    table(rows),
    outcomes.length > 0 && [h("h3", {}, _("Outcomes of your talks")), table(outcomes)]);
}

function table(rows) {
  return h("table", { class: "table" }, h("tbody", {}, rows.map(([name, count]) => h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, num(count))))));
}
