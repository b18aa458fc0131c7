// Following a picture that the server keeps: pushed by websocket, asked for after every gap, never older than shown.
// One timer decides everything, so that a board can run for weeks.

import { io } from "./vendor/socket.io.esm.min.js";
import { learnServerTime } from "./clock.js";

const TICK_MS = 1_000;
const STALE_AFTER_MS = 5_000; // without a line
const QUIET_AFTER_MS = 5_500; // with a line: the server pings every 5 s; now we ask
const SILENT_AFTER_MS = 7_500; // with a line that says nothing and does not answer
const OFFLINE_AFTER_MS = 30_000;
const POLL_MS = 3_000; // without a websocket
const CHECK_MS = 60_000; // with one: in case a push was lost
const DENIED_POLL_MS = 15_000; // the server said that this page may not listen
const FETCH_TIMEOUT_MS = 4_000;
const LATE_ANSWERS_MS = 10_000; // no answer of ours is longer under way

/**
 * Follows the pictures of `namespace` ("/display").
 *
 * token        device token, if the page has no cookie
 * snapshotUrl  address of the same picture (text, or a function that returns it)
 * onPicture    (picture) each new one; never an older one than before, never the same twice
 * onState      ("live" | "stale" | "offline") when it changes: stale after 5 s of silence, offline after 30 s
 * onDenied     (status) 401 or 403: not paired, or signed out
 *
 * Returns {state(), confirmedAt(), refresh(), stop()}; `confirmedAt`: performance.now() of the last answer with, or about, a picture.
 */
export function follow({ namespace, token, snapshotUrl, onPicture, onState = () => {}, onDenied = () => {} }) {
  const order = keepOrder();
  let [heardAt, confirmedAt, askedAt, etag, state] = [performance.now(), performance.now(), -Infinity, null, ""];
  let [isAsking, askAgain, isDenied, isStopped] = [false, false, false, false];

  const socket = io(namespace, {
    transports: ["websocket"],
    auth: token ? { token } : {},
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.5, // a hundred boards must not come back in the same moment
    timeout: 5_000,
    forceNew: true,
  });
  const onPing = () => heard();
  socket.on("connect", () => refresh());
  socket.on("disconnect", (reason) => reason === "io server disconnect" && refresh()); // sent away: perhaps not ours any more
  socket.on("picture", (picture) => take(picture));
  socket.io.on("ping", onPing);

  const timer = setInterval(tick, TICK_MS);
  addEventListener("online", refresh);
  addEventListener("visibilitychange", refresh);
  refresh();
  return { state: () => state, confirmedAt: () => confirmedAt, refresh, stop };

  function stop() {
    isStopped = true;
    clearInterval(timer);
    removeEventListener("online", refresh);
    removeEventListener("visibilitychange", refresh);
    socket.io.off("ping", onPing);
    socket.disconnect();
  }

  function tick() {
    const quietMs = performance.now() - heardAt;
    if (performance.now() - askedAt >= pollMs(quietMs)) refresh();
    show(quietMs);
  }

  function pollMs(quietMs) {
    if (isDenied) return DENIED_POLL_MS;
    return socket.connected && quietMs < QUIET_AFTER_MS ? CHECK_MS : POLL_MS;
  }

  function show(quietMs) {
    const staleMs = socket.connected ? SILENT_AFTER_MS : STALE_AFTER_MS;
    const next = quietMs >= OFFLINE_AFTER_MS ? "offline" : quietMs >= staleMs ? "stale" : "live";
    if (next === state || (state === "" && next === "live" && !order.hasAny())) return;
    state = next;
    onState(state);
  }

  function heard() {
    heardAt = performance.now();
    show(0);
  }

  function confirmed() {
    confirmedAt = performance.now();
    heard();
  }

  function take(picture) {
    if (isStopped) return;
    confirmed();
    if (!order.accepts(picture)) return;
    learnServerTime(picture.now);
    onPicture(picture);
    show(0);
  }

  async function refresh() {
    askAgain = isAsking; // what changed between an answer on its way and a line just opened would be missed
    if (isAsking || isStopped) return;
    [isAsking, askedAt] = [true, performance.now()];
    if (!socket.active) socket.connect(); // refused or sent away: socket.io does not try again by itself
    try {
      const answer = await snapshot(snapshotUrl, token, etag);
      isDenied = answer.status === 401 || answer.status === 403;
      if (isDenied) onDenied(answer.status);
      if (answer.status === 200) etag = answer.etag;
      if (answer.status === 200) take(answer.picture);
      if (answer.status === 304) confirmed();
    } catch (error) {
      if (!isLineTrouble(error)) console.error(error);
    } finally {
      isAsking = false;
    }
    if (askAgain) refresh();
  }
}

async function snapshot(url, token, etag) {
  const headers = { Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (etag) headers["If-None-Match"] = etag;
  const address = typeof url === "function" ? url() : url;
  const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS);
  const response = await fetch(address, { headers, signal, cache: "no-store", credentials: "same-origin" });
  const picture = response.status === 200 ? await response.json() : null;
  return { status: response.status, etag: response.headers.get("ETag"), picture };
}

function isLineTrouble(error) {
  return error instanceof TypeError || error.name === "TimeoutError" || error.name === "AbortError";
}

/** Remembers what was shown last: a picture may follow if its epoch is new, or its (version, now) is later. */
export function keepOrder() {
  let last = null;
  let [leftEpoch, leftAt] = [undefined, -Infinity]; // what a restore ended: an answer on its way must not revive it

  const isLater = (picture) => {
    if (picture.version !== last.version) return picture.version > last.version;
    return last.now === undefined || Date.parse(picture.now) > Date.parse(last.now);
  };
  return {
    hasAny: () => last !== null,
    accepts(picture) {
      const isNewEpoch = last !== null && picture.epoch !== last.epoch;
      if (isNewEpoch && picture.epoch === leftEpoch && performance.now() - leftAt < LATE_ANSWERS_MS) return false;
      if (last !== null && !isNewEpoch && !isLater(picture)) return false;
      if (isNewEpoch) [leftEpoch, leftAt] = [last.epoch, performance.now()];
      last = { epoch: picture.epoch, version: picture.version, now: picture.now };
      return true;
    },
  };
}
