// Single keys: N next, R call again, S start, M missed, F finish, 1-9 outcomes, ? help. They can be switched off
// (WCAG 2.1.4), never act while somebody types or a dialog is open, and never together with Ctrl, Alt or Cmd.

const TYPING = "input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable=true]";

/** `isOn()` tells whether keys act; `actionOf(key)` gives the function for "n", "1", "?" or nothing. */
export function listenToKeys(isOn, actionOf) {
  addEventListener("keydown", (event) => {
    if (!isOn() || isForOthers(event)) return;
    const action = actionOf(event.key.toLowerCase());
    if (!action) return;
    event.preventDefault();
    action();
  });
}

function isForOthers(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return true;
  if (event.target.closest?.(TYPING)) return true;
  return document.querySelector("dialog[open], [popover]:popover-open") !== null;
}
