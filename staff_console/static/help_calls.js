// A silent call for help: a band on every console with the desk alone, until somebody goes there. No sound anywhere.

import { announce } from "/static/web/dialogs.js";
import { h, icon, num, oneTap, replace } from "/static/web/dom.js";
import { runningMinutes } from "./parts.js";

/** Asks colleagues to come; they see the desk and nothing else. */
export function callForHelp(context) {
  return context.act("help");
}

/** The button in the top bar, for whoever sits at a desk: {node, update(picture)}. */
export function helpButton(context) {
  const { texts: { _ } } = context;
  const node = h("button", { type: "button", class: "bar-button help-button", hidden: true, title: _("Colleagues see your desk number. Visitors notice nothing."), onclick: oneTap(() => callForHelp(context)) },
    icon("hand-helping"), h("span", {}, _("Help")));
  return {
    node,
    update: ({ duty, help = [] }) => (node.hidden = !duty || help.some(({ is_mine: isMine }) => isMine)),
  };
}

/** Below the bar: {node, update(picture)}. Empty while nobody needs help. */
export function helpBand(context) {
  const node = h("div", { class: "help-bands", role: "status" });
  let shown = "[]";
  return { node, update };

  function update({ help = [] }) {
    const text = JSON.stringify(help);
    if (text === shown) return;
    shown = text;
    replace(node, help.map((call) => band(context, call)));
    const open = openHelp({ help });
    if (open) announce(context.texts._("Desk {desk} needs help.", { desk: open.desk }), { urgent: true });
  }
}

/** The first call that somebody else made and nobody answered, or undefined. */
export function openHelp({ help = [] } = {}) {
  return help.find((call) => !call.is_mine && call.answered_by === null);
}

function band(context, call) {
  const { texts: { _ } } = context;
  const press = (move) => oneTap(() => context.act(`help/${call.id}/${move}`));
  const isOpen = call.answered_by === null;
  const mayEnd = call.is_mine || call.is_answered_by_me;
  return h("div", { class: ["pause-band help-band", isOpen && !call.is_mine && "urgent"] },
    icon(isOpen ? "hand-helping" : "footprints"),
    h("span", { class: "grow" }, words(context, call), " · ", runningMinutes(call.asked_at, context.texts)),
    isOpen && !call.is_mine && h("button", { type: "button", class: "button primary", onclick: press("answer") }, icon("footprints"), _("I am going")),
    mayEnd && h("button", { type: "button", class: "button", onclick: press("end") }, icon("check"), _("It is over")));
}

function words({ texts: { rich, _ } }, { desk, answered_by: name, is_mine: isMine, is_answered_by_me: isByMe }) {
  const told = { desk: num(desk), name: h("bdi", {}, name ?? "") };
  if (isMine) return name === null ? _("Your colleagues see that you need help.") : rich("{name} is coming to you.", told);
  if (isByMe) return rich("You are going to desk {desk}.", told);
  return name === null ? h("strong", {}, rich("Desk {desk} needs help.", told)) : rich("{name} is going to desk {desk}.", told);
}
