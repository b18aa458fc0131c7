// My day: what this person did today, for nobody else; outcomes of today's talks can be corrected from here.

import { clockTime } from "/static/web/clock.js";
import { notice, openDialog } from "/static/web/dialogs.js";
import { h, icon, num, oneTap } from "/static/web/dom.js";
import { N_ } from "/static/web/texts.js";
import { nextStepsDialog } from "./next_steps.js";
import { outcomeDialog } from "./outcome_dialog.js";
import { read } from "./server.js";

const ENDED = {
  hand_over: N_("handed over"),
  suspend: N_("interrupted"),
  finish_later: N_("outcome open"),
  close_day: N_("outcome open"),
};
const FINISHED = ["finish", "finish_later", "close_day"];

/** The line at the side that opens the day. */
export function myDayCard(context, { my_day: day }) {
  if (!day) return null;
  const { texts: { _, nrich } } = context;
  return h("section", { class: "card my-day", "aria-labelledby": "my-day-title" },
    h("h2", { id: "my-day-title" }, icon("history"), _("My day")),
    h("button", { type: "button", class: "chip", "aria-haspopup": "dialog", onclick: oneTap(() => myDayDialog(context)) },
      h("span", {}, nrich("{count} consultation", "{count} consultations", day.talks)),
      day.missed > 0 && h("span", { class: "muted" }, nrich("{count} did not come", "{count} did not come", day.missed)),
      icon("chevron-right")));
}

async function myDayDialog(context) {
  const { texts: { _ } } = context;
  const answer = await read("my-day", context.texts.language);
  if (!answer.ok) return notice(_("That did not work. Please try again."), { kind: "warn" });
  const { counts, talks } = answer.body;
  const dialog = openDialog({ title: _("My day"), icon: "history", class: "wide-dialog my-day-dialog" },
    h("p", { class: "muted" }, _("Only you see this.")),
    h("ul", { class: "chips" }, figures(context, counts).map((figure) => h("li", { class: "chip" }, figure))),
    talks.length > 0 && h("ol", { class: "my-talks" }, talks.map((talk) => row(context, talk, () => dialog.close()))),
    h("div", { class: "dialog-actions" },
      h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, _("Close"))));
  return dialog;
}

function figures({ texts: { nrich } }, counts) {
  return [
    nrich("{count} consultation", "{count} consultations", counts.talks),
    nrich("{count} visitor", "{count} visitors", counts.visitors),
    nrich("{count} did not come", "{count} did not come", counts.missed),
    nrich("{count} handed over", "{count} handed over", counts.handed_over),
    nrich("{count} interrupted", "{count} interrupted", counts.suspended),
    nrich("{count} called out of turn", "{count} called out of turn", counts.chosen_by_hand),
    nrich("{count} outcome to record", "{count} outcomes to record", counts.open_outcomes),
  ];
}

function row(context, talk, close) {
  const { texts: { _ }, words, zone } = context;
  const isOver = talk.state === "done" && FINISHED.includes(talk.ended_by);
  const open = (dialog) => oneTap(() => {
    close();
    dialog(context, talk);
  });
  return h("li", {},
    num(talk.number, { class: "row-number" }),
    h("span", { class: "row-words grow" },
      h("span", { class: "row-topic" }, words.topic(talk.topic)),
      h("span", { class: "muted" }, num(clockTime(talk.started_at, zone)), talk.ended_at && [" – ", num(clockTime(talk.ended_at, zone))], " · ", result(context, talk))),
    isOver && h("button", { type: "button", class: "button", onclick: open(outcomeDialog) }, icon("pencil"), talk.outcomes ? _("Correct") : _("Record")),
    isOver && h("button", { type: "button", class: "button", onclick: open(nextStepsDialog) }, icon("signpost"), _("Next steps")));
}

function result({ texts: { _ }, words }, { outcomes, ended_by: ended }) {
  if (outcomes) return outcomes.map((code) => words.outcomes().find((one) => one.code === code)?.text ?? code).join(", ");
  return ended === null ? _("in consultation") : _(ENDED[ended] ?? ended);
}
