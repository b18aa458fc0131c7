// Whose turn it is on the board: one new call at a time, none lost, nothing old shown as new; and what is heard when.

const STAY_MS = 3_000; // a call has the board to itself for so long, and until its speech has ended
const NOTICE_STAY_MS = 12_000; // an urgent notice is longer to read
const OLD_AFTER_S = 60; // a call first seen later than this is shown, but not as a new one
const REPEATS_S = [30, 75]; // after the call, while nobody has come: sound only
const LATE_S = 25; // a repeat that could not be made in time is left out
const MOST_RINGING_MS = 40_000; // a sound that does not end holds up nobody

/**
 * ringFor    (call) → Promise, when a call takes the stage or is repeated: nothing else sounds until that has ended
 * ringNotice (notice) → Promise, the same for an urgent notice
 * comes      (call) → a new call is known, before its turn
 * hush       () → what sounds now is wrong: the call was taken back
 * ageOf      (iso) → seconds since then, on the server's clock
 * mayRepeat  () → whether the line is live: without it the call may have been answered
 * clockMs    () → milliseconds that only grow
 *
 * take(picture)   a new picture
 * step()          the next one, if it is time; true when something changed
 * shown()         {call, isNew}, {notice, isNew} or null: who has the stage
 * isSilent()      nothing sounds, and the last call has had its time
 * isQueued(call)  still to come, so not yet in the list of earlier calls
 */
export function makeStage({ ringFor, ringNotice = () => Promise.resolve(), comes = () => {}, hush = () => {}, ageOf, mayRepeat = () => true, clockMs = () => performance.now() }) {
  let [epoch, known, queue] = [null, null, []]; // known: keys of the last picture only
  let [calls, recent, repeated] = [new Map(), new Map(), new Map()]; // repeated: key → how often it was, of open calls
  let [urgent, heardNotices, noticeIsDue] = [null, new Set(), false];
  let [stage, sounding] = [null, null]; // {key, call or notice, isNew}; {since, stay, isRinging}

  return { take, step, shown, isSilent: () => !isBusy(), isQueued: (call) => queue.includes(keyOf(call)) };

  function shown() {
    return stage && { call: stage.call, notice: stage.notice, isNew: stage.isNew };
  }

  function take(picture) {
    calls = new Map(picture.calls.map((call) => [keyOf(call), call]));
    recent = new Map(picture.recent.map((call) => [keyOf(call), call]));
    const isFirst = known === null || picture.epoch !== epoch;
    if (isFirst) [queue, stage, epoch] = [[], null, picture.epoch];
    const fresh = isFirst ? [] : newKeys();
    queue = [...queue.filter((key) => calls.has(key)), ...fresh];
    known = new Set([...recent.keys(), ...calls.keys()]);
    repeated = new Map([...calls].map(([key, call]) => [key, repeated.get(key) ?? repeatsDue(call)]));
    for (const key of fresh) comes(calls.get(key));
    takeNotice(picture.notice?.urgent ? picture.notice : null, isFirst);
    step();
  }

  function newKeys() {
    const isNew = ([key, call]) => !known.has(key) && ageOf(call.called_at) <= OLD_AFTER_S;
    return [...calls].filter(isNew).map(([key]) => key).reverse(); // pictures hold the newest first
  }

  function takeNotice(notice, isFirst) {
    const isNews = notice && !heardNotices.has(notice.id) && !isFirst && ageOf(notice.since) <= OLD_AFTER_S;
    if (notice) heardNotices.add(notice.id);
    noticeIsDue = Boolean(isNews || (noticeIsDue && notice));
    urgent = notice;
  }

  function step() {
    const [newest] = calls.keys();
    if (sounding && isGone(sounding.key)) quiet();
    if (isBusy()) return stage && isGone(stage.key) ? enter(newest, false) : false;
    if (noticeIsDue) return enterNotice();
    if (queue.length) return enter(queue.shift(), true);
    const wanted = stage && calls.has(stage.key) ? stage.key : newest;
    if (wanted !== stage?.key) return enter(wanted, false);
    repeat();
    return false;
  }

  /** Taken back, or called anew: it must not stay for a moment. */
  function isGone(key) {
    return !calls.has(key) && !recent.has(key) && key !== keyOfNotice(urgent);
  }

  function quiet() {
    hush();
    sounding = null;
  }

  function isBusy() {
    if (!sounding) return false;
    return clockMs() - sounding.since < (sounding.isRinging ? MOST_RINGING_MS : sounding.stay);
  }

  function enter(key, isNew) {
    stage = key === undefined ? null : { key, call: calls.get(key), isNew };
    if (isNew) sound(key, ringFor(stage.call), STAY_MS);
    return true;
  }

  function enterNotice() {
    noticeIsDue = false;
    stage = { key: keyOfNotice(urgent), notice: urgent, isNew: true };
    sound(stage.key, ringNotice(urgent), NOTICE_STAY_MS);
    return true;
  }

  function repeat() {
    if (!mayRepeat()) return;
    const due = [...calls].reverse().find(([key, call]) => repeatsDue(call) > repeated.get(key));
    if (!due) return;
    const [key, call] = due;
    repeated.set(key, repeatsDue(call));
    if (ageOf(call.called_at) - REPEATS_S[repeated.get(key) - 1] < LATE_S) sound(key, ringFor(call), STAY_MS);
  }

  function repeatsDue(call) {
    return REPEATS_S.filter((seconds) => ageOf(call.called_at) >= seconds).length;
  }

  function sound(key, ringing, stay) {
    const mine = { key, since: clockMs(), stay, isRinging: true };
    sounding = mine;
    ringing.finally(() => (mine.isRinging = false));
  }
}

function keyOfNotice(notice) {
  return notice && `notice-${notice.id}`;
}

/** What makes a call the same one in two pictures: called again, it is another. */
export function keyOf({ number, desk, called_at: calledAt }) {
  return `${number}-${desk}-${calledAt}`;
}
