// Single keys: N next, R call again, S start, M missed, F finish, 1-9 outcomes, ? help. They can be switched off or changed
// (WCAG 2.1.4), in this browser, as keyboards differ from desk to desk. They never act while somebody types or a dialog is
// open, and never together with Ctrl, Alt or Cmd.

import { remember, setting } from "./settings.js";

const TYPING = "input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable=true]";
const LETTER = /^\p{L}$/u; // digits and ? stay what they are
const CHANGED = "keymap";

/** `isOn()` tells whether keys act; `actionOf(key)` gives the function for "n", "1", "?" or nothing. */
export function listenToKeys(isOn, actionOf) {
  addEventListener("keydown", (event) => {
    if (!isOn() || isForOthers(event)) return;
    const key = keyMeant(event.key.toLowerCase());
    const action = key && actionOf(key);
    if (!action) return;
    event.preventDefault();
    action();
  });
}

/** What has to be pressed for the key that we call "N": the same, or what somebody chose instead. Others as they are. */
export function keyFor(key) {
  return (changes()[String(key).toLowerCase()] ?? String(key)).toUpperCase();
}

/** Whether it is a single letter, which may be exchanged. */
export function mayChange(key) {
  return LETTER.test(key);
}

/**
 * Other letters for ours: {n: "k"}; what is left out or its own letter is as delivered. Returns the letters that can't be had:
 * not a letter, or wanted twice. Nothing is kept then.
 */
export function changeKeys(wanted, ours) {
  const chosen = Object.fromEntries(ours.map((key) => [key, (wanted[key] || key).toLowerCase()]));
  const letters = Object.values(chosen);
  const wrong = letters.filter((letter, place) => !LETTER.test(letter) || letters.indexOf(letter) !== place);
  if (!wrong.length) remember(CHANGED, JSON.stringify(Object.fromEntries(Object.entries(chosen).filter(([key, letter]) => key !== letter))));
  return wrong;
}

function keyMeant(pressed) {
  const found = Object.entries(changes()).find(([, letter]) => letter === pressed);
  if (found) return found[0];
  return pressed in changes() ? null : pressed;
}

function changes() {
  try {
    return JSON.parse(setting(CHANGED, "{}"));
  } catch {
    return {};
  }
}

function isForOthers(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return true;
  if (event.target.closest?.(TYPING)) return true;
  return document.querySelector("dialog[open], [popover]:popover-open") !== null;
}
