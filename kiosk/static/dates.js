// What comes on other days, as the kiosk knows it: asked for when the picture says that something changed, kept without a line.

import { get } from "/static/web/api.js";
import { stillToCome } from "/static/web/coming.js";

/** {see(mark), list(), offer()}: `see` with each picture; `list` those to come; `offer` {url, qr} of the public page. */
export function keepDates(app) {
  let known = { mark: "", dates: [], url: null, qr: null };
  let isAsking = false;
  return { see, list: () => stillToCome(known.dates, app.now()), offer: () => known };

  async function see(mark) {
    if (mark === undefined || mark === known.mark || isAsking) return;
    isAsking = true;
    const answer = mark ? await get("/kiosk/api/dates") : { ok: true, body: { mark, dates: [], url: null, qr: null } };
    isAsking = false;
    if (!answer.ok) return;
    known = { ...answer.body, mark };
    app.look();
  }
}
