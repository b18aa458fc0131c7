// Making this screen a display of the site: `#device=TOKEN` is sent once, becomes a cookie, and leaves the address.

import { post } from "/static/web/api.js";
import { h, icon, replace } from "/static/web/dom.js";

const AGAIN_MS = 3_000; // a screen often starts before its network

/** Sends the token of the address, if there is one, and loads the board. */
export async function pairFromAddress(texts) {
  const token = new URLSearchParams(location.hash.slice(1)).get("device");
  if (!token) return;
  history.replaceState(null, "", location.pathname);
  await pair(token, texts);
}

/** The page of a screen that belongs to no site yet. */
export function showPairing(main, { _ }, { isOldLink = false } = {}) {
  main.className = "pairing";
  replace(main,
    h("div", { class: "pairing-card" },
      h("span", { class: "icon-box" }, icon("monitor")),
      h("h1", {}, _("This display is not connected yet")),
      h("p", {}, _("For the staff: open the link of this display here once. After that it starts by itself.")),
      isOldLink && h("p", { class: "old-link", role: "alert" }, icon("circle-alert"), _("This link has been replaced. Please ask for a new one."))));
}

async function pair(token, texts) {
  const answer = await post("/display/api/device", { token }, { requestId: false, language: texts.language });
  if (answer.ok) location.reload();
  else if (answer.status === 0 || answer.status >= 500) setTimeout(() => pair(token, texts), AGAIN_MS);
  else showPairing(document.getElementById("main"), texts, { isOldLink: true });
}
