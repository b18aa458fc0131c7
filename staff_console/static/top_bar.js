// The bar above every screen after sign-in: the place, the slot, desk and name, and everything that is set rarely.

import { clockTime, now, weekday } from "/static/web/clock.js";
import { h, icon, num, replace } from "/static/web/dom.js";
import { menu } from "./parts.js";
import { displaysButton } from "./displays.js";
import { keyFor } from "./keys.js";
import { helpBand, helpButton } from "./help_calls.js";
import { kiosksButton } from "./kiosks.js";
import { mayPause, pauseBand, pauseDialog } from "./pause.js";
import { printersButton } from "./printers.js";
import { refusedBand } from "./refused.js";

/** Returns {node, update(picture), tick()}. `withDuty`: break, other desk and end of duty belong to this screen. */
export function topBar(context, { withDuty = false } = {}) {
  const { texts, session, zone } = context;
  const { _, rich, locale } = texts;
  const time = h("span", { class: "bar-time" });
  const slot = h("span", { class: "bar-slot" });
  const desk = h("span", { class: "bar-desk" });
  const pause = withDuty && h("button", { type: "button", class: "bar-button", onclick: () => context.act("duty/break") }, icon("coffee"), h("span", {}, _("Break")));
  const name = h("span", { class: "bar-name" }, session.case_manager.name);
  const [opener, list] = menu({ button: [desk, name, icon("chevron-down")], kind: "bar-button", label: null }, items(context, withDuty));

  const help = helpButton(context);
  const bands = [helpBand(context), pauseBand(context), refusedBand(context)];
  const bar = h("header", { class: "top-bar" },
    h("span", { class: "brand" }, h("span", { class: "brand-mark", "aria-hidden": "true" }), h("span", {}, "Lotse")),
    context.isLead || context.isAuditor || context.isGuest ? pages(context) : h("span", { class: "bar-place" }, session.site.name),
    h("span", { class: "bar-now" }, context.seesQueue && [time, slot]), help.node, pause, opener, list);
  const node = h("div", { class: "top" }, bar, bands.map(({ node: band }) => band));

  function update(picture) {
    for (const band of [...bands, help]) band.update(picture);
    replace(slot, slotText(picture, context));
    replace(desk, picture.duty ? rich("Desk {desk}", { desk: num(picture.duty.desk) }) : []);
    if (pause) pause.disabled = Boolean(picture.current || picture.duty?.on_break);
    tick();
  }

  function tick() {
    const text = `${weekday(now(), zone, locale)} ${clockTime(now(), zone)}`;
    if (time.textContent !== text) time.textContent = text;
  }

  return { node, update, tick };
}

/** A lead has several pages, a guest two, an auditor one; everybody's own account is in the menu. */
function pages({ texts: { _ }, page, openPage, isAuditor, isGuest }) {
  const item = (name, text) => h("button", { type: "button", dataset: { page: name }, "aria-current": page() === name ? "page" : null, onclick: () => openPage(name) }, text);
  if (isGuest) return h("nav", { class: "bar-pages", "aria-label": _("Pages") }, item("desk", _("My desk")), item("guest-figures", _("My figures")));
  return h("nav", { class: "bar-pages", "aria-label": _("Pages") }, isAuditor
    ? item("log", _("Log"))
    : [item("desk", _("My desk")), item("today", _("Today")), item("roster", _("Roster")), item("forecast", _("Forecast")), item("people", _("People")), item("devices", _("Devices")), item("notices", _("Notices")), item("events", _("Events")), item("languages", _("Languages"))]);
}

function slotText({ slot }, { texts: { _, rich }, zone }) {
  if (!slot?.closes_at) return _("No consultation hours now");
  return rich("Open until {time}", { time: num(clockTime(slot.closes_at, zone)) });
}

