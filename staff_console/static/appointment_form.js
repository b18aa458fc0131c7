// Booking a time for the visitor who is here: with whom, when. Language and topic are those of the talk until changed.

import { clockTime, longDate, now } from "/static/web/clock.js";
import { h, icon, num, oneTap, replace } from "/static/web/dom.js";
import { press, toggleChip } from "./parts.js";

const DAYS_FIRST = 6; // shown at once; the others after "more"
const LATER_DAYS = 1; // a follow-up is rarely today: the first day offered is tomorrow, if there is a time

/**
 * ticket    the visitor: {topic, languages, page_language, needs?}
 * onBooked  gets the server's answer
 * Returns {node}. The free times are asked for when it is built.
 */
export function appointmentForm(context, ticket, { onBooked }) {
  const { texts: { _ }, session } = context;
  const wish = { topic: ticket.topic, language: ticket.languages[0] ?? ticket.page_language, same: context.mayServe, day: null, starts_at: null, allDays: false };
  const form = { context, ticket, wish, times: [], place: h("div", { class: "stack", "aria-live": "polite" }) };
  const email = h("input", { type: "email", id: "appointment-email", autocomplete: "off", maxlength: 200 });
  const wrong = h("p", { class: "wrong", role: "alert", hidden: true }, icon("circle-alert"), h("span", {}));
  const book = h("button", { type: "button", class: "button primary", disabled: true, onclick: oneTap(send) }, icon("calendar-check"), _("Book the appointment"));
  form.chosen = () => (book.disabled = !wish.starts_at);

  async function send() {
    const body = { ...wishBody(form), starts_at: wish.starts_at, needs: ticket.needs ?? [] };
    if (email.value.trim()) body.email = email.value.trim();
    const answer = await context.act("appointments", body, { quiet: true });
    if (!answer) return;
    if (answer.ok) return onBooked(answer.body);
    wrong.hidden = false;
    wrong.lastChild.textContent = answer.body.detail ?? _("That did not work. Please try again.");
    wish.starts_at = null;
    await learnTimes(form);
  }

  const node = h("div", { class: "appointment-form stack" },
    context.mayServe && withWhom(form), whatAndHow(form), form.place,
    session.site.sends_mail && h("details", { class: "outcome-more" }, h("summary", {}, icon("chevron-right"), _("Reminder by e-mail")),
      h("div", { class: "field" }, h("label", { for: email.id }, _("E-mail of the visitor")), email,
        h("p", { class: "hint" }, _("For one reminder, if the visitor wishes. It is encrypted, and erased the day after.")))),
    wrong, h("div", { class: "dialog-actions" }, book));
  form.node = node;
  learnTimes(form);
  return { node };
}

function withWhom(form) {
  const { context: { texts: { _ }, session }, wish } = form;
  const chips = [[true, session.case_manager.name], [false, _("Anybody")]].map(([same, label]) => {
    const chip = toggleChip({ label, onclick: () => {
      wish.same = same;
      chips.forEach(({ chip: one, value }) => press(one, value === wish.same));
      learnTimes(form);
    } });
    press(chip, wish.same === same);
    return { chip, value: same };
  });
  return h("div", { class: "outcome-row", role: "group", "aria-label": _("With") }, h("span", { class: "row-label", "aria-hidden": "true" }, _("With")), h("div", { class: "chips" }, chips.map(({ chip }) => chip)));
}

function whatAndHow(form) {
  const { context: { texts: { _ }, words }, wish } = form;
  const select = (label, field, choices) => {
    const input = h("select", { class: "picker chosen", "aria-label": label, onchange: () => {
      wish[field] = input.value;
      learnTimes(form);
    } }, choices.map(({ code, text }) => h("option", { value: code, selected: code === wish[field] }, text)));
    return input;
  };
  const languages = [...words.languages(), { code: "und", text: words.language("und") }];
  return h("div", { class: "chips" }, select(_("Topic"), "topic", words.topics()), select(_("Language"), "language", languages));
}

