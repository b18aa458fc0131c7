// Whose turn it is on the board: one new call at a time, none lost, nothing old shown as new.

const STAY_MS = 3_000; // a call has the board to itself for so long before the next one takes it
const OLD_AFTER_S = 60; // a call first seen later than this is shown, but not as a new one

/**
 * ringFor  (call) → Promise, when a call takes the stage: it keeps the stage until that has ended
 * ageOf    (call) → seconds since it was called, on the server's clock
 * clockMs  () → milliseconds that only grow
 *
 * take(picture, quietMs)  a new picture; quietMs = how long nothing was heard before it
 * step()                  the next one, if it is time; true when something changed
 * shown()                 {call, isNew} or null: who has the stage
 * isQueued(call)          still to come, so not yet in the list of earlier calls
 */
export function makeStage({ ringFor, ageOf, clockMs = () => performance.now() }) {
  let [epoch, known, queue] = [null, null, []]; // known: key → how often called, of the last picture only
  let [calls, recent] = [new Map(), new Map()];
  let stage = null; // {key, call, isNew, since, isRinging}

  return { take, step, shown: () => stage && { call: stage.call, isNew: stage.isNew }, isQueued };

  function take(picture, quietMs = 0) {
    calls = new Map(picture.calls.map((call) => [keyOf(call), call]));
    recent = new Map(picture.recent.map((call) => [keyOf(call), call]));
    const isFirst = known === null || picture.epoch !== epoch;
    if (isFirst) [queue, stage, epoch] = [[], null, picture.epoch];
    else queue = [...queue.filter((key) => calls.has(key)), ...newKeys(quietMs)];
    known = new Map([...recent, ...calls].map(([key, call]) => [key, call.times]));
    if (stage && calls.has(stage.key)) stage.call = calls.get(stage.key);
    step();
  }

  function newKeys(quietMs) {
    const isNew = ([key, call]) => (known.has(key) ? call.times > known.get(key) && isRecentNews(quietMs) : ageOf(call) <= OLD_AFTER_S);
    const keys = [...calls].filter(isNew).map(([key]) => key);
    return keys.reverse().filter((key) => !queue.includes(key)); // pictures hold the newest first
  }

  function isRecentNews(quietMs) {
    return quietMs <= OLD_AFTER_S * 1000; // a repeated call carries no time of its own
  }

  function step() {
    if (stage && isHeld()) return false;
    if (queue.length) return enter(queue.shift(), true);
    const [newest] = calls.keys();
    const wanted = stage && calls.has(stage.key) ? stage.key : newest;
    if (wanted === stage?.key) return false;
    return enter(wanted, false);
  }

  function isHeld() {
    if (!calls.has(stage.key) && !recent.has(stage.key)) return false; // taken back: it must not stay for a moment
    return stage.isNew && (stage.isRinging || clockMs() - stage.since < STAY_MS);
  }

  function enter(key, isNew) {
    stage = key === undefined ? null : { key, call: calls.get(key), isNew, since: clockMs(), isRinging: isNew };
    const mine = stage;
    if (isNew) ringFor(mine.call).finally(() => (mine.isRinging = false));
    return true;
  }

  function isQueued(call) {
    return queue.includes(keyOf(call));
  }
}

/** What makes a call the same one in two pictures. */
export function keyOf({ number, desk, called_at: calledAt }) {
  return `${number}-${desk}-${calledAt}`;
}
