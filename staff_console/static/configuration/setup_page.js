// The first page of the first run: the place and its lead, from the link that the server printed.

import { h, icon } from "/static/web/dom.js";
import { post } from "/static/web/api.js";
import { chipsField, problemLine, selectField, textField } from "../fields.js";

const SETUP = /^#setup=(.+)$/;
const FIRST = ["de", "de-simple", "en", "uk", "ru", "ar", "tr", "fa"];
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The token of the address, which loses it at once; null when there is none. */
export function setupFromAddress() {
  const token = SETUP.exec(location.hash)?.[1];
  if (!token) return null;
  history.replaceState(null, "", location.pathname);
  return decodeURIComponent(token);
}

/** A node; `onEntered(session)` when the service point is there and its lead signed in. */
export async function setupPage({ texts }, token, onEntered) {
  const { _, language } = texts;
  const ask = (path, body) => post(path, { token, ...body }, { requestId: false, language, timeoutMs: 20_000, pauses: [] });
  const found = await ask("/staff/api/setup/look", {});
  if (!found.ok) return h("p", { class: "card bad", role: "alert" }, icon("circle-alert"), " ", found.body.detail ?? _("That did not work. Please try again."));
  const fields = placeFields(texts, found.body.languages);
  const lead = leadFields(texts);
  const problem = problemLine();
  const button = h("button", { type: "submit", class: "button primary tall" }, icon("check"), _("Make the service point"));
  const send = async (event) => {
    event.preventDefault();
    button.disabled = true;
    const answer = await ask("/staff/api/setup", { ...fields.body(), ...lead.body() });
    button.disabled = false;
    if (answer.ok) return onEntered(answer.body);
    problem.say(whatIsWrong(texts, answer));
    return problem.node.scrollIntoView({ block: "center" });
  };
  return h("form", { class: "config-setup stack", novalidate: true, onsubmit: send },
    h("h1", {}, _("A new service point")),
    h("p", {}, _("Topics, needs and lists come with the program, in all languages. You can change everything later.")),
    h("section", { class: "card stack" }, h("h2", {}, _("The place")), fields.nodes),
    h("section", { class: "card stack" }, h("h2", {}, _("You, its first lead")), lead.nodes),
    problem.node, h("p", {}, button));
}

function whatIsWrong({ _ }, { body }) {
  const findings = (body.findings ?? []).map(({ message }) => message).join("; ");
  if (body.code === "NotValid") return _("Please fill in every field.");
  return [body.detail ?? _("That did not work. Please try again."), findings].filter(Boolean).join(" ");
}

function placeFields({ _, named, language }, languages) {
  const choice = ({ code, staff_name: name, name: own }) => ({ code, text: named(name) || own });
  const name = textField({ label: _("Full name"), name: "site-name", maxlength: 80, autocapitalize: "sentences", hint: _("On pages and slips; not translated.") });
  const short = textField({ label: _("Short name"), name: "site-short", maxlength: 40, autocapitalize: "sentences" });
  const carrier = textField({ label: _("Organisation that runs it"), name: "site-carrier", maxlength: 80, autocapitalize: "sentences" });
  const desks = textField({ label: _("How many desks?"), name: "site-desks", type: "number", min: 1, max: 20, value: 3 });
  const word = textField({ label: _("What stands on their signs"), name: "site-desk-name", value: language === "de" ? "Raum" : "Room", hint: _("A number follows: Room 1, Room 2 …"), autocapitalize: "sentences" });
  const zone = textField({ label: _("Time zone"), name: "site-zone", value: HERE, dir: "ltr" });
  const holidays = textField({ label: _("Public holidays"), name: "site-holidays", value: "", dir: "ltr", hint: _("Whose public holidays close the site: country and part, such as DE-NW. Empty: none.") });
  const first = selectField({ label: _("First language"), name: "site-language", choices: languages.filter(({ code }) => code !== "prs").map((one) => ({ ...choice(one), value: one.code, selected: one.code === "de" })) });
  const pages = chipsField({ label: _("Languages of kiosk and slips"), name: "site-languages", chosen: FIRST, choices: languages.map(choice), hint: _("German and English are always there.") });
  return {
    nodes: [h("div", { class: "form-grid" }, name.node, short.node, carrier.node, desks.node, word.node, zone.node, holidays.node, first.node), pages.node],
    body: () => ({
      name: name.input.value.trim(), short_name: (short.input.value || name.input.value).trim().slice(0, 40), code: codeFrom(short.input.value || name.input.value),
      time_zone: zone.input.value.trim(), holidays: holidays.input.value.trim(), default_language: first.input.value, languages: pages.codes(),
      carrier: carrier.input.value.trim(), desks: desks.input.valueAsNumber || 0, desk_name: word.input.value.trim(),
    }),
  };
}

function leadFields({ _ }) {
  const name = textField({ label: _("Your name"), name: "lead-name", autocomplete: "name", maxlength: 60, autocapitalize: "words" });
  const username = textField({ label: _("User name"), name: "lead-username", autocomplete: "username", maxlength: 40, dir: "ltr", hint: _("Small letters, digits, dots and dashes; at least 3.") });
  const password = textField({ label: _("Password"), name: "lead-password", type: "password", autocomplete: "new-password", hint: _("At least 12 characters; a whole sentence is good.") });
  return {
    nodes: h("div", { class: "form-grid" }, name.node, username.node, password.node),
    body: () => ({ lead_name: name.input.value.trim(), username: username.input.value.trim().toLowerCase(), password: password.input.value }),
  };
}

function codeFrom(name) {
  return name.toLowerCase().normalize("NFD").replace(/[^a-z0-9]+/g, "-").replace(/^[-0-9]+|-+$/g, "").slice(0, 40) || "site";
}
