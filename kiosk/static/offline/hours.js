// The hours by the kiosk's own clock: the browser's half of rules/hours.py, for when there is no server to say it.

const MINUTE_MS = 60_000;

/**
 * What the server's picture would say at `now` (a Date): {open, reason, reason_texts, pause, opens_at, closes_at, last_call_at,
 * next_opens_at, next_closes_at, topics, waiting: null}. `plan` as `GET /kiosk/api/plan` gives it.
 */
export function pictureAt(plan, now, zone) {
  const { taking, begun, next } = slotsAt(plan, now);
  const slot = latestEnd(taking.length ? taking : begun);
  const later = slot && next === slot ? null : next;
  const shown = slot ?? later;
  const pause = taking.length ? pauseAt(plan, now, zone) : null;
  const { reason, texts } = pause ? { reason: "paused", texts: null } : reasonAt(plan, now, zone, { taking, slot, later });
  return {
    open: taking.length > 0 && !pause,
    reason,
    reason_texts: texts,
    pause,
    opens_at: shown?.opens_at ?? null,
    closes_at: shown?.ends_at ?? null,
    last_call_at: shown ? new Date(Date.parse(shown.ends_at) - plan.last_call_minutes * MINUTE_MS).toISOString() : null,
    next_opens_at: later?.opens_at ?? null,
    next_closes_at: later?.ends_at ?? null,
    topics: pause ? [] : [...new Set(taking.flatMap(({ topics }) => topics))],
    waiting: null, // nobody knows
  };
}

/** The day of the number that a ticket for `topic` takes now, "2026-11-23"; null when no slot takes one. */
export function dayFor(plan, topic, now) {
  const { taking } = slotsAt(plan, now);
  return latestEnd(taking.filter(({ topics }) => topics.includes(topic)))?.on ?? null;
}

/** The days whose numbers are given now: one, or none, or two where slots of two days run at once. */
export function daysTaken(plan, now) {
  return [...new Set(slotsAt(plan, now).taking.map(({ on }) => on))];
}

/** The calendar day of `at` in `zone`, "2026-11-23". */
export function localDay(at, zone) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
}

/** As rules/ticketing.py: a pause is over with its day. */
function pauseAt({ pause }, now, zone) {
  return pause && localDay(Date.parse(pause.since), zone) === localDay(now, zone) ? pause : null;
}

function slotsAt(plan, now) {
  const begins = (slot) => Date.parse(slot.opens_at) - plan.doors_minutes * MINUTE_MS;
  const begun = plan.slots.filter((slot) => begins(slot) <= now && now < Date.parse(slot.ends_at));
  const taking = begun.filter((slot) => now < Date.parse(slot.ends_at) - plan.last_call_minutes * MINUTE_MS);
  const slot = latestEnd(taking.length ? taking : begun);
  const next = plan.slots.find((later) => Date.parse(later.opens_at) > now && later !== slot) ?? null;
  return { taking, begun, next };
}

function latestEnd(slots) {
  return slots.reduce((best, slot) => (best && Date.parse(best.ends_at) >= Date.parse(slot.ends_at) ? best : slot), null);
}

function reasonAt(plan, now, zone, { taking, slot, later }) {
  if (taking.length) return { reason: null, texts: null };
  if (slot) return { reason: "last_call", texts: null };
  const today = localDay(now, zone);
  if (later && localDay(Date.parse(later.opens_at), zone) === today) return { reason: "not_yet_open", texts: null };
  const off = plan.days_off[today];
  return off ? { reason: off.reason, texts: off.texts } : { reason: "closed", texts: null };
}
