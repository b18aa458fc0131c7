// One field for one key of the site file, as the server's description of the form says; a change goes into the row at once.

import { h, icon } from "/static/web/dom.js";
import { selectField, textField } from "../fields.js";
import { press, toggleChip } from "../parts.js";
import { iconField } from "./icon_field.js";
import { textsField } from "./texts_field.js";

const HOLIDAYS = ["DE-BW", "DE-BY", "DE-BE", "DE-BB", "DE-HB", "DE-HH", "DE-HE", "DE-MV", "DE-NI", "DE-NW", "DE-RP", "DE-SL", "DE-SN", "DE-ST", "DE-SH", "DE-TH", "AT", "CH"];
const WIDE = ["texts", "list_of", "icon"];
const EDITORS = { text: plain, code: plain, language: plain, whole: numeric, number: numeric, clock: timed("time"), day: timed("date"), flag, one_of: choice, list_of: several, texts: textsField, icon: iconField, zone: suggested(zones), holidays: suggested(() => HOLIDAYS) };

/**
 * {node, say(text)}. `where`: {table, index, row, isNew}; `key`: of the form; `onChange()` after every change of the row.
 * A code that is in use can only be read.
 */
export function keyField(context, where, key, onChange) {
  const id = ["c", where.table.name, where.index ?? 0, key.name].join("-");
  const set = (value) => {
    if (value === undefined || value === "" || value === null || value === key.default) delete where.row[key.name];
    else where.row[key.name] = value;
    if (value === "" && key.form === "holidays") where.row[key.name] = "";
    onChange(key.name);
  };
  const editor = (key.of && key.form !== "list_of" ? named : EDITORS[key.form])(context, { id, where, key, set, value: where.row[key.name] ?? key.default });
  const words = h("span", {});
  const problem = h("p", { class: "wrong", id: `${id}-wrong`, hidden: true }, icon("circle-alert"), words);
  const node = h("div", { class: ["config-field", WIDE.includes(key.form) && "wide"], dataset: { key: key.name } }, editor.node, problem);
  return {
    node,
    update: editor.update ?? (() => {}),
    say: (text) => {
      problem.hidden = !text;
      words.textContent = text;
      const wrong = text ? editor.wrong?.() ?? [...node.querySelectorAll("input, select, textarea")] : [];
      for (const input of node.querySelectorAll("input, select, textarea")) {
        const said = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== problem.id);
        if (wrong.includes(input)) said.push(problem.id);
        input.toggleAttribute("aria-describedby", said.length > 0);
        if (said.length) input.setAttribute("aria-describedby", said.join(" "));
        input.setAttribute("aria-invalid", String(wrong.includes(input)));
      }
    },
  };
}

function label({ texts: { _ } }, key) {
  return key.required || (key.default !== null && key.default?.length !== 0) ? key.label : [key.label, " ", h("span", { class: "muted" }, _("(optional)"))];
}

function plain(context, { id, where, key, set, value }) {
  const isKept = key.name === "code" && !where.isNew;
  const field = textField({
    label: label(context, key), name: id, hint: key.hint, value: value ?? "", maxlength: key.highest, readonly: isKept,
    dir: key.form === "text" ? "auto" : "ltr", oninput: ({ target }) => set(target.value.trim()), autocapitalize: key.form === "text" ? "sentences" : "none",
  });
  const update = () => {
    if (document.activeElement !== field.input) field.input.value = where.row[key.name] ?? "";
  };
  return { ...field, update };
}

function numeric(context, { id, where, key, set, value }) {
  const read = ({ target }) => set(target.value === "" ? undefined : target.valueAsNumber);
  const props = { type: "number", inputmode: "decimal", min: key.lowest, max: key.highest, step: key.form === "whole" ? 1 : "any" };
  const placeholder = key.default === null ? null : String(key.default);
  const isKept = where.table.unique === key.name && !where.isNew;
  return textField({ label: label(context, key), name: id, hint: key.hint, value: value ?? "", placeholder, readonly: isKept, oninput: read, ...props });
}

