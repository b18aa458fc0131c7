// Why this visitor is next, in words. The rule stores a reason as data (rules/routing.py); each part of it that has
// something to say adds one sentence, in this order. A new term of the rule is a new line of PARTS.

import { num } from "/static/web/dom.js";

const PARTS = [byRule, leftBehind, interpreter, colleagues];

/**
 * The reason as a list of nodes for `h`.
 * reason   {rule, number, waited_minutes, colleagues, interpreter, oldest: {number, waited_minutes} | null}
 * texts    of `textsOf`
 * waited   whole minutes, if they are known better than when the reason was written
 * alone    nobody else is on duty: then colleagues need no words
 */
export function reasonNodes(reason, texts, { waited = reason.waited_minutes, alone = false } = {}) {
  return PARTS.map((part) => part({ ...reason, waited_minutes: waited, alone }, texts))
    .filter(Boolean)
    .flatMap((sentence, index) => (index ? [" ", sentence] : [sentence]));
}

const RULES = {
  oldest: (n, { nrich }) =>
    nrich("Has been waiting for {count} minute, longest of all you can advise.",
      "Has been waiting for {count} minutes, longest of all you can advise.", n),
  oldest_present: (n, { nrich }) =>
    nrich("Has been waiting for {count} minute, longest of all who are there.",
      "Has been waiting for {count} minutes, longest of all who are there.", n),
  for_you: (n, { nrich }) =>
    nrich("Was handed over to you and has been waiting for {count} minute.",
      "Was handed over to you and has been waiting for {count} minutes.", n),
  by_hand: (n, { nrich }) =>
    nrich("Chosen by hand after {count} minute.", "Chosen by hand after {count} minutes.", n),
};
const ANY_RULE = (n, { nrich }) =>
  nrich("Has been waiting for {count} minute.", "Has been waiting for {count} minutes.", n);

function byRule(reason, texts) {
  return (RULES[reason.rule] ?? ANY_RULE)(reason.waited_minutes, texts);
}

function leftBehind({ rule, oldest }, { nrich }) {
  if (!oldest) return null;
  const values = { number: num(oldest.number) };
  if (rule === "oldest_present") {
    return nrich("{number} ({count} minute) was not there and is passed over once.",
      "{number} ({count} minutes) was not there and is passed over once.", oldest.waited_minutes, values);
  }
  return nrich("{number} has been waiting longer: {count} minute.",
    "{number} has been waiting longer: {count} minutes.", oldest.waited_minutes, values);
}

function interpreter({ interpreter: isNeeded }, { _ }) {
  return isNeeded ? _("Nobody on duty speaks the language: please ask for an interpreter.") : null;
}

function colleagues({ colleagues: count, rule, alone }, { _, nrich }) {
  if (alone || rule === "by_hand" || rule === "for_you" || count === undefined) return null;
  if (count === 0) return _("Only you can advise now.");
  return nrich("One colleague could do it too.", "{count} colleagues could do it too.", count);
}
