// The first screen: a greeting, every language in its own script, and two doors for people who come with something.

import { h, icon } from "/static/web/dom.js";
import { FEW, isMany, languageTile, otherLanguageTile } from "../languages.js";
import { turningNotice } from "../notice.js";
import { closedWords } from "../opening.js";
import { askOther } from "../other_language.js";

export function start(app) {
  const { settings, texts } = app;
  const { _ } = texts;
  const isFew = !isMany(settings);
  const notice = turningNotice(app);
  const isShut = Boolean(app.picture) && !app.picture.open;
  return {
    name: `start${isFew ? "" : " many"}${isShut ? " shut" : ""}`,
    follows: true,
    ask: [
      h("h1", { tabindex: "-1" }, _("Welcome. Which language?")),
      !notice && h("p", { class: "greetings", "aria-hidden": "true" }, greetings(app)),
      isShut && closedNote(app),
      notice,
    ],
    body: h("div", { class: "tiles languages" },
      settings.languages.map((language) => tile(app, language, isFew)),
      otherLanguageTile(app, () => askOther(app))),
    actions: doors(app),
  };
}

/** "I have an appointment" and "I already have a number": here, and again below the topics in the visitor's language; `more` below them. */
export function doors(app, kind = "sea", more = null) {
  const { _ } = app.texts;
  return h("div", { class: "tiles doors" },
    door(kind, "calendar-check", _("I have an appointment"), () => app.go("appointment")),
    door(kind, "ticket", _("I already have a number"), () => app.go("number")),
    more);
}

function door(kind, sign, text, run) {
  return h("button", { type: "button", class: `tile line ${kind}`, onclick: run }, icon(sign), h("span", {}, text));
}

function tile(app, language, isFew) {
  const greeting = isFew && app.settings.greetings[language.code];
  const choose = () => app.useLanguage(language.code, () => app.go("topics"));
  return languageTile(app, language, choose, { greeting });
}

function greetings(app) {
  const { greetings: said, language, languages } = app.settings;
  const others = languages.filter(({ code }) => said[code] !== said[language]).slice(0, FEW);
  return others.map(({ code, direction }) => h("bdi", { lang: code, dir: direction }, said[code]));
}

/** In a few words why there are no numbers now, and when again. */
export function closedNote(app) {
  const { picture, settings, texts } = app;
  const words = closedWords(picture, settings.site, texts, app.now());
  return h("div", { class: "card next closed-card" },
    icon(words.icon),
    h("div", {},
      h("p", { class: "strong" }, words.title),
      picture.reason === "paused" && h("p", {}, words.lead),
      words.again && h("p", {}, [words.again.label, " ", words.again.day, words.again.hours && [", ", words.again.hours]])));
}
