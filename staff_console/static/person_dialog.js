// Inviting and changing a person: one form; and the link that comes out of an invitation.

import { notice, openDialog } from "/static/web/dialogs.js";
import { h, icon } from "/static/web/dom.js";
import { moment } from "./dates.js";
import { chipsField, problemLine, selectField, textField } from "./fields.js";

const ROLES = ["case-manager", "lead", "reception", "guest", "operator", "auditor"];
const LETTERS = { ä: "ae", ö: "oe", ü: "ue", ß: "ss", ø: "o", ł: "l", đ: "d", ı: "i" };

/**
 * `person` null: a new one. `onDone(answer)` with the server's answer. `found`: the answer of the page. `start`: what is
 * chosen at first for a new one, {role?, slot?, topics?}.
 */
export function personDialog(context, found, person, onDone, start = {}) {
  const { texts: { _ } } = context;
  const form = fieldsOf(context, found, person, start);
  const problem = problemLine();
  const send = async (event) => {
    event.preventDefault();
    if (!form.name.input.value.trim()) {
      problem.say(_("Please enter a name."));
      return form.name.input.focus();
    }
    const answer = await context.act(person ? `people/${person.id}` : "people", form.body(), { quiet: true });
    if (!answer?.ok) return problem.say(answer?.body.detail ?? _("That did not work. Please try again."));
    dialog.close();
    return onDone(answer.body);
  };
  const dialog = openDialog({ title: person ? _("Change a person") : _("Invite somebody"), icon: person ? "pencil" : "user-plus", class: "wide-dialog" },
    h("form", { class: "stack", novalidate: true, onsubmit: send }, form.nodes, problem.node,
      h("div", { class: "dialog-actions" },
        h("button", { type: "submit", class: "button primary" }, icon("check"), person ? _("Save") : _("Make the link")),
        h("button", { type: "button", class: "button", onclick: () => dialog.close() }, _("Cancel")))));
  form.name.input.focus();
}

function fieldsOf(context, found, person, start) {
  const { texts: { _ }, words } = context;
  const name = textField({ label: _("Name"), name: "person-name", autocomplete: "off", value: person?.name ?? "", maxlength: 60, hint: _("As colleagues see it") });
  const username = textField({ label: _("User name"), name: "person-username", autocomplete: "off", dir: "ltr", maxlength: 40 });
  const email = textField({ label: _("E-mail at work"), name: "person-email", type: "email", autocomplete: "off", dir: "ltr", value: person?.email ?? "", hint: _("Only for signing in by the identity provider; Lotse sends no mail.") });
  const role = selectField({ label: _("Role"), name: "person-role", choices: ROLES.map((code) => ({ value: code, text: words.role(code), selected: code === (person?.role ?? start.role ?? "case-manager") })), hint: _("What somebody may do. A lead looks after people, notices and devices; reception issues tickets; an auditor only reads the log.") });
  const carrier = selectField({ label: _("Carrier"), name: "person-carrier", choices: carriers(context, found, person), hint: _("Leads and auditors of a carrier see its people only.") });
  const slot = selectField({ label: _("Slot"), name: "person-slot", choices: slotChoices(context, found, start.slot), hint: _("The guest’s link is good for this slot only.") });
  const languages = chipsField({ label: _("Languages"), name: "person-languages", choices: words.languages(), chosen: person?.languages ?? ["de"], hint: _("In which this person advises: visitors are called by it.") });
  const topics = topicChips(context, found, person, start.topics);
  const isNewGuest = () => !person && role.input.value === "guest";
  const arrange = () => {
    username.node.hidden = Boolean(person) || isNewGuest();
    slot.node.hidden = !isNewGuest();
    email.node.hidden = role.input.value === "guest";
  };
  let isOwn = false;
  username.input.addEventListener("input", () => (isOwn = true));
  name.input.addEventListener("input", () => isOwn || (username.input.value = usernameFrom(name.input.value)));
  role.input.addEventListener("change", arrange);
  arrange();
  const body = () => ({
    name: name.input.value.trim(), role: role.input.value, carrier: carrier.input.value || null, languages: languages.codes(), topics: topics.codes(), email: email.input.value.trim() || null,
    ...(person ? {} : { username: isNewGuest() ? null : username.input.value.trim(), slot: isNewGuest() && slot.input.value ? Number(slot.input.value) : null }),
  });
  return { name, body, nodes: [h("div", { class: "form-grid" }, name.node, username.node, role.node, carrier.node, slot.node, email.node), languages.node, topics.node] };
}

