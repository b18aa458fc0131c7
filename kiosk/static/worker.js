// The kiosk's service worker: when the server does not answer in time, the page and its files come from what files.js kept.
// It never touches what is asked or sent under /kiosk/api/, the live line, or a phone's pages.

const PREFIX = "lotse-kiosk-";
const MARK = "/kiosk/kept";
const KEPT = [/^\/kiosk\/$/, /^\/static\//, /^\/texts\//];
const PAGE_MS = 3_000; // a server that is there answers in a tenth of a second
const FILE_MS = 3_000;
const SAME_PAGE_MS = 60_000; // files of a kept page are kept ones, so that versions never mix

let keptUntil = 0;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const isOurs = request.method === "GET" && origin === location.origin && KEPT.some((shape) => shape.test(pathname));
  if (isOurs && request.cache !== "reload") event.respondWith(answer(request, pathname)); // reload: files.js fetches anew
});

async function answer(request, pathname) {
  const kept = await keptAnswer(pathname);
  if (!kept) return fetch(request);
  const isPage = request.mode === "navigate";
  if (!isPage && Date.now() < keptUntil) return kept;
  const response = await inTime(request, isPage ? PAGE_MS : FILE_MS);
  if (isPage) keptUntil = response ? 0 : Date.now() + SAME_PAGE_MS;
  return response ?? kept;
}

/** The server's answer, or null: none in time, or only a proxy's word that it is gone. */
async function inTime(request, milliseconds) {
  try {
    const late = new Promise((resolve) => setTimeout(resolve, milliseconds, null));
    const response = await Promise.race([fetch(request), late]);
    return response && response.status < 500 ? response : null;
  } catch {
    return null;
  }
}

async function keptAnswer(pathname) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX)) continue;
    const cache = await caches.open(name);
    if (await cache.match(MARK)) return cache.match(pathname, { ignoreSearch: true, ignoreVary: true });
  }
  return undefined;
}
