// Fields for what a lead writes for everybody: a text in one language, a time on the site's clock.

import { clockTime } from "/static/web/clock.js";
import { h, num, replace } from "/static/web/dom.js";

/** A text in one language, with how much of its room is used: {code, node, value(), set(text), clear()}. */
export function textField({ words, texts: { _ } }, code, { name: id, longest, isNeeded = false, label = words.language(code), rows = 2 }) {
  const left = h("span", { class: "hint", id: `${id}-left`, hidden: true });
  const count = () => {
    left.hidden = !input.value;
    replace(left, num(input.value.length), " / ", num(longest));
  };
  const input = h("textarea", { id, lang: code, dir: "auto", rows, maxlength: longest, required: isNeeded, "aria-describedby": left.id, oninput: count });
  const node = h("div", { class: "field" }, h("label", { for: id }, label, isNeeded && [" ", h("span", { class: "muted" }, _("(needed)"))]), input, left);
  const set = (text) => {
    input.value = text;
    count();
  };
  return { code, node, value: () => input.value.trim(), set, clear: () => set("") };
}

/** A time on the site's clock: {node, value(), set(local)}. */
export function timeField(id, label, value) {
  const input = h("input", { type: "datetime-local", id, value });
  return { node: h("div", { class: "field" }, h("label", { for: id }, label), input), value: () => input.value, set: (local) => (input.value = local) };
}

/** The clock on the site's wall as a field wants it: "2026-11-23T14:07". */
export function localTime(at, zone) {
  const fields = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone };
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-GB", fields).formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/** The other way round, as UTC; an empty field is left to the server. */
export function zoned(local, zone) {
  if (!local) return null;
  const wall = Date.parse(`${local}Z`);
  const offset = Date.parse(`${localTime(new Date(wall), zone)}Z`) - wall;
  const guess = wall - offset;
  const there = Date.parse(`${localTime(new Date(guess), zone)}Z`) - guess; // an hour off beside a change of clocks
  return new Date(wall - there).toISOString();
}

/** "23.11. 14:07" on the site's clock. */
export function dayAndTime(iso, { texts: { locale } }, zone) {
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "numeric", timeZone: zone }).format(new Date(iso));
  return `${day} ${clockTime(iso, zone)}`;
}
