// One table of the site file as forms: a form for a table that is written once, otherwise a list of rows that open.

import { ask } from "/static/web/dialogs.js";
import { h, icon, replace } from "/static/web/dom.js";
import { menu } from "../parts.js";
import { keyField } from "./key_field.js";
import { rowTitle } from "./row_title.js";

const COMPACT = ["hours", "closed_days"]; // rows so short that they stand open
const FROM_PROGRAM = ["topics", "needs", "languages", "outcomes", "referral_bodies", "gaps", "call_reasons"];
const LETTERS = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };
const fresh = new WeakSet(); // rows that were added here: their codes may still be chosen

/** {node, show(findings)}: findings [{path, message, allowed}] are said at their fields; the rest is the page's. */
export function tablePage(context, table, opened = null) {
  const places = new Map(); // "desks/2/name" → field
  const list = h("div", { class: "config-rows" });
  const state = { findings: [], opened: new Set(opened === null ? [] : [opened]) };
  const changed = () => context.changed(table.name);
  const editor = { context, table, places, state, changed, draw };

  function draw() {
    places.clear();
    const rows = table.many ? context.draft.rows(table.name) : null;
    replace(list, rows ? manyRows(editor, rows) : singleForm(editor, context.draft.rows(table.name)));
    show(state.findings);
  }

  function show(findings) {
    state.findings = findings;
    for (const field of places.values()) field.say("");
    for (const row of list.querySelectorAll(".config-row")) row.classList.toggle("is-wrong", findings.some(({ path }) => path[0] === table.name && String(path[1]) === row.dataset.index));
    for (const { path, message, allowed } of findings) {
      const text = allowed ? `${message}. ${context.texts._("Allowed: {what}", { what: allowed })}` : message;
      for (let length = path.length; length > 1; length -= 1) {
        const field = places.get(path.slice(0, length).join("/"));
        if (!field) continue;
        field.say(text);
        break;
      }
    }
  }

  draw();
  return { show, node: h("section", { class: "config-table", dataset: { table: table.name }, "aria-labelledby": "config-title" },
    h("h2", { id: "config-title", tabindex: "-1" }, table.title), h("p", { class: "muted" }, table.hint), list,
    table.many && h("div", { class: "row config-add" }, addButtons(editor))) };
}

function singleForm(editor, row) {
  return h("div", { class: "card config-fields" }, fieldsOf(editor, { table: editor.table, row, index: null, isNew: false }));
}

function manyRows(editor, rows) {
  const { context: { texts: { _ } }, table } = editor;
  if (!rows.length) return h("p", { class: "card quiet" }, icon("info"), " ", _("Nothing here yet."));
  const draw = COMPACT.includes(table.name) ? openRow : foldedRow;
  return rows.map((row, index) => draw(editor, rows, row, index));
}

function openRow(editor, rows, row, index) {
  return h("div", { class: "card config-row config-fields config-open", role: "group", "aria-label": rowTitle(editor.context, editor.table, row).text, dataset: { index } },
    fieldsOf(editor, placeOf(editor, row, index)), h("div", { class: "config-row-actions" }, removeButton(editor, rows, row, index)));
}

function foldedRow(editor, rows, row, index) {
  const { context, table, state } = editor;
  const title = h("span", { class: "config-row-title" });
  const body = h("div", { class: "config-row-inside" });
  const look = () => replace(title, rowTitle(context, table, row).nodes);
  const details = h("details", { class: "card config-row", dataset: { index }, open: state.opened.has(index), ontoggle: () => {
    if (details.open) state.opened.add(index);
    else state.opened.delete(index);
    if (details.open && !body.hasChildNodes()) fill();
  } }, h("summary", {}, icon("chevron-right"), title), body);

  function fill() {
    replace(body, h("div", { class: "config-fields" }, fieldsOf(editor, placeOf(editor, row, index), look)),
      h("div", { class: "config-row-actions" }, moveButtons(editor, rows, index), removeButton(editor, rows, row, index)));
    editor.places.get([table.name, index].join("/"))?.say("");
  }

  look();
  if (details.open) fill();
  editor.places.set([table.name, index].join("/"), { say: () => {} });
  return details;
}

function placeOf({ table }, row, index) {
  return { table, row, index, isNew: fresh.has(row) };
}

function fieldsOf({ context, table, places, changed }, where, look = () => {}) {
  const fields = [];
  const onChange = (name) => {
    if (where.isNew && name !== "code") suggestCode(context, table, where.row, fields);
    look();
    for (const field of fields) field.update();
    changed();
  };
  for (const key of table.keys) {
    const field = keyField(context, where, key, onChange);
    fields.push(field);
    places.set([table.name, ...(where.index === null ? [] : [where.index]), key.name].join("/"), field);
  }
  return fields.map(({ node }) => node);
}

