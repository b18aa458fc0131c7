// Questions, short notices and words for screen readers.

import { h, icon, oneTap, replace } from "./dom.js";

const NOTICE_MS = 6_000;

/**
 * Asks one question; resolves with true (yes) or false (no, Escape).
 * {title, text?, yes, no, danger?: boolean, icon?}: all texts in the page's language. `no` comes last and has the focus.
 */
export function ask({ title, text = "", yes, no, danger = false, icon: sign = "" }) {
  return new Promise((resolve) => {
    const answer = (value) => oneTap(() => dialog.close(value));
    const yesButton = h("button", { type: "button", class: ["button", danger ? "danger" : "primary"], onclick: answer("yes") }, yes);
    const noButton = h("button", { type: "button", class: "button", autofocus: true, onclick: answer("no") }, no);
    const dialog = openDialog({ title, icon: sign, onClose: (value) => resolve(value === "yes") },
      text && h("p", {}, text), h("div", { class: "dialog-actions" }, yesButton, noButton));
  });
}

/**
 * Opens a modal dialog with a heading and `children`; `onClose(value)` when it closed, `value` as given to close().
 * Returns the <dialog>; it removes itself.
 */
export function openDialog({ title, icon: sign = "", class: extra = "", onClose = () => {} }, ...children) {
  const heading = h("h2", { id: "dialog-title", class: "dialog-title" }, sign && icon(sign), title);
  const dialog = h("dialog", { class: ["dialog", extra], "aria-labelledby": "dialog-title" }, heading, children);
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClose(dialog.returnValue);
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** A short notice at the edge of the page, read out; kind: "", "good", "warn" or "bad". */
export function notice(text, { kind = "" } = {}) {
  const signs = { good: "circle-check", warn: "triangle-alert", bad: "circle-alert" };
  const node = h("p", { class: ["notice", kind] }, icon(signs[kind] ?? "info"), h("span", {}, text));
  const region = regionOf("notices", "notices");
  region.append(node);
  setTimeout(() => node.remove(), NOTICE_MS);
  return node;
}

/** Says `text` to screen readers only; `urgent` interrupts what they are reading. */
export function announce(text, { urgent = false } = {}) {
  const region = regionOf(urgent ? "announce-now" : "announce", "visually-hidden", urgent ? "assertive" : "polite");
  replace(region);
  setTimeout(() => replace(region, text), 50); // the same words twice are only read when the place was empty between
}

function regionOf(id, classes, politeness = "polite") {
  const found = document.getElementById(id);
  if (found) return found;
  const region = h("div", { id, class: classes, role: politeness === "assertive" ? "alert" : "status", "aria-live": politeness });
  document.body.append(region);
  return region;
}
