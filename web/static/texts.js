// The page's texts in one language: the browser's half of i18n/texts.py. English is the msgid.

import { num } from "./dom.js";

const PLACEHOLDER = /\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/**
 * `data` is what `browser_texts` of i18n/texts.py made: {language, locale, direction, plurals, messages}.
 *
 * _(msgid, values?)                         text
 * ngettext(singular, plural, n, values?)    text; {count} is n
 * rich(msgid, values?), nrich(singular, plural, n, values?)
 *     the same as a list of nodes for `h`: numbers in <bdi dir="ltr">, values may be elements
 */
export function textsOf(data) {
  const { language = "en", locale = "en-GB", direction = "ltr", plurals = ["one", "other"], messages = {} } = data ?? {};
  const rules = new Intl.PluralRules(locale);

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
  };
}

/** Marks a text for the catalogs where it is written down but not yet shown. */
export function N_(msgid) {
  return msgid;
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
