// The hours by hand: open, give another end, close. Each dialog says what happens to those who are here.

import { clockTime, now } from "/static/web/clock.js";
import { notice, openDialog } from "/static/web/dialogs.js";
import { h, icon, num } from "/static/web/dom.js";
import { problemLine, textField } from "./fields.js";
import { hoursWords } from "./coverage_words.js";

const USUALLY_MS = 4 * 3_600_000; // a slot lasts four hours

/** Opens the slot still to come today, or a new one. `done()` afterwards. */
export function openSlotDialog(context, { next_today: coming }, done) {
  const { texts: { _, rich }, zone } = context;
  const end = coming ? coming.ends_at : new Date(Math.ceil((now().getTime() + USUALLY_MS) / 900_000) * 900_000).toISOString();
  askTime(context, { title: _("Open now"), sign: "door-open", value: clockTime(end, zone), yes: _("Open now"), path: "slots", done: () => {
    notice(_("The kiosks give numbers now."), { kind: "good" });
    done();
  } }, [
    coming && h("p", {}, rich("Today’s hours ({hours}) begin now.", { hours: hoursWords(context, coming) })),
    h("p", {}, coming ? _("The kiosks give numbers at once, and the board says that you are open.") : _("The kiosks give numbers at once, for every topic but those of guests, and the board says that you are open.")),
    h("p", { class: "muted" }, _("Somebody must be at a desk: without anybody nobody is called.")),
  ]);
}

/** Another end for a running slot. */
export function slotEndDialog(context, slot, done) {
  const { texts: { _, rich }, zone } = context;
  askTime(context, { title: _("Change the end"), sign: "clock", value: clockTime(slot.ends_at, zone), yes: _("Save"), path: `slots/${slot.id}/end`, done: () => {
    notice(_("The new end is on the board and at the kiosks."), { kind: "good" });
    done();
  } }, [
    h("p", {}, rich("Open until {time} now.", { time: num(clockTime(slot.ends_at, zone)) })),
    h("ul", { class: "plain-list" },
      h("li", {}, _("Everybody who waits keeps the number and the place. Waiting times are reckoned anew.")),
      h("li", {}, _("Who still waits at the new end is not called any more."))),
  ]);
}

function askTime(context, { title, sign, value, yes, path, done }, words) {
  const { texts: { _ } } = context;
  const until = textField({ label: _("Until"), name: "slot-until", type: "time", value, required: true });
  const problem = problemLine();
  const send = async (event) => {
    event.preventDefault();
    const answer = await context.act(path, { until: until.input.value.slice(0, 5) }, { quiet: true });
    if (!answer) return undefined;
    if (!answer.ok) return problem.say(answer.body.detail ?? _("That did not work. Please try again."));
    dialog.close();
    return done();
  };
  const dialog = openDialog({ title, icon: sign },
    h("form", { class: "stack", novalidate: true, onsubmit: send }, words, until.node, problem.node,
      h("div", { class: "dialog-actions" },
        h("button", { type: "submit", class: "button primary" }, icon("check"), yes),
        h("button", { type: "button", class: "button", onclick: () => dialog.close() }, _("Cancel")))));
  until.input.focus();
}

/** Closes a running slot at once. */
export function closeSlotDialog(context, slot, done) {
  const { texts: { _ } } = context;
  const close = async () => {
    dialog.close();
    const answer = await context.act(`slots/${slot.id}/close`);
    if (!answer?.ok) return;
    notice(_("Closed. The kiosks give no numbers any more."), { kind: "good" });
    done();
  };
  const dialog = openDialog({ title: _("Close now?"), icon: "door-closed" },
    h("ul", { class: "plain-list" }, consequences(context, slot.tickets).map((words) => h("li", {}, words))),
    h("p", {}, _("This cannot be taken back. To stop only new numbers, pause the kiosks.")),
    h("div", { class: "dialog-actions" },
      h("button", { type: "button", class: "button danger", onclick: close }, icon("door-closed"), _("Close now")),
      h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, _("Stay open"))));
}

function consequences({ texts: { _, nrich } }, { waiting, parked, called, in_consultation: talking, missed }) {
  const home = waiting + parked;
  const found = [
    home > 0 && nrich("{count} visitor who waits is not called any more. Please talk to this person.", "{count} visitors who wait are not called any more. Please talk to them.", home),
    called > 0 && nrich("{count} visitor who is called may still come, for ten minutes.", "{count} visitors who are called may still come, for ten minutes.", called),
    talking > 0 && nrich("{count} talk goes on to its end.", "{count} talks go on to their end.", talking),
    missed > 0 && nrich("{count} visitor who did not come cannot come back today.", "{count} visitors who did not come cannot come back today.", missed),
  ].filter(Boolean);
  return found.length ? found : [_("Nobody waits and nobody is being served.")];
}
