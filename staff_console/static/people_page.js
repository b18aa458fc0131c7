// The lead's page of people: who works here, with which languages and topics, and how they sign in.

import { ask, notice } from "/static/web/dialogs.js";
import { h, icon } from "/static/web/dom.js";
import { N_ } from "/static/web/texts.js";
import { moment } from "./dates.js";
import { pageFrame } from "./page_frame.js";
import { menu } from "./parts.js";
import { guestLinkDialog, linkDialog, personDialog } from "./person_dialog.js";
import { read } from "./server.js";

const STATES = {
  active: { kind: "good", sign: "circle-check", text: N_("signs in") },
  invited: { kind: "sea", sign: "mail", text: N_("invited") },
  no_login: { kind: "", sign: "minus", text: N_("no sign-in") },
  asleep: { kind: "", sign: "moon", text: N_("asleep") },
  asks: { kind: "warn", sign: "hand", text: N_("asks to be let in") },
};

export function peopleScreen(context) {
  const { texts: { _, language } } = context;
  let found = null;
  const invite = () => found && personDialog(context, found, null, (answer) => {
    linkDialog(context, answer);
    screen.reload();
  });
  const button = h("button", { type: "button", class: "button primary", onclick: invite }, icon("user-plus"), _("Invite somebody"));
  const screen = pageFrame(context, { title: _("People"), heads: [button], load: async () => {
    const answer = await read("people", language);
    found = answer.ok ? answer.body : null;
    return found && parts(context, found, screen.reload);
  } });
  return screen;
}

function parts(context, found, reload) {
  const { texts: { _, nrich } } = context;
  const asking = found.people.filter(({ state }) => state === "asks");
  const here = found.people.filter(({ active }) => active);
  const asleep = found.people.filter(({ active, state }) => !active && state !== "asks");
  return [
    asking.length > 0 && h("section", { class: "card next", "aria-labelledby": "asking-title" },
      h("h2", { id: "asking-title" }, icon("hand"), " ", _("Somebody asks to be let in")),
      h("p", {}, _("They came by the identity provider and can do nothing yet. Give them a role and topics, then let them in.")),
      peopleTable(context, found, asking, reload)),
    h("section", { class: "card flush-table", "aria-labelledby": "here-title" },
      h("h2", { id: "here-title", class: "visually-hidden" }, _("People")),
      found.carrier && h("p", { class: "muted" }, _("You look after the people of your carrier; of the others you see what they can do.")),
      peopleTable(context, found, here, reload)),
    asleep.length > 0 && h("details", { class: "card" },
      h("summary", {}, nrich("{count} person is asleep", "{count} people are asleep", asleep.length)),
      peopleTable(context, found, asleep, reload)),
  ];
}

function peopleTable(context, found, people, reload) {
  const { texts: { _ } } = context;
  const heads = [_("Name"), _("Carrier"), _("Languages"), _("Topics"), _("Sign-in"), ""];
  return h("div", { class: "scrolls" }, h("table", { class: "table people-table" },
    h("caption", { class: "visually-hidden" }, _("People")),
    h("thead", {}, h("tr", {}, heads.map((head) => (head ? h("th", { scope: "col" }, head) : h("td", {}))))),
    h("tbody", {}, people.map((person) => row(context, found, person, reload)))));
}

function row(context, found, person, reload) {
  const { texts: { _ }, words } = context;
  return h("tr", { dataset: { person: person.id } },
    h("th", { scope: "row" }, h("bdi", {}, person.name), person.is_me && [" ", h("span", { class: "chip sea" }, _("you"))], h("span", { class: "muted people-role" }, words.role(person.role))),
    h("td", {}, person.carrier ? words.carrier(person.carrier) : "–"),
    h("td", {}, words.languageList(person.languages) || "–"),
    h("td", { class: "people-topics" }, topicWords(context, found, person)),
    h("td", {}, signInState(context, person)),
    h("td", { class: "people-menu" }, person.is_mine && personMenu(context, found, person, reload)));
}

function topicWords({ texts }, { topics }, person) {
  if (person.topics === null) return texts._("all");
  const names = person.topics.map((code) => {
    const topic = topics.find((one) => one.code === code);
    return topic ? texts.named(topic.name) : code;
  });
  return names.join(", ") || "–";
}

function signInState(context, person) {
  const { texts, texts: { rich } } = context;
  const look = STATES[person.state];
  if (!look) return "–";
  return [
    h("span", { class: ["chip", look.kind] }, icon(look.sign), texts._(look.text)),
    person.second_factor && [" ", h("span", { class: "chip good" }, icon("shield-check"), texts._("second factor"))],
    person.provider && [" ", h("span", { class: "chip good" }, icon("landmark"), texts._("provider"))],
    person.link_until && h("span", { class: "muted people-role" }, rich("link until {time}", { time: moment(context, person.link_until) })),
  ];
}

function personMenu(context, found, person, reload) {
  const { texts: { _ } } = context;
  const isGuest = person.role === "guest" && !person.username;
  const done = (answer) => answer?.ok && reload();
  const act = (path, body) => context.act(`people/${person.id}/${path}`, body);
  const sure = async (question, path) => {
    if (await ask({ ...question, no: _("Cancel"), danger: true })) done(await act(path));
  };
  const link = async () => {
    if (isGuest) return guestLinkDialog(context, found, person, reload);
    const answer = await act("link");
    if (!answer?.ok) return undefined;
    linkDialog(context, answer.body);
    return reload();
  };
  const items = [
    { label: _("Change"), sign: "pencil", onclick: () => personDialog(context, found, person, reload) },
    person.active && { label: isGuest ? _("Link for a slot") : person.state === "active" ? _("Link for a new password") : _("Invite"), sign: "mail", onclick: link },
    person.state === "asks" && { label: _("Let in"), sign: "user-check", onclick: async () => done(await act("wake")) },
    person.state === "asleep" && { label: _("Wake"), sign: "sun", onclick: async () => done(await act("wake")) },
    person.second_factor && { label: _("Turn the second factor off"), hint: _("For a lost phone"), sign: "shield-alert", onclick: async () => done(await act("second-factor-off")) },
    person.active && !person.is_me && { label: _("Sign out everywhere"), sign: "power", onclick: async () => (await act("sign-out"))?.ok && notice(_("Signed out everywhere."), { kind: "good" }) },
    !person.is_me && null,
    person.active && !person.is_me && { label: _("Put to sleep"), hint: _("No sign-in any more"), sign: "moon", onclick: () => sure({ title: _("Put this account to sleep?"), text: person.name, yes: _("Put to sleep") }, "sleep") },
    !person.is_me && { label: _("Erase"), hint: _("Name and account are gone for good"), sign: "trash-2", onclick: () => sure({ title: _("Erase this person?"), text: _("Name, user name and every way in are gone for good. What was counted stays, without a name."), yes: _("Erase") }, "erase") },
  ].filter((item) => item !== false);
  const [opener, list] = menu({ button: [icon("ellipsis-vertical")], kind: "round small", label: _("What to do with this person") }, items);
  opener.setAttribute("aria-label", `${_("What to do with this person")}: ${person.name}`);
  return [opener, list];
}
