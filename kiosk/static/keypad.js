// Keys to touch, for numbers and codes; a real keyboard works as well.

import { h, icon } from "/static/web/dom.js";

const DIGITS = [..."123456789"];

/** Digits as on a telephone. `onKey(text)` for a key, "" for delete. */
export function digitPad(onKey, { _ }) {
  const rows = DIGITS.map((digit) => key(digit, onKey));
  return h("div", { class: "keypad", dir: "ltr", role: "group", "aria-label": _("Keys") },
    rows, h("span", {}), key("0", onKey), deleteKey(onKey, _));
}

/** Digits and the letters that codes use (no I, O, Y, Z). */
export function codePad(onKey, { _ }) {
  const keys = [..."1234567890ABCDEFGHJKLMNPQRSTUVWX"].map((sign) => key(sign, onKey));
  return h("div", { class: "keypad letters", dir: "ltr", role: "group", "aria-label": _("Keys") }, keys, deleteKey(onKey, _));
}

/** Also takes a real keyboard's keys that match `pattern`, Backspace and Enter. Returns a function that ends it. */
export function watchKeys(pattern, onKey, onEnter) {
  const take = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Backspace") onKey("");
    else if (event.key === "Enter" && !event.target.closest?.("button")) onEnter();
    else if (event.key.length === 1 && pattern.test(event.key)) onKey(event.key.toUpperCase());
  };
  addEventListener("keydown", take);
  return () => removeEventListener("keydown", take);
}

function key(sign, onKey) {
  return h("button", { type: "button", class: "button key-cap", dataset: { key: sign }, onclick: () => onKey(sign) }, sign);
}

function deleteKey(onKey, _) {
  return h("button", { type: "button", class: "button key-cap", dataset: { key: "delete" }, onclick: () => onKey("") },
    icon("delete", { label: _("Delete") }));
}
