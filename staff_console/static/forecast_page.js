// The lead's page: how well the waiting times hold, whom a promise may fail, what was decided by hand, and the rule's numbers.

import { h, icon, num, replace } from "/static/web/dom.js";
import { ruleTable } from "./rule_table.js";
import { readForecasts } from "./server.js";
import { ticketDialog } from "./ticket_dialog.js";
import { footBar, topBar } from "./top_bar.js";

const ENOUGH = 50; // scored forecasts, rules/forecast.py
const GOOD_COVERAGE = [0.78, 0.84]; // queueing.md §2
const GOOD_ABOVE = [0, 0.11];
const GOOD_ERROR = 0.72; // of the simple rule's
const AGAIN_S = 30;

export function forecastScreen(context) {
  const { texts: { _ } } = context;
  const top = topBar(context);
  const foot = footBar(context);
  const place = h("div", { class: "forecast-inside", "aria-busy": "true" }, h("p", { class: "muted" }, _("One moment, please.")));
  const node = h("div", { class: "frame" }, top.node,
    h("main", { id: "main", class: "forecast" }, h("h1", { tabindex: "-1" }, _("Forecast")), place, ruleTable(context)),
    foot.node);
  let shown = "";
  let isOpen = false; // the table is open

  async function load() {
    const answer = await readForecasts(context.texts.language);
    if (!answer.ok) {
      if (!shown) replace(place, notHere(context));
      return;
    }
    const text = JSON.stringify(answer.body);
    if (text === shown) return;
    shown = text;
    isOpen = place.querySelector("details")?.open ?? isOpen;
    place.removeAttribute("aria-busy");
    replace(place, parts(context, answer.body, isOpen));
  }

  let seconds = 0;
  function tick() {
    top.tick();
    if ((seconds += 1) % AGAIN_S === 0) load();
  }

  load();
  return { node, update: top.update, tick, line: foot.line, arrived: () => node.querySelector("h1").focus({ preventScroll: true }) };
}

function notHere({ texts: { _ } }) {
  return h("p", { class: "card quiet" }, icon("hourglass"), " ", _("The figures are not there yet. They come by themselves."));
}

function parts(context, { monitor, alerts, corrections, ...counts }, isOpen) {
  return [alertCard(context, alerts), quality(context, { ...monitor, corrections }, isOpen), byHand(context, counts)];
}

// --- promises --------------------------------------------------------------------------------------------------------

function alertCard(context, alerts) {
  const { texts: { _, nrich } } = context;
  if (!alerts.length) {
    return h("section", { class: "card forecast-calm", "aria-labelledby": "alerts-title" },
      h("h2", { id: "alerts-title" }, icon("circle-check"), h("span", {}, _("Everybody who was told “today” still fits."))));
  }
  return h("section", { class: "card next", "aria-labelledby": "alerts-title" },
    h("h2", { id: "alerts-title" }, icon("triangle-alert"),
      h("span", {}, nrich("{count} visitor was told “today” and may not be called any more", "{count} visitors were told “today” and may not be called any more", alerts.length))),
    h("ul", { class: "chips" }, alerts.map((alert) => h("li", {}, alertChip(context, alert)))),
    h("p", {}, _("Talk to them early: another day, an appointment, or call them by hand.")));
}

function alertChip(context, { id, number, chance }) {
  const { texts: { rich, locale } } = context;
  const { percent } = formats(locale);
  const open = () => {
    const ticket = context.picture().waiting.find((one) => one.id === id);
    if (ticket) ticketDialog(context, ticket);
  };
  return h("button", { type: "button", class: "chip", "aria-haspopup": "dialog", onclick: open },
    num(number, { class: "strong" }), h("span", {}, rich("chance {share}", { share: percent(chance) })));
}

// --- how well it holds -----------------------------------------------------------------------------------------------

function quality(context, monitor, isOpen) {
  const { texts: { _, nrich } } = context;
  return h("section", { class: "card", "aria-labelledby": "quality-title" },
    h("h2", { id: "quality-title" }, _("How well the waiting times hold")),
    h("p", { class: "muted" }, nrich("{count} forecast compared with what happened, over the last 10 slots.", "{count} forecasts compared with what happened, over the last 10 slots.", monitor.scored)),
    monitor.enough ? figures(context, monitor, isOpen) : tooFew(context, monitor));
}

function tooFew({ texts: { _, rich } }, { scored }) {
  return h("div", { class: "too-few" },
    h("p", { class: "strong" }, icon("hourglass"), _("Too few yet")),
    bar([{ share: scored / ENOUGH }]),
    h("p", {}, rich("From {enough} on this page says how well they hold; now there are {scored}.", { enough: ENOUGH, scored })));
}

