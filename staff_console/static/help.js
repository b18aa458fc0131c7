// The help: which keys there are as they are set, how to change them or switch them off, and the tours.

import { openDialog } from "/static/web/dialogs.js";
import { h, icon, replace } from "/static/web/dom.js";
import { problemLine } from "./fields.js";
import { changeKeys, keyFor, mayChange } from "./keys.js";
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
    ["P", _("next steps for the visitor")],
    ["U", _("undo the last step")],
    ["H", _("silent call for help")],
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
  const list = h("div", {}, keyList(keys));
  const dialog = openDialog({ title: _("Keys"), icon: "keyboard" },
    !keysOn() && h("p", { class: "chip warn" }, icon("keyboard"), _("Single keys are switched off.")),
    list,
    h("label", { class: "choice" }, box, _("Single keys act")),
    h("p", { class: "muted small" }, _("Keys never act while you type or a dialog is open, and never together with Ctrl, Alt or Cmd.")),
    tours.length > 0 && h("div", { class: "row help-tours" }, tours),
    h("div", { class: "dialog-actions" },
      h("button", { type: "button", class: "button", onclick: () => changeForm(context, list, keys, () => dialog.close()) }, icon("pencil"), _("Change keys")),
      h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, _("Close"))));
}

function keyList(keys) {
  return h("dl", { class: "keys" }, keys.map(([key, what]) => h("div", {}, h("dt", {}, keyCap(key)), h("dd", {}, what))));
}

/** The same list with a field for each letter. */
function changeForm({ texts: { _ }, choose, keysOn }, place, keys, close) {
  const own = keys.filter(([key]) => mayChange(key));
  const problem = problemLine();
  const fields = own.map(([key, what]) => {
    const input = h("input", { id: `key-${key}`, maxlength: 1, autocomplete: "off", spellcheck: "false", class: "key-input", value: keyFor(key), onfocus: () => input.select() });
    return { key: key.toLowerCase(), input, node: h("div", { class: "key-field" }, input, h("label", { for: input.id }, what)) };
  });
  const keep = (wanted) => {
    const wrong = changeKeys(wanted, own.map(([key]) => key.toLowerCase()));
    if (wrong.length) return problem.say(_("Every action needs a letter of its own."));
    close();
    return choose("keys", keysOn() ? "on" : "off"); // the page is drawn anew with its new keys
  };
  const save = (event) => {
    event.preventDefault();
    keep(Object.fromEntries(fields.map(({ key, input }) => [key, input.value.trim()])));
  };
  replace(place, h("form", { class: "stack", novalidate: true, onsubmit: save }, problem.node, fields.map(({ node }) => node),
    h("p", { class: "muted small" }, _("Kept in this browser: keyboards differ from desk to desk.")),
    h("div", { class: "row" },
      h("button", { type: "submit", class: "button primary" }, icon("check"), _("Save")),
      h("button", { type: "button", class: "button", onclick: () => keep({}) }, _("As delivered")))));
  fields[0].input.focus();
}
