// Choosing a language: its own name in its own script, no flags, on every screen.

import { h, icon } from "/static/web/dom.js";
import { askOther } from "./other_language.js";
import { closeSheets, openSheet } from "./sheets.js";

export const FEW = 6;

/** A tile in the language's own script and direction; `greeting` stands under its name. */
export function languageTile({ code, name, direction }, run, { greeting, isChosen } = {}) {
  const words = h("span", { class: "language-name" }, name, greeting && h("span", { class: "hint" }, greeting));
  const pressed = isChosen === undefined ? null : String(isChosen);
  return h("button", { type: "button", class: "tile line language", lang: code, dir: direction, "aria-pressed": pressed, dataset: { language: code }, onclick: run }, words);
}

/** The tile for everybody whose language is not there: a globe and no words in any one language. */
export function otherLanguageTile(app, run) {
  return h("button", { type: "button", class: "tile line quiet language other", "aria-label": app.texts._("Another language"), onclick: run },
    icon("globe"), h("span", { "aria-hidden": "true" }, "? …"));
}

/** More languages than have room for a greeting under each name. */
export function isMany({ languages }) {
  return languages.length > FEW;
}

/** The panel behind "Language" in the bar: the same screen goes on in the other language. */
export function openLanguages(app) {
  const { settings, texts } = app;
  const choose = (code) => {
    closeSheets();
    app.useLanguage(code, () => app.redraw());
  };
  const tiles = settings.languages.map((language) =>
    languageTile(language, () => choose(language.code), { isChosen: language.code === texts.language }));
  const other = () => {
    closeSheets();
    askOther(app);
  };
  openSheet(app, { title: texts._("Which language?"), icon: "languages", class: isMany(settings) ? "many" : "" },
    h("div", { class: "tiles languages" }, tiles, app.screen !== "ticket" && otherLanguageTile(app, other)));
}
