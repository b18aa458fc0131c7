// A lead's day at a glance. It is read again whenever the queue's picture changes, and every 20 s for what only the clock moves.

import { now } from "/static/web/clock.js";
import { h, icon, replace } from "/static/web/dom.js";
import { dayWords } from "./coverage_words.js";
import { emergencyDialog } from "./emergency_list.js";
import { outageCard } from "./outage_card.js";
import { pausesCard } from "./pauses_card.js";
import { refusedCard } from "./refused.js";
import { read } from "./server.js";
import { alertsCard } from "./today_alerts.js";
import { desksCard, devicesCard, forecastCard, hoursCard, peopleCard, waitingCard } from "./today_cards.js";
import { footBar, topBar } from "./top_bar.js";

const AGAIN_S = 20;
const SOON_MS = 500; // several changes at once are read once

export function todayScreen(context) {
  const { texts: { _, language }, zone } = context;
  const top = topBar(context);
  const foot = footBar(context);
  const place = h("div", { class: "today-inside", "aria-busy": "true" }, h("p", { class: "muted" }, _("One moment, please.")));
  const print = h("button", { type: "button", class: "button", onclick: () => emergencyDialog(context) }, icon("printer"), _("Emergency list"));
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(now());
  const node = h("div", { class: "frame" }, top.node,
    h("main", { id: "main", class: "page today" },
      h("div", { class: "page-head" },
        h("h1", { tabindex: "-1" }, _("Today"), " ", h("span", { class: "today-date" }, dayWords(context, today))),
        h("div", { class: "page-actions" }, print)), place),
    foot.node);
  let shown = "";
  let version = null;
  let seconds = 0;
  let timer = 0;

  async function load() {
    const answer = await read("today", language);
    if (!answer.ok) return shown || replace(place, h("p", { class: "card quiet" }, _("That did not work. Please try again.")));
    const { now: _now, version: _version, ...rest } = answer.body;
    const text = JSON.stringify(rest);
    if (text === shown) return undefined;
    shown = text;
    place.removeAttribute("aria-busy");
    return keepingFocus(() => replace(place, parts(context, answer.body, load)));
  }

  function soon() {
    timer ||= setTimeout(() => {
      timer = 0;
      if (node.isConnected) load();
    }, SOON_MS);
  }

  load();
  return {
    node,
    line: foot.line,
    update: (picture) => {
      top.update(picture);
      if (version !== null && picture.version !== version) soon();
      version = picture.version;
    },
    tick: () => {
      top.tick();
      if ((seconds += 1) % AGAIN_S === 0) load();
    },
    arrived: () => node.querySelector("h1").focus({ preventScroll: true }),
  };
}

/** Cards are drawn anew while somebody may have a button in focus: buttons have ids for that. */
function keepingFocus(draw) {
  const id = document.activeElement?.id;
  draw();
  if (id && document.activeElement?.id !== id) document.getElementById(id)?.focus({ preventScroll: true });
}

function parts(context, today, again) {
  return [
    alertsCard(context, today, again),
    refusedCard(context, today.refused_tickets, again),
    h("div", { class: "today-cards" },
      hoursCard(context, today.hours, again), waitingCard(context, today.waiting), forecastCard(context, today),
      desksCard(context, today.desks), peopleCard(context, today, again), devicesCard(context, today.devices)),
    outageCard(context, today.outages),
    pausesCard(context, today.pauses),
  ];
}
