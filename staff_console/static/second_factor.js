// Setting up the second factor: scan, type the first code, keep the recovery codes.

import { openDialog } from "/static/web/dialogs.js";
import { h, icon, replace } from "/static/web/dom.js";
import { problemLine, textField } from "./fields.js";

/** `onDone()` after the recovery codes were seen. Does nothing when the reader is not confirmed. */
export async function setUpSecondFactor(context, onDone) {
  const answer = await context.act("account/second-factor");
  if (!answer?.ok) return;
  const { texts: { _ } } = context;
  const place = h("div", { class: "stack" });
  const dialog = openDialog({ title: _("Set up the second factor"), icon: "shield-check", class: "wide-dialog", onClose: onDone }, place);
  replace(place, scanStep(context, answer.body, (codes) => replace(place, codesStep(context, codes, () => dialog.close())), () => dialog.close()));
}

/** New recovery codes, shown once. */
export function showRecoveryCodes(context, codes) {
  const { texts: { _ } } = context;
  const dialog = openDialog({ title: _("Recovery codes"), icon: "key-round" }, h("div", { class: "stack" }, codesStep(context, codes, () => dialog.close())));
}

function scanStep(context, { secret, qr }, onCodes, onCancel) {
  const { texts: { _ } } = context;
  const problem = problemLine();
  const code = textField({ label: _("Code that the app shows"), name: "first-code", autocomplete: "one-time-code", inputmode: "numeric" });
  const send = async (event) => {
    event.preventDefault();
    const answer = await context.act("account/second-factor/confirm", { code: code.input.value.trim() }, { quiet: true });
    if (answer?.ok) return onCodes(answer.body.recovery_codes);
    code.input.value = "";
    problem.say(answer?.body.detail ?? _("That did not work. Please try again."));
    return code.input.focus();
  };
  return h("form", { class: "factor", novalidate: true, onsubmit: send },
    h("div", { class: "stack" },
      h("ol", { class: "steps-list" },
        h("li", {}, _("Open an app for codes on your phone (an authenticator).")),
        h("li", {}, _("Scan this picture, or type the key.")),
        h("li", {}, _("Type the six digits that the app shows now."))),
      h("p", {}, _("Key:"), " ", h("bdi", { dir: "ltr", class: "secret" }, secret.match(/.{1,4}/g).join(" "))),
      code.node, problem.node,
      h("div", { class: "dialog-actions" },
        h("button", { type: "submit", class: "button primary" }, icon("check"), _("Turn it on")),
        h("button", { type: "button", class: "button", onclick: onCancel }, _("Cancel")))),
    h("img", { class: "factor-qr", alt: _("QR code for your app"), src: `data:image/svg+xml;utf8,${encodeURIComponent(qr)}` }));
}

function codesStep({ texts: { _ } }, codes, onDone) {
  return [
    h("p", {}, _("Without your phone, each of these codes lets you in once. Print or write them down and keep them away from the computer; they are shown only now.")),
    h("ul", { class: "codes" }, codes.map((code) => h("li", {}, h("bdi", { dir: "ltr" }, code)))),
    h("div", { class: "dialog-actions" }, h("button", { type: "button", class: "button primary", autofocus: true, onclick: onDone }, icon("check"), _("I have kept them"))),
  ];
}
