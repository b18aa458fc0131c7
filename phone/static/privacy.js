// What becomes of what the visitor told, in a few plain sentences.

import { openDialog } from "/static/web/dialogs.js";
import { h } from "/static/web/dom.js";

/** Opens the notice; the site that answers for it stands above. */
export function privacyDialog({ site }, { _ }) {
  const sentences = [
    _("For today we keep your number, your topic, your languages and what you chose at the terminal. We do not know your name."),
    _("Only our staff see this. They need it to call you and to advise you."),
    _("From tomorrow nobody can open this page any more. Only times and topics stay, for counting."),
    _("This page sets no cookies and passes nothing on."),
    _("With “Delete my ticket” your number ends, and what you told us is erased at once."),
  ];
  const dialog = openDialog({ title: _("Privacy"), icon: "shield-check" },
    h("p", { class: "strong" }, h("bdi", {}, site.name)),
    h("div", { class: "stack" }, sentences.map((text) => h("p", {}, text))),
    h("div", { class: "dialog-actions" }, h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, _("Close"))));
}
