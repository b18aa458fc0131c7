// The kiosk without its server: numbers from its own stock, hours by its own clock, and everything handed in afterwards.

import { get, newRequestId, post } from "/static/web/api.js";
import { clockOffset, now, restoreClock } from "/static/web/clock.js";
import { keepFiles } from "./files.js";
import { dayFor, daysTaken, pictureAt } from "./hours.js";
import { openStore } from "./store.js";

const PLAN_AGAIN_MS = 1_800_000; // hours may be changed by hand
const REFILL_AGAIN_MS = 60_000; // after a refusal or a broken line
const WORTH_TELLING_MS = 60_000; // a shorter time without tickets is nobody's business
const SHORT = { timeoutMs: 4_000, pauses: [] }; // what fails is tried again at the next tick
const KEEP_AFTER_MS = 15_000; // the first visitor comes first: a megabyte of files can wait
const REFUSED_KEPT_MS = 30 * 86_400_000; // the server forgets unused numbers then

/** The keeper of a paired kiosk; `onChange()` when what it knows has changed. Without a disk it knows nothing and does no harm. */
export function createKeeper(settings, onChange) {
  const keeper = new Keeper(settings, onChange);
  keeper.load().catch((error) => console.error(error)).then(onChange);
  return keeper;
}

class Keeper {
  #settings;
  #onChange;
  #store = null;
  #counts = {}; // day → numbers left
  #plan = null;
  #planFor = ""; // what the last picture said about the hours
  #planAt = -Infinity;
  #refillAt = -Infinity;
  #outage = null; // {began_at, ended_at, tickets}: not yet told
  #isBusy = false;
  #hasKeptFiles = false;

  constructor(settings, onChange) {
    this.#settings = settings;
    this.#onChange = onChange;
  }

  async load() {
    const store = await openStore();
    if ((await store.fact("device")) !== this.#settings.device) await this.#startAnew(store);
    restoreClock((await store.fact("offset")) ?? 0);
    this.#plan = (await store.fact("plan")) ?? null;
    this.#outage = (await store.fact("outage")) ?? null;
    this.#counts = await store.countByDay();
    this.#store = store;
    this.isHandingInAgain = true; // what was refused once gets a new chance with each start
  }

  /** How many tickets made here the server does not have yet. */
  async countUnsent() {
    return this.#store ? (await this.#store.tickets()).length : 0;
  }

  /** Refused tickets that a lead has seen to need not be kept: `wishes` are their request ids. */
  async settle(wishes) {
    if (!this.#store || !wishes.length) return;
    for (const ticket of await this.#store.tickets()) {
      if (ticket.refused && wishes.includes(ticket.request_id)) await this.#store.removeTicket(ticket.place);
    }
  }

  /** What the server's picture would say now, by the plan; null without one. */
  picture() {
    return this.#plan && pictureAt(this.#plan, now(), this.#settings.site.zone);
  }

  /** Whether a visitor could still get a number here without the server. */
  hasNumbers() {
    return this.#plan !== null && this.picture().open && daysTaken(this.#plan, now()).some((on) => this.#counts[on] > 0);
  }

  /**
   * A ticket from the stock for a wish (the body of `POST /kiosk/api/tickets`), on the disk before it is shown.
   * The same request id gets the same ticket. Resolves to what the screen shows, or null: no number left, closed, or paused.
   */
  async issue(requestId, wish) {
    const on = this.#store && this.#plan && this.picture().open && dayFor(this.#plan, wish.topic, now());
    if (!on) return null;
    const made = { body: bodyOf(wish), made_at: new Date().toISOString() };
    const ticket = await this.#store.takeNumber(on, requestId, () => made);
    this.#counts = await this.#store.countByDay();
    if (!ticket) return null;
    await this.lost();
    return issuedFrom(ticket);
  }

  /** The server can't be reached (since some seconds, or for a single click). */
  async lost(since = now()) {
    this.#hasKeptFiles = false; // it may come back with new ones
    if (this.#outage && !this.#outage.ended_at) return;
    await this.#setOutage({ began_at: since.toISOString(), ...this.#outage, ended_at: null, request_id: undefined });
  }

  /** A picture arrived: the server is there. Hands in, learns, refills; one thing after the other, and never twice at once. */
  async heard(picture) {
    if (!this.#store || this.#isBusy) return;
    this.#isBusy = true;
    try {
      await this.#catchUp(picture);
    } catch (error) {
      console.error(error);
    } finally {
      this.#isBusy = false;
      this.#onChange();
    }
  }

  async #catchUp(picture) {
    await this.#followEpoch(picture.epoch);
    if (await this.#handIn()) await this.#tellOutage();
    await this.#learnPlan(picture);
    await this.#refill();
    if (!this.#hasKeptFiles && performance.now() > KEEP_AFTER_MS) this.#hasKeptFiles = await keepFiles();
  }

  /** A restored database does not know the numbers that were leased after its copy was made. */
  async #followEpoch(epoch) {
    const known = await this.#store.fact("epoch");
    if (known === epoch) return;
    if (known) await this.#store.forgetNumbers(() => true);
    await this.#store.setFact("epoch", epoch);
    this.#counts = await this.#store.countByDay();
  }

  /** In order. Whether nothing is left to hand in. */
  async #handIn() {
    for (const ticket of await this.#store.tickets()) {
      if (ticket.refused && !this.isHandingInAgain) {
        await this.#tellRefused(ticket);
        continue;
      }
      const { number, code, pin } = ticket.stub;
      const body = { number, code, pin, issued_at: ticket.made_at, ...ticket.body };
      const answer = await post("/kiosk/api/offline-tickets", body, { requestId: ticket.request_id, ...SHORT });
      if (answer.ok) await this.#isHandedIn(ticket);
      else if (isForLater(answer)) return false;
      else await this.#isRefused(ticket, answer);
    }
    this.isHandingInAgain = false;
    return true;
  }

  async #isHandedIn(ticket) {
    await this.#store.removeTicket(ticket.place);
    if (this.#outage) await this.#setOutage({ ...this.#outage, tickets: (this.#outage.tickets ?? 0) + 1 });
  }

  /** Kept, so that nothing is lost, and tried again at the next start; not in the way of the others. */
  async #isRefused(ticket, { status, body }) {
    console.error(`number ${ticket.stub.number} was not taken: ${status} ${body.code}`);
    if (Date.now() - Date.parse(ticket.made_at) > REFUSED_KEPT_MS) await this.#store.removeTicket(ticket.place);
    else await this.#tellRefused({ ...ticket, refused: body.code ?? String(status) });
  }

  /** Once, to the lead: somebody holds the slip. */
  async #tellRefused(ticket) {
    if (ticket.isTold) return;
    const { body, made_at, refused, request_id: wish, stub } = ticket;
    const told = { wish, number: stub.number, made_at, topic: body.topic, language: body.language, why: String(refused) };
    const answer = await post("/kiosk/api/refused-tickets", told, SHORT);
    await this.#store.changeTicket({ ...ticket, isTold: !isForLater(answer) });
  }

  async #tellOutage() {
    const outage = this.#outage;
    if (!outage) return;
    const report = { began_at: outage.began_at, ended_at: outage.ended_at ?? now().toISOString() };
    const isShort = Date.parse(report.ended_at) - Date.parse(report.began_at) < WORTH_TELLING_MS;
    if (isShort && !outage.tickets) return this.#setOutage(null);
    const requestId = outage.request_id ?? newRequestId();
    await this.#setOutage({ ...outage, ...report, request_id: requestId });
    const answer = await post("/kiosk/api/outages", report, { requestId, ...SHORT });
    if (!isForLater(answer)) await this.#setOutage(null);
  }

