// A text in many languages: one row a language; what is missing is seen and counted, and can come from the program's own
// words for the same code.

import { h, icon } from "/static/web/dom.js";

export function textsField(context, { id, where, key, set }) {
  const { texts: { _, nrich } } = context;
  const { needed, possible } = context.textLanguages(key, where.table.name);
  const texts = () => where.row[key.name] ?? {};
  const counter = h("p", { class: "config-missing", role: "status" });
  const rows = possible.map((code) => languageRow(context, { id, code, isNeeded: needed.includes(code), value: texts()[code] ?? "", onInput: (text) => write(code, text) }));
  const fromProgram = h("button", { type: "button", class: "button small", hidden: true, onclick: take }, icon("languages"), _("Take the program’s translations"));
  const first = rows.slice(0, 2);
  const others = rows.slice(2);

  function write(code, text) {
    const next = { ...texts() };
    if (text) next[code] = text;
    else delete next[code];
    set(Object.keys(next).length ? next : undefined);
    count();
  }

  function take() {
    const known = context.templateTexts(where.table.name, where.row, key.name);
    set({ ...Object.fromEntries(Object.entries(known).filter(([code]) => possible.includes(code))), ...texts() });
    for (const row of rows) row.show(texts()[row.code] ?? "");
    count();
  }

  function count() {
    const isOptional = !key.required && !where.row[key.name];
    const missing = isOptional ? [] : needed.filter((code) => !texts()[code]);
    for (const row of rows) row.mark(missing.includes(row.code));
    counter.replaceChildren(...(missing.length ? [icon("triangle-alert"), h("span", {}, nrich("{count} translation is missing", "{count} translations are missing", missing.length))] : []));
    const known = context.templateTexts(where.table.name, where.row, key.name);
    fromProgram.hidden = !possible.some((code) => !texts()[code] && known[code]);
  }

  count();
  return {
    update: count,
    wrong: () => rows.filter(({ isMissing }) => isMissing()).map(({ input }) => input),
    node: h("div", { class: "field", role: "group", "aria-labelledby": `${id}-label` },
      h("span", { class: "label", id: `${id}-label` }, key.label, !key.required && [" ", h("span", { class: "muted" }, _("(optional)"))]),
      key.hint && h("p", { class: "hint" }, key.hint),
      first.map(({ node }) => node),
      others.length > 0 && h("details", { class: "config-languages" }, h("summary", {}, icon("chevron-right"), _("All languages")), h("div", { class: "stack" }, others.map(({ node }) => node))),
      h("div", { class: "row" }, counter, fromProgram)),
  };
}

function languageRow({ languageName, texts: { _ } }, { id, code, isNeeded, value, onInput }) {
  const sign = h("span", { class: "config-hole", hidden: true }, icon("triangle-alert", { label: _("missing") }));
  const input = h("input", { type: "text", id: `${id}-${code}`, lang: code, dir: "auto", maxlength: 200, value, dataset: { language: code }, oninput: () => onInput(input.value.trim()) });
  return {
    code,
    input,
    isMissing: () => !sign.hidden,
    show: (text) => {
      input.value = text;
    },
    mark: (isMissing) => {
      sign.hidden = !isMissing;
    },
    node: h("div", { class: "config-text" }, h("label", { for: input.id }, languageName(code), !isNeeded && [" ", h("span", { class: "muted" }, _("(optional)"))]), input, sign),
  };
}
