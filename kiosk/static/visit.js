// What one visitor has chosen so far. Nothing of it outlives the visit.

/** A new visit in `language`, the language of the page. */
export function newVisit(language) {
  return {
    language,
    isLanguageUnknown: false, // the tile "?": no language of the list
    talk: new Set(), // languages we can talk in; empty: that of the page
    hasChosenTalk: false,
    topic: null,
    parent: null, // a tile with more than one topic behind it
    needs: new Set(),
    sent: null, // {requestId, body} of a ticket asked for and not yet answered
    refusal: null, // why not, or not surely, today: {wait, outlook, next_opens_at}
    outlooks: null, // topic → "today", "uncertain", "not_today"; null: not asked yet
    date: null, // key of the date on another day that is looked at
    issued: null, // the server's answer
    holder: null, // {code} or {number, pin} of somebody who already has a number
    place: null, // where that ticket is
    trouble: null, // {code, detail, again}
    isPrinted: false,
  };
}

/** The page's language changed: the language of the talk follows (easy German: German), unless it was chosen by hand. */
export function speak(visit, language, talk = language) {
  visit.language = language;
  visit.isLanguageUnknown = false;
  if (!visit.hasChosenTalk) visit.talk = new Set([talk]);
}

/** The visitor speaks a language that has no pages here (`null`: one that is not on the list). */
export function speakOther(visit, language) {
  visit.isLanguageUnknown = language === null;
  visit.hasChosenTalk = true;
  visit.talk = new Set(language === null ? [] : [language]);
}

/** Nobody knows yet in which language to talk: the ticket says so, and staff are told. */
export function hasUnknownLanguage(visit) {
  return visit.isLanguageUnknown && visit.talk.size === 0;
}

/** The body of `POST /kiosk/api/tickets`. */
export function wishOf(visit) {
  const language = hasUnknownLanguage(visit) ? "und" : visit.language;
  const talk = language === "und" ? ["und"] : [...visit.talk];
  return { topic: visit.topic, language, advice_languages: talk, needs: [...visit.needs] };
}
