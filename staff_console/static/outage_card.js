// Kiosks that had no server in the last day: for how long, and how many tickets they handed in afterwards.

import { clockTime } from "/static/web/clock.js";
import { h, icon, num } from "/static/web/dom.js";

const MINUTE_MS = 60_000;

/** The card of a lead's day, or null when every kiosk was connected. `outages` as `GET /staff/api/today` gives them. */
export function outageCard(context, outages) {
  if (!outages.length) return null;
  const { _ } = context.texts;
  return h("section", { class: "card outages", "aria-labelledby": "outages-title" },
    h("h2", { id: "outages-title" }, icon("cloud-off"), h("span", {}, _("Kiosks that had no connection"))),
    h("ul", {}, outages.map((outage) => h("li", {}, outageWords(context, outage)))));
}

function outageWords({ texts: { rich, nrich }, zone }, { kiosk, began_at: from, ended_at: to, tickets, late }) {
  const minutes = Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / MINUTE_MS));
  const time = (at) => num(clockTime(at, zone));
  return [
    h("p", { class: "strong" }, rich("{kiosk}, {from} to {to}", { kiosk: h("bdi", {}, kiosk), from: time(from), to: time(to) })),
    h("p", {}, nrich("{count} minute without the server", "{count} minutes without the server", minutes), " · ",
      nrich("{count} ticket handed in afterwards", "{count} tickets handed in afterwards", tickets)),
    late > 0 && h("p", {}, icon("triangle-alert"), " ", nrich("{count} came after the end and was not served", "{count} came after the end and were not served", late)),
  ];
}
