// Before work: sign in, no line to the server, and accounts without a queue.

import { h, icon, oneTap } from "/static/web/dom.js";
import { displaysPanel } from "./displays.js";
import { kiosksPanel } from "./kiosks.js";
import { printersPanel } from "./printers.js";

/** Form with user name and password. `onSignIn(username, password)` resolves with the server's answer. */
export function signInScreen(context) {
  const { texts: { _ }, message, demo, onSignIn } = context;
  const problem = h("p", { class: "wrong", role: "alert", hidden: !message }, icon("circle-alert"), h("span", {}, message));
  const username = field({ label: _("User name"), name: "username", autocomplete: "username" });
  const password = field({ label: _("Password"), name: "password", type: "password", autocomplete: "current-password" });
  const button = h("button", { type: "submit", class: "button primary tall wide" }, icon("log-in", { class: "turns" }), _("Sign in"));
  const say = (text) => {
    problem.hidden = !text;
    problem.lastChild.textContent = text;
  };
  const send = async (event) => {
    event.preventDefault();
    const [name, secret] = [username.input.value.trim(), password.input.value];
    if (!name || !secret) {
      say(_("Please enter your user name and password."));
      return (name ? password : username).input.focus();
    }
    button.disabled = true;
    const answer = await onSignIn(name, secret);
    button.disabled = false;
    if (answer.ok) return undefined;
    say(whatWentWrong(answer, _));
    password.input.value = "";
    return password.input.focus();
  };
  const node = frame(context,
    h("form", { class: "card sign-in", novalidate: true, onsubmit: send },
      h("h1", {}, _("Sign in")),
      problem,
      username.node, password.node, button,
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

/** Accounts that have nothing to do with visitors (operator, auditor). */
export function noWorkScreen(context) {
  const { texts: { _ }, session, words, signOut } = context;
  const { name, role } = session.case_manager;
  const kiosks = context.mayTryPrinters && kiosksPanel(context);
  const displays = context.mayTryPrinters && displaysPanel(context);
  const printers = context.mayTryPrinters && printersPanel(context);
  return {
    node: frame(context,
      h("section", { class: "card sign-in" },
        h("h1", {}, name),
        h("p", {}, words.role(role)),
        h("p", {}, _("Your account has no tickets: there is nothing to do on this page.")),
        h("button", { type: "button", class: "button primary wide", onclick: oneTap(signOut) }, icon("log-out", { class: "turns" }), _("Sign out"))),
      kiosks && kiosks.node,
      displays && displays.node,
      printers && printers.node),
    update: () => {},
    tick: () => printers && printers.tick(),
  };
}

/** Brand above, language below, the content between. */
function frame({ texts: { _, language }, languages, chooseLanguage, theme, chooseTheme }, ...children) {
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

function field({ label, name, type = "text", autocomplete }) {
  const input = h("input", { id: name, name, type, autocomplete, autocapitalize: "none", spellcheck: "false", required: true });
  return { input, node: h("div", { class: "field" }, h("label", { for: name }, label), input) };
}

function whatWentWrong({ status, body }, _) {
  if (status === 0) return _("No line to the server. Please try again in a moment.");
  if (status === 401) return _("User name and password do not match. Please try again.");
  return body.detail ?? _("That did not work. Please try again.");
}

