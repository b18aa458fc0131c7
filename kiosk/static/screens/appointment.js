// "I have an appointment": its code, typed or scanned, becomes a ticket.

import { newRequestId, post } from "/static/web/api.js";
import { longDate, clockTime } from "/static/web/clock.js";
import { h, icon, num, replace } from "/static/web/dom.js";
import { codePad, watchKeys } from "../keypad.js";

const LENGTH = 8; // rules/numbering.py
const LONGEST = 120; // whatever a scanner types before
const GROUP = /.{1,4}/g;

export function appointment(app) {
  const { _ } = app.texts;
  let typed = "";
  let stopKeys = () => {};
  const value = h("span", { class: "box-value" });
  const send = () => typed && checkIn(app, typed);
  const go = h("button", { type: "button", class: "button primary tall wide", onclick: send }, _("Continue"), icon("arrow-right", { class: "turns" }));
  const press = (key) => {
    typed = key === "" ? typed.slice(0, -1) : (typed + key).slice(-LONGEST);
    show();
  };
  show();
  return {
    name: "appointment",
    canGoBack: true,
    takesDigits: true,
    title: _("Your appointment"),
    lead: _("Type the code of your appointment."),
    aside: h("div", { class: "boxes" }, h("p", { class: "box wide" }, h("span", { class: "box-label" }, _("Code")), value)),
    body: codePad(press, app.texts),
    actions: go,
    enter: () => (stopKeys = watchKeys(/[0-9a-z]/i, press, send)),
    leave: () => stopKeys(),
  };

  function show() {
    replace(value, num((typed.slice(-LENGTH).match(GROUP) ?? []).join(" ")), h("span", { class: "caret", "aria-hidden": "true" }));
    go.setAttribute("aria-disabled", String(!typed));
  }
}

async function checkIn(app, code) {
  const { visit } = app;
  const { _ } = app.texts;
  app.go("moment");
  const answer = await post("/kiosk/api/check-ins", { code }, { language: visit.language, requestId: newRequestId() });
  if (app.visit !== visit) return;
  app.trail = app.trail.filter((name) => name !== "moment");
  if (answer.ok) {
    visit.issued = answer.body;
    app.go("ticket", { fresh: true });
    return;
  }
  const isUnknown = answer.body.code === "UnknownCode";
  const detail = isUnknown ? _("We do not find this appointment. Please talk to our staff: nobody is sent away.") : answer.body.detail;
  const when = answer.body.starts_at && whenWords(app, answer.body.starts_at);
  visit.trouble = { code: answer.body.code, detail, when, again: () => checkIn(app, code), isAboutAppointment: true };
  app.go("trouble");
}

/** On which day it is. */
function whenWords({ settings: { site }, texts: { locale } }, at) {
  return [longDate(at, site.zone, locale), " · ", num(clockTime(at, site.zone))];
}
