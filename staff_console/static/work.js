// On duty: left the visitor in the room, right who comes next and everybody else. The left side is built anew only when
// the state of one's own desk changes; the right side re-orders only between actions, never under the pointer.

import { announce } from "/static/web/dialogs.js";
import { minutesSince } from "/static/web/clock.js";
import { h, num, replace } from "/static/web/dom.js";
import { breakView, emptyView, nextView } from "./idle.js";
import { callForHelp } from "./help_calls.js";
import { interpretersCard } from "./interpreters.js";
import { issueDialog, walkUpDialog } from "./issue_form.js";
import { sideStates, unknownLanguages, waitingList } from "./lists.js";
import { myDayCard } from "./my_day.js";
import { reasonOf } from "./reasons.js";
import { footBar, topBar } from "./top_bar.js";
import { undoBar } from "./undo.js";
import { calledView, talkView } from "./visitor.js";

const SETTLED_MS = 2_000; // after one's own action the lists may re-order although the pointer rests on them
const REDRAW_S = 20; // waiting minutes inside sentences

export function workScreen(context) {
  const own = { ...context, issue: () => issueDialog(context), walkUp: () => walkUpDialog(context) };
  const top = topBar(own, { withDuty: true });
  const undo = undoBar(own);
  const foot = footBar(own, { withKeys: true, middle: undo.node });
  const here = h("div", { class: "here" });
  const side = heldSide((picture, isHeld) => drawSide(own, picture, isHeld));
  const node = h("div", { class: "frame" }, top.node,
    h("main", { id: "main", class: "work" },
      h("h1", { class: "visually-hidden" }, own.texts._("Desk {desk}", { desk: own.picture().duty.desk })), here, h("aside", { class: "side", "aria-label": own.texts._("Queue") }, side.node)),
    foot.node);
  let view = null;

  function update(picture) {
    top.update(picture);
    const { key, build } = viewFor(own, picture);
    if (view?.key !== key) {
      const hadFocus = view === null || here.contains(document.activeElement) || document.activeElement === document.body;
      view = { ...build(), key };
      replace(here, view.node);
      if (hadFocus && !document.querySelector("dialog[open]")) here.querySelector("h2")?.focus({ preventScroll: true });
      announce(spoken(own, picture));
    }
    view.update?.(picture);
    undo.update(picture);
    side.update(picture);
  }

  let seconds = 0;
  function tick() {
    top.tick();
    view?.tick?.();
    undo.tick();
    if ((seconds += 1) % REDRAW_S === 0) side.redraw();
  }

  return { node, update, tick, line: foot.line, settle: side.settle, keys: () => ({ ...view?.keys, u: undo.undo, h: () => callForHelp(own) }) };
}

/** Which view the picture asks for; the key changes exactly when it has to be built anew. */
function viewFor(context, { duty, current, next }) {
  if (duty.on_break) return { key: "break", build: () => breakView(context, duty) };
  if (current) {
    const { call } = current;
    const key = `${current.id} ${call.started_at} ${call.last_called_at} ${call.times}`;
    return { key, build: () => (call.started_at ? talkView(context, current) : calledView(context, current)) };
  }
  if (next) return { key: "next", build: () => nextView(context) };
  return { key: "empty", build: () => emptyView(context) };
}

function spoken({ texts: { _ } }, { duty, current, next }) {
  if (duty.on_break) return _("You are on a break");
  if (current) return current.call.started_at ? _("{number} is in consultation", { number: current.number }) : _("{number} is called.", { number: current.number });
  return next ? _("Next: {number}", { number: next.ticket.number }) : _("Nobody is waiting");
}

function drawSide(context, picture, isHeld) {
  const isQuiet = !picture.current && picture.waiting.length === 0; // the empty room says it already
  return [
    unknownLanguages(context, picture),
    picture.current && picture.next && nextCard(context, picture),
    !isQuiet && waitingList(context, picture, { isHeld }),
    sideStates(context, picture),
    interpretersCard(context, picture),
    myDayCard(context, picture),
  ];
}

function nextCard(context, picture) {
  const { ticket, reason } = picture.next;
  return h("section", { class: "card next next-card", "aria-labelledby": "next-title" },
    h("header", { class: "next-head" }, h("h2", { id: "next-title" }, context.texts._("Next")), num(ticket.number, { class: "next-number" })),
    h("p", {}, reasonOf(context, ticket, reason, { waited: minutesSince(ticket.key_at) })));
}

/** Keeps its content in place while the pointer or the keyboard is on it; then only the mark "updated" appears. */
export function heldSide(drawInto) {
  const node = h("div", { class: "side-inside" });
  let [latest, shown, settledUntil, isOver] = [null, null, -Infinity, false];

  node.addEventListener("pointermove", ({ movementX, movementY }) => {
    if (movementX || movementY) isOver = true; // a pointer that rested where the list came up aims at nothing
  });
  node.addEventListener("pointerleave", () => release());
  node.addEventListener("focusout", ({ relatedTarget }) => !node.contains(relatedTarget) && draw());

  function release() {
    isOver = false;
    draw();
  }

  function isHeld() {
    if (performance.now() < settledUntil) return false;
    return isOver || (node.contains(document.activeElement) && document.activeElement.matches(":focus-visible"));
  }

  function draw() {
    if (!latest) return;
    shown = latest;
    replace(node, drawInto(latest, false));
  }

  function update(picture) {
    latest = picture;
    if (!shown || !isHeld()) return draw();
    const mark = node.querySelector(".updated");
    if (mark) mark.hidden = orderOf(latest) === orderOf(shown);
    return undefined;
  }

  return { node, update, redraw: () => latest && update(latest), settle: () => (settledUntil = performance.now() + SETTLED_MS) };
}

function orderOf({ waiting, parked, missed, open_outcomes: open, next }) {
  return JSON.stringify([next?.ticket.id, ...[waiting, parked, missed, open].map((list) => list.map(({ id }) => id))]);
}
