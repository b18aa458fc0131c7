// Time on the pages: the server's clock, the site's zone, Latin digits in every language.

const BEST_ESTIMATE_FOR_MS = 600_000; // how long the best estimate of the server's clock stands against worse ones

let offsetMs = 0;
let learnedAt = -Infinity;

/** The server's time as a Date, as well as this page knows it. */
export function now() {
  return new Date(Date.now() + offsetMs);
}

/** Learns the server's clock from the `now` of a picture. Answers arrive late, never early: the largest one is right. */
export function learnServerTime(iso) {
  const estimate = Date.parse(iso) - Date.now();
  const isOld = Math.abs(performance.now() - learnedAt) > BEST_ESTIMATE_FOR_MS;
  if (Number.isNaN(estimate) || (estimate <= offsetMs && !isOld)) return;
  offsetMs = estimate;
  learnedAt = performance.now();
}

/** The server's clock less this device's, in ms. */
export function clockOffset() {
  return offsetMs;
}

/** What was known of it before this page was opened; the first answer of the server replaces it. */
export function restoreClock(milliseconds) {
  if (learnedAt === -Infinity) offsetMs = milliseconds;
}

/** Runs `run` every `seconds` until the returned function is called. A fault in one run does not end the others. */
export function every(seconds, run) {
  const timer = setInterval(() => {
    try {
      run();
    } catch (error) {
      console.error(error);
    }
  }, seconds * 1000);
  return () => clearInterval(timer);
}

/** "14:07" in `zone` ("Europe/Berlin"), for a Date or an ISO time, in every language. */
export function clockTime(at, zone) {
  return format("de-DE", zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(at));
}

/** "Montag, 23. November", with `year` also the year; `locale` is that of `textsOf`. */
export function longDate(at, zone, locale, { year = false } = {}) {
  const own = ownDates.get(locale);
  if (own) return ownDate(own, year ? own.year : own.day, at, zone);
  const fields = { weekday: "long", day: "numeric", month: "long", ...(year ? { year: "numeric" } : {}) };
  return format(locale, zone, fields).format(new Date(at));
}

/** "Montag". */
export function weekday(at, zone, locale) {
  const own = ownDates.get(locale);
  if (own) return ownDate(own, "{weekday}", at, zone);
  return format(locale, zone, { weekday: "long" }).format(new Date(at));
}

/** Whole seconds since `at` (Date or ISO) on the server's clock, never below 0. */
export function secondsSince(at) {
  return Math.max(0, Math.floor((now() - new Date(at)) / 1000));
}

/** Whole minutes since `at` (Date or ISO), never below 0. */
export function minutesSince(at) {
  return Math.floor(secondsSince(at) / 60);
}

/** A running time: "18:42", from one hour on "1:04:09". */
export function stopwatch(seconds) {
  const two = (value) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
}

const ownDates = new Map(); // locale → names and patterns, where the browser has none

/** Names and patterns of a locale that browsers write in English: {days, months, day, year} of i18n/browser_dates.py. */
export function learnDates(locale, dates) {
  if (dates.days) ownDates.set(locale, dates);
}

function ownDate({ days, months }, pattern, at, zone) {
  const fields = { weekday: "short", day: "numeric", month: "numeric", year: "numeric" };
  const parts = Object.fromEntries(format("en-US", zone, fields).formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  const shown = { ...parts, weekday: days[WEEKDAYS.indexOf(parts.weekday)], month: months[parts.month - 1] };
  return pattern.replace(/\{(\w+)\}/g, (_whole, name) => shown[name]);
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const formats = new Map(); // making one costs more than using it; as many as languages times shapes

function format(locale, zone, fields) {
  const key = JSON.stringify([locale, zone, fields]);
  if (!formats.has(key)) {
    const options = { ...fields, timeZone: zone, numberingSystem: "latn", calendar: "gregory" };
    formats.set(key, new Intl.DateTimeFormat(locale, options));
  }
  return formats.get(key);
}