function figures({ texts: { _, rich, locale } }, { coverage, above, mae, naive_mae: naive, corrections }, isOpen) {
  const { percent, minutes } = formats(locale);
  const ends = ([low, high]) => ({ low: percent(low), high: percent(high) });
  const longest = Math.max(mae, naive) || 1;
  const isBetter = mae <= naive * GOOD_ERROR;
  return [
    h("div", { class: "figures" },
      figure(_("Called within the range"), percent(coverage), verdict(_, between(coverage, GOOD_COVERAGE)),
        bar([{ share: coverage }], GOOD_COVERAGE), rich("good between {low} and {high}", ends(GOOD_COVERAGE))),
      figure(_("Waited longer than the range"), percent(above), verdict(_, between(above, GOOD_ABOVE)),
        bar([{ share: above, kind: "warn" }], GOOD_ABOVE), rich("good below {high}", ends(GOOD_ABOVE))),
      figure(_("Off by, on average"), [minutes(mae), " ", _("min")], verdict(_, isBetter),
        bar([{ share: mae / longest }, { share: naive / longest, kind: "plain" }]),
        rich("simple rule: {naive} min (place × usual talk ÷ desks); good below {limit} min", { naive: minutes(naive), limit: minutes(naive * GOOD_ERROR) }))),
    h("details", { class: "outcome-more", open: isOpen }, h("summary", {}, icon("chevron-right"), _("As a table")),
      asTable({ _, rich, percent, minutes, ends }, { coverage, above, mae, naive }), learnedTable({ _, locale }, corrections)),
  ];
}

function figure(title, value, mark, bars, words) {
  return h("div", { class: "figure-card" }, h("h3", {}, title), h("p", { class: "figure-value" }, value, mark), bars, h("p", { class: "muted small" }, words));
}

function verdict(_, isGood) {
  return h("span", { class: ["chip", isGood ? "good" : "warn"] }, icon(isGood ? "circle-check" : "triangle-alert"), isGood ? _("good") : _("to be watched"));
}

/** Bars from 0 to 1, one below the other; `goal` [from, to] is marked on the ground. The words beside them say the same. */
function bar(shares, goal = null) {
  const mark = goal && h("span", { class: "bar-goal" });
  if (mark) Object.assign(mark.style, { insetInlineStart: `${goal[0] * 100}%`, inlineSize: `${(goal[1] - goal[0]) * 100}%` });
  return h("div", { class: "bars", "aria-hidden": "true" }, shares.map(({ share, kind }) => {
    const fill = h("span", { class: ["bar-fill", kind] });
    fill.style.inlineSize = `${Math.min(1, Math.max(0, share)) * 100}%`;
    return h("span", { class: "bar-line" }, mark, fill);
  }));
}

function asTable({ _, rich, percent, minutes, ends }, { coverage, above, mae, naive }) {
  const line = (name, value, goal) => h("tr", {}, h("th", { scope: "row" }, name), h("td", { class: "figure" }, value), h("td", { class: "figure" }, goal));
  const inMinutes = (value) => [minutes(value), " ", _("min")];
  return h("table", { class: "table" },
    h("caption", { class: "visually-hidden" }, _("How well the waiting times hold")),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, _("Figure")), h("th", { scope: "col", class: "figure" }, _("now")), h("th", { scope: "col", class: "figure" }, _("good")))),
    h("tbody", {},
      line(_("Called within the range"), percent(coverage), rich("{low} to {high}", ends(GOOD_COVERAGE))),
      line(_("Waited longer than the range"), percent(above), rich("below {high}", ends(GOOD_ABOVE))),
      line(_("Off by, on average"), inMinutes(mae), [rich("below {limit}", { limit: minutes(naive * GOOD_ERROR) }), " ", _("min")]),
      line(_("The simple rule is off by"), inMinutes(naive), "–")));
}

/** The six numbers of the site: how far the simulated range is stretched to both sides, by how long the wait is. */
function learnedTable({ _, locale }, { up, down }) {
  const factor = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const waits = [_("short waits, below 15 min"), _("15 to 40 min"), _("long waits, from 40 min")];
  const cell = (value) => h("td", { class: "figure" }, num(`× ${factor.format(value)}`));
  return h("table", { class: "table" },
    h("caption", {}, _("What past slots taught: how far each range is stretched")),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, _("Wait")), h("th", { scope: "col", class: "figure" }, _("to earlier")), h("th", { scope: "col", class: "figure" }, _("to later")))),
    h("tbody", {}, waits.map((wait, index) => h("tr", {}, h("th", { scope: "row" }, wait), cell(down[index]), cell(up[index])))));
}

function between(value, [low, high]) {
  return value >= low && value <= high;
}

/** How the reader's language writes shares and minutes. */
function formats(locale) {
  const [share, tenths] = [new Intl.NumberFormat(locale, { style: "percent" }), new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })];
  return { percent: (value) => num(share.format(value)), minutes: (value) => num(tenths.format(value)) };
}

// --- what people decided ---------------------------------------------------------------------------------------------

function byHand({ texts: { _, rich } }, { turned_away: away, admitted_by_hand: admitted, hand_picked: picked, calls }) {
  const shown = [
    [_("turned away at the kiosk"), away, "door-closed"],
    [_("admitted by hand although it hardly fitted"), admitted, "hand-helping"],
    [rich("called by hand, of {calls} calls", { calls }), picked, "hand"],
  ];
  return h("section", { class: "card", "aria-labelledby": "hand-title" },
    h("h2", { id: "hand-title" }, _("Decided by people")),
    h("p", { class: "muted" }, _("In the slot that runs now, or the last one.")),
    h("ul", { class: "facts hand-facts" }, shown.map(([words, count, sign]) =>
      h("li", { class: "fact" }, h("span", { class: "value" }, icon(sign), num(count)), h("span", {}, words)))));
}
