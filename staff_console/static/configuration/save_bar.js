// The bar below the forms: how much is not saved, whether something is wrong, and the ways on.

import { ask, notice, openDialog } from "/static/web/dialogs.js";
import { h, icon, replace } from "/static/web/dom.js";
import { changeList } from "./changes.js";

/** {node, update()}; `page`: {context, saved(), goTo(finding)}. */
export function saveBar(page) {
  const { context } = page;
  const words = h("div", { class: "config-bar-words", role: "status" });
  const actions = h("div", { class: "row" });
  const node = h("div", { class: "config-bar", hidden: true }, words, actions);

  function update() {
    const { texts: { _, nrich } } = context;
    const count = Object.keys(context.draft.changed()).length;
    const { judged } = context;
    node.hidden = count === 0;
    if (node.hidden) return;
    const wrong = judged?.findings.length ?? 0;
    replace(words,
      h("strong", {}, _("Not saved yet")),
      wrong > 0
        ? h("button", { type: "button", class: "config-wrong", onclick: () => page.goTo(judged.findings[0]) }, icon("circle-alert"), h("span", {}, nrich("{count} thing to put right", "{count} things to put right", wrong)))
        : judged && h("button", { type: "button", class: "config-link", onclick: () => showChanges(context) }, h("span", {}, nrich("{count} change", "{count} changes", judged.changes.length))));
    replace(actions,
      h("button", { type: "button", class: "button", onclick: () => discard(page) }, icon("undo-2", { class: "turns" }), _("Discard")),
      h("button", { type: "button", class: "button", onclick: () => page.open("preview") }, icon("monitor"), _("Preview")),
      h("button", { type: "button", class: "button primary", onclick: () => save(page) }, icon("save"), _("Save")));
  }

  return { node, update };
}

function showChanges(context) {
  const { texts: { _ } } = context;
  const dialog = openDialog({ title: _("What changes"), icon: "pencil" }, changeList(context, context.judged.changes), notesOf(context),
    h("div", { class: "dialog-actions" }, h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, _("Done"))));
}

function notesOf({ judged, texts: { _ } }) {
  return judged.notes.length > 0 && h("details", {}, h("summary", {}, icon("chevron-right"), _("Good to know")), h("ul", {}, judged.notes.map(({ message }) => h("li", {}, message))));
}

async function discard(page) {
  const { texts: { _ } } = page.context;
  const isSure = await ask({ title: _("Discard what is not saved?"), yes: _("Discard"), no: _("Cancel"), danger: true });
  if (!isSure) return;
  page.context.draft.drop();
  page.reload();
}

async function save(page) {
  const { context } = page;
  const { texts: { _ } } = context;
  const judged = await page.judge();
  if (!judged) return undefined;
  if (judged.findings.length) return page.goTo(judged.findings[0]);
  if (judged.touched.length && !(await isSureOfTouched(context, judged.touched))) return undefined;
  const answer = await context.act("configuration", { revision: context.draft.revision, tables: context.draft.changed() });
  if (!answer) return undefined;
  if (answer.ok) {
    context.draft.drop();
    notice(_("Saved"), { kind: "good" });
    if (page.isStepping) history.replaceState(null, "", "#steps");
    page.isStepping = false;
    return page.reload();
  }
  if (answer.body.code === "PlanChanged") return elsewhere(page);
  if (answer.body.findings) return page.show(answer.body.findings);
  return notice(answer.body.detail ?? _("That did not work. Please try again."), { kind: "bad" });
}

/** Rows go to which something refers: says how much, and asks. */
export function isSureOfTouched({ form, texts: { _, nrich } }, touched) {
  const title = (name) => form.tables.find((table) => table.name === name)?.title ?? name;
  return new Promise((resolve) => {
    const dialog = openDialog({ title: _("This is in use"), icon: "triangle-alert", onClose: (value) => resolve(value === "yes") },
      h("p", {}, _("What was counted stays, but new visitors and forms no longer find it:")),
      h("ul", {}, touched.map(({ table, row, uses }) => h("li", {}, h("strong", {}, title(table)), " · ", h("bdi", {}, row), ": ", h("span", {}, nrich("{count} record", "{count} records", uses))))),
      h("div", { class: "dialog-actions" },
        h("button", { type: "button", class: "button danger", onclick: () => dialog.close("yes") }, _("Remove anyway")),
        h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close("no") }, _("Cancel"))));
  });
}

/** Somebody else was faster: nothing is lost; one's own goes on top of theirs, if both did not change the same. */
async function elsewhere(page) {
  const { context } = page;
  const { texts: { _ } } = context;
  const answer = await context.act("configuration/rebase", { revision: context.draft.revision, tables: context.draft.changed() });
  if (!answer) return;
  const dialog = openDialog({ title: _("Somebody else has saved in the meantime"), icon: "users", onClose: (value) => {
    if (value === "mine") take();
    if (value === "theirs") {
      context.draft.drop();
      page.reload();
    }
  } },
  h("p", {}, answer.ok ? _("Your entries are still here, and they fit together. Look at them once more, then save.") : _("Your entries are still here, but the same was changed by somebody else.")),
  h("div", { class: "dialog-actions" },
    answer.ok && h("button", { type: "button", class: "button primary", onclick: () => dialog.close("mine") }, _("Put mine on top of theirs")),
    h("button", { type: "button", class: "button", onclick: () => dialog.close("theirs") }, _("Drop mine, show theirs")),
    h("button", { type: "button", class: "button", onclick: () => dialog.close("") }, _("Later"))));

  function take() {
    const { revision, document: saved, tables } = answer.body;
    Object.assign(context.draft, { revision, document: saved, edited: tables });
    context.draft.touch();
    page.redraw();
  }
}
