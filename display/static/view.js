// What the board shows of a picture, as plain values: no element is made here, so that equal views need no drawing.

import { clockTime, now, secondsSince } from "/static/web/clock.js";
import { stillToCome } from "/static/web/coming.js";

const ROWS = 4; // earlier calls at full size, one less for missed numbers or a notice, one less for a lost line
const TIGHT_ROWS = 6; // so many calls at once are rare: closer together, but all there
const MISSED = 6;
const GREY_AFTER_S = 60; // without a line an older call may be over

// A notice beside calls, in parts of the height: it gets the room that earlier calls leave, at least two of them and all
// open ones. One that is too long waits for the moments in between, when it has the stage.
const SIDE = { room: 73, row: 16.5, line: 5.5, frame: 5.6, letters: 19 };
const SIDE_UPRIGHT = { ...SIDE, room: 80, letters: 44 };
const LEAST_ROWS = 2;

/**
 * The whole board: {phase, isLost, clock, stage, rows, isTight, missed, hasMoreMissed, notice, dates, aside, waiting, opening, why}.
 *
 * phase    "open", "early" (numbers are given, talks begin later), "last_call", "not_yet_open", "closed"; "" = unknown
 * stage    {call, isNew, isOld}, {notice} (an urgent one) or null
 * notice   {text, language, isUrgent} in the language whose turn it is, or null; `aside`: it stands beside the calls
 * rows     [{call, isOpen, isOld}], newest first; each call with its `time` on the clock
 * dates    what comes on other days, as the picture has it, without what is over
 * opening  {at, from, to, zone} of the opening that runs or comes next, or null
 * why      {language: text} for a day off, or null
 */
export function boardView(picture, stage, line, { turn = 0, board = [], isUpright = false } = {}) {
  const isLost = line !== "live";
  const seen = (call) => ({ ...call, time: clockTime(call.called_at, picture.site.zone) });
  const isOld = (call) => isLost && secondsSince(call.called_at) > GREY_AFTER_S;
  const shown = stage.shown();
  const rows = earlierCalls(picture, shown?.call, stage);
  const notice = noticeOf(picture.notice, board, turn);
  const { isTight, most, aside } = rowsThatFit(picture, rows, isLost, notice, isUpright ? SIDE_UPRIGHT : SIDE);
  return {
    phase: phaseOf(picture.site),
    isLost,
    clock: clockTime(now(), picture.site.zone),
    stage: stageOf(shown, notice, seen, isOld),
    rows: rows.slice(0, most).map(({ call, isOpen }) => ({ call: seen(call), isOpen, isOld: isOld(call) })),
    isTight,
    missed: picture.missed.slice(0, MISSED),
    hasMoreMissed: picture.missed.length > MISSED,
    notice,
    dates: stillToCome(picture.dates ?? [], now()),
    aside,
    waiting: picture.waiting,
    zone: picture.site.zone,
    opening: openingOf(picture.site),
    why: picture.site.reason_texts ?? null,
  };
}

/** The board before its first picture. */
export function emptyView(line) {
  const nothing = { rows: [], missed: [], hasMoreMissed: false, isTight: false, notice: null, dates: [], zone: "", aside: false, waiting: 0, opening: null, why: null };
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

function stageOf(shown, notice, seen, isOld) {
  if (!shown) return null;
  return shown.notice ? { notice } : { call: seen(shown.call), isNew: shown.isNew, isOld: isOld(shown.call) };
}

/** In one of its languages after the other, the board's own first. */
function noticeOf(notice, board, turn) {
  if (!notice) return null;
  const first = board.filter((code) => code in notice.texts);
  const languages = [...first, ...Object.keys(notice.texts).filter((code) => !first.includes(code))];
  const language = languages[(notice.urgent ? turn : Math.floor(turn / 2)) % languages.length]; // every other turn welcomes
  return { text: notice.texts[language], language, isUrgent: notice.urgent };
}

function rowsThatFit(picture, rows, isLost, notice, side) {
  const others = [picture.missed.length > 0, isLost || notice?.isUrgent].filter(Boolean).length;
  const open = rows.filter((row) => row.isOpen).length;
  const isTight = open > ROWS - others;
  const most = (isTight ? TIGHT_ROWS : ROWS) - others;
  const beside = notice && !notice.isUrgent && !isTight ? Math.min(most, rowsBeside(notice, others, side)) : 0;
  const aside = beside >= Math.max(Math.min(LEAST_ROWS, rows.length), open);
  return { isTight, most: aside && notice ? beside : most, aside: Boolean(notice) && aside };
}

function rowsBeside({ text }, others, { room, row, line, frame, letters }) {
  const height = Math.ceil(text.length / letters) * line + frame;
  return Math.floor((room - height) / row) - others;
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
