// A terminal that nobody has set up yet: it takes a token, from the address or typed in, and keeps nothing else.

import { post } from "/static/web/api.js";
import { h, icon, replace, setLanguage } from "/static/web/dom.js";
import { textsOf } from "/static/web/texts.js";

const TOKEN = /^#device=(.+)$/;
const TRY_AGAIN_MS = 3_000;

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
  const field = h("input", { id: "token", name: "token", autocomplete: "off", spellcheck: "false", dir: "ltr", required: true,
    "aria-invalid": wrong ? "true" : false, "aria-describedby": wrong ? "token-wrong" : false });
  const take = (event) => {
    event.preventDefault();
    pair(settings, field.value.trim());
  };
  replace(document.getElementById("head"), h("span", { class: "brand" }, h("span", { class: "brand-mark" }), "Lotse"));
  draw("pairing",
    h("div", { class: "ask" },
      h("span", { class: "icon-box" }, icon("monitor-smartphone")),
      h("h1", { tabindex: "-1" }, _("This terminal is not set up yet")),
      h("p", { class: "lead" }, _("A member of staff sets it up once. After that it starts by itself."))),
    h("form", { class: "choose", onsubmit: take },
      h("ol", { class: "card way" },
        h("li", {}, _("Make a token for this terminal on the server:"),
          h("code", { dir: "ltr" }, "flask --app wsgi device add kiosk NAME")),
        h("li", {}, _("Open this page with the token at the end of the address:"),
          h("code", { dir: "ltr" }, `${location.origin}/kiosk/#device=TOKEN`))),
      h("div", { class: "field" },
        h("label", { for: "token" }, _("Or type the token here")),
        field,
        wrong && h("p", { class: "wrong", id: "token-wrong" }, icon("circle-alert"), wrong)),
      h("button", { type: "submit", class: "button primary tall wide" }, icon("key-round"), _("Set up this terminal"))));
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
