// One ticket of the lists: call it out of turn for a reason, bring it back, park it, let it go.

import { ask, notice, openDialog } from "/static/web/dialogs.js";
import { h, icon, num, oneTap } from "/static/web/dom.js";
import { runningMinutes, ticketChips } from "./parts.js";
import { printButtons } from "./printers.js";
import { waitNodes } from "./waits.js";

const TITLES = ({ _ }) => ({ waiting: _("is waiting"), parked: _("is parked"), missed: _("did not come") });

export function ticketDialog(context, ticket) {
  const { texts } = context;
  const { _ } = texts;
  const dialog = openDialog({ title: [num(ticket.number), " ", TITLES(texts)[ticket.state] ?? ""], class: "ticket-dialog" },
    h("div", { class: "row" }, ticketChips(context, ticket),
      h("span", { class: "muted" }, icon("clock"), " ", _("waits"), " ", runningMinutes(ticket.key_at, texts)),
      ticket.state === "waiting" && waitNodes(context, ticket)),
    callOutOfTurn(context, ticket, () => dialog.close()),
    h("div", { class: "dialog-actions" },
      moves(context, ticket, () => dialog.close()),
      h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, _("Close"))));
}

function callOutOfTurn(context, ticket, close) {
  const { texts: { _, rich }, words, mayServe } = context;
  const { duty, current } = context.picture();
  if (!mayServe || !duty) return null;
  if (current || duty.on_break) {
    const why = current ? _("You can call this number when your visitor has left.") : _("You can call this number after your break.");
    return h("p", { class: "muted" }, icon("info"), " ", why);
  }
  const call = async (why) => {
    close();
    const answer = await context.act("calls", { ticket_id: ticket.id, why });
    if (answer?.ok) notice(_("{number} is called.", { number: ticket.number }), { kind: "good" });
  };
  return h("section", { class: "call-reasons", "aria-labelledby": "call-why" },
    h("h3", { id: "call-why" }, rich("Call {number} now, because:", { number: num(ticket.number) })),
    h("div", { class: "reason-grid" }, words.callReasons().map((reason) =>
      h("button", { type: "button", class: "tile line", onclick: oneTap(() => call(reason.code)) }, reason.text))));
}

function moves(context, ticket, close) {
  const { texts: { _ } } = context;
  const move = (path) => oneTap(() => {
    close();
    context.act(`tickets/${ticket.id}/${path}`);
  });
  const button = (label, sign, onclick) => h("button", { type: "button", class: "button", onclick }, icon(sign), label);
  const withdraw = oneTap(async () => {
    close();
    const sure = await ask({
      title: _("Does {number} go without advice?", { number: ticket.number }), text: _("The number is then over for today."),
      yes: _("Yes, withdraw"), no: _("No"), danger: true,
    });
    if (sure) context.act(`tickets/${ticket.id}/withdraw`);
  });
  return [
    ticket.state === "waiting" && button(_("Park"), "circle-pause", move("park")),
    ticket.state !== "waiting" && button(_("Is back"), "undo-2", move("come-back")),
    printButtons(context, ticket.id, close),
    button(_("Withdraw"), "user-minus", withdraw),
  ];
}
