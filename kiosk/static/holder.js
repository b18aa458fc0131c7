// Somebody who already has a number: where it is in the queue, back into it, or out of it.

import { newRequestId, post } from "/static/web/api.js";
import { isRetrying } from "./issue.js";

/** Looks up a ticket by {code} or {number, pin} and shows its place. */
export function findPlace(app, holder) {
  app.visit.holder = holder;
  return ask(app, "/kiosk/api/where", holder, { requestId: false });
}

/** `move`: "come-back" or "withdraw". */
export function moveTicket(app, move) {
  return ask(app, `/kiosk/api/${move}`, app.visit.holder, { requestId: newRequestId() });
}

async function ask(app, address, holder, options) {
  const { visit } = app;
  if (!isRetrying(app)) app.go("moment");
  const answer = await post(address, holder, { language: visit.language, ...options });
  if (app.visit !== visit) return;
  if (answer.status === 401) return void location.reload();
  app.trail = app.trail.filter((name) => name !== "moment" && name !== "trouble");
  if (answer.ok) {
    visit.trouble = null;
    visit.place = answer.body;
    app.go("place");
    return;
  }
  const { code, detail } = answer.body;
  visit.trouble = { code, detail, again: () => ask(app, address, holder, options) };
  app.go("trouble");
}
