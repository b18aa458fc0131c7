// The page's texts in one language: the browser's half of i18n/texts.py. English is the msgid; what a language lacks
// stands there in easy German and in English together.

import { learnDates } from "./clock.js";
import { num } from "./dom.js";

const BETWEEN = " · "; // as in i18n/texts.py
const AGAIN_MS = 400; // a request that got lost is asked once more
const PLACEHOLDER = /\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/**
 * `data` is what `browser_texts` of i18n/texts.py made: {language, texts, locale, direction, plurals, dates, messages}.
 *
 * _(msgid, values?)                         text
 * ngettext(singular, plural, n, values?)    text; {count} is n
 * rich(msgid, values?), nrich(singular, plural, n, values?)
 *     the same as a list of nodes for `h`: numbers in <bdi dir="ltr">, values may be elements
 * named(texts)                              a text of the site ({language: text}) for this reader; "" if there is none
 */
export function textsOf(data) {
  const { language = "en", texts: shared = language, locale = "en-GB", direction = "ltr", plurals = ["one", "other"], dates = {}, messages = {} } = data ?? {};
  const rules = new Intl.PluralRules(locale);
  learnDates(locale, dates);

  const message = (msgid) => [messages[msgid] ?? msgid].flat()[0];
  const form = (singular, plural, n) => {
    const forms = messages[singular];
    if (!Array.isArray(forms)) return Math.abs(n) === 1 ? singular : plural;
    return forms[plurals.indexOf(rules.select(n))] ?? forms.at(-1);
  };

  return {
    language,
    locale,
    direction,
    _: (msgid, values) => fill(message(msgid), values),
    ngettext: (singular, plural, n, values) => fill(form(singular, plural, n), { count: n, ...values }),
    rich: (msgid, values) => fillNodes(message(msgid), values),
    nrich: (singular, plural, n, values) => fillNodes(form(singular, plural, n), { count: n, ...values }),
    named: (texts) => texts?.[language] || texts?.[shared] || instead(texts ?? {}),
  };
}

/** The data for `textsOf` at `address` (boot's `text_files`), or null when it can't be had now. */
export async function loadTexts(address) {
  for (const isLast of [false, true]) {
    try {
      const answer = await fetch(address);
      if (answer.ok) return await answer.json();
    } catch {
      // no line: once more, then without
    }
    if (!isLast) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
  return null;
}

/** Marks a text for the catalogs where it is written down but not yet shown. */
export function N_(msgid) {
  return msgid;
}

function instead(texts) {
  const both = new Set([texts["de-simple"] || texts.de, texts.en].filter(Boolean));
  return [...both].join(BETWEEN) || Object.values(texts)[0] || "";
}

function fill(text, values) {
  if (!values) return text;
  return text.replace(PLACEHOLDER, (whole, name) => values[name] ?? whole);
}

function fillNodes(text, values = {}) {
  return text.split(PLACEHOLDER).map((part, index) => (index % 2 ? asNode(values[part], part) : part));
}

function asNode(value, name) {
  if (value instanceof Node) return value;
  return num(value ?? `{${name}}`);
}