/** A new row's code follows its name until somebody writes another one. */
function suggestCode(context, table, row) {
  if (table.unique !== "code" || (row.code && row.code !== suggestCode.last)) return;
  const name = typeof row.name === "object" ? row.name.en ?? row.name.de ?? Object.values(row.name)[0] : row.name;
  const code = codeFrom(name ?? "", context.draft.look(table.name).filter((one) => one !== row).map((one) => one.code));
  if (code) row.code = suggestCode.last = code;
}

function codeFrom(name, taken) {
  const plain = name.toLowerCase().replace(/[äöüß]/g, (letter) => LETTERS[letter]).normalize("NFD").replace(/[^a-z0-9]+/g, "-").replace(/^[-0-9]+|-+$/g, "");
  for (let number = 1; plain; number += 1) {
    const code = number === 1 ? plain : `${plain}-${number}`;
    if (!taken.includes(code)) return code;
  }
  return "";
}

function moveButtons(editor, rows, index) {
  const { context: { texts: { _ } } } = editor;
  const move = (by) => () => {
    const [row] = rows.splice(index, 1);
    rows.splice(index + by, 0, row);
    editor.state.opened = new Set([index + by]);
    editor.changed();
    editor.draw();
  };
  return [
    index > 0 && h("button", { type: "button", class: "button small", onclick: move(-1) }, icon("arrow-up"), _("Up")),
    index < rows.length - 1 && h("button", { type: "button", class: "button small", onclick: move(1) }, icon("arrow-down"), _("Down")),
  ];
}

function removeButton(editor, rows, row, index) {
  const { context: { texts: { _ } }, table } = editor;
  const remove = async () => {
    const title = rowTitle(editor.context, table, row).text;
    const sure = fresh.has(row) || (await ask({ title: _("Remove this?"), text: title, yes: _("Remove"), no: _("Cancel"), danger: true }));
    if (!sure) return;
    rows.splice(index, 1);
    editor.state.opened.clear();
    editor.changed();
    editor.draw();
  };
  return h("button", { type: "button", class: "button small", onclick: remove }, icon("trash-2"), _("Remove"));
}

function addButtons(editor) {
  const { context, table } = editor;
  const { texts: { _, named } } = context;
  const add = (row) => {
    const rows = context.draft.rows(table.name);
    fresh.add(row);
    rows.push(row);
    editor.state.opened = new Set([rows.length - 1]);
    editor.changed();
    editor.draw();
    document.querySelector(`.config-row[data-index="${rows.length - 1}"] :is(input, select):not([readonly])`)?.focus();
  };
  const taken = new Set(context.draft.look(table.name).map((row) => row.code));
  const offered = FROM_PROGRAM.includes(table.name) ? context.templates[table.name].filter(({ code }) => !taken.has(code)) : [];
  const items = offered.map((row) => ({ label: typeof row.name === "string" ? `${context.languageName(row.code)} · ${row.name}` : named(row.name), sign: row.icon ?? "plus", onclick: () => add(context.fitting(table.name, row)) }));
  return [
    h("button", { type: "button", class: "button primary", dataset: { add: table.name }, onclick: () => add(firstValues(context, table)) }, icon("plus"), _("Add: {what}", { what: table.row })),
    items.length > 0 && menu({ button: [icon("list"), _("Choose from the program’s list"), icon("chevron-down")], align: "start" }, items),
  ];
}

/** What a new row begins with, so that most of it is right already. */
function firstValues({ draft }, table) {
  const rows = draft.look(table.name);
  const row = {};
  for (const key of table.keys.filter(({ required }) => required)) {
    if (key.form === "flag") row[key.name] = false;
    if (key.form === "one_of" && key.name !== "weekday") row[key.name] = key.choices.at(-1).value;
  }
  if (table.name === "desks") row.number = Math.max(0, ...rows.map(({ number }) => number || 0)) + 1;
  if (table.name === "topics") Object.assign(row, { icon: "message-circle", expected_minutes: 25 });
  if (table.name === "needs") row.icon = "info";
  if (table.name === "languages") Object.assign(row, { direction: "ltr", pages: false, advice: true });
  if (table.name === "hours") Object.assign(row, { weekday: nextWeekday(rows), opens: "09:00", ends: "13:00" });
  return row;
}

function nextWeekday(rows) {
  const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
  return days.find((day) => !rows.some(({ weekday }) => weekday === day)) ?? "monday";
}
