// Words for the hours: why there are no numbers now, and when there will be.

import { clockTime, longDate } from "/static/web/clock.js";
import { num } from "/static/web/dom.js";

const SOON_MINUTES = 120; // nearer than this, minutes say more than a time

/**
 * Why no numbers are given, in the words of `texts`: {icon, title, lead, leadsToStaff, again: {label, day, hours} or null};
 * title, lead, day and hours are lists of nodes, or null. `picture` as the kiosk gets it, `site` as in the page's boot data, `now` a Date.
 */
export function closedWords(picture, site, texts, now) {
  const { _, rich } = texts;
  const time = (at) => num(clockTime(at, site.zone));
  const again = nextOpening(picture, site, texts, now);
  const note = texts.named(picture.reason_texts);
  switch (picture.reason) {
    case "not_yet_open":
      return { icon: "clock", title: rich("Today we open at {time}", { time: time(picture.next_opens_at) }), lead: null, again: doorsWords(picture, site, texts, now) };
    case "last_call":
      return { icon: "hourglass", title: [_("There are no more numbers today")], lead: rich("Who has a number is still called until {time}.", { time: time(picture.closes_at) }), again };
    case "holiday":
      return { icon: "calendar-off", title: [_("Today is a public holiday")], lead: [note || _("We are closed today.")], again };
    case "closed_day":
      return { icon: "calendar-off", title: [_("We are closed today")], lead: [note], again };
    case "paused":
      return { ...pauseWords(picture.pause?.reason, texts), again: picture.pause?.reason === "too_many_waiting" ? again : null };
    default:
      return { icon: "door-closed", title: [_("We are closed now")], lead: [_("There are no numbers at the moment.")], again };
  }
}

/** Staff have paused the kiosks: why, and what to do now. */
function pauseWords(reason, { _ }) {
  switch (reason) {
    case "too_many_waiting":
      return { icon: "users", title: [_("Very many people are waiting today")], lead: [_("There are no more numbers now. Please talk to our staff, or come another day.")], leadsToStaff: true };
    case "technical_trouble":
      return { icon: "signpost", title: [_("Please go to our staff")], lead: [_("This terminal cannot give numbers now. Our staff give you one.")], leadsToStaff: true };
    default:
      return { icon: "coffee", title: [_("A short break")], lead: [_("Please sit down. Soon there are numbers here again.")] };
  }
}

/** When it opens next: {label, day, hours} as text and lists of nodes, or null if nobody knows. */
export function nextOpening(picture, site, { _, locale, rich }, now) {
  const label = _("Open again:");
  const { next_opens_at: opens, next_closes_at: closes } = picture;
  if (!opens) return null;
  const days = daysBetween(now, new Date(opens), site.zone);
  const date = longDate(opens, site.zone, locale);
  const day = days === 0 ? rich("Today, {date}", { date: word(date) }) : days === 1 ? rich("Tomorrow, {date}", { date: word(date) }) : [date];
  const [from, to] = [num(clockTime(opens, site.zone)), num(clockTime(closes ?? opens, site.zone))];
  return { label, day, hours: closes ? rich("from {from} to {to}", { from, to }) : rich("from {from}", { from }) };
}

/** Calendar days from `a` to `b` in `zone`: 0 the same day, 1 the next. */
export function daysBetween(a, b, zone) {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  const day = (at) => Date.parse(`${format.format(at)}T00:00:00Z`) / 86_400_000;
  return day(b) - day(a);
}

/** Whole minutes from now until numbers are given, at least 1. */
export function minutesUntilDoors(picture, site, now) {
  const doors = Date.parse(picture.next_opens_at) - site.doors_minutes * 60_000;
  return Math.max(1, Math.ceil((doors - now) / 60_000));
}

function doorsWords(picture, site, { _, nrich, rich }, now) {
  const doorsAt = new Date(Date.parse(picture.next_opens_at) - site.doors_minutes * 60_000);
  const minutes = minutesUntilDoors(picture, site, now);
  const soon = minutes <= SOON_MINUTES && nrich("That is in {count} minute.", "That is in {count} minutes.", minutes);
  return { label: _("Take a number here:"), day: rich("from {from}", { from: num(clockTime(doorsAt, site.zone)) }), hours: soon || null };
}

function word(text) {
  return document.createTextNode(text);
}
