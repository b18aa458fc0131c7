// Choosing a day and a time of those that are free.

import { clockTime, longDate } from "/static/web/clock.js";
import { h, icon, num } from "/static/web/dom.js";

/** Free times by the site's day: [{day, times}], in order. */
export function byDay(times, zone) {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  const days = new Map();
  for (const time of times) {
    const day = format.format(new Date(time.starts_at));
    days.set(day, [...(days.get(day) ?? []), time]);
  }
  return [...days].map(([day, list]) => ({ day, times: list }));
}

/** One tile a day. */
export function dayTiles(days, zone, { locale }, onChoose) {
  return h("div", { class: "stack" }, days.map((one) =>
    tile(longDate(one.times[0].starts_at, zone, locale), () => onChoose(one), { day: one.day })));
}

/** One small tile a time. */
export function timeTiles(times, zone, onChoose) {
  return h("div", { class: "times" }, times.map((time) =>
    h("button", { type: "button", class: "tile time", dataset: { time: time.starts_at }, onclick: () => onChoose(time.starts_at) }, num(clockTime(time.starts_at, zone)))));
}

export function tile(words, onclick, dataset = {}, sign = "") {
  return h("button", { type: "button", class: "tile line choice-tile", dataset, onclick }, sign && icon(sign), h("span", {}, words));
}

/** "Monday, 30 November · 14:00", large. */
export function whenCard(at, { zone, name, address }, { locale }) {
  return h("section", { class: "card next when" },
    h("p", { class: "when-day" }, longDate(at, zone, locale)),
    h("p", { class: "when-time" }, num(clockTime(at, zone))),
    name && h("p", {}, h("bdi", {}, [name, address].filter(Boolean).join(", "))));
}
