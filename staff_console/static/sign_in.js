// Before work: sign in, and no line to the server.

import { h, icon } from "/static/web/dom.js";
import { problemLine, textField } from "./fields.js";

/** Form with user name and password, then the code. `onSignIn(username, password, code)` resolves with the answer. */
export function signInScreen(context) {
  const { texts: { _, rich }, message, demo, provider, onSignIn } = context;
  const problem = problemLine(message);
  const username = textField({ label: _("User name"), name: "username", autocomplete: "username", required: true });
  const password = textField({ label: _("Password"), name: "password", type: "password", autocomplete: "current-password", required: true });
  const code = textField({ label: _("Code"), name: "code", autocomplete: "one-time-code", inputmode: "numeric", hint: _("Six digits from your app, or one of your recovery codes.") });
  code.node.hidden = true;
  const button = h("button", { type: "submit", class: "button primary tall wide" }, icon("log-in", { class: "turns" }), _("Sign in"));
  const askCode = () => {
    username.node.hidden = password.node.hidden = true;
    code.node.hidden = false;
    problem.say("");
    code.input.focus();
  };
  const send = async (event) => {
    event.preventDefault();
    const [name, secret] = [username.input.value.trim(), password.input.value];
    if (!name || !secret) {
      problem.say(_("Please enter your user name and password."));
      return (name ? password : username).input.focus();
    }
    button.disabled = true;
    const answer = await onSignIn(name, secret, code.input.value.trim());
    button.disabled = false;
    if (answer.ok) return undefined;
    if (answer.body.code === "CodeNeeded" && code.node.hidden) return askCode();
    problem.say(whatWentWrong(answer, _));
    const wrong = code.node.hidden ? password : code;
    wrong.input.value = "";
    return wrong.input.focus();
  };
  const node = frame(context,
    h("form", { class: "card sign-in", novalidate: true, onsubmit: send },
      h("h1", {}, _("Sign in")),
      problem.node,
      username.node, password.node, code.node, button,
      provider && h("a", { class: "button wide", href: "/staff/provider" }, icon("landmark"), h("span", {}, rich("Sign in with {name}", { name: h("bdi", {}, provider) }))),
      demo && h("p", { class: "muted small" }, h("a", { href: "/" }, _("The demo logins are on the start page.")))));
  return { node, arrived: () => username.input.focus() };
}

/** The server does not answer yet; the page tries again by itself. */
export function offlineScreen(context) {
  const { _ } = context.texts;
  return {
    node: frame(context,
      h("section", { class: "card sign-in", role: "status" },
        h("h1", {}, icon("wifi-off"), " ", _("No line to the server")),
        h("p", {}, _("This page tries again every few seconds. Nothing is lost.")))),
  };
}

/** Brand above, language below, the content between. */
export function frame({ texts: { _, language }, languages, chooseLanguage, theme, chooseTheme }, ...children) {
  const names = { de: "Deutsch", en: "English" };
  const other = theme() === "dark" ? "light" : "dark";
  return h("main", { id: "main", class: "entrance" },
    h("p", { class: "brand" }, h("span", { class: "brand-mark", "aria-hidden": "true" }), "Lotse"),
    children,
    h("div", { class: "row entrance-foot" },
      h("div", { class: "switch", role: "group", "aria-label": _("Language") },
        languages.map((code) => h("button", {
          type: "button", lang: code, "aria-pressed": String(code === language), onclick: () => chooseLanguage(code),
        }, names[code] ?? code))),
      h("button", { type: "button", class: "round", onclick: () => chooseTheme(other), "aria-label": other === "dark" ? _("Dark") : _("Light") },
        other === "dark" ? icon("moon") : icon("sun"))));
}

function whatWentWrong({ status, body }, _) {
  if (status === 0) return _("No line to the server. Please try again in a moment.");
  if (status === 429 && body.wait_s) return `${body.detail} (${clock(body.wait_s)})`;
  if (status === 401) return _("User name and password do not match. Please try again.");
  return body.detail ?? _("That did not work. Please try again.");
}


/** Seconds as "0:15". */
function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
