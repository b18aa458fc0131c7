// Tickets that a kiosk made without the server and that were not taken afterwards: somebody holds the slip, so a lead sees to it.

import { clockTime, longDate } from "/static/web/clock.js";
import { h, icon, num, oneTap, replace } from "/static/web/dom.js";

/** For leads, below the bar: {node, update(picture)}. Empty while there are none. */
export function refusedBand(context) {
  const { texts: { _, nrich }, isLead, page, openPage } = context;
  const node = h("div", { class: "pause-band refused-band", role: "status", hidden: true });
  let shown = 0;
  return { node, update };

  function update({ refused_tickets: count = 0 }) {
    if (!isLead || count === shown) return;
    shown = count;
    node.hidden = !count;
    replace(node, count > 0 && [
      icon("triangle-alert"), h("span", { class: "grow" }, nrich("{count} ticket of a kiosk was not taken", "{count} tickets of kiosks were not taken", count)),
      page() !== "today" && h("button", { type: "button", class: "button", onclick: oneTap(() => openPage("today")) }, _("Look")),
    ]);
  }
}

/** The card of a lead's day, or null. `refused` as `GET /staff/api/today` gives them; `again()` reads it anew. */
export function refusedCard(context, refused, again) {
  if (!refused.length) return null;
  const { texts: { _ } } = context;
  return h("section", { class: "card next refused", "aria-labelledby": "refused-title" },
    h("h2", { id: "refused-title" }, icon("triangle-alert"), h("span", {}, _("Tickets of kiosks that were not taken"))),
    h("p", {}, _("Somebody holds this slip, and no queue knows it. Please look for them and give them a new number.")),
    h("ul", { class: "printer-list" }, refused.map((ticket) => row(context, ticket, again))));
}

function row(context, { id, kiosk, number, made_at: at, topic, language, why }, again) {
  const { texts: { _, rich, locale }, words, zone } = context;
  const settle = async () => {
    const answer = await context.act(`refused-tickets/${id}/settle`);
    if (answer?.ok) again();
  };
  return h("li", {},
    num(number, { class: "row-number" }),
    h("span", { class: "grow" },
      h("strong", {}, words.topic(topic), " · ", words.language(language)),
      h("span", { class: "muted kiosk-fact" }, rich("{kiosk}, {day}, {time}", { kiosk: h("bdi", {}, kiosk), day: longDate(at, zone, locale), time: num(clockTime(at, zone)) }), " · ", h("bdi", { dir: "ltr" }, why))),
    h("button", { type: "button", class: "button", onclick: oneTap(settle) }, icon("check"), _("Seen to")));
}
