// Why this visitor is next, in words. The rule stores a reason as data (rules/routing.py); each part of it that has
// something to say adds one sentence, in this order. A new term of the rule is a new line of PARTS.

import { h, num } from "/static/web/dom.js";
import { isAlone } from "./parts.js";

const PARTS = [byRule, shorterTopic, leftBehind, interpreter, unmetNeeds, colleagues];
const CAPS = { cap_by_ordinary: 3, cap_by_any: 8 }; // rules/routing_settings.py, unless the site says otherwise
const SAYS_COLLEAGUES = ["oldest", "oldest_present", "passed_enough", "priority", "appointment"];

/** `reasonNodes` with what the console knows about `ticket` and everybody else. `waited`: whole minutes, if known better. */
export function reasonOf(context, ticket, reason, { waited } = {}) {
  return reasonNodes(reason, context.texts, { ...factsOf(context, ticket, reason), ...(waited === undefined ? {} : { waited }) });
}

/**
 * The reason as a list of nodes for `h`.
 * reason   {rule, number, waited_minutes, colleagues, interpreter, terms, unmet_needs,
 *           oldest: {number, waited_minutes, passed, at_most, passed_by_any, at_most_by_any, colleagues} | null}
 * texts    of `textsOf`
 * facts    waited       whole minutes, if they are known better than when the reason was written
 *          alone        nobody else is on duty: then colleagues need no words
 *          language     name of the language that visitor and case manager share, if that is all that ties them
 *          oldestTerms  terms of the oldest one, if it still waits
 *          capped       {number, times}: who has been passed as often as the rule allows
 *          needName     code → name
 */
export function reasonNodes(reason, texts, facts = {}) {
  const all = { waited: reason.waited_minutes, alone: false, needName: (code) => code, ...facts };
  return PARTS.map((part) => part(reason, texts, all))
    .filter(Boolean)
    .flatMap((sentence, index) => (index ? [" ", sentence] : [sentence]));
}

function factsOf({ picture, session, words }, ticket, { oldest }) {
  const now = picture();
  const caps = { ...CAPS, ...session.site.routing };
  const shared = ticket.languages.filter((code) => session.case_manager.languages.includes(code));
  const tied = now.waiting.find(({ terms, can_serve: mine }) => mine && terms && isAtCap(terms, caps));
  return {
    alone: isAlone(now),
    language: shared.length && !ticket.needs.length ? words.languageList(shared) : null,
    oldestTerms: now.waiting.find(({ number }) => number === oldest?.number)?.terms,
    capped: tied && { number: tied.number, times: tied.terms.by_ordinary >= caps.cap_by_ordinary ? tied.terms.by_ordinary : tied.terms.by_any },
    needName: words.need,
  };
}

function isAtCap({ by_ordinary: ordinary, by_any: any }, caps) {
  return ordinary >= caps.cap_by_ordinary || any >= caps.cap_by_any;
}

// --- the rule that decided -------------------------------------------------------------------------------------------

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
  appointment: (n, { _, nrich }) =>
    (n === 0 ? _("Has an appointment now.")
      : nrich("Has an appointment, due for {count} minute.", "Has an appointment, due for {count} minutes.", n)),
  priority: (n, { nrich }) =>
    nrich("Has priority and has been waiting for {count} minute.", "Has priority and has been waiting for {count} minutes.", n),
  passed_enough: (n, texts, reason, facts) => [
    texts.nrich("Has been waiting for {count} minute, longest of all you can advise.",
      "Has been waiting for {count} minutes, longest of all you can advise.", n), " ", inOrder(reason, texts, facts)],
  score: (n, texts, reason, facts) => scarce(n, texts, reason, facts) ?? ANY_RULE(n, texts),
};
const ANY_RULE = (n, { nrich }) =>
  nrich("Has been waiting for {count} minute.", "Has been waiting for {count} minutes.", n);

function byRule(reason, texts, facts) {
  return (RULES[reason.rule] ?? ANY_RULE)(facts.waited, texts, reason, facts);
}

