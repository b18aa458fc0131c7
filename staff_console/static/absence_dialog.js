// Somebody is ill today: what the site lacks then, who could come, how far the others reach. No reason is asked.

import { notice, openDialog } from "/static/web/dialogs.js";
import { h, icon, num, replace } from "/static/web/dom.js";
import { gapSentences } from "./coverage_words.js";
import { selectField } from "./fields.js";
import { read } from "./server.js";

const SHOWN = 6; // substitutes

/** Asks who it is, of `people` [{id, name}]; then as `absenceDialog`. */
export function whoIsIllDialog(context, people, done) {
  const { texts: { _ } } = context;
  const who = selectField({ label: _("Name"), name: "who-is-ill", choices: people.map(({ id, name }) => ({ value: String(id), text: name })) });
  const next = (event) => {
    event.preventDefault();
    dialog.close();
    return absenceDialog(context, people.find(({ id }) => String(id) === who.input.value), done);
  };
  const dialog = openDialog({ title: _("Who is ill today?"), icon: "user-minus" },
    h("form", { class: "stack", onsubmit: next }, who.node,
      h("div", { class: "dialog-actions" },
        h("button", { type: "submit", class: "button primary" }, icon("arrow-right"), _("Look what it means")),
        h("button", { type: "button", class: "button", onclick: () => dialog.close() }, _("Cancel")))));
}

/** `person` is {id, name}; `done()` after every change. */
export async function absenceDialog(context, person, done) {
  const { texts: { _, language } } = context;
  const answer = await read(`roster/absences/${person.id}`, language);
  if (!answer.ok) return notice(answer.body.detail ?? _("That did not work. Please try again."), { kind: "warn" });
  const place = h("div", { class: "stack absence" });
  const dialog = openDialog({ title: person.name, icon: "user-minus", class: "wide-dialog" }, place);
  const draw = (found) => replace(place, parts(context, found, { post, plan, close: () => dialog.close() }));
  draw(answer.body);
  return dialog;

  async function post(absent) {
    const changed = await context.act("roster/absences", { person: person.id, absent });
    if (!changed?.ok) return;
    draw(changed.body);
    done();
  }

  async function plan(substitute, on) {
    const changed = await context.act("roster", { person: substitute.id, on });
    if (!changed?.ok) return;
    notice(_("Planned for today. Please call."), { kind: "good" });
    const again = await read(`roster/absences/${person.id}`, language);
    if (again.ok) draw(again.body);
    done();
  }
}

function parts(context, found, { post, plan, close }) {
  const { texts: { _, rich } } = context;
  const { is_absent: isAbsent, serving_at: desk } = found;
  return [
    h("p", {}, isAbsent ? _("Is ill today. The reason is nobody’s business and is not kept; tomorrow this is forgotten.") : _("If this person is ill today:")),
    desk !== null && h("p", { class: "wrong" }, icon("triangle-alert"), h("span", {}, rich("At desk {desk} a visitor still has to be seen to.", { desk }))),
    lostPart(context, found),
    unservedPart(context, found),
    appointmentsPart(context, found, close),
    forecastPart(context, found.forecast),
    substitutesPart(context, found, plan),
    h("div", { class: "dialog-actions" },
      isAbsent
        ? h("button", { type: "button", class: "button", onclick: () => post(false) }, icon("undo-2"), _("Is back"))
        : h("button", { type: "button", class: "button primary", onclick: () => post(true) }, icon("user-minus"), _("Ill today")),
      h("button", { type: "button", class: "button", onclick: close }, _("Close"))),
  ];
}

function lostPart(context, { slots, lost }) {
  const { texts: { _ } } = context;
  if (!slots) return h("p", { class: "muted" }, _("There are no consultation hours any more today."));
  if (!lost.length) return h("p", {}, icon("circle-check"), " ", _("The others speak every language and serve every topic of today."));
  return h("section", {}, h("h3", {}, _("What is missing then")),
    h("ul", { class: "plain-list" }, gapSentences(context, lost).map((words) => h("li", {}, words))));
}

function unservedPart({ texts: { nrich } }, { unserved }) {
  if (!unserved.length) return null;
  return h("p", { class: "wrong" }, icon("user-x"), h("span", {},
    nrich("{count} of those waiting nobody else at a desk can serve:", "{count} of those waiting nobody else at a desk can serve:", unserved.length), " ",
    unserved.map(({ number }, index) => [index ? ", " : "", num(number)])));
}

function appointmentsPart({ texts: { _, nrich }, openPage }, { appointments }, close) {
  if (!appointments) return null;
  const look = () => {
    close();
    openPage("appointments");
  };
  return h("p", { class: "row" }, icon("calendar-clock"), h("span", { class: "grow" }, nrich("{count} appointment of today is touched", "{count} appointments of today are touched", appointments)),
    h("button", { type: "button", class: "button", onclick: look }, _("Look")));
}

function forecastPart({ texts: { _, nrich } }, forecast) {
  if (!forecast) return null;
  const { to_come: coming, before, after } = forecast;
  const line = ({ people, talks }) => [nrich("{count} colleague", "{count} colleagues", people), ": ", nrich("about {count} talk", "about {count} talks", talks)];
  return h("section", {}, h("h3", {}, _("How far it reaches today")),
    h("ul", { class: "plain-list" },
      h("li", {}, _("With this person:"), " ", line(before)), h("li", {}, _("Without:"), " ", line(after)),
      h("li", {}, nrich("Usually about {count} visitor still comes.", "Usually about {count} visitors still come.", coming))));
}

function substitutesPart(context, { on, lost, substitutes, is_absent: isAbsent }, plan) {
  const { texts: { _, named } } = context;
  const nameOf = (code) => named(lost.find((gap) => gap.kind === "topic" && gap.code === code)?.name) || code;
  if (!substitutes.length) return h("p", { class: "muted" }, _("Everybody else is planned already."));
  const own = substitutes.filter(({ id }) => id !== null).slice(0, SHOWN);
  const others = byCarrier(substitutes.filter(({ id, languages, topics }) => id === null && languages.length + topics.length));
  return h("section", {}, h("h3", {}, _("Who could come")),
    h("ul", { class: "rows-list tight" },
      own.map((one) => h("li", {}, h("span", { class: "grow" }, h("bdi", {}, one.name), skills(context, one, nameOf)),
        isAbsent && h("button", { type: "button", class: "button", onclick: () => plan(one, on) }, icon("calendar-plus"), _("Plan for today")))),
      others.map((one) => h("li", {}, h("span", { class: "grow" }, context.texts.rich("{carrier}: ask the lead", { carrier: h("bdi", {}, context.words.carrier(one.carrier)) }), skills(context, one, nameOf))))));
}

function byCarrier(substitutes) {
  const found = new Map();
  for (const { carrier, languages, topics } of substitutes) {
    const known = found.get(carrier) ?? { carrier, languages: [], topics: [] };
    found.set(carrier, { carrier, languages: [...new Set([...known.languages, ...languages])], topics: [...new Set([...known.topics, ...topics])] });
  }
  return [...found.values()];
}

function skills({ words, texts: { rich, _ } }, { languages, topics }, nameOf) {
  if (!languages.length && !topics.length) return h("span", { class: "muted block" }, _("has none of what is missing"));
  return h("span", { class: "muted block" },
    languages.length > 0 && rich("speaks {languages}", { languages: h("span", {}, words.languageList(languages)) }),
    languages.length > 0 && topics.length > 0 && " · ",
    topics.length > 0 && rich("serves {topics}", { topics: h("span", {}, topics.map(nameOf).join(", ")) }));
}
