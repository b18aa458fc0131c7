// Interpreters: who is here with which languages, free or at which desk; asked for with one tap. And whom one can ring.

import { openDialog } from "/static/web/dialogs.js";
import { h, icon, num, oneTap } from "/static/web/dom.js";
import { press, toggleChip } from "./parts.js";

const SIGNS = { free: "circle-check", asked: "bell-ring", busy: "messages-square" };

/** The card at the side: null where the site knows no interpreters at all. */
export function interpretersCard(context, picture) {
  const { texts: { _ }, session: { site } } = context;
  const here = picture.interpreters ?? [];
  if (!here.length && !site.interpreters?.length && !site.telephone_interpreting?.length) return null;
  return h("section", { class: "card interpreters", "aria-labelledby": "interpreters-title" },
    h("h2", { id: "interpreters-title" }, icon("languages"), _("Interpreters")),
    here.length ? h("ul", { class: "interpreter-list" }, here.map((person) => h("li", {}, personRow(context, picture, person)))) : h("p", { class: "muted" }, _("Nobody is here to interpret.")),
    h("div", { class: "chips" },
      context.mayIssue && h("button", { type: "button", class: "chip", "aria-haspopup": "dialog", onclick: oneTap(() => presenceDialog(context)) }, icon("user-check"), _("Who is here?")),
      site.telephone_interpreting?.length > 0 && h("button", { type: "button", class: "chip", "aria-haspopup": "dialog", onclick: oneTap(() => telephoneDialog(context)) }, icon("phone"), _("By telephone"))));
}

function personRow(context, { duty }, person) {
  const { texts: { _ }, words, mayServe } = context;
  const move = (what) => oneTap(() => context.act(`interpreters/${person.id}/${what}`));
  const button = (label, what, kind = "") => h("button", { type: "button", class: ["button small-button", kind], onclick: move(what) }, label);
  return [
    h("span", { class: "row-words grow" },
      h("strong", {}, h("bdi", {}, person.name)),
      h("span", { class: "muted" }, words.languageList(person.languages))),
    h("span", { class: ["chip", person.state === "free" ? "good" : "warn"] }, icon(SIGNS[person.state]), stateWords(context, person)),
    person.state === "free" && mayServe && duty && !duty.on_break && button(_("Please come"), "ask"),
    person.state === "asked" && button(_("Is coming"), "accept"),
    person.state !== "free" && button(_("Free again"), "free"),
  ];
}

function stateWords({ texts: { _, rich } }, { state, desk }) {
  if (state === "free") return h("span", {}, _("free"));
  const told = { desk: num(desk) };
  return h("span", {}, state === "asked" ? rich("please to desk {desk}", told) : rich("at desk {desk}", told));
}

/** A free interpreter for a visitor whom this reader could not advise alone, or undefined. */
export function helperFor({ session }, { interpreters = [] }, ticket) {
  const mine = session.case_manager.languages;
  if (!ticket.languages.length || ticket.languages.some((code) => mine.includes(code))) return undefined;
  return interpreters.find(({ state, languages }) => state === "free" && languages.some((code) => ticket.languages.includes(code)));
}

// --- who is here -----------------------------------------------------------------------------------------------------

function presenceDialog(context) {
  const { texts: { _ }, session: { site }, words, picture } = context;
  const here = picture().interpreters ?? [];
  const absent = (site.interpreters ?? []).filter(({ code }) => !here.some((person) => person.code === code));
  const act = (path, body) => oneTap(async () => {
    const answer = await context.act(path, body);
    if (answer?.ok) dialog.close();
  });
  const entry = (name, languages, label, sign, onclick) => h("li", {},
    h("span", { class: "row-words grow" }, h("strong", {}, h("bdi", {}, name)), h("span", { class: "muted" }, words.languageList(languages))),
    h("button", { type: "button", class: "button", onclick }, icon(sign), label));
  const dialog = openDialog({ title: _("Who is here to interpret?"), icon: "languages", class: "wide-dialog" },
    h("ul", { class: "interpreter-list" },
      here.map(({ id, name, languages }) => entry(name, languages, _("Has gone"), "log-out", act(`interpreters/${id}/leave`, {}))),
      absent.map(({ code, name, languages }) => entry(name, languages, _("Is here"), "user-check", act("interpreters", { code })))),
    somebodyElse(context, () => dialog.close()),
    h("div", { class: "dialog-actions" },
      h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, _("Close"))));
}

/** For a day only: name and languages. */
function somebodyElse(context, done) {
  const { texts: { _ }, words } = context;
  const chosen = new Set();
  const name = h("input", { id: "interpreter-name", maxlength: "60", autocomplete: "off" });
  const missing = h("p", { class: "wrong", role: "alert", hidden: true }, icon("hand"), h("span", {}, _("Please give name and languages.")));
  const chips = words.languages().filter(({ code }) => code !== "de" && code !== "de-simple").map(({ code, text }) => {
    const chip = toggleChip({ label: text, onclick: () => {
      if (!chosen.delete(code)) chosen.add(code);
      press(chip, chosen.has(code));
    } });
    return chip;
  });
  const add = oneTap(async () => {
    missing.hidden = Boolean(name.value.trim() && chosen.size);
    if (!missing.hidden) return;
    const answer = await context.act("interpreters", { name: name.value.trim(), languages: [...chosen] });
    if (answer?.ok) done();
  });
  return h("details", { class: "outcome-more" }, h("summary", {}, icon("chevron-right"), _("Somebody else, for today")),
    h("div", { class: "stack" },
      h("div", { class: "field" }, h("label", { for: "interpreter-name" }, _("Name")), name),
      h("div", { class: "chips", role: "group", "aria-label": _("Languages") }, chips),
      missing,
      h("button", { type: "button", class: "button", onclick: add }, icon("plus"), _("Is here"))));
}

// --- by telephone ----------------------------------------------------------------------------------------------------

function telephoneDialog(context) {
  const { texts: { _ }, session: { site }, words } = context;
  const dialog = openDialog({ title: _("Interpreting by telephone"), icon: "phone", class: "wide-dialog" },
    h("ul", { class: "interpreter-list" }, site.telephone_interpreting.map(({ name, number, languages = [], hours = [], hint }) => h("li", {},
      h("span", { class: "row-words grow" },
        h("strong", {}, h("bdi", {}, name)),
        h("span", { class: "phone-number" }, num(number)),
        h("span", { class: "muted" }, languages.length ? words.languageList(languages) : _("nearly all languages")),
        hours.length > 0 && h("span", { class: "muted" }, hours.map((line) => hoursWords(context, line)).join(", ")),
        hint && h("span", {}, words.text(hint)))))),
    h("div", { class: "dialog-actions" },
      h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, _("Close"))));
}

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const A_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** "monday 08:00-18:00" → "Mo 08:00–18:00". */
function hoursWords({ texts: { locale } }, line) {
  const [day, span] = line.split(" ");
  const on = new Date(A_MONDAY + DAYS.indexOf(day) * DAY_MS);
  return `${new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" }).format(on)} ${span.replace("-", "–")}`;
}
