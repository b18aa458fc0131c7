// The console's side of the addresses under /staff/api.

import { get, post } from "/static/web/api.js";

const SESSION = "/staff/api/session";
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

/** How the printers are, for whoever looks after devices. */
export function readPrinters(language) {
  return get("/staff/api/printers", { language });
}

/** Which languages are on here, and who has read their texts. */
export function readLanguages(language) {
  return get("/staff/api/languages", { language });
}

/** One click of somebody signed in: `path` below /staff/api, for example "tickets/12/start". */
export function click(path, body, csrf, language) {
  return post(`/staff/api/${path}`, body, { csrf, language });
}
