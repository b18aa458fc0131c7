// The lead's page of languages: which pages are on here, and whether a speaker has read their texts.

import { h, icon, num, replace } from "/static/web/dom.js";
import { readLanguages } from "./server.js";
import { footBar, topBar } from "./top_bar.js";

export function languagesScreen(context) {
  const { texts: { _ } } = context;
  const top = topBar(context);
  const foot = footBar(context);
  const place = h("div", { class: "forecast-inside", "aria-busy": "true" }, h("p", { class: "muted" }, _("One moment, please.")));
  const node = h("div", { class: "frame" }, top.node,
    h("main", { id: "main", class: "forecast" }, h("h1", { tabindex: "-1" }, _("Languages")), place), foot.node);

  async function load() {
    const answer = await readLanguages(context.texts.language);
    place.removeAttribute("aria-busy");
    replace(place, answer.ok ? parts(context, answer.body.languages) : h("p", { class: "card quiet" }, _("That did not work. Please try again.")));
  }

  load();
  return { node, update: top.update, tick: top.tick, line: foot.line, arrived: () => node.querySelector("h1").focus({ preventScroll: true }) };
}

function parts(context, languages) {
  const { texts: { _, nrich } } = context;
  const on = languages.filter(({ pages }) => pages);
  const unread = on.filter(({ review }) => review.state !== "reviewed");
  return [
    unread.length > 0 && h("section", { class: "card next", "aria-labelledby": "unread-title" },
      h("h2", { id: "unread-title" }, icon("triangle-alert"),
        h("span", {}, nrich("{count} language is on without a review", "{count} languages are on without a review", unread.length))),
      h("p", {}, _("A text without a review may be wrong or unfriendly. Ask somebody who speaks the language to read it at the kiosk."))),
    h("section", { class: "card", "aria-labelledby": "list-title" },
      h("h2", { id: "list-title" }, _("Languages of pages and of advice")),
      h("p", { class: "muted" }, _("Which ones are on is set in the site file.")),
      table(context, languages)),
  ];
}

function table(context, languages) {
  const { texts: { _ } } = context;
  const heads = [_("Language"), _("Pages and slips"), _("Advice"), _("Read by a speaker"), _("Reads aloud")];
  return h("table", { class: "table" },
    h("caption", { class: "visually-hidden" }, _("Languages of pages and of advice")),
    h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", {}, languages.map((language) => row(context, language))));
}

function row(context, { code, name, pages, can_have_pages: canHave, advice, shares, review, voice, missing }) {
  const { texts: { _, rich }, words } = context;
  const state = pages ? yes(_) : canHave ? _("off") : _("none");
  return h("tr", { dataset: { language: code } },
    h("th", { scope: "row" }, words.language(code), " ", h("bdi", { class: "muted", lang: code }, name)),
    h("td", {}, state,
      pages && shares && h("p", { class: "muted small" }, rich("the pages of {language}", { language: words.language(shares) })),
      missing.length > 0 && h("p", { class: "chip warn" }, icon("triangle-alert"), rich("no text for: {topics}", { topics: missing.map(words.topic).join(", ") }))),
    h("td", {}, advice ? yes(_) : "–"),
    h("td", {}, canHave ? reviewed(context, review) : "–"),
    h("td", {}, pages ? [voiceWords(_, voice), " ", recordLink(context, code)] : "–"));
}

function voiceWords(_, voice) {
  if (!voice) return h("span", { class: "chip" }, icon("volume-x"), _("no voice"));
  return [icon("volume-2"), " ", voice === "recorded" ? _("a recorded voice") : _("a synthetic voice")];
}

function recordLink({ texts: { _ }, words }, code) {
  return h("a", { class: "record-link", href: `/staff/recording#${code}`, "aria-label": `${_("Record the voice")}: ${words.language(code)}` }, icon("mic"), " ", _("Record the voice"));
}

function yes(_) {
  return [icon("check"), " ", _("on")];
}

function reviewed({ texts: { _, rich, locale } }, { state, by, on }) {
  if (state === "unreviewed") return h("span", { class: "chip warn" }, icon("triangle-alert"), _("unreviewed"));
  const who = rich("{name}, {date}", { name: h("bdi", {}, by), date: num(new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(new Date(on))) });
  if (state === "changed") return [h("span", { class: "chip warn" }, icon("triangle-alert"), _("texts have changed since")), " ", h("span", {}, who)];
  return [h("span", { class: "chip good" }, icon("circle-check"), _("reviewed")), " ", h("span", {}, who)];
}
