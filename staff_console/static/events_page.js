// The lead's calendar of events: a form for a new one or a changed one, and those that are there.

import { ask, notice as tell } from "/static/web/dialogs.js";
import { h, icon, num, oneTap, replace } from "/static/web/dom.js";
import { now } from "/static/web/clock.js";
import { N_ } from "/static/web/texts.js";
import { readEvents } from "./server.js";
import { footBar, topBar } from "./top_bar.js";
import { dayAndTime, localTime, textField, timeField, zoned } from "./writing.js";

const STATES = { to_come: N_("to come"), cancelled: N_("cancelled"), over: N_("over") };
const LONGEST = { title: 80, place: 100 }; // letters, as in rules/events.py
const AT_FIRST = 3; // languages that are open in the form
const USUAL_MS = 7_200_000;

export function eventsScreen(context) {
  const { texts: { _ } } = context;
  const top = topBar(context);
  const foot = footBar(context);
  const list = h("div", { class: "notice-list", "aria-busy": "true" }, h("p", { class: "muted" }, _("One moment, please.")));
  const place = h("div", {});
  const node = h("div", { class: "frame" }, top.node,
    h("main", { id: "main", class: "forecast" }, h("h1", { tabindex: "-1" }, _("Events")),
      h("div", { class: "forecast-inside" }, place, list)), foot.node);
  let form = null;

  async function load() {
    const answer = await readEvents(context.texts.language);
    list.removeAttribute("aria-busy");
    if (!answer.ok) return replace(list, h("p", { class: "card quiet" }, _("That did not work. Please try again.")));
    if (!form) {
      form = eventForm(context, answer.body.languages, load);
      replace(place, form.node);
    }
    return replace(list, written(context, answer.body, { load, change: form.change }));
  }

  load();
  return { node, update: top.update, tick: top.tick, line: foot.line, arrived: () => node.querySelector("h1").focus({ preventScroll: true }) };
}

// --- a new one, or another time ------------------------------------------------------------------------------------

function eventForm(context, languages, load) {
  const { texts: { _ }, zone } = context;
  let changed = null; // the id of the one that is changed
  const fields = languages.map((code, index) => languageFields(context, code, index === 0));
  const from = timeField("event-from", _("From"), "");
  const until = timeField("event-until", _("Until"), "");
  const heading = h("h2", { id: "new-event" });
  const send = h("button", { type: "button", class: "button primary", onclick: oneTap(save) });
  const leave = h("button", { type: "button", class: "button", onclick: empty }, _("Cancel"));
  const wrong = h("p", { class: "wrong", role: "alert", hidden: true }, icon("hand"), h("span", {}, _("Please write title and place in German.")));
  const more = h("details", { class: "outcome-more" }, h("summary", {}, icon("chevron-right"), _("More languages")), h("div", { class: "stack" }, fields.slice(AT_FIRST).map(({ node }) => node)));
  const node = h("section", { class: "card stack", "aria-labelledby": "new-event" },
    heading,
    h("p", { class: "muted" }, _("Everybody may read it: at the kiosk, on the board, by phone and in the city’s calendar. No names, nothing about visitors. Where a language is missing, the German text is shown.")),
    h("div", { class: "row notice-times" }, from.node, until.node),
    fields.slice(0, AT_FIRST).map((field) => field.node),
    fields.length > AT_FIRST && more,
    wrong,
    h("div", { class: "dialog-actions" }, leave, send));
  empty();
  return { node, change };

  function show() {
    replace(heading, changed ? _("Change an event") : _("New event"));
    replace(send, icon("calendar-days"), changed ? _("Save") : _("Announce it"));
    leave.hidden = !changed;
    wrong.hidden = true;
  }

  function empty() {
    changed = null;
    for (const field of fields) field.set({ title: "", place: "" });
    const next = new Date(Math.ceil((now().getTime() + USUAL_MS) / 3_600_000) * 3_600_000);
    from.set(localTime(next, zone));
    until.set(localTime(new Date(next.getTime() + USUAL_MS), zone));
    show();
  }

  function change(one) {
    changed = one.id;
    for (const field of fields) field.set({ title: one.title[field.code] ?? "", place: one.place[field.code] ?? "" });
    from.set(localTime(new Date(one.from_at), zone));
    until.set(localTime(new Date(one.until_at), zone));
    more.open = fields.slice(AT_FIRST).some((field) => field.value("title") || field.value("place"));
    show();
    node.scrollIntoView({ block: "start" });
    fields[0].focus();
  }

  async function save() {
    const [title, place] = ["title", "place"].map((part) => Object.fromEntries(fields.map((field) => [field.code, field.value(part)]).filter(([, text]) => text)));
    wrong.hidden = languages[0] in title && languages[0] in place;
    if (!wrong.hidden) return;
    const body = { title, place, from_at: zoned(from.value(), zone), until_at: zoned(until.value(), zone) };
    const answer = await context.act(changed ? `events/${changed}` : "events", body);
    if (!answer?.ok) return;
    tell(_("The event is announced."), { kind: "good" });
    empty();
    load();
  }
}

