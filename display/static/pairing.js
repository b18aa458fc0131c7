// Making this screen a display of the site: by a code that is typed in at the console; or by `#device=TOKEN`, which is sent
// once, becomes a cookie, and leaves the address.

import { post } from "/static/web/api.js";
import { h, icon, replace } from "/static/web/dom.js";
import { codeNode, pairByCode } from "/static/web/pairing.js";
import { watchPage } from "/static/web/watchdog.js";

const AGAIN_MS = 3_000; // a screen often starts before its network
const WELCOME_MS = 2_000; // so long it shows its new name

/** Sends the token of the address, if there is one, and loads the board. */
export async function pairFromAddress(texts) {
  const token = new URLSearchParams(location.hash.slice(1)).get("device");
  if (!token) return;
  history.replaceState(null, "", location.pathname);
  await pair(token, texts);
}

/** The page of a screen that belongs to no site yet. */
export function showPairing(main, texts) {
  const { _ } = texts;
  main.className = "pairing";
  const old = h("div", { class: "old-link-place", role: "alert" });
  const code = h("div", { class: "code-place", role: "status" });
  replace(main,
    h("div", { class: "pairing-card" },
      h("span", { class: "icon-box" }, icon("monitor")),
      h("h1", {}, _("This display is not connected yet")),
      h("p", {}, _("For the staff: type this code in the console under “Devices”. This screen then starts by itself.")),
      code, old));
  const watchdog = watchPage();
  pairByCode("display", {
    onTurn: watchdog.turn,
    onCode: (text) => replace(code, codeNode(text)),
    onLost: () => replace(code, h("p", { class: "row" }, icon("cloud-off"), _("Please wait"))),
    onPaired: (name) => {
      replace(main, h("div", { class: "pairing-card" }, h("h1", { class: "row" }, icon("circle-check"), h("bdi", {}, name))));
      setTimeout(() => location.reload(), WELCOME_MS);
    },
  });
}

async function pair(token, texts) {
  const answer = await post("/display/api/device", { token }, { requestId: false, language: texts.language });
  if (answer.ok) location.reload();
  else if (answer.status === 0 || answer.status >= 500) setTimeout(() => pair(token, texts), AGAIN_MS);
  else sayOld(texts);
}

/** A board that runs keeps running, whatever somebody wrote into its address. */
function sayOld({ _ }) {
  const place = document.querySelector(".old-link-place");
  if (place) replace(place, h("p", { class: "old-link" }, icon("circle-alert"), _("This link has been replaced. Please ask for a new one.")));
}