function wishBody({ context: { session }, ticket, wish }) {
  const isTheSame = wish.language === (ticket.languages[0] ?? ticket.page_language);
  const body = { topic: wish.topic, language: isTheSame ? ticket.page_language : wish.language };
  if (wish.language !== body.language || ticket.languages.length > 1) body.advice_languages = isTheSame ? ticket.languages : [wish.language];
  if (wish.same) body.staff_id = session.case_manager.id;
  return body;
}

async function learnTimes(form) {
  const { context, wish } = form;
  const { texts: { _ } } = context;
  wish.day = wish.starts_at = null;
  form.chosen();
  const asked = (form.asked = (form.asked ?? 0) + 1);
  const answer = await context.ask("appointments/free-times", wishBody(form));
  if (asked !== form.asked) return undefined; // another choice was made meanwhile
  if (!answer.ok) return replace(form.place, h("p", { class: "muted" }, answer.body.detail ?? _("That did not work. Please try again.")));
  form.times = answer.body.times;
  drawTimes(form);
  return form.node.scrollIntoView({ block: "nearest" }); // the bar of actions must not hide the times
}

function drawTimes(form) {
  const { context: { texts: { _ } } } = form;
  if (!form.times.length) return replace(form.place, h("p", { class: "muted" }, _("No free times. Somebody else, or another language, may have some.")));
  return replace(form.place, timeChips(form.context, form.times, form.wish, () => {
    drawTimes(form);
    form.chosen();
  }));
}

/** Days, and the times of the chosen day. `choice`: {day, starts_at, allDays}, changed by a tap, then `changed()`. */
export function timeChips({ texts: { _, locale }, zone }, times, choice, changed) {
  const days = new Map();
  for (const time of times) days.set(dayOf(time.starts_at, zone), [...(days.get(dayOf(time.starts_at, zone)) ?? []), time]);
  const names = [...days.keys()];
  choice.day = days.has(choice.day) ? choice.day : names[Math.min(names.length - 1, names[0] === dayOf(now(), zone) ? LATER_DAYS : 0)];
  const shown = choice.allDays ? names : names.filter((day, index) => index < DAYS_FIRST || day === choice.day);
  const dayChip = (day) => {
    const chip = toggleChip({ label: longDate(days.get(day)[0].starts_at, zone, locale), dataset: { day }, onclick: () => {
      Object.assign(choice, { day, starts_at: null });
      changed();
    } });
    press(chip, day === choice.day);
    return chip;
  };
  const timeChip = ({ starts_at: at }) => {
    const chip = toggleChip({ label: num(clockTime(at, zone)), dataset: { time: at }, onclick: () => {
      choice.starts_at = at;
      changed();
    } });
    press(chip, at === choice.starts_at);
    return chip;
  };
  const more = shown.length < names.length && h("button", { type: "button", class: "chip", onclick: () => {
    choice.allDays = true;
    changed();
  } }, icon("plus"), _("more"));
  return [
    h("div", { class: "chips", role: "group", "aria-label": _("Day") }, shown.map(dayChip), more),
    h("div", { class: "chips times", role: "group", "aria-label": _("Time") }, days.get(choice.day).map(timeChip)),
  ];
}

/** "2026-11-26", the day in `zone`. */
export function dayOf(at, zone) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date(at));
}

/** What the visitor takes home. */
export function bookedNode({ texts: { _, rich, locale }, zone }, { appointment, code, slip_url: slip, reminder }) {
  return h("div", { class: "card quiet stack booked" },
    h("p", { class: "strong" }, icon("calendar-check"), " ", longDate(appointment.starts_at, zone, locale), ", ", num(clockTime(appointment.starts_at, zone))),
    h("p", {}, rich("Code: {code}", { code: num(`${code.slice(0, 4)} ${code.slice(4)}`, { class: "strong" }) })),
    reminder && h("p", { class: "muted" }, icon("mail"), " ", _("A reminder will be sent.")),
    h("p", {}, h("a", { class: "button", href: slip, target: "_blank", rel: "noopener" }, icon("printer"), _("Appointment slip"))));
}