function items(context, withDuty) {
  const { texts: { _, language }, languages, chooseLanguage, theme, chooseTheme, keysOn, choose, help, signOut, mayIssue, issue, walkUp, session } = context;
  const names = { de: "Deutsch", en: "English" };
  const isDark = theme() === "dark";
  const sound = context.soundOn();
  const forVisitors = [
    mayIssue && issue && { label: _("Ticket for a visitor"), sign: "ticket", onclick: issue },
    walkUp && withDuty && { label: _("Visitor without a number"), hint: _("Sits here already: the consultation begins at once"), sign: "armchair", onclick: walkUp },
    mayIssue && context.page() !== "appointments" && { label: _("Appointments"), hint: _("Who is expected; new, move, cancel"), sign: "calendar-days", onclick: () => context.openPage("appointments") },
    mayPause(context, context.picture()) && { label: _("Pause the kiosks"), hint: _("They say why and give no numbers"), sign: "pause", onclick: () => pauseDialog(context) },
    ["lead", "operator"].includes(session.case_manager.role) && { label: _("Configuration"), hint: _("Hours, topics, desks, languages and all the rest"), sign: "settings", onclick: () => location.assign("/staff/configuration") },
    session.may_record && { label: _("Record the voice"), hint: _("What the kiosk reads aloud, read by you"), sign: "mic", onclick: () => location.assign("/staff/recording") },
  ].filter(Boolean);
  return [
    ...(forVisitors.length ? [...forVisitors, null] : []),
    ...languages.map((code) => ({
      label: names[code] ?? code, sign: "languages", pressed: code === language, onclick: () => chooseLanguage(code),
    })),
    null,
    { label: _("Dark colours"), hint: _("In this browser only"), sign: "moon", pressed: isDark, onclick: () => chooseTheme(isDark ? "light" : "dark") },
    { label: _("Chime when somebody comes"), hint: _("A soft tone when the room was empty"), sign: "bell", pressed: sound, onclick: () => choose("sound", sound ? "off" : "on") },
    { label: _("Single keys"), hint: _("One letter, without Ctrl"), sign: "keyboard", pressed: keysOn(), onclick: () => choose("keys", keysOn() ? "off" : "on") },
    { label: _("Help"), hint: _("All keys, a tour in five minutes"), sign: "circle-question-mark", onclick: help },
    null,
    context.page() === "account" || context.page() === "appointments"
      ? { label: context.isAuditor ? _("Back to the log") : _("Back to work"), sign: "corner-up-left", onclick: () => context.openPage(context.home) }
      : { label: _("My account"), hint: _("Password, sign-ins, what is logged"), sign: "circle-user-round", onclick: () => context.openPage("account") },
    ...(context.page() === "appointments" ? [{ label: _("My account"), hint: _("Password, sign-ins, what is logged"), sign: "circle-user-round", onclick: () => context.openPage("account") }] : []),
    ...(withDuty ? [{ label: _("End duty"), hint: _("The desk is free for others"), sign: "door-open", onclick: () => context.act("duty/end") }] : []),
    { label: _("Sign out"), sign: "log-out", onclick: signOut },
  ];
}

/** The line below every screen: is the picture live, how are the printers, and which keys there are. */
export function footBar(context, { withKeys = false, middle = null } = {}) {
  const { texts: { _ } } = context;
  const line = h("span", { class: "foot-line", role: "status" });
  const keys = withKeys && context.keysOn()
    ? h("span", { class: "foot-keys" }, _("{next} next · {start} start · {finish} finish · ? all keys", { next: keyFor("N"), start: keyFor("S"), finish: keyFor("F") }))
    : null;
  const devices = [kiosksButton(context), displaysButton(context), printersButton(context)];
  const shown = {
    live: () => [icon("circle-check"), _("Up to date")],
    stale: () => [icon("refresh-cw"), _("Looking for the server …")],
    offline: () => [icon("wifi-off"), _("No line to the server. What you see may be old.")],
  };
  return {
    node: h("footer", { class: "foot-bar" }, line, middle,
      context.demo && h("span", { class: "foot-line foot-demo" }, icon("presentation"), _("Demo with invented people and numbers")), h("span", { class: "foot-devices" }, devices.map(({ node }) => node)), keys),
    line: (state) => {
      for (const device of devices) device.update(context.picture() ?? {});
      line.dataset.line = state;
      replace(line, (shown[state] ?? shown.stale)());
    },
  };
}
