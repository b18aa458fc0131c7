// My account: password, second factor, where I am signed in, and what is logged about me.

import { ask, notice } from "/static/web/dialogs.js";
import { h, icon, oneTap } from "/static/web/dom.js";
import { moment } from "./dates.js";
import { problemLine, textField } from "./fields.js";
import { howWords, logTable } from "./log_words.js";
import { pageFrame } from "./page_frame.js";
import { setUpSecondFactor, showRecoveryCodes } from "./second_factor.js";
import { read } from "./server.js";

export function accountScreen(context) {
  const { texts: { _, language } } = context;
  const screen = pageFrame(context, { title: _("My account"), load: async () => {
    const [account, log] = await Promise.all([read("account", language), read("account/log", language)]);
    return account.ok ? parts(context, account.body, log.ok ? log.body.entries : [], screen.reload) : null;
  } });
  return screen;
}

/** Where the site asks for a second factor and there is none yet: this comes before everything else. */
export function mustEnrolScreen(context) {
  const { texts: { _ }, session, signOut } = context;
  const done = () => context.again();
  return {
    node: h("main", { id: "main", class: "entrance" },
      h("section", { class: "card sign-in" },
        h("h1", {}, h("bdi", {}, session.case_manager.name)),
        h("p", {}, _("This service point asks everybody for a second factor: a code of an app beside the password. It takes two minutes.")),
        h("button", { type: "button", class: "button primary tall wide", onclick: oneTap(() => setUpSecondFactor(context, done)) }, icon("shield-check"), _("Set up the second factor")),
        h("button", { type: "button", class: "button wide", onclick: oneTap(signOut) }, icon("log-out", { class: "turns" }), _("Sign out")))),
  };
}

function parts(context, account, entries, reload) {
  const { texts: { _ } } = context;
  return [
    h("div", { class: "two-cards" }, person(context, account), factorCard(context, account, reload), account.has_password && passwordCard(context, reload)),
    sessionsCard(context, account, reload),
    h("section", { class: "card", "aria-labelledby": "mine-title" },
      h("h2", { id: "mine-title" }, _("What is logged about me")),
      h("p", { class: "muted" }, _("Kept for 90 days. Auditors can read it, and when they do, it stands here.")),
      logTable(context, entries)),
  ];
}

function person({ texts: { _, rich }, session, words }, { username, email, provider }) {
  const { name, role, carrier } = session.case_manager;
  return h("section", { class: "card", "aria-labelledby": "me-title" },
    h("h2", { id: "me-title" }, h("bdi", {}, name)),
    h("p", {}, words.role(role), carrier && [" · ", words.carrier(carrier)]),
    username && h("p", { class: "muted" }, rich("User name {name}", { name: h("bdi", { dir: "ltr" }, username) })),
    email && h("p", { class: "muted" }, h("bdi", { dir: "ltr" }, email)),
    provider?.linked_at && h("p", { class: "chip good" }, icon("landmark"), rich("signs in with {name}", { name: h("bdi", {}, provider.name) })));
}

function factorCard(context, { second_factor: factor }, reload) {
  const { texts: { _, rich, nrich } } = context;
  if (factor.rule === "off") return null;
  const button = (label, sign, onclick) => h("button", { type: "button", class: "button", onclick: oneTap(onclick) }, icon(sign), label);
  const off = async () => {
    const isSure = await ask({ title: _("Turn the second factor off?"), text: _("Then the password alone lets you in."), yes: _("Turn it off"), no: _("Keep it"), danger: true });
    if (isSure && (await context.act("account/second-factor/off"))?.ok) reload();
  };
  const renew = async () => {
    const answer = await context.act("account/recovery-codes");
    if (!answer?.ok) return;
    showRecoveryCodes(context, answer.body.recovery_codes);
    reload();
  };
  return h("section", { class: "card", "aria-labelledby": "factor-title" },
    h("h2", { id: "factor-title" }, _("Second factor")),
    factor.since
      ? [h("p", { class: "chip good" }, icon("shield-check"), rich("on since {day}", { day: moment(context, factor.since) })),
        h("p", {}, nrich("{count} recovery code is left.", "{count} recovery codes are left.", factor.recovery_codes)),
        h("div", { class: "dialog-actions" }, button(_("New recovery codes"), "key-round", renew), factor.rule === "optional" && button(_("Turn it off"), "shield-alert", off))]
      : [h("p", {}, _("A code of an app on your phone beside the password: a stolen password alone is then worth nothing.")),
        h("div", { class: "dialog-actions" }, button(_("Set up the second factor"), "shield-check", () => setUpSecondFactor(context, reload)))]);
}

function passwordCard(context, reload) {
  const { texts: { _ } } = context;
  const problem = problemLine();
  const password = textField({ label: _("New password"), name: "new-password", type: "password", autocomplete: "new-password", hint: _("At least 12 characters; a whole sentence is good.") });
  const again = textField({ label: _("Once more"), name: "again-password", type: "password", autocomplete: "new-password" });
  const send = async (event) => {
    event.preventDefault();
    if (password.input.value !== again.input.value) return problem.say(_("The two passwords differ."));
    const answer = await context.act("account/password", { password: password.input.value }, { quiet: true });
    if (!answer?.ok) return problem.say(answer?.body.detail ?? _("That did not work. Please try again."));
    notice(_("The password is changed. Everywhere else you are signed out."), { kind: "good" });
    return reload();
  };
  return h("section", { class: "card", "aria-labelledby": "password-title" },
    h("h2", { id: "password-title" }, _("Password")),
    h("form", { class: "stack", novalidate: true, onsubmit: send }, problem.node, password.node, again.node,
      h("div", { class: "dialog-actions" }, h("button", { type: "submit", class: "button" }, icon("key-round"), _("Change the password")))));
}

function sessionsCard(context, { sessions }, reload) {
  const { texts: { _ } } = context;
  const end = (body) => oneTap(async () => {
    const answer = await context.act("account/sessions/end", body);
    if (!answer?.ok) return undefined;
    return body.session || body.but_this ? reload() : context.left();
  });
  return h("section", { class: "card", "aria-labelledby": "sessions-title" },
    h("h2", { id: "sessions-title" }, _("Where I am signed in")),
    h("ul", { class: "session-list" }, sessions.map((session) => h("li", {},
      icon(/Android|iPhone/.test(session.browser) ? "smartphone" : "laptop"),
      h("span", { class: "grow" },
        h("strong", {}, h("bdi", {}, session.browser || _("a program"))),
        h("span", { class: "muted session-facts" }, context.texts.rich("signed in {time} by {how}", { time: moment(context, session.created_at), how: h("span", {}, howWords(context.texts, session.how)) }))),
      session.is_this
        ? h("span", { class: "chip good" }, icon("check"), _("this one"))
        : h("button", { type: "button", class: "button", onclick: end({ session: session.id }) }, _("End"))))),
    h("div", { class: "dialog-actions" },
      sessions.length > 1 && h("button", { type: "button", class: "button", onclick: end({ but_this: true }) }, icon("log-out", { class: "turns" }), _("End all others")),
      h("button", { type: "button", class: "button danger", onclick: end({}) }, icon("power"), _("Sign out everywhere"))));
}
