// Which keys there are, and the switch that turns them off.

import { openDialog } from "/static/web/dialogs.js";
import { h } from "/static/web/dom.js";
import { keyCap } from "./parts.js";

export function helpDialog(context) {
  const { texts: { _ }, keysOn, choose } = context;
  const keys = [
    ["N", _("call next; in a consultation: finish and call next")],
    ["S", _("start the consultation")],
    ["R", _("call again")],
    ["M", _("visitor did not come")],
    ["F", _("finish")],
    ["1–8", _("outcomes")],
    ["9", _("interrupt the consultation")],
    ["P", _("next steps for the visitor")],
    ["U", _("undo the last step")],
    ["H", _("silent call for help")],
    ["?", _("this list")],
  ];
  const box = h("input", { type: "checkbox", checked: keysOn(), onchange: () => {
    dialog.close();
    choose("keys", box.checked ? "on" : "off");
  } });
  const dialog = openDialog({ title: _("Keys"), icon: "keyboard" },
    h("dl", { class: "keys" }, keys.map(([key, what]) => h("div", {}, h("dt", {}, keyCap(key)), h("dd", {}, what)))),
    h("label", { class: "choice" }, box, _("Single keys act")),
    h("p", { class: "muted small" }, _("Keys never act while you type or a dialog is open, and never together with Ctrl, Alt or Cmd.")),
    h("div", { class: "dialog-actions" }, h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, _("Close"))));
}