/** "all" is a choice of its own, since it includes topics to come. */
function topicChips({ texts: { _, named } }, { topics }, person, first = []) {
  const ALL = "*";
  const chosen = person?.topics === null ? [ALL] : person?.topics ?? first;
  const field = chipsField({
    label: _("Topics"), name: "person-topics", chosen, hint: _("A discreet topic only beside another one."),
    choices: [
      ...topics.map(({ code, name, discreet, icon: sign }) => ({ code, sign: discreet ? "eye-off" : sign, text: named(name) || code })),
      { code: ALL, sign: "list-checks", text: _("all, also guests’ and discreet ones") },
    ],
  });
  return { ...field, codes: () => (field.codes().includes(ALL) ? null : field.codes()) };
}

function carriers({ texts: { _ }, words }, found, person) {
  const mine = found.carrier;
  const all = words.carriers().filter(({ code }) => !mine || code === mine).map(({ code, text }) => ({ value: code, text, selected: code === (person ? person.carrier : mine) }));
  return mine ? all : [{ value: "", text: _("none: for the whole site"), selected: Boolean(person) && !person.carrier }, ...all];
}

function slotChoices({ texts: { locale, named }, zone }, { slots }, first) {
  const day = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone: zone, numberingSystem: "latn" });
  return slots.map(({ id, opens_at: opens, title }) => ({ value: String(id), selected: id === first, text: [day.format(new Date(opens)), title && named(title)].filter(Boolean).join(" · ") }));
}

/** "Soraya Rahimi" → "s-rahimi". */
function usernameFrom(name) {
  const plain = name.toLowerCase().replace(/[äöüßøłđı]/g, (letter) => LETTERS[letter]).normalize("NFD").replace(/[^a-z0-9 -]/g, "").trim();
  const words = plain.split(/[ -]+/).filter(Boolean);
  return words.length > 1 ? `${words[0][0]}-${words.at(-1)}` : words[0] ?? "";
}

/** The link, to be handed over; it is shown only now. `answer`: {person, link, valid_from, expires_at}. */
export function linkDialog(context, { person, link, expires_at: until }) {
  const { texts: { _, rich } } = context;
  const field = textField({ label: _("Link"), name: "the-link", value: link, readonly: true, dir: "ltr" });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      notice(_("Copied"), { kind: "good" });
    } catch {
      field.input.select(); // no clipboard without https: by hand then
    }
  };
  const dialog = openDialog({ title: _("The link is ready"), icon: "mail", class: "wide-dialog" },
    h("p", {}, rich("Give this link to {name}, and to nobody else. It is shown only now and good until {time}.", { name: h("strong", {}, h("bdi", {}, person.name)), time: moment(context, until) })),
    person.username && h("p", {}, rich("User name {name}", { name: h("strong", {}, h("bdi", { dir: "ltr" }, person.username)) })),
    field.node,
    h("div", { class: "dialog-actions" },
      h("button", { type: "button", class: "button primary", onclick: copy }, icon("copy"), _("Copy the link")),
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, _("Done"))));
}

/** A guest comes again: for which slot. */
export function guestLinkDialog(context, found, person, onDone) {
  const { texts: { _ } } = context;
  const slot = selectField({ label: _("Slot"), name: "guest-slot", choices: slotChoices(context, found) });
  const send = async (event) => {
    event.preventDefault();
    const answer = await context.act(`people/${person.id}/link`, { slot: Number(slot.input.value) });
    if (!answer?.ok) return;
    dialog.close();
    linkDialog(context, answer.body);
    onDone();
  };
  const dialog = openDialog({ title: _("Link for a slot"), icon: "mail" },
    h("form", { class: "stack", onsubmit: send }, slot.node,
      h("div", { class: "dialog-actions" },
        h("button", { type: "submit", class: "button primary" }, icon("check"), _("Make the link")),
        h("button", { type: "button", class: "button", onclick: () => dialog.close() }, _("Cancel")))));
}
