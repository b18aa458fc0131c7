// The reception: issue tickets for visitors; park, bring back, withdraw. No desk, no calls.

import { h, replace } from "/static/web/dom.js";
import { interpretersCard } from "./interpreters.js";
import { issueForm, issuedNode } from "./issue_form.js";
import { sideStates, unknownLanguages, waitingList } from "./lists.js";
import { footBar, topBar } from "./top_bar.js";
import { heldSide } from "./work.js";

export function receptionScreen(context) {
  const { texts: { _ } } = context;
  const top = topBar(context);
  const foot = footBar(context);
  const side = heldSide((picture, isHeld) => [unknownLanguages(context, picture), waitingList(context, picture, { isHeld }), sideStates(context, picture), interpretersCard(context, picture)]);
  const place = h("div", {});
  const node = h("div", { class: "frame" }, top.node,
    h("main", { id: "main", class: "work" },
      h("h1", { class: "visually-hidden" }, _("Reception")),
      h("div", { class: "here" }, h("section", { class: "card reception", "aria-labelledby": "here-title" },
        h("h2", { id: "here-title", tabindex: "-1" }, _("Ticket for a visitor")), place)),
      h("aside", { class: "side", "aria-label": _("Queue") }, side.node)),
    foot.node);

  function ask() {
    replace(place, issueForm(context, { onIssued: (answer) => replace(place, issuedNode(context, answer, ask)) }).node);
  }

  function update(picture) {
    top.update(picture);
    side.update(picture);
  }

  ask();
  return { node, update, tick: top.tick, line: foot.line, settle: side.settle };
}
