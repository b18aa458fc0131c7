// The whole kiosk without touching or seeing the screen: a keyboard, or a help keypad that acts as one.
// Arrows go from one choice to the next, Enter takes it, Escape goes back, a digit goes to the choice in that place,
// * reads aloud and says it again, + and - change the volume, 0 opens the help.

import { openHelp } from "./help.js";
import { inFront } from "./speech.js";

const STOPS = "button, a[href], input";
const PASSED_OVER = ".more, .loudspeaker"; // arrows reach everything below by themselves; Tab still stops there
const CALM_MS = 90; // a scanner's keys follow each other faster

/** Takes the keys of the whole page. */
export function watchKeyboard(app) {
  const onCalm = calmKeys();
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    const step = stepOf(event.key);
    if (step) return take(event, () => move(app, step));
    if (event.key === "Escape") return goBack(app);
    return onCalm(event.key.length === 1 ? () => press(app, event.key) : null);
  });
  addEventListener("click", (event) => event.detail === 0 && setTimeout(() => sayChange(app, event.target)));
}

function take(event, run) {
  event.preventDefault(); // no scrolling
  run();
}

/** 1, -1 or 0. Right and left as the page runs. */
function stepOf(key) {
  const isMirrored = document.documentElement.dir === "rtl";
  if (key === "ArrowDown" || key === (isMirrored ? "ArrowLeft" : "ArrowRight")) return 1;
  if (key === "ArrowUp" || key === (isMirrored ? "ArrowRight" : "ArrowLeft")) return -1;
  return 0;
}

function move(app, step) {
  const stops = stopsIn(placeToGo());
  const at = stops.indexOf(document.activeElement);
  const next = at >= 0 ? stops.at((at + step) % stops.length) : nearest(stops, step);
  reach(app, next);
}

/** From the heading, or wherever the focus is: the next stop in the order of the page. */
function nearest(stops, step) {
  const isAfter = (stop) => document.activeElement.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING;
  return step > 0 ? stops.find(isAfter) ?? stops[0] : stops.findLast((stop) => !isAfter(stop)) ?? stops.at(-1);
}

function press(app, key) {
  if (key === "*") return app.speech.start();
  if (key === "+" || key === "-") return changeVolume(app, key === "+" ? 1 : -1);
  if (!/[0-9]/.test(key) || (app.shown.takesDigits && !document.querySelector("dialog[open]"))) return undefined;
  if (key === "0") return document.querySelector("dialog[open]") ? undefined : openHelp(app);
  return reach(app, stopsIn(inFront())[Number(key) - 1]);
}

function reach(app, stop) {
  stop?.focus();
  if (stop && app.speech.isOn) app.speech.say(stop);
}

function changeVolume(app, by) {
  app.speech.step("volume", by);
  if (app.speech.isOn) app.speech.say(document.activeElement);
}

/** A tick that was set by a key is said; a new screen speaks for itself. */
function sayChange(app, target) {
  const button = target.closest?.("[aria-pressed]");
  if (app.speech.isOn && button?.isConnected && !button.matches("#bar *") && !app.speech.isSpeaking) app.speech.say(button);
}

function goBack(app) {
  if (!document.querySelector("dialog[open]") && app.shown.canGoBack) app.back();
}

/** A panel keeps the focus; otherwise the screen and then the bar. */
function placeToGo() {
  return document.querySelector("dialog[open]") ? inFront() : document.body;
}

function stopsIn(root) {
  return [...root.querySelectorAll(STOPS)].filter((stop) => stop.checkVisibility() && !stop.matches(PASSED_OVER));
}

/** A key counts when no other one came shortly before or after it: then it was a person's. */
function calmKeys() {
  let timer = 0;
  let lastAt = -Infinity;
  return (run) => {
    clearTimeout(timer);
    const now = performance.now();
    if (run && now - lastAt > CALM_MS) timer = setTimeout(run, CALM_MS);
    lastAt = now;
  };
}
