// The numbers of the rule that chooses the next visitor, each with what it does.

import { h, num } from "/static/web/dom.js";
import { N_ } from "/static/web/texts.js";

const UNITS = { min: N_("min"), times: N_("times"), calls: N_("calls"), "min per min": N_("per minute") };

/** In the order and with the words of EFFECTS (rules/routing_settings.py). */
export const EFFECTS = [
  ["scarce_credit", "min", N_("Few can advise"),
    N_("If only one case manager can serve a visitor, the visitor counts as having waited this much longer. If two can, half of it. 0: languages make no difference.")],
  ["priority_credit", "min", N_("Priority: start"), N_("A visitor with a priority need starts with this much waiting time.")],
  ["priority_slope", "times", N_("Priority: per minute"), N_("Each minute waited with a priority need counts this often.")],
  ["appointment_credit", "min", N_("Appointment: start"), N_("An appointment starts with this much waiting time when it is due.")],
  ["appointment_slope", "times", N_("Appointment: per minute"), N_("Each minute that an appointment has to wait counts this often.")],
  ["cap_by_ordinary", "calls", N_("Passed by later visitors"),
    N_("Nobody is passed more often than this by later visitors without appointment or priority. 0: strictly in order of arrival.")],
  ["cap_by_any", "calls", N_("Passed by anyone"), N_("Nobody is passed more often than this by anyone.")],
  ["topic_weight", "min per min", N_("Length of the topic"),
    N_("0: topics make no difference. 2: short topics go first, which shortens the average wait and lengthens it for long topics.")],
  ["appointment_opens_min", "min", N_("Appointment: not before"), N_("An appointment may be called this long before its start.")],
];

/** A card with the site's numbers; null when the session does not tell them. */
export function ruleTable({ texts: { _ }, session }) {
  const { routing } = session.site;
  if (!routing) return null;
  const known = EFFECTS.filter(([name]) => routing[name] !== undefined);
  return h("section", { class: "card", "aria-labelledby": "rule-title" },
    h("h2", { id: "rule-title" }, _("How the next visitor is chosen")),
    h("p", { class: "muted" }, _("Waiting minutes are credit. These numbers of the site’s file add to it, and limit how often somebody is passed.")),
    h("table", { class: "table rule-table" },
      h("caption", { class: "visually-hidden" }, _("How the next visitor is chosen")),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, _("Number of the rule")), h("th", { scope: "col", class: "figure" }, _("now")), h("th", { scope: "col" }, _("What it does")))),
      h("tbody", {}, known.map(([name, unit, label, effect]) =>
        h("tr", {}, h("th", { scope: "row" }, _(label)), h("td", { class: "figure" }, num(routing[name]), " ", _(UNITS[unit])), h("td", {}, _(effect)))))));
}
