// One visit after the other: which screen is shown, in which language, what the server says, and the way back to the start.

import { now as serverTime } from "/static/web/clock.js";
import { setLanguage, setTextSize, setTheme } from "/static/web/dom.js";
import { watchIdle } from "/static/web/idle.js";
import { follow } from "/static/web/live.js";
import { loadTexts, textsOf } from "/static/web/texts.js";
import { keepDates } from "./dates.js";
import { watchPage } from "/static/web/watchdog.js";
import { createFrame } from "./frame.js";
import { watchHeadset } from "./headset.js";
import { tellHealth } from "./health.js";
import { findPlace } from "./holder.js";
import { watchKeyboard } from "./keyboard.js";
import { createKeeper } from "./offline/keeper.js";
import { removePaper } from "./offline/paper.js";
import { watchQuiet } from "./quiet.js";
import { closeSheets, hasSheets } from "./sheets.js";
import { removeSlip } from "./slip.js";
import { watchScanner } from "./scanner.js";
import { SCREENS } from "./screens.js";
import { Speech } from "./speech.js";
import { newVisit, speak } from "./visit.js";
import { showWarning } from "./warning.js";

const IDLE_SECONDS = 60;
const WARNING_SECONDS = 30;
const ATTRACT_AFTER_S = 60;
const MINUTE_MS = 60_000;

/** Starts the kiosk with the page's boot data. */
export function startApp(settings) {
  const app = new Kiosk(settings);
  app.reset();
  return app;
}

/** What screens may use: settings, visit, picture, line, keeper, speech, texts; go, back, reset, useLanguage, redraw, setView. */
class Kiosk {
  constructor(settings) {
    this.settings = settings;
    this.languages = { ...settings.texts }; // code → its texts, as far as a visitor has needed them
    this.heard = null; // the server's last picture
    this.line = "";
    this.visit = newVisit(settings.language);
    this.keeper = createKeeper(settings, () => this.#tick());
    this.dates = keepDates(this);
    this.frame = createFrame(this);
    this.idle = watchIdle({ seconds: IDLE_SECONDS, warning: WARNING_SECONDS, ...showWarning(this), onEnd: () => this.reset() });
    this.speech = new Speech(this);
    this.live = this.#listen();
    watchKeyboard(this);
    watchHeadset(this);
    this.health = tellHealth(this, () => this.isUntouched);
    this.quiet = watchQuiet({ seconds: ATTRACT_AFTER_S, onQuiet: () => this.#attract(), onTouch: (event) => this.#wake(event) });
    watchScanner((code) => findPlace(this, { code }));
    this.watchdog = watchPage({ confirmedAt: this.live.confirmedAt, mayReload: () => this.isUntouched });
    setInterval(() => this.#look(), 5_000);
  }

  /** What the server says; without it what the kiosk knows by itself; null: nothing yet. */
  get picture() {
    return (this.isCutOff && this.keeper.picture()) || this.heard;
  }

  /** No server for some seconds: it isn't asked before the line is back. */
  get isCutOff() {
    return this.line === "stale" || this.line === "offline";
  }

  /** Nobody stands here, or nobody has touched anything yet. */
  get isUntouched() {
    return (this.screen === "start" || this.screen === "attract") && !hasSheets() && !this.speech.isOn && this.#hasPlainView();
  }

  get texts() {
    return this.textsIn(this.visit.language);
  }

  /** Those of the page's first language while the others can't be had. */
  textsIn(language) {
    return textsOf(this.languages[language] ?? this.languages[this.settings.language]);
  }

  get screen() {
    return this.trail.at(-1);
  }

  now() {
    return serverTime();
  }

  /** Everything as it was before the visitor came: language, choices, view, voice. */
  reset() {
    this.speech.reset();
    closeSheets();
    removeSlip();
    removePaper();
    this.visit = newVisit(this.settings.language);
    this.view = { theme: "light", text: "normal", isLowered: false };
    this.#applyView();
    setLanguage(this.texts);
    this.trail = ["start"];
    this.#draw();
    this.quiet.restart();
    this.health.renew();
  }

  /** Shows a screen; `fresh` forgets the way here: there is no way back from a ticket. */
  go(screen, { fresh = false } = {}) {
    if (fresh) this.trail = [];
    this.trail = [...this.trail.filter((name) => name !== screen), screen];
    this.#draw();
  }

  back() {
    if (this.trail.length < 2) return this.reset();
    this.trail.pop();
    return this.screen === "start" ? this.reset() : this.#draw();
  }

  redraw() {
    this.#draw();
  }

  /** Something that screens show has changed. */
  look() {
    this.#tick();
  }

  /** The visitor reads `language` from now on, on the same screen; then `next()`, unless the visitor has left. */
  async useLanguage(language, next) {
    const { visit } = this;
    this.languages[language] ??= await loadTexts(this.settings.text_files[language]);
    if (this.visit !== visit) return;
    speak(visit, language, this.settings.languages.find(({ code }) => code === language)?.talk);
    setLanguage(this.texts);
    next();
  }

  /** {theme, text, isLowered}: any of them. */
  setView(changes) {
    Object.assign(this.view, changes);
    this.#applyView();
    this.frame.settle();
    this.checkIdle();
  }

  /** Nothing is counted while nobody has touched anything, or while a ticket closes by its own clock. */
  checkIdle() {
    const pauses = this.isUntouched || Boolean(this.shown?.hasOwnClock);
    if (pauses === this.isIdlePaused) return; // a resumed clock begins anew: the warning itself must not do that
    this.isIdlePaused = pauses;
    this.idle[pauses ? "pause" : "resume"]();
  }

  /** Quiet: the same screen with newer facts; the focus stays, and nothing is read again. */
  #draw({ isQuiet = false } = {}) {
    this.shown?.leave?.();
    this.shown = SCREENS[this.screen](this);
    this.factsShown = this.#factsOf();
    this.frame.draw(this.shown, { isQuiet });
    this.shown.enter?.();
    if (!isQuiet) this.speech.shown();
    this.checkIdle();
  }

  #attract() {
    if (this.screen === "start" && this.isUntouched) this.go("attract");
  }

  #wake({ target, key = "Enter" }) {
    const isToListen = target.closest?.(".attract-listen") && ["Enter", " "].includes(key);
    if (this.screen === "attract" && !isToListen) this.reset();
  }

  #listen() {
    return follow({
      namespace: "/kiosk",
      snapshotUrl: () => `/kiosk/api/offer?language=${this.visit?.language ?? this.settings.language}`,
      onPicture: (picture) => this.#learn(picture),
      onState: (state) => {
        this.line = state;
        if (this.isCutOff) this.keeper.lost();
        this.#look();
      },
      onDenied: () => location.reload(), // no longer ours: the page without a device says what to do
    });
  }

