// The roster of a week: who comes on which day, what is missing then, and the guest slots to come.

import { notice } from "/static/web/dialogs.js";
import { h, icon, replace } from "/static/web/dom.js";
import { dayWords, gapSentences } from "./coverage_words.js";
import { guestSlotsCard } from "./guest_slots.js";
import { pageFrame } from "./page_frame.js";
import { rosterTable } from "./roster_table.js";
import { read } from "./server.js";

const DAY_MS = 86_400_000;

export function rosterScreen(context) {
  const { texts: { _, language } } = context;
  let monday = null; // the week that is shown; null: this one
  let found = null;
  const title = h("span", { class: "week-title", role: "status" });
  const step = (days, label, sign) => h("button", { type: "button", class: "round small", "aria-label": label, title: label, onclick: () => go(days) }, icon(sign));
  const back = step(-7, _("The week before"), "chevron-left");
  const forth = step(7, _("The week after"), "chevron-right");
  const copy = h("button", { type: "button", class: "button", onclick: copyWeek }, icon("copy"), _("Copy the week before"));
  const screen = pageFrame(context, { title: _("Roster"), heads: [h("span", { class: "week-steps" }, back, title, forth), copy], load });
  return screen;

  async function load() {
    const answer = await read(monday ? `roster?week=${monday}` : "roster", language);
    found = answer.ok ? answer.body : null;
    if (!found) return null;
    monday = found.monday;
    replace(title, weekWords(context, monday));
    back.disabled = monday <= shifted(mondayOf(found.today), -28);
    forth.disabled = monday >= found.last_monday;
    copy.disabled = shifted(monday, 6) < found.today;
    return parts(context, found, again);
  }

  async function again() {
    const id = document.activeElement?.id;
    await screen.reload();
    if (id) document.getElementById(id)?.focus({ preventScroll: true });
  }

  function go(days) {
    if (!found) return;
    monday = shifted(found.monday, days);
    screen.reload();
  }

  async function copyWeek() {
    if (!found) return;
    const answer = await context.act("roster/copy", { source: shifted(found.monday, -7), target: found.monday });
    if (!answer?.ok) return;
    const { copied } = answer.body;
    notice(copied ? context.texts.ngettext("{count} entry copied", "{count} entries copied", copied) : _("There was nothing to copy."), { kind: copied ? "good" : "" });
    again();
  }
}

/** "2026-11-23" and a number of days: "2026-11-30". */
function shifted(day, days) {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

function mondayOf(day) {
  return shifted(day, -((new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7));
}

function weekWords({ texts: { locale } }, monday) {
  const format = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", timeZone: "UTC" });
  return format.formatRange(new Date(`${monday}T12:00:00Z`), new Date(`${shifted(monday, 6)}T12:00:00Z`));
}

function parts(context, found, again) {
  const { texts: { _ } } = context;
  return [
    h("section", { class: "card flush-table", "aria-labelledby": "roster-title" },
      h("h2", { id: "roster-title", class: "visually-hidden" }, _("Who comes")),
      found.carrier && h("p", { class: "muted" }, _("You plan the people of your carrier; of the others you see how many come.")),
      found.days.length && found.people.length ? rosterTable(context, found, again) : h("p", { class: "nobody muted" }, found.people.length ? _("No consultation hours in this week.") : _("Nobody is there to be planned. People are invited on the page “People”."))),
    gapsCard(context, found),
    guestSlotsCard(context, found.guest_slots, again),
  ];
}

function gapsCard(context, { days, today, unspoken }) {
  const { texts: { _, rich }, words } = context;
  const coming = days.filter(({ on, is_planned: isPlanned }) => on >= today && isPlanned);
  const rows = coming.filter(({ gaps }) => gaps.length);
  if (!coming.length && !unspoken.length) return null;
  return h("section", { class: ["card", "roster-gaps", rows.length ? "next" : coming.length && "forecast-calm"], "aria-labelledby": "gaps-title" },
    h("h2", { id: "gaps-title" }, icon(rows.length ? "triangle-alert" : "circle-check"), h("span", {}, rows.length ? _("What is missing") : coming.length ? _("Every planned day has all topics and languages.") : _("Languages"))),
    rows.length > 0 && h("ul", { class: "plain-list" }, rows.map((day) => h("li", {}, h("strong", {}, dayWords(context, day.on), ":"), " ",
      gapSentences(context, day.gaps).map((sentence, index) => [index ? "; " : "", sentence]), "."))),
    unspoken.length > 0 && h("p", { class: "muted" }, rich("Nobody here ever speaks: {languages}. For these an interpreter is needed.", { languages: h("span", {}, words.languageList(unspoken)) })));
}
