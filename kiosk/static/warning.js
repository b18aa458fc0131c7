// Somebody may have left: a question, a ring that empties, a soft sound and one big button (people.md, row 6).

import { announce } from "/static/web/dialogs.js";
import { h } from "/static/web/dom.js";
import { chime } from "/static/web/sound.js";
import { countdownRing } from "./ring.js";
import { openSheet } from "./sheets.js";

/** What `watchIdle` needs: {onWarning, onMore}. Any touch keeps the visit; the button is there to be seen. */
export function showWarning(app) {
  let dialog = null;
  let ring = null;

  const ask = (seconds) => {
    const { _, ngettext } = app.texts;
    ring = countdownRing(seconds);
    dialog = openSheet(app, { title: _("Are you still there?"), class: "warning", closes: false },
      ring.node,
      h("p", {}, _("Otherwise this page closes, for the next person.")),
      h("button", { type: "button", class: "button primary tall wide", autofocus: true }, _("I need more time")));
    dialog.addEventListener("click", close);
    chime({ volume: 0.3 });
    announce(ngettext("This page closes in {count} second.", "This page closes in {count} seconds.", seconds), { urgent: true });
  };

  const close = () => {
    dialog?.close();
    dialog = null;
  };

  return {
    onWarning(secondsLeft) {
      if (!dialog?.isConnected) ask(secondsLeft);
      ring.show(secondsLeft);
    },
    /** A finger on the panel closes it when it is lifted, so that the tap does not fall on what lies below. */
    onMore(event) {
      if (event?.type !== "pointerdown" || !dialog?.contains(event.target)) close();
    },
  };
}
