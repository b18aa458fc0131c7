// Pausing the kiosks: a dialog with the reasons, and a band below the bar for as long as it lasts.

import { notice, openDialog } from "/static/web/dialogs.js";
import { h, icon, oneTap, replace } from "/static/web/dom.js";
import { N_ } from "/static/web/texts.js";
import { runningMinutes } from "./parts.js";

const REASONS = {
  short_break: { sign: "coffee", name: N_("Short break"), says: N_("“Please sit down. Soon there are numbers here again.”") },
  too_many_waiting: { sign: "users", name: N_("Too many are waiting today"), says: N_("“Please talk to our staff, or come another day.” With the next opening.") },
  technical_trouble: { sign: "signpost", name: N_("Technical trouble"), says: N_("“Our staff give you a number.”") },
};

/** A reason in the reader's words. */
export function pauseReason({ _ }, reason) {
  return _(REASONS[reason].name);
}

/** Asks for the reason and pauses. */
export function pauseDialog(context) {
  const { texts: { _ } } = context;
  const choose = (reason) => oneTap(async () => {
    dialog.close();
    const answer = await context.act("ticketing", { paused: true, reason });
    if (answer?.ok) notice(_("The kiosks give no numbers now."), { kind: "good" });
  });
  const dialog = openDialog({ title: _("Pause the kiosks: what shall they say?"), icon: "pause", class: "pause-dialog" },
    h("p", {}, _("Who has a number is still called. You can still give out numbers yourself.")),
    h("div", { class: "stack" }, Object.entries(REASONS).map(([reason, { sign, name, says }]) =>
      h("button", { type: "button", class: "tile line", dataset: { reason }, onclick: choose(reason) }, icon(sign),
        h("span", { class: "grow" }, _(name), h("span", { class: "hint" }, _(says)))))),
    h("div", { class: "dialog-actions" },
      h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, _("Do not pause"))));
}

/** Whether this person may pause the kiosks now: case managers while on duty. */
export function mayPause({ session, mayIssue }, picture) {
  return mayIssue && (session.case_manager.role !== "case-manager" || Boolean(picture?.duty));
}

/** {node, update(picture)}: empty while the kiosks give numbers. */
export function pauseBand(context) {
  const { texts } = context;
  const node = h("div", { class: "pause-band", role: "status", hidden: true });
  let shown = "";
  return { node, update };

  function update(picture) {
    const text = JSON.stringify([picture.ticketing, mayPause(context, picture)]);
    if (text === shown) return;
    shown = text;
    node.hidden = !picture.ticketing;
    replace(node, picture.ticketing && words(picture));
  }

  function words(picture) {
    const { reason, since, by } = picture.ticketing;
    const resume = oneTap(() => context.act("ticketing", { paused: false }));
    return [
      icon("pause"),
      h("span", { class: "grow" }, texts._("The kiosks give no numbers:"), " ", h("strong", {}, texts._(REASONS[reason].name)), " · ", runningMinutes(since, texts), by && [" · ", h("bdi", {}, by)]),
      mayPause(context, picture) && h("button", { type: "button", class: "button", onclick: resume }, icon("play"), texts._("Give numbers again")),
    ];
  }
}
