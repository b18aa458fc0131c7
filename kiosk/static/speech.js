// Reading aloud, on request and until the visit ends: screen after screen, in the page's language. Any touch stops it.

import { notice } from "/static/web/dialogs.js";
import { h, icon } from "/static/web/dom.js";
import { play, stopPlaying } from "/static/web/sound.js";
import { partsOf, stretchesOf } from "./speakable.js";

const VOLUMES = [0.25, 0.5, 0.75, 1];
const RATES = [0.75, 1, 1.3, 1.6]; // times the voice's own speed
const USUAL = { volume: 2, rate: 1 }; // places in these lists
const PATIENCE_MS = 8_000; // for one piece of sound
const STOPPING = ["pointerdown", "keydown"];
export const LISTENING = "listening"; // sent to the window with every piece: whoever listens is still here

/** Speaks what `app` shows. `isOn`: every new screen and panel is read by itself. */
export class Speech {
  constructor(app) {
    this.app = app;
    this.turn = 0; // of the reading that may go on
    this.isSpeaking = false;
    this.reset();
    for (const sign of STOPPING) addEventListener(sign, () => this.#interrupt(), { capture: true, passive: true });
    new MutationObserver((changes) => this.#look(changes)).observe(document.body, { childList: true });
  }

  /** As the next visitor finds it. */
  reset() {
    this.stop();
    this.isOn = false;
    this.steps = { ...USUAL };
  }

  /** Whether anything here can speak `language`. */
  hasVoice(language = this.app.visit.language) {
    return this.app.settings.voices.includes(language);
  }

  /** "Listen" in the bar: starts, says it again, and stops while it speaks. */
  press() {
    if (this.wasSpeaking) return this.#turn(false);
    this.start();
  }

  start() {
    this.#turn(true);
    this.readScreen();
  }

  end() {
    this.stop();
    this.#turn(false);
  }

  /** The screen has been drawn, or a panel has opened. */
  shown() {
    if (this.isOn) this.readScreen();
  }

  /** Everything that is in front, from its heading on. */
  readScreen() {
    if (!this.hasVoice()) return this.#regret();
    return this.#read(partsOf(inFront()).flatMap((part) => stretchesOf(part, this.app)));
  }

  /** One part, as the key or the touch that reached it asks for. */
  say(part) {
    return this.#read(stretchesOf(part, this.app));
  }

  stop() {
    this.turn += 1;
    stopPlaying();
    this.#mark(null);
    this.isSpeaking = false;
  }

  /** "volume" or "rate" by one step; returns whether there was one. */
  step(what, by) {
    const most = { volume: VOLUMES, rate: RATES }[what].length - 1;
    const next = Math.min(most, Math.max(0, this.steps[what] + by));
    const isNew = next !== this.steps[what];
    this.steps[what] = next;
    return isNew;
  }

  /** The bar's button, or nothing where nothing ever speaks. */
  barButton() {
    if (!this.app.settings.voices.length) return null;
    const sign = this.hasVoice() ? icon("volume-2") : icon("volume-x");
    this.button = h("button", { type: "button", class: "read-aloud", "aria-pressed": String(this.isOn), onclick: () => this.press() },
      sign, h("span", {}, this.app.texts._("Listen")));
    return this.button;
  }

  async #read(stretches) {
    this.stop();
    const { turn } = this;
    this.isSpeaking = true;
    let coming = soundOf(stretches[0]);
    for (const [index, { part }] of stretches.entries()) {
      const sound = await coming;
      if (turn !== this.turn) return;
      coming = soundOf(stretches[index + 1]);
      if (sound.isLost) break; // no server: no speech right now
      this.#mark(part);
      this.#isHeard();
      if (sound.blob) await this.#play(sound.blob);
      if (turn !== this.turn) return;
    }
    this.stop();
  }

  async #play(blob) {
    const address = URL.createObjectURL(blob);
    await play(address, { volume: VOLUMES[this.steps.volume], rate: RATES[this.steps.rate] });
    URL.revokeObjectURL(address);
  }

  /** Said in the page's first language, which staff understand, and shown in the visitor's. */
  #regret() {
    const { app } = this;
    notice(app.texts._("There is no voice for this language yet."), { kind: "warn" });
    const { language } = app.settings;
    const text = app.textsIn(language)._("There is no voice for this language yet.");
    return this.hasVoice(language) ? this.#read([{ part: null, language, text }]) : undefined;
  }

  #turn(isOn) {
    this.isOn = isOn;
    this.button?.setAttribute("aria-pressed", String(isOn));
    this.app.checkIdle();
  }

  #interrupt() {
    this.wasSpeaking = this.isSpeaking;
    if (this.isSpeaking) this.stop();
  }

  /** Also questions that the kit opens. */
  #look(changes) {
    const isPanel = (node) => node instanceof HTMLDialogElement;
    if (changes.some(({ addedNodes }) => [...addedNodes].some(isPanel))) this.shown();
  }

  #mark(part) {
    for (const spoken of document.querySelectorAll(".spoken")) spoken.classList.remove("spoken");
    part?.classList.add("spoken");
    part?.scrollIntoView({ block: "nearest" });
  }

  #isHeard() {
    if (!document.querySelector("dialog.warning[open]")) this.app.idle.more();
    dispatchEvent(new Event(LISTENING));
  }
}

/** The panel on top, or the screen. */
export function inFront() {
  return [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.getElementById("main");
}

/** {blob}, {} when nobody can say it, {isLost: true} when the server can't be asked. */
async function soundOf(stretch) {
  if (!stretch) return {};
  try {
    const question = new URLSearchParams({ language: stretch.language, text: stretch.text });
    const answer = await fetch(`/kiosk/api/speech?${question}`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.ok) return { blob: await answer.blob() };
    return answer.status === 404 || answer.status === 422 ? {} : { isLost: true };
  } catch {
    return { isLost: true };
  }
}