  async #learnPlan(picture) {
    const { open, reason, pause, opens_at, closes_at, next_opens_at, topics } = picture;
    const planFor = JSON.stringify([open, reason, pause, opens_at, closes_at, next_opens_at, topics]);
    if (planFor === this.#planFor && performance.now() - this.#planAt < PLAN_AGAIN_MS) return;
    const answer = await get("/kiosk/api/plan", SHORT);
    if (!answer.ok) return;
    [this.#plan, this.#planFor, this.#planAt] = [answer.body, planFor, performance.now()];
    await this.#store.setFact("plan", answer.body);
    await this.#store.setFact("offset", clockOffset());
    await this.#store.forgetNumbers((on) => on < (answer.body.days[0] ?? ""));
    this.#counts = await this.#store.countByDay();
  }

  async #refill() {
    const { days, refill_below: fewest } = this.#plan ?? { days: [] };
    if (days.every((on) => (this.#counts[on] ?? 0) >= fewest) || performance.now() < this.#refillAt) return;
    const answer = await post("/kiosk/api/reserve", { held: this.#counts }, SHORT);
    if (answer.ok) await this.#store.addNumbers(answer.body.numbers);
    else this.#refillAt = performance.now() + REFILL_AGAIN_MS;
    this.#counts = await this.#store.countByDay();
  }

  async #setOutage(outage) {
    this.#outage = outage;
    await this.#store?.setFact("outage", outage);
  }

  /** The disk belongs to another kiosk's token, or to none: its numbers aren't ours. */
  async #startAnew(store) {
    await store.forgetNumbers(() => true);
    await store.setFact("outage", null);
    await store.setFact("device", this.#settings.device);
  }
}

function bodyOf({ stay: _decided, ...wish }) {
  return { ...wish, clock_offset_s: Math.round(clockOffset() / 1000) };
}

/** As the server answers, with what nobody knows left open. */
function issuedFrom({ stub, made_at }) {
  return {
    ticket: { number: stub.number, code: stub.code, pin: stub.pin, state: "waiting", issued_at: made_at },
    ahead: null,
    wait: null,
    outlook: "today",
    phone_url: stub.phone_url,
    slip_url: null,
    print: "none",
    isOffline: true,
    qr: stub.qr,
  };
}

/** No line, a server in trouble, or too much at once: the same again later. */
function isForLater({ status }) {
  return status === 0 || status === 401 || status === 429 || status >= 500;
}
