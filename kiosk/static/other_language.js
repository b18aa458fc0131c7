// For somebody whose language has no pages here: which one, if we know its name, and on in the simplest words we have.

import { speakOther } from "./visit.js";

const EASIEST = "de-simple";

/** Languages of advice that have no pages: [{code, name, direction}]. */
export function withoutPages({ settings }) {
  const hasPages = new Set(settings.languages.flatMap(({ code, talk }) => [code, talk]));
  return settings.advice_languages.filter(({ code }) => !hasPages.has(code));
}

/** Asks which language it is, unless none is left to be chosen. */
export function askOther(app) {
  if (withoutPages(app).length) app.go("other-languages");
  else talkIn(app, null);
}

/** The talk is in `code` (null: unknown, staff are told); who has not chosen any pages goes on in easy German. */
export function talkIn(app, code) {
  const { settings, visit } = app;
  const hasEasy = settings.languages.some((language) => language.code === EASIEST);
  const pages = hasEasy && visit.language === settings.language ? EASIEST : visit.language;
  app.useLanguage(pages, () => {
    speakOther(visit, code);
    app.go("topics");
  });
}
