// What comes at the service point, for everybody. The page asks nothing and keeps nothing but the language, in its own tab.

import { boot, h, icon, replace, setLanguage } from "/static/web/dom.js";
import { dateWords, stillToCome, wayIn } from "/static/web/coming.js";
import { loadTexts, textsOf } from "/static/web/texts.js";
import { chosenLanguage, languageButton, rememberLanguage } from "./language.js";

const start = boot();
const main = document.getElementById("main");
const { code: site, zone } = start.site;

let texts = textsOf(start.texts[start.language]);

if (chosenLanguage(start) === start.language) draw();
else useLanguage(chosenLanguage(start));

function draw() {
  const { _ } = texts;
  const dates = stillToCome(start.dates, Date.now());
  setLanguage(texts);
  document.title = `${_("Other days and events")} · ${start.site.name}`;
  replace(main, h("div", { class: "phone" },
    h("header", { class: "phone-head" },
      h("span", { class: "brand" }, h("span", { class: "brand-mark", "aria-hidden": "true" }), h("bdi", {}, start.site.name)),
      languageButton(start, texts, speak)),
    h("h1", { tabindex: "-1" }, _("Other days and events")),
    dates.length ? h("ul", { class: "dates" }, dates.map(entry)) : h("p", { class: "card quiet" }, _("There are no dates at the moment.")),
    dates.length > 0 && h("p", {}, h("a", { class: "button wide", href: feed() }, icon("calendar-plus"), _("For your calendar")))));
}

function entry(date) {
  const how = wayIn(date, zone, texts);
  return h("li", { class: "card date", dataset: { date: date.key } },
    h("span", { class: "icon-box" }, icon(date.kind === "guest" ? "messages-square" : "calendar-days")),
    h("div", { class: "date-words" }, dateWords(date, zone, texts), how && h("span", { class: "date-more" }, how)));
}

function feed() {
  return `/events/calendar.ics?site=${encodeURIComponent(site)}&language=${texts.language}`;
}

function speak(code) {
  rememberLanguage(code);
  return useLanguage(code);
}

/** Stays in the language of now when the other's texts can't be had. */
async function useLanguage(code) {
  start.texts[code] ??= await loadTexts(start.text_files[code]);
  texts = textsOf(start.texts[code] ?? start.texts[texts.language]);
  draw();
}
