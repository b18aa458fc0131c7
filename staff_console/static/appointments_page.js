// The appointments of a day: who is expected, who is here; check-in, moving, cancelling. Leads also see what is broken.

import { clockTime, longDate, now } from "/static/web/clock.js";
import { ask, notice, openDialog } from "/static/web/dialogs.js";
import { h, icon, num, oneTap, replace } from "/static/web/dom.js";
import { N_ } from "/static/web/texts.js";
import { appointmentForm, bookedNode, dayOf, timeChips } from "./appointment_form.js";
import { issuedNode } from "./issue_form.js";
import { pageFrame } from "./page_frame.js";
import { languagesOf, press, toggleChip } from "./parts.js";
import { read } from "./server.js";

const STATES = {
  booked: { kind: "sea", sign: "calendar-clock", text: N_("expected") },
  checked_in: { kind: "good", sign: "circle-check", text: N_("is here") },
  missed: { kind: "warn", sign: "user-x", text: N_("did not come") },
  cancelled: { kind: "", sign: "x", text: N_("cancelled") },
};
const WHY = {
  closed: N_("Nothing is open then."),
  not_offered: N_("The topic is not offered then."),
  person_away: N_("The case manager is not planned then."),
  nobody: N_("Nobody planned then serves the topic in this language."),
  too_many: N_("Everybody who could has another appointment then."),
};
const PROBLEMS = {
  no_line: N_("The mail server cannot be reached."),
  not_now: N_("The mail server does not take it now."),
  refused: N_("The mail server refuses it: the address may be wrong."),
  interrupted: N_("The line broke while it was sent. Nobody knows whether it arrived."),
};

export function appointmentsScreen(context) {
  const { texts: { _, language } } = context;
  const choice = { on: null };
  const screen = pageFrame(context, { title: _("Appointments"), heads: [newButton(context, () => screen.reload())], load: async () => {
    const [day, broken] = await Promise.all([
      read(`appointments${choice.on ? `?on=${choice.on}` : ""}`, language),
      context.isLead ? read("appointments/broken", language) : null,
    ]);
    if (!day.ok) return null;
    return parts({ context, choice, reload: screen.reload }, day.body, broken?.ok ? broken.body.broken : []);
  } });
  return screen;
}

function newButton(context, reload) {
  const { texts: { _ } } = context;
  return h("button", { type: "button", class: "button primary", onclick: () => newDialog(context, reload) }, icon("calendar-plus"), _("New appointment"));
}

function newDialog(context, reload) {
  const { texts: { _, language }, words } = context;
  const ticket = { topic: words.topics()[0].code, languages: [], page_language: language, needs: [] };
  const place = h("div", {});
  const close = h("button", { type: "button", class: "button", onclick: () => dialog.close() }, _("Close"));
  const form = appointmentForm(context, ticket, { onBooked: (answer) => {
    replace(place, bookedNode(context, answer));
    reload();
  } });
  place.append(form.node);
  const dialog = openDialog({ title: _("New appointment"), icon: "calendar-plus", class: "wide-dialog" }, place, h("div", { class: "dialog-actions" }, close));
}

function parts(page, day, broken) {
  const { context } = page;
  const { texts: { _, nrich } } = context;
  return [
    broken.length > 0 && brokenCard(page, broken),
    day.mails.length > 0 && mailsCard(context, day.mails),
    dayChips(page, day),
    h("section", { class: "card flush-table", "aria-labelledby": "day-title" },
      h("h2", { id: "day-title" }, dayName(context, day.on)),
      day.appointments.length ? table(page, day.appointments) : h("p", { class: "muted" }, _("No appointments on this day.")),
      day.others > 0 && h("p", { class: "muted" }, nrich("{count} more with colleagues", "{count} more with colleagues", day.others))),
  ];
}

function dayName({ texts: { locale }, zone }, on) {
  return longDate(`${on}T12:00:00Z`, zone, locale);
}

/** Days that have appointments, the shown one and today. */
function dayChips({ context, choice, reload }, { on, days }) {
  const { texts: { _ }, zone } = context;
  const today = dayOf(now(), zone);
  const shown = [...new Set([today, on, ...Object.keys(days)])].sort();
  return h("div", { class: "chips", role: "group", "aria-label": _("Day") }, shown.map((day) => {
    const chip = toggleChip({ label: [dayName(context, day), " · ", num(days[day] ?? 0)], onclick: () => {
      choice.on = day;
      reload();
    } });
    press(chip, day === on);
    return chip;
  }));
}

function table(page, appointments) {
  const { texts: { _ } } = page.context;
  const heads = [_("Time"), _("Topic"), _("Language"), _("With"), _("State"), ""];
  return h("div", { class: "scrolls" }, h("table", { class: "table" },
    h("caption", { class: "visually-hidden" }, _("Appointments")),
    h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head || h("span", { class: "visually-hidden" }, _("Actions")))))),
    h("tbody", {}, appointments.map((one) => appointmentRow(page, one)))));
}

function appointmentRow(page, one) {
  const { context } = page;
  const { texts: { _, rich }, words, zone } = context;
  const state = STATES[one.state];
  return h("tr", { dataset: { appointment: one.id, state: one.state } },
    h("th", { scope: "row" }, num(clockTime(one.starts_at, zone), { class: "strong" })),
    h("td", {}, icon(words.topicIcon(one.topic)), " ", words.topic(one.topic)),
    h("td", {}, languagesOf(words, one)),
    h("td", {}, one.case_manager ? h("bdi", {}, one.case_manager.name) : _("Anybody")),
    h("td", {}, h("span", { class: ["chip", state.kind] }, icon(state.sign), _(state.text)), one.ticket && [" ", rich("Number {number}", { number: num(one.ticket, { class: "strong" }) })]),
    h("td", { class: "row-actions" }, actions(page, one)));
}

