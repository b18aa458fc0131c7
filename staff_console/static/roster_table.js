// People by days. A tap on an empty field plans somebody for the whole day; a planned one opens its hours.

import { openDialog } from "/static/web/dialogs.js";
import { h, icon, num, oneTap } from "/static/web/dom.js";
import { absenceDialog } from "./absence_dialog.js";
import { dayWords, hoursWords } from "./coverage_words.js";
import { problemLine, textField } from "./fields.js";

/** `found` as `GET /staff/api/roster` gives it; `again()` reads it anew. */
export function rosterTable(context, found, again) {
  const { texts: { _ } } = context;
  return h("div", { class: "scrolls", tabindex: "0", role: "region", "aria-label": _("Roster") },
    h("table", { class: "table roster-table" },
      h("caption", { class: "visually-hidden" }, _("Who comes")),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, _("Name")), found.days.map((day) => dayHead(context, day, found.today)))),
      h("tbody", {}, found.people.map((person) => personRow(context, found, person, again)), othersRows(context, found))));
}

function dayHead(context, day, today) {
  const { texts: { _, named } } = context;
  return h("th", { scope: "col", class: [day.on === today && "is-today"] },
    h("span", { class: "block strong" }, dayWords(context, day.on)),
    day.on === today && h("span", { class: "chip good" }, _("today")),
    day.slots.map((slot) => h("span", { class: "block" }, hoursWords(context, slot), slot.kind === "guest" && [" ", named(slot.title) || _("Guests")])),
    day.off && h("span", { class: "block" }, named(day.off.texts) || _("closed")),
    !day.is_planned && day.slots.length > 0 && h("span", { class: "chip" }, _("not planned yet")));
}

function personRow(context, found, person, again) {
  const { words } = context;
  return h("tr", { dataset: { person: person.id } },
    h("th", { scope: "row" }, h("bdi", {}, person.name), h("span", { class: "muted block" }, words.languageList(person.languages))),
    found.days.map((day) => h("td", {}, cell(context, found, person, day, again))));
}

function cell(context, { today }, person, day, again) {
  const { texts: { _ } } = context;
  const entry = day.entries.find((one) => one.person === person.id);
  const isOver = day.on < today;
  const id = `plan-${person.id}-${day.on}`;
  const label = `${person.name}, ${dayWords(context, day.on)}`;
  if (entry?.is_ill) return h("button", { type: "button", id, class: "roster-cell is-ill", "aria-label": `${label}: ${_("ill today")}`, onclick: () => absenceDialog(context, person, again) }, icon("user-minus"), _("ill today"));
  if (entry) return h("button", { type: "button", id, class: "roster-cell is-planned", disabled: isOver, "aria-label": `${label}: ${_("planned")} ${hours(entry)}`, onclick: () => entryDialog(context, person, day, entry, again, day.on === today) }, icon("check"), hours(entry) ? num(hours(entry)) : _("planned"));
  if (isOver || !day.slots.length) return "–";
  const plan = oneTap(async () => (await context.act("roster", { person: person.id, on: day.on }))?.ok && again());
  return h("button", { type: "button", id, class: "roster-cell", "aria-label": `${label}: ${_("plan")}`, onclick: plan }, icon("plus"));
}

/** "13:00–15:00", "from 13:30" as "13:30–", or "". */
function hours({ comes, leaves }) {
  return comes || leaves ? `${comes ?? ""}–${leaves ?? ""}` : "";
}

function othersRows({ texts: { _, nrich }, words }, { days }) {
  const carriers = [...new Set(days.flatMap(({ others }) => others.map(({ carrier }) => carrier)))];
  return carriers.map((carrier) => h("tr", { class: "roster-others" },
    h("th", { scope: "row" }, carrier ? words.carrier(carrier) : _("whole site")),
    days.map(({ others }) => {
      const count = others.find((one) => one.carrier === carrier)?.count ?? 0;
      return h("td", {}, count ? nrich("{count} planned", "{count} planned", count) : "–");
    })));
}

function entryDialog(context, person, day, entry, again, isToday) {
  const { texts: { _ } } = context;
  const comes = textField({ label: _("Comes"), name: "roster-comes", type: "time", value: entry.comes ?? "", hint: _("empty: with the opening") });
  const leaves = textField({ label: _("Leaves"), name: "roster-leaves", type: "time", value: entry.leaves ?? "", hint: _("empty: at the end") });
  const problem = problemLine();
  const finish = (answer) => {
    if (!answer) return undefined;
    if (!answer.ok) return problem.say(answer.body.detail ?? _("That did not work. Please try again."));
    dialog.close();
    return again();
  };
  const save = async (event) => {
    event.preventDefault();
    const times = { comes: comes.input.value.slice(0, 5) || null, leaves: leaves.input.value.slice(0, 5) || null };
    if (times.comes && times.leaves && times.comes >= times.leaves) return problem.say(_("Please look at the times: the end comes before the beginning."));
    return finish(await context.act("roster", { person: person.id, on: day.on, ...times }, { quiet: true }));
  };
  const takeOut = async () => finish(await context.act("roster/take-out", { person: person.id, on: day.on }, { quiet: true }));
  const ill = () => {
    dialog.close();
    absenceDialog(context, person, again);
  };
  const dialog = openDialog({ title: `${person.name}, ${dayWords(context, day.on)}`, icon: "calendar-days" },
    h("form", { class: "stack", novalidate: true, onsubmit: save },
      h("div", { class: "form-grid" }, comes.node, leaves.node), problem.node,
      h("div", { class: "dialog-actions" },
        h("button", { type: "submit", class: "button primary" }, icon("check"), _("Save")),
        h("button", { type: "button", class: "button", onclick: takeOut }, icon("trash-2"), _("Take out")),
        isToday && h("button", { type: "button", class: "button", onclick: ill }, icon("user-minus"), _("Ill today")),
        h("button", { type: "button", class: "button", onclick: () => dialog.close() }, _("Cancel")))));
}
