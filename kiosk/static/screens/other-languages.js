// For languages without pages of their own: we note the language of the talk, and go on in the page's language.

import { h } from "/static/web/dom.js";
import { languageTile, otherLanguageTile } from "../languages.js";
import { talkIn, withoutPages } from "../other_language.js";

export function otherLanguages(app) {
  const { _ } = app.texts;
  const tile = (language) => languageTile(language, () => talkIn(app, language.code));
  return {
    name: "other-languages",
    canGoBack: true,
    step: 1,
    title: _("In which language can we talk?"),
    lead: _("The next pages stay in this language. We look for somebody who speaks yours."),
    body: h("div", { class: "tiles languages many" },
      withoutPages(app).map(tile),
      otherLanguageTile(app, () => talkIn(app, null))),
  };
}