function timed(type) {
  return (context, { id, key, set, value }) =>
    textField({ label: label(context, key), name: id, hint: key.hint, type, value: value ?? "", oninput: ({ target }) => set(target.value) });
}

function flag(context, { id, key, set, value }) {
  const input = h("input", { type: "checkbox", id, checked: Boolean(value), "aria-describedby": key.hint ? `${id}-hint` : null, onchange: () => set(key.required ? input.checked : input.checked || undefined) });
  return { node: h("div", { class: "field" }, h("label", { class: "choice", for: id }, input, h("span", { class: "strong" }, key.label)), key.hint && h("p", { class: "hint", id: `${id}-hint` }, key.hint)) };
}

function choice(context, { id, key, set, value }) {
  const choices = key.choices.map((one) => ({ ...one, selected: one.value === value }));
  const empty = value === undefined || value === null ? [{ value: "", text: context.texts._("Please choose"), selected: true }] : [];
  return selectField({ label: label(context, key), name: id, hint: key.hint, choices: [...empty, ...choices], onchange: ({ target }) => set(target.value) });
}

/** One row of another table. */
function named(context, { id, key, set, value }) {
  const choices = context.choicesOf(key).map(({ code, text }) => ({ value: code, text, selected: code === value }));
  const isUnknown = value && !choices.some((one) => one.value === value);
  const empty = [{ value: "", text: key.required ? context.texts._("Please choose") : context.texts._("none"), selected: !value }];
  const odd = isUnknown ? [{ value, text: value, selected: true }] : [];
  return selectField({ label: label(context, key), name: id, hint: key.hint, choices: [...(key.required && value ? [] : empty), ...choices, ...odd], onchange: ({ target }) => set(target.value) });
}

/** Several rows of another table, in the order in which they were chosen. */
function several(context, { id, where, key, set }) {
  if (!key.of && !key.choices.length) return lines(context, { id, where, key, set });
  const chosen = () => where.row[key.name] ?? [];
  const choices = key.of ? context.choicesOf(key) : key.choices.map(({ value: code, text }) => ({ code, text }));
  const known = new Set(choices.map(({ code }) => code));
  const all = [...choices, ...chosen().filter((code) => !known.has(code)).map((code) => ({ code, text: code, sign: "triangle-alert" }))];
  const chips = all.map(({ code, text, sign }) => {
    const chip = toggleChip({ label: text, sign, dataset: { code }, onclick: () => {
      const next = chosen().includes(code) ? chosen().filter((one) => one !== code) : [...chosen(), code];
      set(next.length || key.required ? next : undefined);
      press(chip, chosen().includes(code));
    } });
    press(chip, chosen().includes(code));
    return chip;
  });
  return { node: h("div", { class: "field", role: "group", "aria-labelledby": `${id}-label` },
    h("span", { class: "label", id: `${id}-label` }, key.label), h("div", { class: "chips" }, chips), key.hint && h("p", { class: "hint" }, key.hint)) };
}

/** Free items, one a line. */
function lines(context, { id, where, key, set }) {
  const read = () => input.value.split("\n").map((line) => line.trim()).filter(Boolean);
  const input = h("textarea", { id, rows: 3, dir: "ltr", value: (where.row[key.name] ?? []).join("\n"), "aria-describedby": key.hint ? `${id}-hint` : null, oninput: () => set(read().length ? read() : undefined) });
  return { node: h("div", { class: "field" }, h("label", { for: id }, label(context, key)), input, key.hint && h("p", { class: "hint", id: `${id}-hint` }, key.hint)), wrong: () => [input] };
}

function suggested(list) {
  return (context, { id, key, set, value }) => {
    const field = textField({ label: label(context, key), name: id, hint: key.hint, value: value ?? "", list: `${id}-list`, dir: "ltr", oninput: ({ target }) => set(target.value.trim()) });
    field.node.append(h("datalist", { id: `${id}-list` }, list().map((one) => h("option", { value: one }))));
    return field;
  };
}

function zones() {
  return Intl.supportedValuesOf?.("timeZone") ?? ["Europe/Berlin"];
}