/** Title and place in one language. */
function languageFields(context, code, isNeeded) {
  const { texts: { _ }, words } = context;
  const parts = {
    title: textField(context, code, { name: `event-title-${code}`, longest: LONGEST.title, isNeeded, label: _("Title"), rows: 1 }),
    place: textField(context, code, { name: `event-place-${code}`, longest: LONGEST.place, isNeeded, label: _("Place"), rows: 1 }),
  };
  const node = h("fieldset", { class: "event-language" }, h("legend", {}, words.language(code)), parts.title.node, parts.place.node);
  return {
    code, node,
    value: (part) => parts[part].value(),
    set: (texts) => Object.entries(texts).forEach(([part, text]) => parts[part].set(text)),
    focus: () => node.querySelector("textarea").focus({ preventScroll: true }),
  };
}

// --- those that are there -------------------------------------------------------------------------------------------

function written(context, { events, page, feed }, doing) {
  const { texts: { _ } } = context;
  return h("section", { class: "card stack", "aria-labelledby": "events-title" },
    h("h2", { id: "events-title" }, _("Calendar")),
    events.length ? h("ul", { class: "notice-entries" }, events.map((one) => entry(context, one, doing))) : h("p", { class: "muted" }, _("None yet.")),
    h("p", { class: "muted small" }, _("For everybody:"), " ", link(page), " · ", _("To subscribe to:"), " ", link(feed)));
}

function link(address) {
  return h("a", { href: address, target: "_blank", rel: "noopener" }, h("bdi", { dir: "ltr" }, address));
}

function entry(context, one, doing) {
  const { texts: { _, rich }, words, zone } = context;
  const [[language, title], ...others] = Object.entries(one.title);
  return h("li", { dataset: { event: one.id, state: one.state } },
    h("p", { class: "row" }, h("span", { class: ["chip", one.state === "to_come" && "good"] }, _(STATES[one.state])), num(dayAndTime(one.from_at, context, zone), { class: "strong" })),
    h("p", { class: "strong", lang: language, dir: "auto" }, title),
    h("p", { lang: language, dir: "auto" }, one.place[language] ?? Object.values(one.place)[0]),
    others.length > 0 && h("p", { class: "muted small" }, others.map(([code]) => words.language(code)).join(", ")),
    h("p", { class: "muted small" }, rich("{from} to {to}, written by {name}", { from: num(dayAndTime(one.from_at, context, zone)), to: num(dayAndTime(one.until_at, context, zone)), name: h("bdi", {}, one.by) })),
    one.state !== "over" && h("div", { class: "row" },
      h("button", { type: "button", class: "button", onclick: () => doing.change(one) }, icon("pencil"), _("Change")),
      one.state === "to_come" && h("button", { type: "button", class: "button", onclick: oneTap(() => cancel(context, one, doing.load)) }, icon("calendar-x"), _("Call it off"))));
}

async function cancel(context, one, load) {
  const { texts: { _ } } = context;
  const question = { title: _("Call this event off?"), text: _("It leaves every page at once, and calendars say that it is cancelled."), yes: _("Call it off"), no: _("Keep it"), icon: "calendar-x", danger: true };
  if (!(await ask(question))) return;
  await context.act(`events/${one.id}/cancel`);
  load();
}
