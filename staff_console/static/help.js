// The help: which keys there are as they are set, the switch that turns them off, and the tours.

import { openDialog } from "/static/web/dialogs.js";
import { h, icon } from "/static/web/dom.js";
import { keyCap } from "./parts.js";
import { startTour, tourName, toursFor } from "./tour.js";

export function helpDialog(context) {
  const { texts, keysOn, choose } = context;
  const { _ } = texts;
  const keys = [
    ["N", _("call next; in a consultation: finish and call next")],
    ["S", _("start the consultation")],
    ["R", _("call again")],
    ["M", _("visitor did not come")],
    ["F", _("finish")],
    ["1–8", _("outcomes")],
    ["9", _("interrupt the consultation")],
    ["?", _("this list")],
  ];
  const box = h("input", { type: "checkbox", checked: keysOn(), onchange: () => {
    dialog.close();
    choose("keys", box.checked ? "on" : "off");
  } });
  const tours = toursFor(context).map((name) => h("button", { type: "button", class: "button", dataset: { tour: name }, onclick: () => {
    dialog.close();
    startTour(context, name);
  } }, icon("signpost"), tourName(texts, name)));
  const dialog = openDialog({ title: _("Keys"), icon: "keyboard" },
    !keysOn() && h("p", { class: "chip warn" }, icon("keyboard"), _("Single keys are switched off.")),
    h("dl", { class: "keys" }, keys.map(([key, what]) => h("div", {}, h("dt", {}, keyCap(key)), h("dd", {}, what)))),
    h("label", { class: "choice" }, box, _("Single keys act")),
    h("p", { class: "muted small" }, _("Keys never act while you type or a dialog is open, and never together with Ctrl, Alt or Cmd.")),
    tours.length > 0 && h("div", { class: "row help-tours" }, tours),
    h("div", { class: "dialog-actions" }, h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, _("Close"))));
}
