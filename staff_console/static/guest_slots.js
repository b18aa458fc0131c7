// Guest slots to come: who is invited, and the way to an invitation. They come from the site's plan.

import { h, icon } from "/static/web/dom.js";
import { dayWords, hoursWords } from "./coverage_words.js";
import { linkDialog, personDialog } from "./person_dialog.js";
import { read } from "./server.js";

/** The card on the roster. `again()` reads the page anew. */
export function guestSlotsCard(context, slots, again) {
  const { texts: { _ } } = context;
  return h("section", { class: "card", "aria-labelledby": "guests-title" },
    h("h2", { id: "guests-title" }, icon("handshake"), h("span", {}, _("Guest slots to come"))),
    slots.length
      ? h("ul", { class: "rows-list" }, slots.map((slot) => row(context, slot, again)))
      : h("p", { class: "muted" }, _("No guest slot is planned in the next weeks.")));
}

function row(context, slot, again) {
  const { texts: { _, rich, named } } = context;
  const names = slot.invited.map(({ name }) => name).join(", ");
  return h("li", { dataset: { slot: slot.id } },
    h("span", { class: "grow" }, h("strong", {}, named(slot.title)), h("span", { class: "muted block" }, dayWords(context, slot.on), " · ", hoursWords(context, slot))),
    names
      ? h("span", { class: "chip good" }, icon("circle-check"), h("span", {}, rich("invited: {names}", { names: h("bdi", {}, names) })))
      : h("span", { class: "chip warn" }, icon("mail"), _("nobody invited yet")),
    h("button", { type: "button", id: `guest-${slot.id}`, class: "button", "aria-haspopup": "dialog", onclick: () => invite(context, slot, again) }, icon("user-plus"), _("Invite a guest")));
}

async function invite(context, slot, again) {
  const answer = await read("people", context.texts.language);
  if (!answer.ok) return;
  personDialog(context, answer.body, null, (made) => {
    linkDialog(context, made);
    again();
  }, { role: "guest", slot: slot.id, topics: slot.topics });
}
