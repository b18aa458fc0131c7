// Moments in words, in the site's zone.

import { clockTime } from "/static/web/clock.js";
import { h } from "/static/web/dom.js";

/** "23.11.2026, 14:07" as <time>. `day` false: the clock only. */
export function moment({ texts: { locale }, zone }, at, { seconds = false } = {}) {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: zone, numberingSystem: "latn" }).format(new Date(at));
  const clock = seconds
    ? new Intl.DateTimeFormat("de-DE", { timeZone: zone, hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(new Date(at))
    : clockTime(at, zone);
  return h("time", { datetime: at, class: "nowrap" }, h("bdi", { dir: "ltr" }, `${day}, ${clock}`));
}
