// The log, for auditors: by day, person and action, and as a file.

import { h, icon, replace } from "/static/web/dom.js";
import { selectField, textField } from "./fields.js";
import { actionWords, logTable } from "./log_words.js";
import { pageFrame } from "./page_frame.js";
import { read } from "./server.js";

export function logScreen(context) {
  const { texts, texts: { _, language } } = context;
  const wanted = { first: "", last: "", person: "", action: "" };
  const file = h("a", { class: "button", download: "" }, icon("download"), _("Export as a file"));
  const place = h("div", { class: "stack", "aria-live": "polite" });
  let entries = [];

  async function show(before = "") {
    file.href = `/staff/api/log.csv?${query(wanted)}`;
    const answer = await read(`log?${query({ ...wanted, before })}`, language);
    if (!answer.ok) return null;
    entries = before ? [...entries, ...answer.body.entries] : answer.body.entries;
    replace(place, logTable(context, entries), answer.body.older && h("button", { type: "button", class: "button", onclick: () => show(answer.body.older) }, icon("chevron-down"), _("Older")));
    return answer.body;
  }

  return pageFrame(context, { title: _("Log"), heads: [file], load: async () => {
    const found = await show();
    return found && [
      h("p", { class: "muted" }, _("What staff did, for 90 days. It cannot be changed. Reading it is logged too.")),
      filters(context, found, wanted, (name, value) => {
        wanted[name] = value;
        show();
      }, texts),
      h("section", { class: "card flush-table" }, place),
    ];
  } });
}

function query(wanted) {
  return new URLSearchParams(Object.entries(wanted).filter(([, value]) => value)).toString();
}

function filters({ texts }, { people, actions }, wanted, change) {
  const { _ } = texts;
  const onchange = ({ target }) => change(target.dataset.name, target.value);
  const day = (name, label) => textField({ label, name: `log-${name}`, type: "date", "data-name": name, value: wanted[name], onchange }).node;
  const named = actions.map((code) => ({ value: code, text: actionWords(texts, code) })).sort((one, other) => one.text.localeCompare(other.text));
  const all = (text) => ({ value: "", text });
  return h("form", { class: "card filters", "aria-label": _("Filter"), onsubmit: (event) => event.preventDefault() },
    day("first", _("From")), day("last", _("To")),
    selectField({ label: _("Person"), name: "log-person", "data-name": "person", onchange, choices: [all(_("everybody")), ...people.map(({ id, name }) => ({ value: String(id), text: name }))] }).node,
    selectField({ label: _("What"), name: "log-action", "data-name": "action", onchange, choices: [all(_("everything")), ...named] }).node);
}
