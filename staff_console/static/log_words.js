// The log in words: what each action is called, and the table that shows entries.

import { h, num } from "/static/web/dom.js";
import { N_ } from "/static/web/texts.js";
import { moment } from "./dates.js";

const ACTIONS = {
  signed_in: N_("signed in"),
  sign_in_failed: N_("sign-in failed"),
  sign_in_blocked: N_("sign-in blocked for a while"),
  signed_out: N_("signed out"),
  sessions_ended: N_("sessions ended"),
  password_set: N_("password set"),
  second_factor_on: N_("second factor turned on"),
  second_factor_off: N_("second factor turned off"),
  recovery_code_used: N_("recovery code used"),
  recovery_codes_made: N_("new recovery codes"),
  provider_linked: N_("linked with the identity provider"),
  asked_to_be_let_in: N_("asked to be let in"),
  account_made: N_("account made"),
  invited: N_("invited"),
  guest_invited: N_("guest invited"),
  person_changed: N_("person changed"),
  role_changed: N_("role, carrier or e-mail changed"),
  put_to_sleep: N_("put to sleep"),
  woken: N_("woken"),
  erased: N_("erased"),
  duty_began: N_("duty began"),
  break_began: N_("break began"),
  duty_ended: N_("duty ended"),
  help_called: N_("called for help"),
  help_answered: N_("went to help"),
  interpreter_came: N_("interpreter came"),
  interpreter_went: N_("interpreter went"),
  interpreter_asked: N_("interpreter asked"),
  next_steps_written: N_("next steps written"),
  kiosks_paused: N_("kiosks paused"),
  kiosks_resumed: N_("kiosks resumed"),
  slot_opened: N_("slot opened by hand"),
  slot_end_changed: N_("slot given another end"),
  slot_closed: N_("slot closed by hand"),
  roster_planned: N_("planned for a day"),
  roster_taken_out: N_("taken out of a day"),
  roster_copied: N_("week copied"),
  absent_today: N_("absent today"),
  back_today: N_("back today"),
  emergency_list_printed: N_("emergency list printed"),
  device_added: N_("device registered"),
  device_paired: N_("device connected"),
  device_renamed: N_("device renamed"),
  device_revoked: N_("device disconnected"),
  slip_reprinted: N_("slip printed again"),
  test_printed: N_("test print"),
  event_written: N_("event announced"),
  event_changed: N_("event changed"),
  event_cancelled: N_("event called off"),
  plan_changed: N_("configuration changed"),
  appointment_booked: N_("appointment booked"),
  appointment_moved: N_("appointment moved"),
  appointment_cancelled: N_("appointment cancelled"),
  log_read: N_("log read"),
  log_exported: N_("log exported"),
  issue: N_("ticket issued"),
  call: N_("called"),
  call_again: N_("called again"),
  start: N_("talk began"),
  put_back: N_("put back"),
  cancel_call: N_("call taken back"),
  mark_missed: N_("marked as missed"),
  come_back: N_("came back"),
  park: N_("parked"),
  suspend: N_("talk suspended"),
  withdraw: N_("ticket withdrawn"),
  undo_start: N_("start taken back"),
  finish: N_("talk finished"),
  finish_later: N_("talk finished, outcome open"),
  hand_over: N_("handed over"),
  record_outcome: N_("outcome recorded"),
  close_slot: N_("slot closed"),
  close_day: N_("day closed"),
};

const HOW = { password: N_("password"), second_factor: N_("password and code"), provider: N_("identity provider"), link: N_("link") };

/** How somebody signed in. */
export function howWords({ _ }, how) {
  return HOW[how] ? _(HOW[how]) : how;
}

/** What an action is called; unknown ones by their code. */
export function actionWords({ _ }, action) {
  return ACTIONS[action] ? _(ACTIONS[action]) : action;
}

/** Entries of the log as a table. */
export function logTable(context, entries) {
  const { texts } = context;
  const { _ } = texts;
  if (!entries.length) return h("p", { class: "muted" }, _("Nothing is logged here."));
  const heads = [_("Time"), _("By"), _("What"), _("About"), _("Details")];
  return h("div", { class: "scrolls", tabindex: "0", role: "region", "aria-label": _("Log") },
    h("table", { class: "table log-table" },
      h("caption", { class: "visually-hidden" }, _("Log")),
      h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", {}, entries.map((entry) => row(context, entry)))));
}

function row(context, entry) {
  const { texts, words } = context;
  return h("tr", {},
    h("td", {}, moment(context, entry.at, { seconds: true })),
    h("td", {}, entry.by ? h("bdi", {}, entry.by) : texts._("the system")),
    h("td", {}, actionWords(texts, entry.action)),
    h("td", {}, about(context, entry)),
    h("td", {}, details({ texts, words }, entry)));
}

/** Codes only: the log of the configuration names tables and keys. */
function plain(value) {
  return typeof value === "object" ? Object.entries(value).map(([table, keys]) => `${table}: ${keys.join(", ")}`).join("; ") : String(value);
}

function about({ texts }, { about: person, number, desk }) {
  const parts = [
    person && h("bdi", {}, person),
    number !== null && number !== undefined && texts.rich("ticket {number}", { number: num(number) }),
    desk !== null && desk !== undefined && texts.rich("desk {desk}", { desk: num(desk) }),
  ].filter(Boolean);
  return parts.flatMap((part, index) => (index ? [" · ", part] : [part]));
}

function details({ texts, words }, { why, details: more }) {
  const shown = { role: words.role, was: words.role, how: (how) => howWords(texts, how), by: (how) => howWords(texts, how), count: (count) => `${count}×` };
  const parts = [
    why && words.callReason(why),
    ...Object.entries(more ?? {}).map(([name, value]) => (shown[name] ? shown[name](value) : plain(value))),
  ].filter(Boolean);
  return h("span", { class: "muted" }, parts.join(" · "));
}
