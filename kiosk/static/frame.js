// What every screen has around it: the place and how many wait above, one bar below, each thing always in its place.

import { clockTime, weekday } from "/static/web/clock.js";
import { h, icon, num, refresh, replace } from "/static/web/dom.js";
import { openHelp } from "./help.js";
import { openLanguages } from "./languages.js";
import { moreButton } from "./more.js";
import { printerStrip } from "./printer.js";
import { rest } from "./taps.js";
import { openView } from "./view.js";

const STEPS = 3; // language, topic, what helps

/**
 * The frame of `app`. A screen gives to `draw`:
 * {name, title, lead?, step?: 1-3, ask?: nodes instead of title and lead, body?, actions?, canGoBack?: boolean, takesDigits?: boolean}.
 */
export function createFrame(app) {
  const [head, strip, main, bar] = ["head", "strip", "main", "bar"].map((id) => document.getElementById(id));
  const more = moreButton(app);
  return { draw, drawHead, settle: more.look };

  function draw(view, { isQuiet = false } = {}) {
    const place = isQuiet ? buttons().indexOf(document.activeElement) : -1;
    main.className = `screen screen-${view.name}`;
    const list = view.body && h("div", { class: "choose" }, view.body);
    replace(main,
      h("div", { class: "ask" }, view.ask ?? askNodes(view)),
      list,
      more.button,
      view.actions && h("div", { class: "go" }, view.actions));
    replace(bar, barNodes(app, view));
    bar.setAttribute("aria-label", app.texts._("Help and settings"));
    drawHead();
    more.watch(list);
    rest();
    (buttons()[place] ?? main.querySelector("h1"))?.focus({ preventScroll: true });
  }

  function buttons() {
    return [...document.querySelectorAll("#main button, #bar button")];
  }

  function drawHead() {
    refresh(head, brand(app.settings.site.name), headState(app));
    refresh(strip, app.isCutOff && app.screen !== "ticket" && lineLost(app), printerStrip(app)); // who has a number needs the room
    const clock = bar.querySelector(".bar-clock");
    if (clock) refresh(clock, clockNodes(app));
  }
}

function askNodes({ title, lead, step, aside }) {
  return [
    step && h("div", { class: "steps", "aria-hidden": "true" }, dashes(step)),
    h("h1", { tabindex: "-1" }, title),
    lead && h("p", { class: "lead" }, lead),
    aside,
  ];
}

function dashes(done) {
  return Array.from({ length: STEPS }, (_unused, index) => h("span", { class: index < done && "done" }));
}

function brand(name) {
  return h("span", { class: "brand" }, h("span", { class: "brand-mark", "aria-hidden": "true" }), h("bdi", {}, name));
}

function headState(app) {
  const { picture, screen, settings, texts } = app;
  const now = app.now();
  const { _, nrich } = texts;
  if (!picture) return null;
  if (!picture.open) return h("p", { class: "head-state" }, icon("door-closed"), _("no numbers now"));
  if (screen === "ticket" || screen === "place") {
    return h("p", { class: "head-state" }, h("span", {}, weekday(now, settings.site.zone, texts.locale), " ", num(clockTime(now, settings.site.zone))));
  }
  if (screen === "start") return h("p", { class: "head-state" }, icon("clock"), openWords(app));
  if (screen === "attract") return null; // it says so itself
  if (picture.waiting === null) return null; // nobody knows
  const words = picture.waiting ? nrich("{count} waiting", "{count} waiting", picture.waiting) : _("nobody waiting");
  return h("p", { class: "head-state" }, icon("users"), h("span", {}, words));
}

/** "open until 16:45" */
export function openWords({ picture, settings, texts: { rich } }) {
  return h("span", {}, rich("open until {time}", { time: num(clockTime(picture.closes_at, settings.site.zone)) }));
}

function lineLost({ keeper, texts: { _ } }) {
  const words = keeper.hasNumbers()
    ? _("No connection at the moment. You still get your number here.")
    : _("No connection at the moment. We keep trying. Our staff are happy to help.");
  return h("p", { class: "line-lost" }, icon("cloud-off"), words);
}

function barNodes(app, view) {
  const { _ } = app.texts;
  const first = view.canGoBack
    ? barButton("arrow-left", _("Back"), () => app.back(), "turns")
    : h("p", { class: "bar-clock" }, clockNodes(app));
  return [
    first,
    barButton("info", _("Help"), () => openHelp(app)),
    barButton("languages", _("Language"), () => openLanguages(app)),
    barButton("accessibility", _("View"), () => openView(app)),
    app.speech.barButton(),
  ];
}

function barButton(sign, text, run, extra = "") {
  return h("button", { type: "button", onclick: run }, icon(sign, { class: extra }), h("span", {}, text));
}

function clockNodes(app) {
  return [icon("clock"), num(clockTime(app.now(), app.settings.site.zone))];
}
