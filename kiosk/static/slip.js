// The slip: printed through the browser where a printer is there, shown on the screen where none is.

import { h } from "/static/web/dom.js";
import { openSheet } from "./sheets.js";

const FRAME = "slip-frame";

/** Prints a slip without showing it. The kiosk's browser runs with --kiosk-printing, so nobody is asked. */
export function printSlip(url) {
  removeSlip();
  const frame = h("iframe", { id: FRAME, class: "slip-frame", src: url, title: "", "aria-hidden": "true", tabindex: "-1" });
  frame.addEventListener("load", () => print(frame), { once: true });
  document.body.append(frame);
}

function print(frame) {
  try {
    frame.contentWindow?.print();
  } catch (error) {
    console.warn(`the slip could not be printed: ${error}`); // it did not come, and an error page of the browser stands there
  }
}

/** The next visitor's page must not hold this slip. */
export function removeSlip() {
  document.getElementById(FRAME)?.remove();
}

export function showSlip(app, url) {
  const { _ } = app.texts;
  openSheet(app, { title: _("Your slip"), icon: "ticket", class: "paper" },
    h("iframe", { class: "slip-paper", src: `${url}#toolbar=0&navpanes=0`, title: _("Your slip") }));
}
