// Configuration, a page of its own: what the site file says, in forms, for leads and operators; and the first run.

import { notice } from "/static/web/dialogs.js";
import { boot, h, icon, replace, setLanguage, setTheme } from "/static/web/dom.js";
import { post } from "/static/web/api.js";
import { textsOf } from "/static/web/texts.js";
import { configurationPage } from "./configuration/page.js";
import { setupFromAddress, setupPage } from "./configuration/setup_page.js";
import { confirmDialog } from "./confirm.js";
import { click, read, readSession } from "./server.js";
import { remember, setting } from "./settings.js";

const ROLES = ["lead", "operator"];
const NAMES = { de: "Deutsch", en: "English" };
const start = boot();
const root = document.getElementById("console");
let place = null; // a new one whenever everything is drawn anew
let texts = textsOf(start.texts[wishedLanguage()]);
let token = setupFromAddress();

addEventListener("hashchange", () => place?.dispatchEvent(new CustomEvent("config-open", { detail: location.hash.slice(1) })));
begin();

async function begin() {
  setLanguage(texts);
  setTheme(theme());
  const { _ } = texts;
  place = h("div", { class: "config-place" });
  replace(root, frame());
  if (token) return replace(place, await setupPage({ texts }, token, entered));
  const session = await readSession(texts.language);
  if (!session.ok) return say(session.status === 401 ? _("Please sign in at the console first.") : session.body.detail ?? _("No line to the server"));
  return enter(session.body);
}

function entered(session) {
  token = null;
  place = h("div", { class: "config-place" });
  replace(root, frame());
  history.replaceState(null, "", "#steps");
  enter(session);
}

async function enter(session) {
  if (!ROLES.includes(session.case_manager.role)) return say(texts._("Your account may not do this."));
  const context = { texts, session, zone: session.site.zone, icons: await iconNames(), read: (path) => read(path, texts.language) };
  context.act = (path, body = {}, options = {}) => act(context, path, body, options);
  return configurationPage(context, place);
}

/** One POST; asks for the password first where that is needed. Null: the reader left. The draft outlives a lost session. */
async function act(context, path, body, { quiet = false } = {}) {
  const { texts: { _, language }, session: { csrf_token: csrf } } = context;
  const send = () => (path.startsWith("/") ? post(path, body, { csrf, language }) : click(path, body, csrf, language));
  let answer = await send();
  if (answer.body.code === "ConfirmNeeded") {
    if (!(await confirmDialog(context))) return null;
    answer = await send();
  }
  if (answer.status === 401) say(_("You were signed out. Please sign in again.") + " " + _("What was not saved is still here afterwards."));
  else if (answer.status === 0 && !quiet) notice(_("No line to the server. Please look in a moment whether it was done."), { kind: "bad" });
  return answer.status === 401 ? null : answer;
}

async function iconNames() {
  const sprite = await fetch("/static/web/vendor/icons.svg").then((answer) => answer.text()).catch(() => "");
  return [...sprite.matchAll(/<symbol id="([a-z0-9-]+)"/g)].map(([, name]) => name);
}

function say(text) {
  replace(place, h("p", { class: "card quiet", role: "alert" }, icon("circle-alert"), " ", text, " ", h("a", { href: "/staff/" }, texts._("Back to the console"))));
}

function frame() {
  const { _ } = texts;
  const isDark = theme() === "dark";
  return h("div", { class: "frame" },
    h("header", { class: "top-bar" },
      h("span", { class: "brand" }, h("span", { class: "brand-mark", "aria-hidden": "true" }), h("span", {}, "Lotse")),
      !token && h("a", { class: "bar-back", href: "/staff/" }, icon("arrow-left", { class: "turns" }), _("Back to the console")),
      h("span", { class: "bar-now" }),
      start.languages.map((code) => h("button", { type: "button", class: "bar-button", lang: code, "aria-pressed": String(code === texts.language), onclick: () => choose("language", code) }, NAMES[code] ?? code)),
      h("button", { type: "button", class: "bar-button", "aria-pressed": String(isDark), onclick: () => choose("theme", isDark ? "light" : "dark") }, icon("moon", { label: _("Dark colours") }))),
    h("main", { id: "main", class: "page config-page" }, !token && h("h1", {}, _("Configuration")), place));
}

function choose(name, value) {
  remember(name, value);
  texts = textsOf(start.texts[wishedLanguage()]);
  begin();
}

function wishedLanguage() {
  const language = setting("language", start.language);
  return start.languages.includes(language) ? language : start.language;
}

function theme() {
  return setting("theme", matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}
