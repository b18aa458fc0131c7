// Who paused the kiosks in the last day, why, and who let them go on.

import { clockTime } from "/static/web/clock.js";
import { h, icon, num } from "/static/web/dom.js";
import { pauseReason } from "./pause.js";

/** The card of a lead's day, or null. `pauses` as `GET /staff/api/today` gives them. */
export function pausesCard(context, pauses) {
  if (!pauses.length) return null;
  const { _ } = context.texts;
  return h("section", { class: "card outages", "aria-labelledby": "pauses-title" },
    h("h2", { id: "pauses-title" }, icon("pause"), h("span", {}, _("When the kiosks gave no numbers"))),
    h("ul", {}, pauses.map((span) => h("li", {}, words(context, span)))));
}

function words({ texts, zone }, { reason, began_at: from, by, ended_at: to, ended_by: endedBy }) {
  const { rich } = texts;
  const told = { from: num(clockTime(from, zone)), name: h("bdi", {}, by) };
  return [
    h("p", { class: "strong" }, pauseReason(texts, reason)),
    h("p", {}, rich("since {from}, by {name}", told), to && [" · ", rich("until {to}, by {name}", { to: num(clockTime(to, zone)), name: h("bdi", {}, endedBy) })]),
  ];
}
