// The left-hand side while somebody is called or in consultation: the visitor, and what can be done now.

import { secondsSince } from "/static/web/clock.js";
import { notice } from "/static/web/dialogs.js";
import { h, icon, num, replace } from "/static/web/dom.js";
import { handOverDialog, suspendDialog } from "./hand_over.js";
import { nextStepsDialog } from "./next_steps.js";
import { outcomeForm } from "./outcome_form.js";
import { actionButton, isUnknown, keyCap, menu, runningTime, ticketChips } from "./parts.js";
import { reasonOf } from "./reasons.js";
import { draftStore } from "./settings.js";

const CALL_AGAIN_AFTER_S = 10; // rules/life_cycle.py

/** Somebody is called and not here yet. */
export function calledView(context, ticket) {
  const { texts } = context;
  const { _ } = texts;
  const { call } = ticket;
  const move = (path) => context.act(`tickets/${ticket.id}/${path}`);
  const again = actionButton(context, { label: _("Call again"), key: "R", sign: "megaphone", onclick: callAgain });
  const countdown = h("span", { class: "countdown num", "aria-hidden": "true" });
  again.append(countdown);
  const missed = actionButton(context, { label: _("Did not come"), key: "M", sign: "user-x", kind: call.suggest_missed && "suggested", onclick: () => move("missed") });
  const [opener, list] = menu({ button: [icon("ellipsis"), h("span", { class: "label" }, _("More"))] }, [
    { label: _("Put back"), hint: _("Somebody else first, then this number again"), sign: "undo-2", onclick: () => move("put-back") },
    { label: _("Cancel the call"), hint: _("As if never called"), sign: "x", onclick: () => move("cancel-call") },
    { label: _("Withdraw"), hint: _("The visitor goes without advice"), sign: "user-minus", onclick: () => move("withdraw") },
  ]);

  function callAgain() {
    if (leftToWait(call) === 0) move("call-again");
  }

  function tick() {
    const left = leftToWait(call);
    again.disabled = left > 0;
    replace(countdown, left > 0 && `${left} s`);
  }

  tick();
  return {
    node: h("div", { class: "here-inside" },
      h("section", { class: "card visitor called", "aria-labelledby": "here-title" },
        h("h2", { id: "here-title", tabindex: "-1" }, _("Called"), h("span", { class: "times" }, timesCalled(call, texts))),
        facts(context, ticket, { since: call.called_at, unit: _("since the call") }),
        h("ul", { class: "hints" }, hints(context, ticket)),
        h("p", { class: "why muted" }, icon("info"), h("span", {}, reasonOf(context, ticket, call.reason)))),
      h("div", { class: "actions", role: "group", "aria-label": _("What now?") },
        actionButton(context, { label: _("Start the consultation"), key: "S", sign: "play", kind: "primary tall", onclick: () => move("start") }),
        again, missed, opener, list)),
    tick,
    keys: { s: () => move("start"), r: callAgain, m: () => move("missed") },
  };
}

function leftToWait({ last_called_at: at }) {
  return Math.max(0, CALL_AGAIN_AFTER_S - secondsSince(at));
}

function timesCalled({ times }, { ngettext }) {
  return ngettext("called once", "called {count} times", times);
}

/** What the case manager has to do or know before the visitor sits down. */
function hints({ texts: { _ } }, ticket) {
  const { call } = ticket;
  const list = [
    ticket.needs.includes("fetch_me") && ["footprints", _("Please go and fetch this visitor from the waiting area.")],
    isUnknown(ticket) && ["languages", _("Nobody knows yet which language this visitor speaks.")],
    call.suggest_missed && ["user-x", _("Called three times. If nobody comes: “Did not come”. The number can come back later.")],
  ];
  return list.filter(Boolean).map(([sign, text]) => h("li", {}, icon(sign), text));
}

/** The visitor is here: what comes out, and then the next. */
export function talkView(context, ticket) {
  const { texts, act } = context;
  const { _, rich } = texts;
  const { call } = ticket;
  const path = (move) => `tickets/${ticket.id}/${move}`;
  const steps = () => nextStepsDialog(context, ticket, form.value());
  const suspend = () => suspendDialog(context, ticket);
  const suspendTile = h("button", { type: "button", class: "tile line quiet-tile", "aria-haspopup": "dialog", onclick: suspend },
    h("span", { class: "grow" }, _("Interrupt …")), context.keysOn() && keyCap("9"));
  const form = outcomeForm(context, ticket, { draftKey: `${ticket.id} ${call.started_at}`, aside: suspendTile, onChange: () => update(context.picture()) });
  const finishNext = actionButton(context, { label: "", key: "N", sign: "check", kind: "primary tall", onclick: () => finish(true) });
  const finishOnly = actionButton(context, { label: _("Finish"), key: "F", sign: "check", onclick: () => finish(false) });

  async function finish(callNext) {
    if (!form.check()) return;
    const answer = await act(path("finish"), { ...form.value(), call_next: callNext });
    if (!answer?.ok) return;
    draftStore.clear();
    if (callNext && answer.status !== 201) notice(_("Finished. Nobody you can help is waiting any more."));
  }

  async function later() {
    const answer = await act(path("finish-later"));
    if (answer?.ok) notice(_("The outcome of {number} is still open; you find it at the side.", { number: ticket.number }));
  }

  function update(picture) {
    const next = picture?.next?.ticket ?? null;
    finishNext.hidden = !next;
    if (next) replace(finishNext.querySelector(".label"), rich("Finish, call {number}", { number: num(next.number) }));
    finishOnly.classList.toggle("primary", !next);
    for (const button of [finishNext, finishOnly]) button.classList.toggle("not-yet", !form.isReady());
  }

  return {
    node: h("div", { class: "here-inside" },
      h("section", { class: "card visitor talking", "aria-labelledby": "here-title" },
        h("h2", { id: "here-title", tabindex: "-1" }, _("In consultation")),
        facts(context, ticket, { since: call.started_at, unit: _("minutes") }),
        actionButton(context, { label: _("Next steps"), key: "P", sign: "signpost", kind: "bare visitor-steps", onclick: steps, "aria-haspopup": "dialog" })),
      h("section", { class: "card" }, form.node),
      h("div", { class: "actions", role: "group", "aria-label": _("What now?") },
        finishNext, finishOnly,
        actionButton(context, { label: _("Record later"), sign: "clock", onclick: later }),
        actionButton(context, { label: _("Hand over"), sign: "arrow-right-left", onclick: () => handOverDialog(context, ticket), "aria-haspopup": "dialog" }))),
    update,
    keys: {
      p: steps,
      n: () => (finishNext.hidden ? undefined : finish(true)),
      f: () => finish(false),
      9: suspend,
      ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((digit) => [digit, () => form.toggleAt(digit - 1)])),
    },
  };
}

/** Number, chips, running time, how long the visitor had waited. */
function facts(context, ticket, { since, unit }) {
  const { nrich } = context.texts;
  const waited = Math.max(0, Math.floor((new Date(ticket.call.called_at) - new Date(ticket.key_at)) / 60_000));
  return h("div", { class: "visitor-facts" },
    h("p", { class: "big-number" }, num(ticket.number)),
    h("div", { class: "visitor-words" },
      ticketChips(context, ticket),
      h("p", { class: "visitor-time" }, runningTime(since),
        h("span", { class: "muted" }, unit, " · ", nrich("waited {count} minute", "waited {count} minutes", waited)))));
}
