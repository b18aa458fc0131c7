// "I already have a number": number and PIN from the slip, or the slip's code in front of the scanner.

import { h, icon, num, replace } from "/static/web/dom.js";
import { findPlace } from "../holder.js";
import { digitPad, watchKeys } from "../keypad.js";
import { hasScanner } from "../scanner.js";

const LONGEST_NUMBER = 4; // numbers run on past 999
const PIN_DIGITS = 4;

export function number(app) {
  const { _ } = app.texts;
  const pad = entry(app);
  let stopKeys = () => {};
  return {
    name: "number",
    canGoBack: true,
    takesDigits: true,
    title: _("Your number"),
    lead: hasScanner() ? _("Type number and PIN from your slip, or hold its code in front of the scanner.") : _("Type number and PIN. You find both on your slip."),
    aside: pad.boxes,
    body: pad.keys,
    actions: pad.go,
    enter: () => (stopKeys = watchKeys(/[0-9]/, pad.press, pad.next)),
    leave: () => stopKeys(),
  };
}

/** Two boxes and the keys that fill them, one after the other. */
function entry(app) {
  const { _ } = app.texts;
  const typed = { number: "", pin: "" };
  const longest = { number: LONGEST_NUMBER, pin: PIN_DIGITS };
  let active = "number";
  const boxes = { number: box(_("Number"), () => turnTo("number")), pin: box(_("PIN"), () => turnTo("pin"), { isSecret: true }) };
  const words = h("span", {});
  const go = h("button", { type: "button", class: "button primary tall wide", onclick: next }, words, icon("arrow-right", { class: "turns" }));
  show();
  return { boxes: h("div", { class: "boxes" }, boxes.number.node, boxes.pin.node), keys: digitPad(press, app.texts), go, press, next };

  function press(key) {
    if (key === "" && active === "pin" && typed.pin === "") active = "number";
    else if (key === "") typed[active] = typed[active].slice(0, -1);
    else if (typed[active].length < longest[active]) typed[active] += key;
    if (active === "number" && typed.number.length === LONGEST_NUMBER) active = "pin";
    show();
  }

  function next() {
    if (active === "number" && typed.number) turnTo("pin");
    else if (isComplete()) findPlace(app, { number: Number(typed.number), pin: typed.pin });
  }

  function turnTo(name) {
    active = name;
    show();
  }

  function isComplete() {
    return typed.number !== "" && typed.pin.length === PIN_DIGITS;
  }

  function show() {
    for (const name of ["number", "pin"]) boxes[name].show(typed[name], name === active);
    replace(words, isComplete() ? _("Where am I?") : _("Continue"));
    const isReady = active === "number" ? typed.number !== "" : isComplete();
    go.setAttribute("aria-disabled", String(!isReady));
  }
}

function box(label, turn, { isSecret = false } = {}) {
  const value = h("span", { class: "box-value" });
  const node = h("button", { type: "button", class: "box", dataset: { key: label, ...(isSecret && { say: label }) }, onclick: turn }, h("span", { class: "box-label" }, label), value);
  return {
    node,
    show(text, isActive) {
      replace(value, num(text), isActive && h("span", { class: "caret", "aria-hidden": "true" }));
      node.setAttribute("aria-pressed", String(isActive));
    },
  };
}
