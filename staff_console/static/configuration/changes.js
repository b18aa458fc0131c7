// What differs, in words: for the save bar, a colleague's changes, the list of changes, an import.

import { h, icon } from "/static/web/dom.js";
import { N_ } from "/static/web/texts.js";

const KINDS = { added: N_("new"), removed: N_("removed"), changed: N_("changed"), moved: N_("new order") };
const SIGNS = { added: "plus", removed: "trash-2", changed: "pencil", moved: "arrow-up-down" };

/** A list; changes: [{table, row, kind, keys}]. */
export function changeList(context, changes) {
  const { texts: { _ } } = context;
  if (!changes.length) return h("p", { class: "muted" }, _("Nothing changes."));
  return h("ul", { class: "config-changes" }, changes.map((change) => h("li", {}, icon(SIGNS[change.kind]), changeWords(context, change))));
}

/** "Desks · 3: Name" */
export function changeWords({ form, texts: { _ } }, { table, row, kind, keys }) {
  const found = form.tables.find(({ name }) => name === table);
  const words = kind === "changed" ? keys.map((name) => found?.keys.find((key) => key.name === name)?.label ?? name).join(", ") : _(KINDS[kind]);
  return h("span", {}, h("strong", {}, found?.title ?? table), row && [" · ", h("bdi", {}, row)], ": ", words);
}
