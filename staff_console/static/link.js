// Somebody comes by a link: an invitation, which asks for a password, or a guest's, which lets in for one slot.

import { clockTime, longDate } from "/static/web/clock.js";
import { h, icon, num } from "/static/web/dom.js";
import { problemLine, textField } from "./fields.js";
import { enterByLink, seeLink } from "./server.js";
import { frame } from "./sign_in.js";

const LINK = /^#link=(.+)$/;
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The token of the address, which loses it at once; null when there is none. */
export function linkFromAddress() {
  const token = LINK.exec(location.hash)?.[1];
  if (!token) return null;
  history.replaceState(null, "", location.pathname);
  return decodeURIComponent(token);
}

/** `onEntered(session)` after success, `onBack()` to the ordinary sign-in. */
export async function linkScreen(context, token, { onEntered, onBack }) {
  const { texts: { _, language } } = context;
  const answer = await seeLink(token, language);
  if (!answer.ok) return { node: frame(context, gone(context, answer.body.detail ?? _("That did not work. Please try again."), onBack)) };
  const enter = async (given) => {
    const entered = await enterByLink(token, given, language);
    if (entered.ok) onEntered(entered.body);
    return entered;
  };
  const form = answer.body.kind === "guest" ? guestForm(context, answer.body, enter) : passwordForm(context, answer.body, enter);
  return { node: frame(context, form.node), arrived: form.arrived };
}

function gone({ texts: { _ } }, text, onBack) {
  return h("section", { class: "card sign-in" },
    h("h1", {}, _("Sign in")),
    h("p", { class: "wrong", role: "alert" }, icon("circle-alert"), h("span", {}, text)),
    h("button", { type: "button", class: "button wide", onclick: onBack }, _("To the sign-in")));
}

function greeting({ texts: { _, rich } }, { name, site }) {
  return [h("h1", {}, rich("Hello {name}", { name: h("bdi", {}, name) })), h("p", {}, h("bdi", {}, site))];
}

function passwordForm(context, link, enter) {
  const { texts: { _, rich } } = context;
  const problem = problemLine();
  const password = textField({ label: _("New password"), name: "new-password", type: "password", autocomplete: "new-password", hint: _("At least 12 characters; a whole sentence is good.") });
  const again = textField({ label: _("Once more"), name: "again-password", type: "password", autocomplete: "new-password" });
  const code = link.needs_code && textField({ label: _("Code"), name: "code", autocomplete: "one-time-code", inputmode: "numeric", hint: _("Six digits from your app, or one of your recovery codes.") });
  const send = async (event) => {
    event.preventDefault();
    if (password.input.value !== again.input.value) return problem.say(_("The two passwords differ."));
    const answer = await enter({ password: password.input.value, ...(code ? { code: code.input.value.trim() } : {}) });
    return answer.ok ? undefined : problem.say(answer.body.detail ?? _("That did not work. Please try again."));
  };
  return {
    arrived: () => password.input.focus(),
    node: h("form", { class: "card sign-in", novalidate: true, onsubmit: send },
      greeting(context, link),
      h("p", {}, rich("Your user name is {name}.", { name: h("strong", {}, h("bdi", { dir: "ltr" }, link.username)) })),
      h("input", { class: "visually-hidden", type: "text", name: "username", autocomplete: "username", value: link.username, tabindex: "-1", "aria-hidden": "true", readonly: true }),
      problem.node, password.node, again.node, code && code.node,
      h("button", { type: "submit", class: "button primary tall wide" }, icon("key-round"), _("Set the password"))),
  };
}

function guestForm(context, link, enter) {
  const { texts: { _, rich, locale } } = context;
  const problem = problemLine();
  const button = h("button", { type: "button", class: "button primary tall wide", onclick: async () => {
    const answer = await enter({});
    if (!answer.ok) problem.say(answer.body.detail ?? _("That did not work. Please try again."));
  } }, icon("log-in", { class: "turns" }), _("Come in"));
  return {
    arrived: () => button.focus(),
    node: h("section", { class: "card sign-in" },
      greeting(context, link),
      h("p", {}, rich("This link is good on {day} from {from} to {to}.", {
        day: longDate(link.valid_from, ZONE, locale), from: num(clockTime(link.valid_from, ZONE)), to: num(clockTime(link.expires_at, ZONE)),
      })),
      problem.node, button),
  };
}
