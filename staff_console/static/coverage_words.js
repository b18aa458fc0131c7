// What nobody serves or speaks, in plain sentences: for the roster, for today, for somebody who is ill.

import { clockTime, longDate } from "/static/web/clock.js";
import { h, num } from "/static/web/dom.js";

/** "Donnerstag, 26. November", for a local date of the site. */
export function dayWords({ texts: { locale } }, on) {
  return longDate(`${on}T12:00:00Z`, "UTC", locale);
}

/** "13:00–17:00". */
export function hoursWords({ zone }, { opens_at: from, ends_at: to }) {
  return num(`${clockTime(from, zone)}–${clockTime(to, zone)}`);
}

/** Sentences as lists of nodes, one for all codes that are missing at the same time. `gaps` of one or several slots. */
export function gapSentences(context, gaps) {
  const groups = new Map();
  for (const gap of gaps) {
    const key = JSON.stringify([gap.kind, gap.spans]);
    groups.set(key, [...(groups.get(key) ?? []), gap]);
  }
  return [...groups.values()].map((group) => [missing(context, group), times(context, group[0].spans)]);
}

/** "Arabisch, Türkisch" of the gaps of one kind. */
export function gapNames(context, gaps) {
  const { texts, words } = context;
  const order = words.languages().map(({ code }) => code);
  const sorted = [...gaps].sort((one, other) => order.indexOf(one.code) - order.indexOf(other.code));
  const names = sorted.map(({ kind, code, name }) => (kind === "language" ? words.language(code) : texts.named(name) || code));
  return new Intl.ListFormat(texts.locale, { type: "disjunction" }).format([...new Set(names)]);
}

function missing(context, [first, ...rest]) {
  const { texts: { _, rich } } = context;
  const what = h("strong", {}, gapNames(context, [first, ...rest]));
  if (first.kind === "nobody") return _("nobody is planned");
  return first.kind === "language" ? rich("nobody speaks {languages}", { languages: what }) : rich("nobody serves {topics}", { topics: what });
}

function times({ texts: { rich }, zone }, spans) {
  return spans?.map(({ from, to }, index) => [index ? ", " : " ", rich("from {from} to {to}", { from: num(clockTime(from, zone)), to: num(clockTime(to, zone)) })]);
}
