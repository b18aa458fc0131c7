// Names of codes in the reader's language: the site's own lists, the fixed lists of the trade, languages.

import { N_ } from "/static/web/texts.js";

const LONG_TERM_NEEDS = { yes: N_("yes"), no: N_("no"), open: N_("open") };
const CONTACTS = { first: N_("first"), repeat: N_("further") };
const INTERPRETED_BY = {
  none: N_("nobody"),
  colleague: N_("colleague"),
  volunteer: N_("volunteer"),
  phone: N_("by phone"),
  family: N_("family"),
};
const HAND_OVER_NOTES = {
  language: N_("Language"),
  other_topic: N_("Another topic"),
  second_opinion: N_("Second opinion"),
  documents: N_("Documents"),
  interpreter: N_("With an interpreter"),
  case_management: N_("Case management"),
};
const SUSPEND_REASONS = {
  interpreter: N_("Waits for an interpreter"),
  documents: N_("Fetches documents"),
  child: N_("Sees to a child"),
};
const DOCUMENTS = {
  identity: N_("Passport or identity card"),
  residence: N_("Residence permit"),
  letters: N_("Letters from offices"),
  certificates: N_("School reports and certificates"),
  income: N_("Proof of income"),
  rent: N_("Rental contract"),
  birth: N_("Birth certificates of the children"),
};
const CALL_REASONS = { without_number: N_("Came without a number") }; // beside the site's own
const ROLES = {
  "case-manager": N_("Case manager"),
  lead: N_("Lead"),
  reception: N_("Reception"),
  guest: N_("Guest adviser"),
  operator: N_("Operator"),
  auditor: N_("Auditor"),
};
const NEEDS_ICONS = {
  wheelchair: "accessibility",
  quiet_room: "volume-x",
  reading_help: "book-open",
  children: "toy-brick",
  woman_adviser: "circle-user-round",
  fetch_me: "footprints",
};

/**
 * The words of a site (`session.site`) for a reader (`texts`). Every list is [{code, name}], where name is a text or a
 * mapping by language; a plain code is taken too.
 */
export function wordsOf(site, texts) {
  const { _, language, locale } = texts;
  const languageNames = new Intl.DisplayNames([locale], { type: "language", fallback: "none" });

  const text = (name) => (name && typeof name === "object" ? name[language] ?? name.en ?? name.de ?? Object.values(name)[0] : name);
  const entries = (list) => (list ?? []).map((entry) => (typeof entry === "object" ? entry : { code: entry }));
  const find = (list, code) => entries(list).find((entry) => entry.code === code);
  const named = (list) => entries(list).map((entry) => ({ ...entry, text: text(entry.name) ?? entry.code }));
  const nameIn = (list, code) => text(find(list, code)?.name) ?? code;
  const fixed = (table) => Object.entries(table).map(([code, msgid]) => ({ code, text: _(msgid) }));
  const fixedName = (table, code) => (table[code] ? _(table[code]) : code);

  const languageName = (code) => {
    if (code === "und") return _("language unknown");
    const entry = find(site.languages, code);
    return text(entry?.staff_name) ?? languageNames.of(code === "prs" ? "fa-AF" : code) ?? text(entry?.name) ?? code;
  };

  return {
    topics: () => named(site.topics),
    topic: (code) => nameIn(site.topics, code),
    isDiscreet: (code) => Boolean(find(site.topics, code)?.discreet),
    text,
    documents: () => fixed(DOCUMENTS),
    topicIcon: (code) => find(site.topics, code)?.icon ?? "circle-question-mark",
    needs: () => named(site.needs).map((need) => ({ ...need, icon: need.icon ?? NEEDS_ICONS[need.code] ?? "info" })),
    need: (code) => nameIn(site.needs, code),
    needIcon: (code) => find(site.needs, code)?.icon ?? NEEDS_ICONS[code] ?? "info",
    outcomes: () => named(site.outcomes),
    referralBodies: () => named(site.referral_bodies),
    callReasons: () => named(site.call_reasons),
    callReason: (code) => (CALL_REASONS[code] ? _(CALL_REASONS[code]) : nameIn(site.call_reasons, code)),
    gaps: () => named(site.gaps),
    carriers: () => named(site.carriers),
    carrier: (code) => nameIn(site.carriers, code),
    languages: () => entries(site.languages).map(({ code, pages, advice }) => ({ code, pages, advice, text: languageName(code) })),
    language: languageName,
    languageList: (codes) => codes.map(languageName).join(", "),
    longTermNeeds: () => fixed(LONG_TERM_NEEDS),
    contacts: () => fixed(CONTACTS),
    interpretedBy: () => fixed(INTERPRETED_BY),
    handOverNotes: () => fixed(HAND_OVER_NOTES),
    handOverNote: (code) => fixedName(HAND_OVER_NOTES, code),
    suspendReasons: () => fixed(SUSPEND_REASONS),
    role: (code) => fixedName(ROLES, code),
  };
}
