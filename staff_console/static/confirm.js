// Before something dangerous: prove once more that it is you. Good for ten minutes.

import { openDialog } from "/static/web/dialogs.js";
import { h, icon } from "/static/web/dom.js";
import { problemLine, textField } from "./fields.js";
import { click, read } from "./server.js";

/** Asks for password or code; resolves with true when it was right, false when the reader left. */
export async function confirmDialog(context) {
  const account = await read("account", context.texts.language);
  return new Promise((resolve) => open(context, account.ok ? account.body : {}, resolve));
}

function open(context, { has_password: hasPassword = true, second_factor: secondFactor, provider }, resolve) {
  const { texts: { _, rich } } = context;
  const problem = problemLine();
  const password = hasPassword && textField({ label: _("Password"), name: "confirm-password", type: "password", autocomplete: "current-password" });
  const code = secondFactor?.since && textField({ label: hasPassword ? _("… or the code of your app") : _("Code of your app"), name: "confirm-code", autocomplete: "one-time-code", inputmode: "numeric" });
  const send = async (event) => {
    event.preventDefault();
    const body = code?.input.value.trim() ? { code: code.input.value.trim() } : { password: password ? password.input.value : "" };
    const answer = await click("session/confirm", body, context.session.csrf_token, context.texts.language);
    if (answer.ok) return dialog.close("yes");
    if (password) password.input.value = "";
    problem.say(answer.status === 401 ? _("This is not right. Please try again.") : answer.body.detail ?? _("That did not work. Please try again."));
    return (password || code).input.focus();
  };
  const dialog = openDialog({ title: _("Is it you?"), icon: "shield-check", onClose: (value) => resolve(value === "yes") },
    h("form", { class: "stack", novalidate: true, onsubmit: send },
      h("p", {}, _("What you are about to do needs your password or code once more.")),
      problem.node, password && password.node, code && code.node,
      provider?.linked_at && h("p", {}, h("a", { href: "/staff/provider?again=1" }, rich("Sign in again with {name}", { name: h("bdi", {}, provider.name) }))),
      h("div", { class: "dialog-actions" },
        (password || code) && h("button", { type: "submit", class: "button primary" }, icon("check"), _("Confirm")),
        h("button", { type: "button", class: "button", onclick: () => dialog.close("no") }, _("Cancel")))));
  (password || code)?.input.focus();
}
