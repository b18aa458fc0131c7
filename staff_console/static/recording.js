// Recording the kiosk's voice: a native speaker reads each phrase of a language once; what is kept replaces the synthetic
// voice at once. A page of its own, since only here the browser may use the microphone.

import { boot, h, icon, num, replace, setLanguage, setTheme } from "/static/web/dom.js";
import { textsOf } from "/static/web/texts.js";
import { phraseCard } from "./phrase_card.js";
import { click, readPhrases, readRecordingLanguages, readSession } from "./server.js";
import { setting } from "./settings.js";

const start = boot();
const root = document.getElementById("console");
const wished = setting("language", start.language);
const texts = textsOf(start.texts[start.languages.includes(wished) ? wished : start.language]);
const { _, rich, nrich } = texts;
const state = { session: null, languages: [], language: null, phrases: [], at: 0 };
const place = h("div", { class: "recording-place" });

setLanguage(texts);
setTheme(setting("theme", matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
addEventListener("hashchange", () => choose(codeInAddress()));
begin();

async function begin() {
  replace(root, frame());
  const session = await readSession(texts.language);
  if (!session.ok) return say(session.status === 401 ? _("Please sign in at the console first.") : troubleOf(session));
  state.session = session.body;
  const answer = await readRecordingLanguages(texts.language);
  if (!answer.ok) return say(troubleOf(answer));
  state.languages = answer.body.languages;
  if (!state.languages.length) return say(_("No language is open for recording. A lead can open one."));
  return choose(codeInAddress() ?? state.languages[0].code);
}

function codeInAddress() {
  const code = location.hash.slice(1);
  return state.languages.some((language) => language.code === code) ? code : null;
}

/** Shows a language, at the first phrase that is missing. */
async function choose(code) {
  if (!code || code === state.language?.code) return;
  const answer = await readPhrases(code, texts.language);
  if (!answer.ok) return say(troubleOf(answer));
  Object.assign(state, { language: state.languages.find((language) => language.code === code), phrases: answer.body.phrases });
  history.replaceState(null, "", `#${code}`);
  go(firstMissing(0));
}

function firstMissing(from) {
  const after = state.phrases.findIndex(({ recorded }, index) => index >= from && !recorded);
  return Math.max(0, after >= 0 ? after : state.phrases.findIndex(({ recorded }) => !recorded));
}

function go(index) {
  state.at = index;
  draw();
}

function draw() {
  const { language, phrases, at } = state;
  const list = h("ol", { class: "phrase-list card flush" }, phrases.map(row));
  const card = phraseCard({ texts, language, phrase: phrases[at], csrf: state.session.csrf_token, onKept, onForgotten, onOther: (by) => go((at + by + phrases.length) % phrases.length) });
  replace(place,
    h("div", { class: "recording-head" }, picker(), progress(), state.session.case_manager.role === "lead" && colleagues()),
    h("div", { class: "recording-work" }, card.node, list));
  list.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  card.focus();
}

function onKept() {
  state.phrases[state.at].recorded = true;
  go(firstMissing(state.at));
}

function onForgotten() {
  state.phrases[state.at].recorded = false;
  draw();
}

// --- parts -------------------------------------------------------------------------------------------------------------

function frame() {
  return h("div", { class: "frame" },
    h("header", { class: "top-bar" },
      h("span", { class: "brand" }, h("span", { class: "brand-mark", "aria-hidden": "true" }), h("span", {}, "Lotse")),
      h("a", { class: "bar-back", href: "/staff/" }, icon("arrow-left", { class: "turns" }), _("Back to the console"))),
    h("main", { id: "main", class: "recording" }, h("h1", {}, _("Record the voice")), place));
}

function say(text) {
  replace(place, h("p", { class: "card quiet", role: "alert" }, icon("circle-alert"), " ", text, " ", h("a", { href: "/staff/" }, _("Back to the console"))));
}

function picker() {
  const options = state.languages.map(({ code, name, direction }) =>
    h("option", { value: code, lang: code, dir: direction, selected: code === state.language.code }, name));
  return h("label", { class: "field" }, h("span", {}, _("Language")), h("select", { onchange: ({ target }) => choose(target.value) }, options));
}

function progress() {
  const done = state.phrases.filter(({ recorded }) => recorded).length;
  const missing = state.phrases.length - done;
  const digits = state.phrases.filter(({ text, recorded }) => /^[0-9]$/.test(text) && !recorded).length;
  return h("div", { class: "recording-progress" },
    h("p", { class: "strong" }, missing ? nrich("{count} phrase is missing", "{count} phrases are missing", missing) : [icon("circle-check"), " ", _("Everything is recorded. Thank you!")]),
    h("progress", { max: state.phrases.length, value: done, "aria-label": _("Recorded") }),
    h("p", { class: "muted small" }, rich("{done} of {all} recorded", { done, all: state.phrases.length }),
      digits > 0 && [" · ", nrich("{count} digit is missing before numbers can be said", "{count} digits are missing before numbers can be said", digits)]));
}

/** A lead lets everybody of the staff record in this language. */
function colleagues() {
  const { language } = state;
  const box = h("input", { type: "checkbox", checked: language.is_open });
  box.addEventListener("change", async () => {
    box.disabled = true;
    const answer = await click(`recordings/${language.code}/colleagues`, { allowed: box.checked }, state.session.csrf_token, texts.language);
    if (answer.ok) language.is_open = box.checked;
    box.checked = language.is_open;
    box.disabled = false;
  });
  return h("label", { class: "choice" }, box, h("span", {}, _("Colleagues may record in this language")));
}

function row({ text, recorded }, index) {
  const { code, direction } = state.language;
  const isHere = index === state.at;
  return h("li", {}, h("button", { type: "button", class: "phrase-row", "aria-current": isHere ? "true" : null, dataset: { recorded: String(recorded) }, onclick: () => go(index) },
    icon(recorded ? "circle-check" : "circle", { label: recorded ? _("Recorded") : _("Missing") }),
    /^[0-9]$/.test(text) ? num(text) : h("bdi", { lang: code, dir: direction }, text)));
}

function troubleOf({ status, body }) {
  return status === 0 ? _("No line to the server") : body.detail ?? _("That did not work. Please try again.");
}