function actions(page, one) {
  if (one.state !== "booked") return null;
  const { context, reload } = page;
  const { texts: { _ } } = context;
  const button = (label, sign, onclick) => h("button", { type: "button", class: "button", onclick: oneTap(onclick) }, icon(sign), label);
  return h("div", { class: "row" },
    dayOf(one.starts_at, context.zone) === dayOf(now(), context.zone) && button(_("Is here"), "log-in", () => checkIn(context, one, reload)),
    button(_("Move"), "calendar-clock", () => moveDialog(context, one, reload)),
    button(_("Cancel it"), "x", () => cancelIt(context, one, reload)),
    h("a", { class: "button", href: `/staff/api/appointments/${one.id}/slip.pdf`, target: "_blank", rel: "noopener" }, icon("printer"), _("Appointment slip")));
}

async function checkIn(context, one, reload) {
  const answer = await context.act(`appointments/${one.id}/check-in`);
  if (!answer?.ok) return;
  reload();
  const { texts: { _ } } = context;
  const dialog = openDialog({ title: _("Is here"), icon: "circle-check" }, arrivalNote(context, answer.body), issuedNode(context, answer.body, () => dialog.close()));
}

function arrivalNote({ texts: { rich, _ }, zone }, { note, called_from: from }) {
  if (note === "early") return h("p", {}, rich("Early: called from {time}.", { time: num(clockTime(from, zone)) }));
  return note === "late" ? h("p", {}, _("Late. Nobody is refused for that.")) : null;
}

async function cancelIt(context, one, reload) {
  const { texts: { _ } } = context;
  const question = { title: _("Cancel this appointment?"), text: tellsThem(context, one), yes: _("Yes, cancel it"), no: _("No"), danger: true, icon: "x" };
  if (!(await ask(question))) return;
  const answer = await context.act(`appointments/${one.id}/cancel`);
  if (answer?.ok) reload();
}

/** How the holder will hear of it. */
function tellsThem({ texts: { _ } }, { has_email: hasEmail }) {
  return hasEmail ? _("A mail tells the visitor.") : _("The visitor left no e-mail: nobody can tell them before they come.");
}

async function moveDialog(context, one, reload) {
  const { texts: { _ } } = context;
  const found = await context.ask("appointments/free-times", { for_appointment: one.id });
  if (!found.ok) return;
  const choice = { day: null, starts_at: null, allDays: false };
  const place = h("div", { class: "stack" });
  const save = h("button", { type: "button", class: "button primary", disabled: true, onclick: oneTap(send) }, icon("check"), _("Move"));
  async function send() {
    const answer = await context.act(`appointments/${one.id}/move`, { starts_at: choice.starts_at });
    if (!answer?.ok) return;
    dialog.close();
    notice(_("The appointment is moved. Its code stays the same."), { kind: "good" });
    reload();
  }
  const draw = () => {
    save.disabled = !choice.starts_at;
    replace(place, found.body.times.length ? timeChips(context, found.body.times, choice, draw) : h("p", { class: "muted" }, _("No free times.")));
  };
  draw();
  const dialog = openDialog({ title: _("Move the appointment"), icon: "calendar-clock", class: "wide-dialog" },
    h("p", { class: "muted" }, tellsThem(context, one)), place,
    h("div", { class: "dialog-actions" }, save, h("button", { type: "button", class: "button", onclick: () => dialog.close() }, _("Close"))));
}

// --- for leads ------------------------------------------------------------------------------------------------------

function brokenCard(page, broken) {
  const { context } = page;
  const { texts: { _, nrich }, zone, words } = context;
  return h("section", { class: "card next", "aria-labelledby": "broken-title" },
    h("h2", { id: "broken-title" }, icon("triangle-alert"), " ", nrich("{count} appointment cannot be kept", "{count} appointments cannot be kept", broken.length)),
    h("p", {}, _("Opening hours or roster have changed. Move or cancel each; whoever left an e-mail gets a mail.")),
    h("ul", { class: "rows broken" }, broken.map(({ appointment: one, why }) => h("li", { class: "stack", dataset: { broken: one.id, why } },
      h("p", {}, h("span", { class: "strong" }, longDate(one.starts_at, zone, context.texts.locale), ", ", num(clockTime(one.starts_at, zone))), " · ", words.topic(one.topic), " · ", languagesOf(words, one), one.case_manager && [" · ", h("bdi", {}, one.case_manager.name)]),
      h("p", { class: "muted" }, _(WHY[why]), " ", tellsThem(context, one)),
      actions(page, one)))));
}

function mailsCard(context, mails) {
  const { texts: { _, nrich }, zone, texts } = context;
  return h("section", { class: "card next", "aria-labelledby": "mails-title" },
    h("h2", { id: "mails-title" }, icon("mail"), " ", nrich("{count} mail was not sent", "{count} mails were not sent", mails.length)),
    h("ul", { class: "rows" }, mails.map(({ state, problem, tries, starts_at: at }) => h("li", {},
      longDate(at, zone, texts.locale), ", ", num(clockTime(at, zone)), ": ", _(PROBLEMS[problem] ?? PROBLEMS.no_line), " ",
      h("span", { class: "muted" }, state === "queued" ? nrich("{count} try; it is tried again.", "{count} tries; it is tried again.", tries) : _("It is not tried again."))))));
}
