// Asking where the ticket is: often when it is nearly its turn, seldom otherwise, at once when the page is looked at.

const NEAR = 3; // people ahead: from here on every 3 seconds

const NEAR_MS = 3_000;
const FAR_MS = 15_000;
const AGAIN_MS = 2_500; // after a question that nobody answered
const TIMEOUT_MS = 6_000;
const LOST_AFTER = 2; // questions in a row without an answer
const ENDED = new Set(["done", "withdrawn", "unserved"]);

/**
 * first     the status the page came with
 * onStatus  (status) each new one, never an older one than before
 * onLost    (true | false) whether the line is lost
 * onGone    the code lives no more
 *
 * Returns {take(status), stop()}: `take` for a status that came as the answer to an action.
 */
export function followStatus({ url, first, onStatus, onLost, onGone }) {
  let [last, etag, failures] = [first, null, 0];
  let [isAsking, isStopped, timer] = [false, false, null];

  addEventListener("online", ask);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());
  plan();
  return { take, stop };

  function stop() {
    isStopped = true;
    clearTimeout(timer);
  }

  function take(status) {
    if (isStopped || !isLater(status, last)) return;
    last = status;
    onStatus(status);
    plan();
  }

  function plan() {
    clearTimeout(timer);
    if (!isStopped && !ENDED.has(last.state)) timer = setTimeout(ask, pauseMs(last, failures));
  }

  async function ask() {
    if (isAsking || isStopped || ENDED.has(last.state)) return;
    isAsking = true;
    const answer = await question(url, etag);
    isAsking = false;
    if (isStopped) return;
    if (answer.status === 404) return onGone();
    hear(answer);
    plan();
  }

  function hear({ status, etag: tag, body }) {
    const isAnswer = status === 200 || status === 304;
    const wasLost = failures >= LOST_AFTER;
    failures = isAnswer ? 0 : failures + 1;
    if (failures >= LOST_AFTER !== wasLost) onLost(!wasLost);
    if (status !== 200) return;
    etag = tag;
    take(body);
  }
}

/** Whether the call may come soon: also for who stepped out and would be called. */
export function isNear({ state, ahead }) {
  return state === "called" || ((state === "waiting" || state === "parked") && ahead <= NEAR);
}

function pauseMs({ state, ahead }, failures) {
  if (failures) return Math.min(AGAIN_MS * failures, FAR_MS);
  return isNear({ state, ahead }) ? NEAR_MS : FAR_MS;
}

function isLater(status, last) {
  return status.epoch !== last.epoch || status.version >= last.version;
}

async function question(url, etag) {
  try {
    const headers = { Accept: "application/json", ...(etag ? { "If-None-Match": etag } : {}) };
    const response = await fetch(url, { headers, cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS) });
    const body = response.status === 200 ? await response.json() : null;
    return { status: response.status, etag: response.headers.get("ETag"), body };
  } catch {
    return { status: 0, etag: null, body: null };
  }
}
