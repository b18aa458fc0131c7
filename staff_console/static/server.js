// The console's side of the addresses under /staff/api.

import { get, post } from "/static/web/api.js";

const SESSION = "/staff/api/session";
const SOUND_MS = 20_000; // a megabyte over a slow line
export const QUEUE = "/staff/api/queue";

/** The session of this browser's cookie, also after a reload: as `post`; 401 when nobody is signed in. */
export function readSession(language) {
  return get(SESSION, { language });
}

/** `code`: of the second factor, when the server asked for one. */
export function signIn(username, password, code, language) {
  return post(SESSION, { username, password, ...(code ? { code } : {}) }, { requestId: false, language });
}

/** What a link from an invitation is for; it is not used up by looking. */
export function seeLink(token, language) {
  return post("/staff/api/links", { token }, { requestId: false, language });
}

/** Comes in by a link: `given` is {password?, code?}. Answers as signing in. */
export function enterByLink(token, given, language) {
  return post("/staff/api/links/use", { token, ...given }, { requestId: false, language, pauses: [] });
}

/** Anything to read below /staff/api, for example "people". */
export function read(path, language) {
  return get(`/staff/api/${path}`, { language });
}

export function signOut(csrf, language) {
  return post(SESSION, {}, { method: "DELETE", requestId: false, csrf, language });
}

/** The figures of the lead's page. */
export function readForecasts(language) {
  return get("/staff/api/forecasts", { language });
}

/** How the kiosks are, for whoever looks after devices. */
export function readKiosks(language) {
  return get("/staff/api/kiosks", { language });
}

/** How the boards are, for whoever looks after devices. */
export function readDisplays(language) {
  return get("/staff/api/displays", { language });
}

/** A lead's calendar of events. */
export function readEvents(language) {
  return get("/staff/api/events", { language });
}

/** Counts of a guest's own slots. */
export function readGuestFigures(language) {
  return get("/staff/api/guest-figures", { language });
}

/** A lead's notices. */
export function readNotices(language) {
  return get("/staff/api/notices", { language });
}

/** How the printers are, for whoever looks after devices. */
export function readPrinters(language) {
  return get("/staff/api/printers", { language });
}

/** Which languages are on here, and who has read their texts. */
export function readLanguages(language) {
  return get("/staff/api/languages", { language });
}

/** The languages in which this person may record the kiosk's voice. */
export function readRecordingLanguages(language) {
  return get("/staff/api/recordings", { language });
}

/** What the kiosk says in `code`, and what of it is recorded. */
export function readPhrases(code, language) {
  return get(recordingAddress(code), { language });
}

export function recordingAddress(code, key = "") {
  return `/staff/api/recordings/${[code, key].filter(Boolean).map(encodeURIComponent).join("/")}`;
}

/** Keeps the recording of a phrase; `sound` is a WAV file. Returns as `post`. Sent again it is just kept again. */
export async function keepRecording(code, key, sound, csrf, language) {
  const headers = { "Content-Type": "audio/wav", Accept: "application/json", "Accept-Language": language, "X-CSRF-Token": csrf };
  try {
    const response = await fetch(recordingAddress(code, key), { method: "POST", headers, body: sound, signal: AbortSignal.timeout(SOUND_MS) });
    return { status: response.status, ok: response.ok, body: await response.json().catch(() => ({})) };
  } catch {
    return { status: 0, ok: false, body: { code: "Offline" } };
  }
}

/** One click of somebody signed in: `path` below /staff/api, for example "tickets/12/start". */
export function click(path, body, csrf, language) {
  return post(`/staff/api/${path}`, body, { csrf, language });
}
