// What comes on other days, drawn alike on kiosk, board and phone: a guest's consultation or an event of the house.

import { clockTime, longDate } from "./clock.js";
import { h, num } from "./dom.js";

/** Those of `dates` (as the server lists them) that are not over. */
export function stillToCome(dates, now) {
  return dates.filter(({ until_at: until }) => Date.parse(until) > now);
}

/** A text by language for this reader; in German and English, each marked as what it is, where it has no own one. */
export function textIn(byLanguage, { language, named }) {
  const said = named(byLanguage);
  if (!said || byLanguage[language] === said) return said;
  const parts = Object.entries(byLanguage).filter(([code, text]) => code !== "de-simple" && said.split(" · ").includes(text));
  if (!parts.length) return said;
  return parts.map(([code, text], index) => [index > 0 && " · ", h("bdi", { lang: code }, text)]);
}

/** "Monday, 30 November"; with its last day, should it be another one. */
export function dayOf(date, zone, { locale, rich }) {
  const first = longDate(date.from_at, zone, locale);
  const last = longDate(date.until_at, zone, locale);
  return first === last ? first : rich("from {a} to {b}", { a: h("bdi", {}, first), b: h("bdi", {}, last) });
}

/** "from 14:00 to 16:00" */
export function hoursOf(date, zone, { rich }) {
  return rich("from {a} to {b}", { a: num(clockTime(date.from_at, zone)), b: num(clockTime(date.until_at, zone)) });
}

/** What to do on that day to be served; null for an event. */
export function wayIn(date, zone, { _, rich }) {
  if (date.kind === "event") return null;
  if (!date.numbers_from) return _("You need an appointment. Please ask our staff.");
  return rich("On that day there are numbers here from {time}.", { time: num(clockTime(date.numbers_from, zone)) });
}

/** The words of one date, from the top: day and hours, what it is, who or where. */
export function dateWords(date, zone, texts) {
  const more = textIn(date.kind === "guest" ? date.by : date.place, texts);
  return [
    h("span", { class: "date-when" }, dayOf(date, zone, texts), " · ", h("span", { class: "nowrap" }, hoursOf(date, zone, texts))),
    h("span", { class: "date-what" }, textIn(date.title, texts)),
    more && h("span", { class: "date-more" }, more),
  ];
}
