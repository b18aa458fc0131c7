// What the board shows of a picture, as plain values: no element is made here, so that equal views need no drawing.

import { clockTime, now, secondsSince } from "/static/web/clock.js";

const ROWS = 4; // earlier calls at full size, one less for missed numbers or a notice, one less for a lost line
const TIGHT_ROWS = 6; // so many calls at once are rare: closer together, but all there
const MISSED = 6;
const GREY_AFTER_S = 60; // without a line an older call may be over

/**
 * The whole board: {phase, isLost, clock, stage, rows, isTight, missed, hasMoreMissed, notice, waiting, opening, why}.
 *
 * phase    "open", "early" (numbers are given, talks begin later), "last_call", "not_yet_open", "closed"; "" = unknown
 * stage    {call, isNew, isOld} or null
 * rows     [{call, isOpen, isOld}], newest first; each call with its `time` on the clock
 * opening  {at, from, to, zone} of the opening that runs or comes next, or null
 * why      {language: text} for a day off, or null
 */
export function boardView(picture, stage, line) {
  const isLost = line !== "live";
  const seen = (call) => ({ ...call, time: clockTime(call.called_at, picture.site.zone) });
  const isOld = (call) => isLost && secondsSince(call.called_at) > GREY_AFTER_S;
  const shown = stage.shown();
  const rows = earlierCalls(picture, shown?.call, stage);
  const { isTight, most } = rowsThatFit(picture, rows, isLost);
  return {
    phase: phaseOf(picture.site),
    isLost,
    clock: clockTime(now(), picture.site.zone),
    stage: shown && { call: seen(shown.call), isNew: shown.isNew, isOld: isOld(shown.call) },
    rows: rows.slice(0, most).map(({ call, isOpen }) => ({ call: seen(call), isOpen, isOld: isOld(call) })),
    isTight,
    missed: picture.missed.slice(0, MISSED),
    hasMoreMissed: picture.missed.length > MISSED,
    notice: picture.notice,
    waiting: picture.waiting,
    opening: openingOf(picture.site),
    why: picture.site.reason_texts ?? null,
  };
}

/** The board before its first picture. */
export function emptyView(line) {
  const nothing = { rows: [], missed: [], hasMoreMissed: false, isTight: false, notice: null, waiting: 0, opening: null, why: null };
  return { phase: "", isLost: line !== "live", clock: "", stage: null, ...nothing };
}

/** Open calls first, then those that were answered; each number once, without the stage's and those still to come. */
function earlierCalls(picture, shown, stage) {
  const taken = new Set(picture.calls.filter(stage.isQueued).map((call) => call.number));
  if (shown) taken.add(shown.number);
  const all = [
    ...picture.calls.map((call) => ({ call, isOpen: true })),
    ...picture.recent.map((call) => ({ call, isOpen: false })),
  ];
  return all.filter(({ call }) => !taken.has(call.number) && taken.add(call.number));
}

function rowsThatFit(picture, rows, isLost) {
  const others = [picture.missed.length > 0 || picture.notice, isLost].filter(Boolean).length;
  const open = rows.filter((row) => row.isOpen).length;
  const isTight = open > ROWS - others;
  return { isTight, most: (isTight ? TIGHT_ROWS : ROWS) - others };
}

function phaseOf(site) {
  if (site.open) return now() < new Date(site.opens_at) ? "early" : "open";
  return ["last_call", "not_yet_open"].includes(site.reason) ? site.reason : "closed";
}

function openingOf(site) {
  const isRunning = site.open || site.reason === "last_call";
  const [from, to] = isRunning ? [site.opens_at, site.closes_at] : [site.next_opens_at, site.next_closes_at];
  return from ? { at: from, from: clockTime(from, site.zone), to: clockTime(to, site.zone), zone: site.zone } : null;
}
