// Handing over and interrupting a consultation.

import { notice, openDialog } from "/static/web/dialogs.js";
import { h, icon, num, oneTap } from "/static/web/dom.js";
import { press, toggleChip } from "./parts.js";

/** To anybody for a topic, to a colleague, or to whoever sits at a desk; with a note of the fixed list. */
export function handOverDialog(context, ticket) {
  const { texts: { _, rich } } = context;
  const choice = { target: null, topic: ticket.topic, note: null };
  const syncs = [];
  const changed = () => syncs.forEach((run) => run());
  const form = { context, ticket, choice, syncs, changed };
  const confirm = h("button", { type: "button", class: "button primary", onclick: oneTap(send) }, icon("arrow-right-left"), _("Hand over"));
  syncs.push(() => (confirm.disabled = choice.target === null));

  async function send() {
    const answer = await context.act(`tickets/${ticket.id}/hand-over`, bodyOf(choice, ticket));
    if (!answer?.ok) return;
    dialog.close();
    notice(_("{number} was handed over and keeps its place.", { number: ticket.number }), { kind: "good" });
  }

  const dialog = openDialog({ title: h("span", {}, rich("Who takes over {number}?", { number: num(ticket.number) })), icon: "arrow-right-left", class: "wide-dialog" },
    h("p", { class: "muted" }, _("The visitor keeps number and place in the order and waits to be called.")),
    h("div", { class: "targets", role: "group", "aria-label": _("Who takes over?") }, targetTiles(form)),
    h("div", { class: "outcome-rows" }, deskRow(form), topicRow(form), noteRow(form)),
    h("div", { class: "dialog-actions" }, confirm,
      h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, _("Cancel"))));
  changed();
}

function bodyOf({ target, topic, note }, ticket) {
  const body = target.case_manager || target.desk ? { ...target } : { topic };
  if (topic !== ticket.topic) body.topic = topic;
  if (note) body.note = note;
  return body;
}

function targetTiles(form) {
  const { context: { texts: { _, rich }, session, picture } } = form;
  const colleagues = picture().desks.filter((desk) => desk.case_manager_id && desk.case_manager_id !== session.case_manager.id);
  return [
    targetTile(form, {}, "users-round", _("Anybody for the topic"), _("by the usual order")),
    colleagues.map((desk) => targetTile(form, { case_manager: desk.case_manager_id }, desk.on_break ? "coffee" : "user-round",
      h("bdi", {}, desk.case_manager), desk.on_break ? _("on a break") : rich("Desk {desk}", { desk: num(desk.number) }), desk.on_break)),
  ];
}

function targetTile({ choice, syncs, changed }, target, sign, title, hint, disabled = false) {
  const same = () => choice.target && JSON.stringify(choice.target) === JSON.stringify(target);
  const button = h("button", { type: "button", class: "tile line", disabled, onclick: () => {
    choice.target = target;
    changed();
  } }, icon(sign), h("span", {}, title, h("span", { class: "hint" }, hint)));
  syncs.push(() => press(button, Boolean(same())));
  return button;
}

function row(label, ...children) {
  return h("div", { class: "outcome-row", role: "group", "aria-label": label }, h("span", { class: "row-label", "aria-hidden": "true" }, label), h("div", { class: "chips" }, children));
}

function deskRow({ context: { texts: { _, rich }, session, picture }, choice, syncs, changed }) {
  const desks = picture().desks.filter((desk) => desk.case_manager_id && desk.case_manager_id !== session.case_manager.id && !desk.on_break);
  if (!desks.length) return null;
  return row(_("Or to a desk"), desks.map(({ number }) => {
    const chip = toggleChip({ label: h("span", {}, rich("Desk {desk}", { desk: num(number) })), onclick: () => {
      choice.target = { desk: number };
      changed();
    } });
    syncs.push(() => press(chip, choice.target?.desk === number));
    return chip;
  }));
}

function topicRow({ context: { texts: { _ }, words }, choice }) {
  const select = h("select", { class: "picker chosen", "aria-label": _("Topic"), onchange: () => (choice.topic = select.value) },
    words.topics().map(({ code, text }) => h("option", { value: code, selected: code === choice.topic }, text)));
  return row(_("Topic"), select);
}

function noteRow({ context: { texts: { _ }, words }, choice, syncs, changed }) {
  return row(_("Note"), words.handOverNotes().map(({ code, text }) => {
    const chip = toggleChip({ label: text, onclick: () => {
      choice.note = choice.note === code ? null : code;
      changed();
    } });
    syncs.push(() => press(chip, choice.note === code));
    return chip;
  }));
}

/** The talk pauses; the visitor keeps number and place, and is first choice here again. */
export function suspendDialog(context, ticket) {
  const { texts: { _, rich }, words } = context;
  const signs = { interpreter: "languages", documents: "file-text", child: "baby" };
  const suspend = (why) => async () => {
    dialog.close();
    await context.act(`tickets/${ticket.id}/suspend`, { why });
  };
  const dialog = openDialog({ title: h("span", {}, rich("Why is {number} interrupted?", { number: num(ticket.number) })), icon: "circle-pause" },
    h("p", { class: "muted" }, _("The visitor keeps number and place. You are the first choice afterwards.")),
    h("div", { class: "stack" }, words.suspendReasons().map(({ code, text }) =>
      h("button", { type: "button", class: "tile line", onclick: oneTap(suspend(code)) }, icon(signs[code] ?? "circle-pause"), text))),
    h("div", { class: "dialog-actions" }, h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, _("Cancel"))));
}
