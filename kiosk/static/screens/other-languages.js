// For languages without pages of their own: we note the language of the talk, and go on in the page's language.

import { h } from "/static/web/dom.js";
import { languageTile, otherLanguageTile } from "../languages.js";
import { speakOther } from "../visit.js";

export function otherLanguages(app) {
  const { settings, texts, visit } = app;
  const { _ } = texts;
  const hasPages = new Set(settings.languages.map(({ code }) => code));
  const talkIn = (code) => {
    speakOther(visit, code);
    app.go("topics");
  };
  const tile = (language) => languageTile(language, () => talkIn(language.code));
  return {
    name: "other-languages",
    canGoBack: true,
    step: 1,
    title: _("In which language can we talk?"),
    lead: _("The next pages stay in this language. We look for somebody who speaks yours."),
    body: h("div", { class: "tiles languages many" },
      settings.advice_languages.filter(({ code }) => !hasPages.has(code)).map(tile),
      otherLanguageTile(app, () => talkIn(null))),
  };
}
