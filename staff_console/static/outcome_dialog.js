// An outcome that was left open, recorded later.

import { notice, openDialog } from "/static/web/dialogs.js";
import { h, icon, num } from "/static/web/dom.js";
import { outcomeForm } from "./outcome_form.js";
import { ticketChips } from "./parts.js";

export function outcomeDialog(context, talk) {
  const { texts: { _, rich } } = context;
  const form = outcomeForm(context, talk, { draftKey: null });
  const save = async () => {
    if (!form.check()) return;
    const answer = await context.act(`tickets/${talk.id}/outcome`, form.value());
    if (!answer?.ok) return;
    dialog.close();
    notice(_("The outcome of {number} is recorded.", { number: talk.number }), { kind: "good" });
  };
  const dialog = openDialog({ title: h("span", {}, rich("What came out for {number}?", { number: num(talk.number) })), class: "wide-dialog" },
    ticketChips(context, talk), form.node,
    h("div", { class: "dialog-actions" },
      h("button", { type: "button", class: "button primary", onclick: save }, icon("check"), _("Record")),
      h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, _("Not now"))));
}
