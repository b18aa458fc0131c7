// Making this screen a display of the site: `#device=TOKEN` is sent once, becomes a cookie, and leaves the address.

import { post } from "/static/web/api.js";
import { h, icon, replace } from "/static/web/dom.js";

/** Sends the token of the address, if there is one, and loads the board. */
export async function pairFromAddress(texts) {
  const token = new URLSearchParams(location.hash.slice(1)).get("device");
  if (!token) return;
  history.replaceState(null, "", location.pathname);
  const answer = await post("/display/api/device", { token }, { requestId: false, language: texts.language });
  if (answer.ok) location.reload();
  else showPairing(document.getElementById("main"), texts, { isOldLink: answer.status !== 0 });
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
