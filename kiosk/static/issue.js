// Taking a ticket: one wish, one request id, also when the line breaks in between: then the number comes from the kiosk's
// own stock, and whatever the server made of the request takes that number afterwards.

import { newRequestId, post } from "/static/web/api.js";
import { wishOf } from "./visit.js";

const SHORT = { timeoutMs: 3_000, pauses: [400] }; // somebody stands here; a server that is there needs a tenth of a second
const CLOSED = ["SlotClosed", "TicketingPaused"];
const DECISIONS = { Uncertain: "uncertain", NotToday: "not-today" };

/** Sends the visit's wish and shows what came of it. `extra`: {stay: true} after being told that it may get late. */
export async function takeTicket(app, extra = {}) {
  const { visit } = app;
  const body = { ...wishOf(visit), ...extra };
  const isSame = visit.sent && JSON.stringify(visit.sent.body) === JSON.stringify(body);
  if (!isSame) visit.sent = { requestId: newRequestId(), body };
  if (!isRetrying(app)) app.go("moment");
  const answer = await ask(app, visit.sent, visit.language);
  if (app.visit !== visit) return; // the visitor left; somebody else stands here
  if (answer.status !== 0) visit.sent = null;
  show(app, answer, extra);
}

/** The server's answer, or one like it from the kiosk's own stock. */
async function ask({ isCutOff, keeper }, { requestId, body }, language) {
  const lost = { status: 0, ok: false, body: { code: "Offline" } };
  const answer = isCutOff ? lost : await post("/kiosk/api/tickets", body, { language, requestId, ...SHORT });
  if (answer.status !== 0 && answer.status < 500) return answer;
  const issued = await keeper.issue(requestId, body).catch(() => null); // no disk: no number
  return issued ? { status: 201, ok: true, body: issued } : lost;
}

/** Whether the screen already says that there is no line and that we keep trying. */
export function isRetrying(app) {
  return app.screen === "trouble" && app.visit.trouble?.code === "Offline";
}

function show(app, { ok, status, body }, extra) {
  const { visit } = app;
  if (ok) {
    visit.issued = body;
    app.go("ticket", { fresh: true });
    return;
  }
  if (status === 401) return void location.reload();
  app.trail = app.trail.filter((name) => name !== "moment" && name !== "trouble");
  const decision = DECISIONS[body.code];
  if (decision) {
    visit.refusal = body;
    return void app.go(decision);
  }
  if (CLOSED.includes(body.code)) app.live.refresh();
  if (body.code === "TicketingPaused") return void app.go("closed"); // which says why
  visit.trouble = { code: body.code, detail: body.detail, isAboutNumber: true, again: () => takeTicket(app, extra) };
  app.go("trouble");
}