/** Few can advise this visitor; nothing when the older one has as much credit for that. */
function scarce(n, { nrich }, { terms }, { oldestTerms, language, alone }) {
  if (!terms?.scarce || alone || terms.scarce <= (oldestTerms?.scarce ?? 0)) return null;
  const credit = num(`+${Math.round(terms.scarce)}`);
  if (terms.able > 1) {
    return nrich("Has been waiting for {count} minute, {credit}: {able} of you can advise on it.",
      "Has been waiting for {count} minutes, {credit}: {able} of you can advise on it.", n, { credit, able: terms.able });
  }
  if (!language) {
    return nrich("Has been waiting for {count} minute, {credit}: only you can advise on it.",
      "Has been waiting for {count} minutes, {credit}: only you can advise on it.", n, { credit });
  }
  return nrich("Has been waiting for {count} minute, {credit}: only you can advise on it in {language}.",
    "Has been waiting for {count} minutes, {credit}: only you can advise on it in {language}.", n, { credit, language: h("bdi", {}, language) });
}

function inOrder({ number }, { _, nrich }, { capped }) {
  if (!capped) return _("Now in order of arrival: somebody has been passed as often as the rule allows.");
  if (capped.number === number) return nrich("It has been passed {count} time: now it is first.", "It has been passed {count} times: now it is first.", capped.times);
  return nrich("Now in order of arrival: {number} has been passed {count} time.",
    "Now in order of arrival: {number} has been passed {count} times.", capped.times, { number: num(capped.number) });
}

function shorterTopic({ rule, terms }, { rich }, { oldestTerms }) {
  const gain = rule === "score" && terms && oldestTerms ? Math.round(terms.topic - oldestTerms.topic) : 0;
  return gain > 0 ? rich("{credit}: its topic usually takes less time.", { credit: num(`+${gain}`) }) : null;
}

// --- the oldest one that is left -------------------------------------------------------------------------------------

function leftBehind({ rule, oldest }, texts) {
  if (!oldest) return null;
  const { nrich } = texts;
  const values = { number: num(oldest.number) };
  if (rule === "oldest_present") {
    return nrich("{number} ({count} minute) was not there and is passed over once.",
      "{number} ({count} minutes) was not there and is passed over once.", oldest.waited_minutes, values);
  }
  if (rule === "for_you" || oldest.passed === undefined) {
    return nrich("{number} has been waiting longer: {count} minute.",
      "{number} has been waiting longer: {count} minutes.", oldest.waited_minutes, values);
  }
  return passedSoFar(rule, oldest, texts);
}

/** How often the oldest one has been passed before this call, and who could take it too. */
function passedSoFar(rule, oldest, { _, rich, nrich }) {
  const isOrdinary = rule === "score";
  const values = {
    number: num(oldest.number),
    waited: h("span", { class: "nowrap" }, num(oldest.waited_minutes), " ", _("min")),
    passed: isOrdinary ? oldest.passed : oldest.passed_by_any,
    limit: isOrdinary ? oldest.at_most : oldest.at_most_by_any,
  };
  if (!oldest.colleagues) return rich("{number} ({waited}) has been passed {passed} of at most {limit} times.", values);
  return nrich("{number} ({waited}) has been passed {passed} of at most {limit} times; one colleague can take it too.",
    "{number} ({waited}) has been passed {passed} of at most {limit} times; {count} colleagues can take it too.", oldest.colleagues, values);
}

// --- what else the case manager should know --------------------------------------------------------------------------

function interpreter({ interpreter: isNeeded }, { _ }) {
  return isNeeded ? _("Nobody on duty speaks the language: please ask for an interpreter.") : null;
}

function unmetNeeds({ unmet_needs: codes = [] }, { rich }, { needName }) {
  return codes.length ? rich("Not possible here now: {needs}.", { needs: h("bdi", {}, codes.map(needName).join(", ")) }) : null;
}

function colleagues({ colleagues: count, rule }, { _, nrich }, { alone }) {
  if (alone || !SAYS_COLLEAGUES.includes(rule) || count === undefined) return null;
  if (count === 0) return _("Only you can advise now.");
  return nrich("One colleague could do it too.", "{count} colleagues could do it too.", count);
}
