// A terminal that nobody has set up yet: it shows a code that is typed in at the console, or takes a token from its address,
// and keeps nothing else.

import { post } from "/static/web/api.js";
import { h, icon, replace, setLanguage } from "/static/web/dom.js";
import { codeNode, pairByCode } from "/static/web/pairing.js";
import { textsOf } from "/static/web/texts.js";
import { watchPage } from "/static/web/watchdog.js";

const TOKEN = /^#device=(.+)$/;
const TRY_AGAIN_MS = 3_000;
const WELCOME_MS = 2_000; // so long it shows its new name

/** `#device=TOKEN` leaves the address at once, is posted once and becomes a cookie. Returns whether there was one. */
export async function pairFromAddress(settings) {
  const token = TOKEN.exec(location.hash)?.[1];
  if (!token) return false;
  history.replaceState(null, "", location.pathname);
  await pair(settings, decodeURIComponent(token));
  return true;
}

/** The screen of a terminal without a device; `wrong` says what happened to the last token. */
export function showPairing(settings, wrong = "") {
  const texts = textsOf(settings.texts[settings.language]);
  const { _ } = texts;
  setLanguage(texts);
  const code = h("div", { class: "card code-place", role: "status" }, icon("hourglass"));
  replace(document.getElementById("head"), h("span", { class: "brand" }, h("span", { class: "brand-mark" }), "Lotse"));
  draw("pairing",
    h("div", { class: "ask" },
      h("span", { class: "icon-box" }, icon("monitor-smartphone")),
      h("h1", { tabindex: "-1" }, _("This terminal is not set up yet")),
      h("p", { class: "lead" }, _("For the staff: type this code in the console under “Devices”. This screen then starts by itself."))),
    h("div", { class: "choose" }, code,
      wrong && h("p", { class: "wrong", role: "alert" }, icon("circle-alert"), wrong)));
  const watchdog = watchPage();
  pairByCode("kiosk", {
    onTurn: watchdog.turn,
    onCode: (text) => replace(code, codeNode(text)),
    onLost: () => replace(code, h("p", { class: "row" }, icon("cloud-off"), _("No connection at the moment. We keep trying. Our staff are happy to help."))),
    onPaired: (name) => {
      draw("pairing", h("div", { class: "ask" }, h("span", { class: "icon-box" }, icon("circle-check")), h("h1", { tabindex: "-1" }, h("bdi", {}, name))));
      setTimeout(() => location.reload(), WELCOME_MS);
    },
  });
}

async function pair(settings, token) {
  const { _ } = textsOf(settings.texts[settings.language]);
  const answer = await post("/kiosk/api/device", { token }, { language: settings.language, requestId: false });
  if (answer.ok) {
    location.reload();
  } else if (answer.status === 0 || answer.status >= 500) {
    draw("pairing", h("div", { class: "ask" }, h("span", { class: "icon-box" }, icon("cloud-off")),
      h("h1", { tabindex: "-1" }, _("No connection at the moment")), h("p", { class: "lead" }, _("We keep trying."))));
    setTimeout(() => pair(settings, token), TRY_AGAIN_MS);
  } else {
    showPairing({ ...settings, paired: false }, _("We do not know this token. Please make a new one."));
  }
}

function draw(name, ...nodes) {
  const main = document.getElementById("main");
  main.className = `screen screen-${name}`;
  replace(main, ...nodes);
}
