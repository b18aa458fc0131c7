// Asking the server to do something: one click, one POST, one request id, also when the line breaks in between.

const TIMEOUT_MS = 8_000;
const RETRY_AFTER_MS = [400, 1_500]; // two more tries; the server gives the first answer again for the same id
const GATEWAY_TROUBLE = new Set([502, 503, 504]);

/**
 * POST `body` as JSON, with a `request_id` (the same one on every retry).
 * options: `csrf`, `language` (of the answer's texts), `token` (device), `requestId` (own id; false = none), `method`,
 * `timeoutMs` of each try, `pauses` (ms before each further try).
 * Returns {status, ok, body}; a problem's body has `code` and `detail` (in the reader's language); without a line
 * {status: 0, ok: false, body: {code: "Offline"}}.
 */
export async function post(url, body = {}, options = {}) {
  const { requestId, method = "POST" } = options;
  const sent = requestId === false ? body : { request_id: requestId ?? newRequestId(), ...body };
  const request = { method, headers: headersFor(options), body: JSON.stringify(sent) };
  return withRetries(() => ask(url, request, options), options);
}

/** GET as JSON; returns as `post`. options: `language`, `token`, `timeoutMs`, `pauses`. */
export async function get(url, options = {}) {
  return withRetries(() => ask(url, { method: "GET", headers: headersFor(options) }, options), options);
}

/** A random UUID; also on pages served without https, where crypto.randomUUID is absent. */
export function newRequestId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

async function withRetries(run, { pauses = RETRY_AFTER_MS }) {
  let answer = await run();
  for (const pause of pauses) {
    if (answer.status !== 0 && !GATEWAY_TROUBLE.has(answer.status)) return answer;
    await new Promise((resolve) => setTimeout(resolve, pause));
    answer = await run();
  }
  return answer;
}

async function ask(url, request, { timeoutMs = TIMEOUT_MS }) {
  try {
    const ways = { credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(timeoutMs) };
    const response = await fetch(url, { ...request, ...ways });
    return { status: response.status, ok: response.ok, body: await jsonOf(response) };
  } catch {
    return { status: 0, ok: false, body: { code: "Offline" } };
  }
}

async function jsonOf(response) {
  const text = await response.text();
  try {
    return text ? JSON.parse(text) : {};
  } catch {
    return {}; // a proxy's own page, not ours
  }
}

function headersFor({ csrf, language, token }) {
  const headers = { "Content-Type": "application/json", Accept: "application/json, application/problem+json" };
  if (csrf) headers["X-CSRF-Token"] = csrf;
  if (language) headers["Accept-Language"] = language;
  if (token) headers.Authorization = `Bearer ${token}`;
  return headers;
}
