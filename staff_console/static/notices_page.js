// The lead's page of notices: what stands on the boards, and a form for a new one.

import { ask, notice as tell } from "/static/web/dialogs.js";
import { h, icon, num, oneTap, replace } from "/static/web/dom.js";
import { now } from "/static/web/clock.js";
import { N_ } from "/static/web/texts.js";
import { readNotices } from "./server.js";
import { footBar, topBar } from "./top_bar.js";
import { dayAndTime, localTime, textField, timeField, zoned } from "./writing.js";

const STATES = { on: N_("on the board now"), later: N_("planned"), over: N_("over"), taken_down: N_("taken down") };
const LONGEST = 160; // letters, as in rules/notices.py
const AT_FIRST = 3; // languages that are open in the form

export function noticesScreen(context) {
  const { texts: { _ } } = context;
  const top = topBar(context);
  const foot = footBar(context);
  const list = h("div", { class: "notice-list", "aria-busy": "true" }, h("p", { class: "muted" }, _("One moment, please.")));
  const place = h("div", {});
  const node = h("div", { class: "frame" }, top.node,
    h("main", { id: "main", class: "forecast" }, h("h1", { tabindex: "-1" }, _("Notices")),
      h("div", { class: "forecast-inside" }, place, list)), foot.node);

  async function load() {
    const answer = await readNotices(context.texts.language);
    list.removeAttribute("aria-busy");
    if (!answer.ok) return replace(list, h("p", { class: "card quiet" }, _("That did not work. Please try again.")));
    if (!place.hasChildNodes()) replace(place, newNotice(context, answer.body.languages, load));
    return replace(list, written(context, answer.body.notices, load));
  }

  load();
  return { node, update: top.update, tick: top.tick, line: foot.line, arrived: () => node.querySelector("h1").focus({ preventScroll: true }) };
}

// --- a new one ------------------------------------------------------------------------------------------------------

function newNotice(context, languages, load) {
  const { texts: { _ } } = context;
  const fields = languages.map((code, index) => textField(context, code, { name: `notice-${code}`, longest: LONGEST, isNeeded: index === 0 }));
  const from = timeField("notice-from", _("From"), localTime(now(), context.zone));
  const until = timeField("notice-until", _("Until"), `${localTime(now(), context.zone).slice(0, 10)}T23:59`);
  const urgent = h("input", { type: "checkbox", id: "notice-urgent" });
  const wrong = h("p", { class: "wrong", role: "alert", hidden: true }, icon("hand"), h("span", {}, _("Please write the German text.")));
  const send = oneTap(async () => {
    const texts = Object.fromEntries(fields.map(({ code, value }) => [code, value()]).filter(([, text]) => text));
    wrong.hidden = languages[0] in texts;
    if (!wrong.hidden) return;
    const answer = await context.act("notices", { texts, urgent: urgent.checked, from_at: zoned(from.value(), context.zone), until_at: zoned(until.value(), context.zone) });
    if (!answer?.ok) return;
    tell(_("The notice is written."), { kind: "good" });
    for (const field of fields) field.clear();
    urgent.checked = false;
    load();
  });
  return h("section", { class: "card stack", "aria-labelledby": "new-notice" },
    h("h2", { id: "new-notice" }, _("New notice")),
    h("p", { class: "muted" }, _("Everybody in the waiting room reads it: no names, nothing about visitors. It is shown in the languages in which you write it, at least in German.")),
    fields.slice(0, AT_FIRST).map(({ node }) => node),
    fields.length > AT_FIRST && h("details", { class: "outcome-more" }, h("summary", {}, icon("chevron-right"), _("More languages")), h("div", { class: "stack" }, fields.slice(AT_FIRST).map(({ node }) => node))),
    h("div", { class: "row notice-times" }, from.node, until.node),
    h("label", { class: "choice", for: "notice-urgent" }, urgent, h("span", {}, _("Urgent: a gong, and over everything else on the board"))),
    wrong,
    h("div", { class: "dialog-actions" }, h("button", { type: "button", class: "button primary", onclick: send }, icon("megaphone"), _("Show the notice"))));
}

// --- those that are there -------------------------------------------------------------------------------------------

function written(context, notices, load) {
  const { texts: { _ } } = context;
  return h("section", { class: "card stack", "aria-labelledby": "notices-title" },
    h("h2", { id: "notices-title" }, _("Notices of the last 30 days")),
    notices.length ? h("ul", { class: "notice-entries" }, notices.map((one) => entry(context, one, load))) : h("p", { class: "muted" }, _("None yet.")));
}

function entry(context, one, load) {
  const { texts: { _, rich }, words, zone } = context;
  const [first, ...others] = Object.entries(one.texts);
  const isUp = one.state === "on" || one.state === "later";
  return h("li", { dataset: { notice: one.id, state: one.state } },
    h("p", { class: "row" }, h("span", { class: ["chip", one.state === "on" && "good"] }, _(STATES[one.state])), one.urgent && h("span", { class: "chip warn" }, icon("triangle-alert"), _("urgent"))),
    h("p", { class: "strong", lang: first[0], dir: "auto" }, first[1]),
    others.length > 0 && h("p", { class: "muted small" }, others.map(([code]) => words.language(code)).join(", ")),
    h("p", { class: "muted small" }, rich("{from} to {to}, written by {name}", { from: num(dayAndTime(one.from_at, context, zone)), to: num(dayAndTime(one.until_at, context, zone)), name: h("bdi", {}, one.by) })),
    isUp && h("button", { type: "button", class: "button", onclick: oneTap(() => takeDown(context, one, load)) }, icon("x"), _("Take down")));
}

async function takeDown(context, one, load) {
  const { texts: { _ } } = context;
  const question = { title: _("Take this notice down?"), text: _("It leaves the boards at once."), yes: _("Take down"), no: _("Keep it"), icon: "megaphone" };
  if (!(await ask(question))) return;
  await context.act(`notices/${one.id}/take-down`);
  load();
}
