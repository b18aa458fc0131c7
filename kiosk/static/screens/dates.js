// Other days: guests who advise here then, and events. Each with its date on paper, so that nobody is just sent away.

import { post } from "/static/web/api.js";
import { dateWords, dayOf, hoursOf, textIn, wayIn } from "/static/web/coming.js";
import { h, icon } from "/static/web/dom.js";
import { qrPicture } from "../offline/paper.js";
import { printSlip, showSlip } from "../slip.js";

export function dates(app) {
  const { settings, texts } = app;
  const { _ } = texts;
  const list = app.dates.list();
  return {
    name: "dates",
    canGoBack: true,
    follows: true,
    showsDates: true,
    title: _("Other days and events"),
    body: list.length
      ? h("div", { class: "tiles dates" }, list.map((date) => tile(app, date, settings.site.zone)))
      : h("p", { class: "card quiet" }, _("There are no dates at the moment.")),
    actions: phoneCard(app),
  };
}

/** One of them, in full. */
export function date(app) {
  const { settings: { site }, texts, visit } = app;
  const chosen = app.dates.list().find(({ key }) => key === visit.date);
  if (!chosen) return dates(app); // over, or taken off in this moment
  const more = textIn(chosen.kind === "guest" ? chosen.by : chosen.place, texts);
  const how = wayIn(chosen, site.zone, texts);
  return {
    name: "date",
    canGoBack: true,
    ask: [
      h("span", { class: "icon-box" }, icon(signOf(app, chosen))),
      h("h1", { tabindex: "-1" }, textIn(chosen.title, texts)),
      more && h("p", { class: "lead" }, more),
    ],
    body: [
      h("div", { class: "card next again" },
        h("p", { class: "again-day" }, dayOf(chosen, site.zone, texts)),
        h("p", { class: "again-hours" }, hoursOf(chosen, site.zone, texts))),
      how && h("p", { class: "card quiet ask-staff" }, icon("ticket"), h("span", {}, how)),
    ],
    actions: [slipButton(app, chosen), phoneCard(app)],
  };
}

/** The way to all of them; nothing while there are none. */
export function datesDoor(app) {
  if (!app.dates.list().length) return null;
  return h("button", { type: "button", class: "tile line whole other-days", onclick: () => app.go("dates") },
    icon("calendar-days"), h("span", {}, app.texts._("Other days and events")));
}

function tile(app, one, zone) {
  const open = () => {
    app.visit.date = one.key;
    app.go("date");
  };
  return h("button", { type: "button", class: "tile line whole date", dataset: { date: one.key }, onclick: open },
    h("span", { class: "icon-box" }, icon(signOf(app, one))),
    h("span", { class: "date-words" }, dateWords(one, zone, app.texts)),
    icon("chevron-right", { class: "turns" }));
}

function signOf({ settings }, one) {
  return settings.topics.find(({ code }) => code === one.topics[0])?.icon ?? "calendar-days";
}

function slipButton(app, one) {
  const words = h("span", {}, app.texts._("Take this date with you"));
  const button = h("button", { type: "button", class: "button primary tall wide take-date", onclick: take }, icon("receipt-text"), words);
  return button;

  async function take() {
    const isTaken = await toPaper(app, one);
    if (isTaken) words.replaceChildren(app.texts._("Your slip"), " ", icon("check"));
  }
}

/** By the browser, by the server, or on the screen where no printer is. Whether it is on its way to paper. */
async function toPaper(app, one) {
  const { settings, visit } = app;
  const { language } = visit;
  const url = `/kiosk/api/dates/${one.key}/slip.pdf?language=${language}`;
  if (settings.printer === "browser") {
    printSlip(url);
    return true;
  }
  if (settings.printer === "escpos") {
    const answer = await post(`/kiosk/api/dates/${one.key}/print`, { language }, { language });
    if (answer.ok && answer.body.print === "queued") return true;
  }
  showSlip(app, url);
  return false;
}

/** All dates on the visitor's own phone, where phones reach us. */
function phoneCard(app) {
  const { qr } = app.dates.offer();
  const said = app.texts._("All dates on your phone");
  return qr && h("div", { class: "card quiet with-qr" }, h("span", { class: "qr-ground" }, qrPicture(qr, said)), h("div", {}, h("h2", {}, said)));
}
