// Drawing a view: four parts, each made anew only when what it shows has changed (animations don't start again).

import { h, icon, num, replace, setTheme } from "/static/web/dom.js";
import { drawIdle, drawNotice, fit } from "./idle_view.js";
import { drawSide } from "./side_view.js";

/** The board in `main`; returns {draw(view)} for the views of view.js plus `isMuted` and `turn`. */
export function makeBoard(main, context) {
  const clock = h("p", { class: "clock" });
  const now = h("div", { class: "now", "aria-live": "polite" });
  const badge = h("div", { class: "badge-place" });
  const stage = h("section", { class: "stage" }, head(context.site, badge, clock), now);
  const [side, below] = [h("aside", { class: "side" }), h("div", { class: "below" })];
  const drawClock = part(clock, (time) => (time ? num(time) : null));
  const drawNow = part(now, (view) => drawStage(view, context), () => fit(now));
  const drawAside = part(side, (view) => drawSide(view, context));
  const drawBadge = part(badge, (isMuted) => isMuted && soundBadge(context));
  const drawBelow = part(below, ({ isLost, notice }) => (isLost ? lostBar(context) : notice && urgentBar(notice, context)));

  document.fonts.addEventListener("loadingdone", () => fit(now)); // a script's letters come when they are needed
  replace(main, stage, side, below);
  main.classList.add("board");
  return { draw };

  function draw(view) {
    const { phase, isLost, stage: shown, opening, why, turn, theme, notice, dates, zone, ...rest } = view;
    const { clock: time, isMuted, ...beside } = rest;
    const below = { isLost: isLost && Boolean(shown?.call), notice: shown?.call && notice?.isUrgent ? notice : null };
    main.dataset.phase = phase;
    main.dataset.line = isLost ? "lost" : "live";
    main.dataset.below = below.isLost ? "line" : below.notice ? "notice" : "";
    dress(theme, phase === "closed" && !shown);
    drawClock(time);
    drawNow(shown ? { stage: shown } : { ...slide(turn, isLost ? null : notice, isLost ? [] : dates), phase, isLost, opening, why, zone });
    drawAside({ ...beside, notice: shown?.call || beside.rows.length ? notice : null, phase, isLost, opening });
    drawBadge(isMuted);
    drawBelow(below);
  }
}

/** What stands between calls: an urgent notice, else welcome, notice and dates in turn. */
function slide(turn, notice, dates) {
  if (notice?.isUrgent) return { notice };
  const slides = ["welcome", notice && "notice", dates.length > 0 && "dates"].filter(Boolean);
  const round = Math.floor(turn / slides.length);
  const shown = slides[turn % slides.length];
  return { turn: round, ...(shown === "notice" && { notice }), ...(shown === "dates" && { dates }) };
}

/** A closed board is dark and dim, unless its colours are those of high contrast. */
function dress(theme, isClosed) {
  setTheme(isClosed && theme !== "contrast" ? "dark" : theme);
  document.documentElement.toggleAttribute("data-dim", isClosed);
}

function drawStage({ stage, ...idle }, context) {
  if (!stage) return drawIdle(idle, context);
  return stage.notice ? drawNotice(stage.notice, context.directionOf) : drawCall(stage, context);
}

/** A place on the page that is filled anew only for values that differ from the last ones; `settle` runs afterwards. */
function part(element, make, settle = () => {}) {
  let drawn = null;
  return (values) => {
    const key = JSON.stringify(values);
    if (key === drawn) return;
    drawn = key;
    replace(element, make(values));
    settle();
  };
}

function head(site, badge, clock) {
  const brand = h("h1", { class: "brand" }, h("span", { class: "brand-mark", "aria-hidden": "true" }), h("bdi", {}, site));
  return h("header", { class: "head" }, brand, badge, clock);
}

let grown = ""; // the call whose entrance was drawn: a board that greys and lights up again must not call it anew

function drawCall({ call, isNew, isOld }, context) {
  const entrance = `${call.number}-${call.desk}-${call.called_at}-${call.times}`;
  const enters = isNew && entrance !== grown;
  grown = entrance;
  const label = isOld ? context.texts.rich("called at {time}", { time: call.time }) : both(({ _ }) => _("Please come"), context);
  return h("div", { class: ["call", enters && "enters", isOld && "old"] },
    h("p", { class: "label" }, label),
    h("p", { class: "number", dataset: { digits: String(call.number).length } }, num(call.number)),
    h("p", { class: "desk" }, both(({ _ }) => _("Desk"), context), num(call.desk)));
}

/** A word in the board's own language and, lighter, in its second one. */
function both(say, { texts, second }) {
  const [word, other] = [say(texts), second && say(second)];
  const isOther = other && other !== word;
  return h("span", { class: "words" }, h("span", {}, word), isOther && h("span", { class: "second", lang: second.language, dir: second.direction }, other));
}

function soundBadge({ texts: { _ } }) {
  return h("button", { type: "button", class: "touch" }, icon("volume-x"), _("Touch once for sound"));
}

function urgentBar({ text, language }, { directionOf }) {
  return h("p", { class: "urgent-bar", role: "status", lang: language, dir: directionOf(language) }, icon("triangle-alert"), h("span", {}, text));
}

function lostBar({ texts: { _ } }) {
  return h("p", { class: "lost", role: "status" }, _("Please wait. We will call you in person."));
}
