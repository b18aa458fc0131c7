// Who changed what and when; each change can be taken back as long as nothing else has changed the same since.

import { ask, notice } from "/static/web/dialogs.js";
import { h, icon } from "/static/web/dom.js";
import { N_ } from "/static/web/texts.js";
import { moment } from "../dates.js";
import { changeList } from "./changes.js";

const HOW = { loaded: N_("loaded from a file"), set_up: N_("set up"), edited: N_("changed"), imported: N_("imported"), undone: N_("undone"), person_erased: N_("a person was erased") };

export function historyPage(page) {
  const { context } = page;
  const { texts: { _ } } = context;
  return { node: h("section", { "aria-labelledby": "config-title" },
    h("h2", { id: "config-title", tabindex: "-1" }, _("Changes")),
    h("p", { class: "muted" }, _("Newest first. Undoing is a change of its own: nothing is lost.")),
    h("ol", { class: "config-history" }, context.history.map((entry) => entryCard(page, entry)))) };
}

function entryCard(page, entry) {
  const { context } = page;
  const { texts: { _, rich } } = context;
  return h("li", { class: "card", dataset: { revision: entry.revision } },
    h("div", { class: "config-history-head" },
      h("span", {}, moment(context, entry.at)), h("strong", {}, entry.by ? h("bdi", {}, entry.by) : _("the system")), h("span", { class: "chip" }, _(HOW[entry.how] ?? entry.how)),
      entry.may_be_undone && h("button", { type: "button", class: "button small", onclick: () => undo(page, entry) }, icon("undo-2", { class: "turns" }), _("Undo this change"))),
    entry.undoes && h("p", { class: "muted" }, rich("takes back change {number}", { number: entry.undoes })),
    entry.changes.length > 0 && changeList(context, entry.changes));
}

async function undo(page, entry) {
  const { context } = page;
  const { texts: { _ } } = context;
  const isSure = await ask({ title: _("Undo this change?"), yes: _("Undo"), no: _("Cancel") });
  if (!isSure) return;
  const answer = await context.act("configuration/undo", { revision: context.saved, change: entry.revision });
  if (!answer) return;
  if (answer.ok) notice(_("Undone"), { kind: "good" });
  else notice([answer.body.detail, ...(answer.body.findings ?? []).map(({ message }) => message)].filter(Boolean).join(" "), { kind: "warn" });
  if (answer.ok && answer.body.touched.length) notice(_("Something that was in use is gone again."));
  page.reload();
}

