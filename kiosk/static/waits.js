// How long it takes, in words: always a range, and never a dash, which turns round in text from right to left.

import { get } from "/static/web/api.js";
import { h, icon, replace } from "/static/web/dom.js";

/** The small boxes under a waiting number. In a short queue the place says more than a range, so it comes first. */
export function waitFacts(texts, { ahead, wait }) {
  if (ahead === null && !wait) return [range(texts._("We cannot say yet how long it takes."))]; // made without the server
  if (wait?.kind === "next" || !ahead) return [place(nextWords(texts, ahead)), wait && wait.kind !== "next" && range(rangeWords(texts, wait))];
  const many = place(texts.nrich("{count} person before you", "{count} people before you", ahead));
  if (!wait) return [many, range(texts._("We cannot say yet how long it takes."))];
  const words = range(rangeWords(texts, wait));
  return wait.kind === "range" ? [words, many] : [many, words];
}

/** "about 20 to 35 minutes" */
export function rangeWords({ nrich }, { from_minutes: from, to_minutes: to }) {
  return nrich("about {from} to {count} minute", "about {from} to {count} minutes", to, { from });
}

function nextWords({ _ }, ahead) {
  return ahead ? _("It is almost your turn") : _("You are next");
}

function place(words) {
  return h("p", { class: "fact" }, words);
}

function range(words) {
  return h("p", { class: "fact words" }, words);
}

// --- before the ticket -----------------------------------------------------------------------------------------------

/** Asks what fits today in the visitor's language and writes it on the tiles that are shown. */
export async function learnOutlooks(app) {
  const { visit } = app;
  const [language] = visit.talk;
  if (!language) return;
  const answer = await get(`/kiosk/api/offer?language=${language}`, { language: visit.language });
  if (!answer.ok || app.visit !== visit) return;
  visit.outlooks = Object.fromEntries(answer.body.topics.map(({ code, outlook }) => [code, outlook]));
  for (const slot of document.querySelectorAll("#main [data-outlook]")) replace(slot, outlookWords(app, slot.dataset.outlook));
  app.frame.settle();
}

/** A place on a topic's tile: empty as long as it fits today. */
export function outlookSlot(app, code) {
  return h("span", { class: "hint outlook", dataset: { outlook: code } }, outlookWords(app, code));
}

function outlookWords({ visit, texts: { _ } }, code) {
  const outlook = visit.outlooks?.[code];
  if (outlook === "uncertain") return [icon("hourglass"), _("tight today")];
  return outlook === "not_today" ? [icon("hourglass"), _("hardly today")] : null;
}
