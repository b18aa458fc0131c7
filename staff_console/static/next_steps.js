// The next-step slip: what the visitor takes home. Chosen from lists, no word about the person; printed, or on the phone.

import { notice, openDialog } from "/static/web/dialogs.js";
import { h, icon, num, oneTap } from "/static/web/dom.js";
import { press, toggleChip } from "./parts.js";

/** `draft`: what the outcome form holds already; it is taken over, and can be changed. */
export function nextStepsDialog(context, ticket, draft = {}) {
  const { texts: { _, rich }, words, picture } = context;
  const outcomes = draft.outcomes ?? ticket.outcomes ?? [];
  const wish = {
    referred_to: [...(draft.referred_to ?? [])], documents: [], case_management_carrier: draft.case_management_carrier ?? null,
    come_again: outcomes.includes("follow_up"), on: "", at: "", on_page: !words.isDiscreet(ticket.topic),
  };
  const syncs = [];
  const changed = () => syncs.forEach((run) => run());
  const form = { context, wish, syncs, changed };
  const missing = h("p", { class: "wrong", role: "alert", hidden: true }, icon("hand"), h("span", {}, _("Please choose at least one step.")));
  syncs.push(() => (missing.hidden = missing.hidden || !isEmpty(wish)));

  const save = (then) => oneTap(async () => {
    missing.hidden = !isEmpty(wish);
    if (!missing.hidden) return;
    const answer = await context.act(`tickets/${ticket.id}/next-steps`, bodyOf(wish));
    if (!answer?.ok) return;
    dialog.close();
    await then(answer.body);
  });
  const print = (printer) => save(async () => {
    const answer = await context.act(`tickets/${ticket.id}/next-steps/print`, { printer: printer.id });
    if (answer?.ok) notice(_("The slip is on its way."), { kind: "good" });
  });
  const printers = picture()?.printers ?? [];

  const dialog = openDialog({ title: h("span", {}, rich("Next steps for {number}", { number: num(ticket.number) })), icon: "signpost", class: "wide-dialog" },
    h("p", { class: "muted" }, _("On paper and on the phone, in the visitor’s language and German. Nothing about the person; gone tonight.")),
    h("div", { class: "outcome-rows" },
      row(_("Please go here"), many(form, "referred_to", words.referralBodies())),
      row(_("Documents missing"), many(form, "documents", words.documents())),
      row(_("Come again"), comeAgain(form)),
      row(_("Case management"), one(form, "case_management_carrier", words.carriers())),
      row(_("Phone page"), onPage(form)),
      words.isDiscreet(ticket.topic) && h("p", { class: "hint-line" }, icon("info"), h("span", {}, _("Think of who may find the slip at home.")))),
    missing,
    h("div", { class: "dialog-actions" },
      printers.map((printer) => h("button", { type: "button", class: "button primary", onclick: print(printer) }, icon("printer"),
        h("span", {}, printers.length === 1 ? _("Print the slip") : rich("Print at {kiosk}", { kiosk: h("bdi", {}, printer.kiosks.join(", ")) })))),
      h("button", { type: "button", class: ["button", !printers.length && "primary"], onclick: save(({ pdf_url: url }) => open(url, "_blank", "noopener")) }, icon("file-text"), _("Open to print")),
      h("button", { type: "button", class: "button", onclick: save(() => notice(_("Saved"), { kind: "good" })) }, icon("smartphone"), _("Only save")),
      h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, _("Cancel"))));
  changed();
}

function isEmpty({ referred_to: bodies, documents, case_management_carrier: carrier, come_again: again }) {
  return !bodies.length && !documents.length && !carrier && !again;
}

function bodyOf({ on, at, ...wish }) {
  const body = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== null));
  if (wish.come_again && on && at) body.come_again_at = `${on}T${at}`;
  return body;
}

function row(label, ...children) {
  return h("div", { class: "outcome-row", role: "group", "aria-label": label }, h("span", { class: "row-label", "aria-hidden": "true" }, label), h("div", { class: "chips" }, children));
}

function many({ wish, syncs, changed }, field, list) {
  return list.map(({ code, text }) => {
    const chip = toggleChip({ label: text, onclick: () => {
      wish[field] = wish[field].includes(code) ? wish[field].filter((other) => other !== code) : [...wish[field], code];
      changed();
    } });
    syncs.push(() => press(chip, wish[field].includes(code)));
    return chip;
  });
}

function one({ wish, syncs, changed }, field, list) {
  return list.map(({ code, text }) => {
    const chip = toggleChip({ label: text, onclick: () => {
      wish[field] = wish[field] === code ? null : code;
      changed();
    } });
    syncs.push(() => press(chip, wish[field] === code));
    return chip;
  });
}

/** In the opening hours, or at a day and time. */
function comeAgain({ context: { texts: { _ } }, wish, syncs, changed }) {
  const chip = toggleChip({ label: _("in the opening hours"), onclick: () => {
    wish.come_again = !wish.come_again;
    changed();
  } });
  const input = (type, field, label) => h("input", { type, class: "picker", "aria-label": label, oninput: (event) => {
    wish[field] = event.target.value;
    if (wish.on && wish.at) wish.come_again = true;
    changed();
  } });
  const [day, time] = [input("date", "on", _("Day")), input("time", "at", _("Time"))];
  syncs.push(() => press(chip, wish.come_again));
  return [chip, h("span", { class: "muted" }, _("or on")), day, time];
}

function onPage({ context: { texts: { _ } }, wish, syncs, changed }) {
  const chip = toggleChip({ label: _("also show it there"), sign: "smartphone", onclick: () => {
    wish.on_page = !wish.on_page;
    changed();
  } });
  syncs.push(() => press(chip, wish.on_page));
  return chip;
}