  #learn(picture) {
    const topics = picture.topics.map((topic) => topic.code ?? topic);
    const isUnknown = topics.some((code) => !this.settings.topics.some((topic) => topic.code === code));
    if (isUnknown && this.screen === "start") location.reload(); // the site file changed: take its new texts
    this.heard = { ...picture, topics };
    this.#look();
  }

  #look() {
    if (this.heard && this.line === "live") {
      this.keeper.heard(this.heard);
      this.dates.see(this.heard.dates);
    }
    this.#tick();
    this.watchdog?.turn(); // the first look comes before it
  }

  /** Draws anew only when what the screen says has changed: never under a finger without need. */
  #tick() {
    this.frame.drawHead();
    this.shown?.look?.();
    if (this.shown?.follows && this.factsShown !== this.#factsOf()) this.#draw({ isQuiet: true });
  }

  #factsOf() {
    const { open, reason, pause, opens_at, closes_at, next_opens_at, topics, notice } = this.picture ?? {};
    const minute = open ? 0 : Math.floor(this.now() / MINUTE_MS);
    const dates = this.shown?.showsDates ? this.dates.list().map(({ key, from_at: from }) => [key, from]) : null; // elsewhere nothing moves under a finger
    return JSON.stringify([open, reason, pause?.reason, opens_at, closes_at, next_opens_at, topics, notice?.id, minute, dates]);
  }

  #hasPlainView() {
    return this.view.theme === "light" && this.view.text === "normal" && !this.view.isLowered;
  }

  #applyView() {
    setTheme(this.view.theme);
    setTextSize(this.view.text);
    document.documentElement.toggleAttribute("data-lowered", this.view.isLowered);
  }
}
