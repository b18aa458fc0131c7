// Keeping the page itself, with all files and texts, so that it opens without the server. Needs https or localhost.

import { get } from "/static/web/api.js";

const PREFIX = "lotse-kiosk-"; // worker.js looks for the same
const MARK = "/kiosk/kept"; // written last: everything is there

/** Fetches what has changed since the last time, all or nothing. Resolves to whether the page is kept. */
export async function keepFiles() {
  if (!isSecureContext || !navigator.serviceWorker) return false;
  const answer = await get("/kiosk/api/files");
  if (!answer.ok) return false;
  const name = PREFIX + answer.body.version;
  if (!(await isWhole(name))) await fetchAll(name, answer.body.files);
  await dropOthers(name);
  await navigator.serviceWorker.register("/kiosk/worker.js");
  return true;
}

/** This terminal is nobody's: it opens no page without the server. */
export async function forgetFiles() {
  if (isSecureContext) await dropOthers("");
}

async function isWhole(name) {
  const cache = await caches.open(name);
  return (await cache.match(MARK)) !== undefined;
}

async function fetchAll(name, files) {
  const cache = await caches.open(name);
  await cache.addAll(files.map((address) => new Request(address, { cache: "reload" }))); // fails if one is missing
  await cache.put(MARK, new Response("whole"));
}

async function dropOthers(name) {
  const names = await caches.keys();
  await Promise.all(names.filter((other) => other.startsWith(PREFIX) && other !== name).map((other) => caches.delete(other)));
}
