// What the holder can do: step out, come back, give the number up, delete the ticket.

import { post } from "/static/web/api.js";
import { ask, notice } from "/static/web/dialogs.js";
import { oneTap } from "/static/web/dom.js";

const GONE = 404;

/** {stepOut, comeBack, withdraw, remove}: handlers for buttons. */
export function makeActions({ address, textsNow, onStatus, onDeleted, onGone }) {
  let isBusy = false;

  return {
    stepOut: oneTap(() => move("step-out", onStatus)),
    comeBack: oneTap(() => move("come-back", onStatus)),
    withdraw: oneTap(async () => (await isMeant(withdrawing)) && move("withdraw", onStatus)),
    remove: oneTap(async () => (await isMeant(deleting)) && move("delete", onDeleted, onDeleted)),
  };

  function isMeant(question) {
    return ask({ ...question(textsNow()), danger: true });
  }

  async function move(name, onDone, onMissing = onGone) {
    if (isBusy) return;
    isBusy = true;
    const { _, language } = textsNow();
    const answer = await post(`${address}/${name}`, {}, { language });
    isBusy = false;
    if (answer.ok) onDone(answer.body);
    else if (answer.status === GONE) onMissing();
    else notice(answer.body.detail || _("That did not work. Please try again or ask the staff."), { kind: "warn" });
  }
}

function withdrawing({ _ }) {
  return { title: _("Give up your number?"), text: _("You lose your place."), yes: _("Yes, give it up"), no: _("No, keep it"), icon: "log-out" };
}

function deleting({ _ }) {
  return { title: _("Delete your ticket?"), text: _("Your number ends and this page is deleted."), yes: _("Yes, delete"), no: _("No, keep it"), icon: "trash-2" };
}
