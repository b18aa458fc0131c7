// Panels that rise from the bar: help, language, view, the question whether somebody is still there.

import { h, icon } from "/static/web/dom.js";
import { openDialog } from "/static/web/dialogs.js";
import { rest } from "./taps.js";

const open = new Set();

/** A panel with a heading and, unless `closes` is false, a button that closes it. Returns the <dialog>. */
export function openSheet(app, { title, icon: sign, class: extra = "", closes = true }, ...children) {
  const close = h("button", { type: "button", class: "button wide", onclick: () => dialog.close() }, icon("x"), app.texts._("Close"));
  const dialog = openDialog({ title, icon: sign, class: `sheet ${extra}`, onClose: () => forget(app, dialog) }, children, closes && close);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  open.add(dialog);
  rest();
  app.checkIdle();
  return dialog;
}

/** Closes every panel and question. */
export function closeSheets() {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  open.clear();
}

export function hasSheets() {
  return open.size > 0;
}

function forget(app, dialog) {
  open.delete(dialog);
  rest();
  app.checkIdle();
}
