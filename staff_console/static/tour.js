// Being shown round: a few steps, each pointing at the real thing on the page. Can be left at any step, and seen again from the
// help. Who has seen which tour is remembered with the person on the server, since people change desks every day.

import { every } from "/static/web/clock.js";
import { h, icon, num, oneTap, replace } from "/static/web/dom.js";
import { TOURS } from "./tour_steps.js";

const EDGE = 8; // px around what is pointed at
const GAP = 16; // px between that and the words
const LOOK_S = 0.3; // lists are drawn anew while somebody reads

/** Shows a tour ("desk" or "lead") and remembers that this person has seen it. */
export function startTour(context, name) {
  if (context.page() !== "desk") context.openPage("desk");
  markSeen(context, name);
  const steps = TOURS[name].filter(({ only, target }) => !only || find(target));
  showSteps(context, steps);
}

/** Which tours this person may see. */
export function toursFor({ isLead, mayServe }) {
  return [mayServe && "desk", isLead && "lead"].filter(Boolean);
}

export function tourName({ _ }, name) {
  return name === "lead" ? _("Tour for leads") : _("Tour of the console");
}

/** For somebody new: a card that offers the tours not seen yet, or null. */
export function tourOffer(context) {
  const { texts, session } = context;
  const { _ } = texts;
  const unseen = toursFor(context).filter((name) => !session.tours_seen.includes(name));
  if (!unseen.length) return null;
  const card = h("section", { class: "card quiet stack tour-offer", "aria-labelledby": "tour-offer-title" },
    h("h2", { id: "tour-offer-title" }, icon("signpost"), " ", _("New here?")),
    h("p", {}, _("In five minutes you see everything that you need. You find it again under “Help”.")),
    h("div", { class: "row" },
      unseen.map((name) => h("button", { type: "button", class: "button", dataset: { tour: name }, onclick: oneTap(() => {
        card.remove();
        startTour(context, name);
      }) }, icon("play", { class: "turns" }), tourName(texts, name))),
      h("button", { type: "button", class: "button", onclick: oneTap(async () => {
        card.remove();
        for (const name of unseen) await markSeen(context, name);
      }) }, _("No, thank you"))));
  return card;
}

async function markSeen(context, name) {
  const { session } = context;
  if (session.tours_seen.includes(name)) return;
  session.tours_seen = [...session.tours_seen, name];
  await context.act("account/tours", { tour: name }, { quiet: true });
}

function showSteps({ texts }, steps) {
  const { _ } = texts;
  let place = 0;
  const light = h("div", { class: "tour-light", "aria-hidden": "true" });
  const words = h("div", { class: "tour-words", "aria-live": "polite" });
  const back = h("button", { type: "button", class: "button", onclick: () => go(-1) }, icon("arrow-left", { class: "turns" }), _("Back"));
  const next = h("button", { type: "button", class: "button primary", onclick: () => go(1) });
  const card = h("div", { class: "card tour-card" }, words,
    h("div", { class: "row spread" },
      h("button", { type: "button", class: "button bare", onclick: () => dialog.close() }, _("End the tour")),
      h("div", { class: "row" }, back, next)));
  const dialog = h("dialog", { class: "tour", "aria-labelledby": "tour-title", onkeydown: byArrow }, light, card);
  const stop = every(LOOK_S, point);
  addEventListener("resize", point);
  dialog.addEventListener("close", () => {
    stop();
    removeEventListener("resize", point);
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  draw();

  function byArrow({ key }) {
    if (key === "ArrowRight") go(1);
    if (key === "ArrowLeft") go(-1);
  }

  function go(by) {
    if (place + by >= steps.length) return dialog.close();
    place = Math.max(0, place + by);
    return draw();
  }

  function draw() {
    const { title, text } = steps[place];
    replace(words,
      h("p", { class: "muted small" }, num(place + 1), " / ", num(steps.length)),
      h("h2", { id: "tour-title" }, _(title)),
      h("p", {}, _(text)));
    back.hidden = place === 0;
    replace(next, place + 1 < steps.length ? [_("Go on"), icon("arrow-right", { class: "turns" })] : [icon("check"), _("Done")]);
    next.focus();
    find(steps[place].target)?.scrollIntoView({ block: "nearest" });
    point();
  }

  /** The light around what is meant, the words beside it; without it the words stand in the middle. */
  function point() {
    const seen = find(steps[place].target)?.getBoundingClientRect();
    light.classList.toggle("nowhere", !seen);
    const box = seen ?? { left: innerWidth / 2, right: innerWidth / 2, top: innerHeight / 2, bottom: innerHeight / 2, width: 0, height: 0 };
    Object.assign(light.style, { left: `${box.left - EDGE}px`, top: `${box.top - EDGE}px`, width: `${box.width + 2 * EDGE}px`, height: `${box.height + 2 * EDGE}px` });
    const [left, top] = beside(box, card, Boolean(seen));
    Object.assign(card.style, { left: `${left}px`, top: `${top}px` });
  }
}

/** Where the card goes: below, above, right or left of the box, where it fits; over its lower end if nowhere. */
function beside(box, card, isThere) {
  const [wide, high] = [card.offsetWidth, card.offsetHeight];
  const within = (value, most) => Math.min(Math.max(GAP, value), Math.max(GAP, most - GAP));
  const left = within(box.left + box.width / 2 - wide / 2, innerWidth - wide);
  const middle = within(box.top + box.height / 2 - high / 2, innerHeight - high);
  if (!isThere) return [left, middle];
  const off = EDGE + GAP;
  if (box.bottom + off + high < innerHeight) return [left, box.bottom + off];
  if (box.top - off - high > 0) return [left, box.top - off - high];
  if (box.right + off + wide < innerWidth) return [box.right + off, middle];
  if (box.left - off - wide > 0) return [box.left - off - wide, middle];
  return [left, innerHeight - high - GAP];
}

/** What the first of these selectors finds that can be seen. */
function find(target) {
  const seen = (selector) => [...document.querySelectorAll(selector)].find((one) => one.checkVisibility());
  return target.split(", ").map(seen).find(Boolean);
}
