// The one Undo: the last move of this person, for a while. The server says which move takes it back.

import { now, stopwatch } from "/static/web/clock.js";
import { h, icon, num, oneTap, replace } from "/static/web/dom.js";
import { N_ } from "/static/web/texts.js";
import { outcomeDialog } from "./outcome_dialog.js";
import { keyFor } from "./keys.js";
import { keyCap } from "./parts.js";

const DONE = {
  call: N_("{number} was called."),
  start: N_("The consultation of {number} has begun."),
  mark_missed: N_("{number} did not come."),
  park: N_("{number} is parked."),
  suspend: N_("The consultation of {number} is interrupted."),
  finish: N_("The consultation of {number} is finished."),
};

/** {node, update(picture), tick(), undo()}: empty while there is nothing to take back. */
export function undoBar(context) {
  const { texts: { _, rich } } = context;
  const node = h("div", { class: "undo-bar", hidden: true });
  const left = h("span", { class: "num left", "aria-hidden": "true" });
  let [offered, shown] = [null, ""];
  return { node, update, tick, undo };

  function update({ undo: offer = null }) {
    offered = offer;
    const text = JSON.stringify(offer);
    if (text !== shown) {
      shown = text;
      replace(node, offer && parts(offer));
    }
    tick();
  }

  function parts({ action, number, way }) {
    const shortcut = context.keysOn() && keyFor("U");
    return [
      h("span", {}, rich(DONE[action], { number: num(number) })),
      h("button", { type: "button", class: "button bare", "aria-keyshortcuts": shortcut || null, onclick: oneTap(undo) },
        icon("undo-2"), h("span", {}, way === "outcome" ? _("Correct the outcome") : _("Undo")), left, shortcut && keyCap("U")),
    ];
  }

  function tick() {
    const seconds = offered ? Math.ceil((new Date(offered.until) - now()) / 1000) : 0;
    node.hidden = seconds <= 0;
    if (seconds > 0) replace(left, stopwatch(seconds));
  }

  function undo() {
    if (node.hidden) return undefined;
    const { ticket: id, number, topic, way } = offered;
    if (way === "outcome") return outcomeDialog(context, { id, number, topic, languages: [], needs: [], persons: null });
    return context.act(`tickets/${id}/${way}`);
  }
}
