// Kiosks: in the line below every screen whether all are there; for whoever looks after devices, what each one says.

import { every } from "/static/web/clock.js";
import { openDialog } from "/static/web/dialogs.js";
import { h, icon, num, replace } from "/static/web/dom.js";
import { N_ } from "/static/web/texts.js";
import { runningMinutes, runningSeconds, runningTime } from "./parts.js";
import { readKiosks } from "./server.js";

export const KIOSK_STATES = {
  ready: N_("Kiosk ready"),
  clock_off: N_("Kiosk’s clock is wrong"),
  unsent: N_("Kiosk holds tickets"),
  lost: N_("Kiosk does not answer"),
  unknown: N_("Kiosk not set up yet"),
};
const TROUBLES = ["lost", "unsent", "clock_off"]; // the worst first
const AGAIN_S = 5;
const CLOCK_TOLD_S = 5; // less is nobody's business

/** For the foot bar: {node, update(picture)}. Shows the worst kiosk; opens the list for whoever looks after devices. */
export function kiosksButton(context) {
  const button = h("button", { type: "button", class: "foot-kiosks", hidden: true, onclick: () => kiosksDialog(context) });
  let shown = "";
  return { node: button, update };

  function update({ kiosks = [] }) {
    const text = JSON.stringify(kiosks);
    if (text === shown) return;
    shown = text;
    const known = kiosks.filter(({ state }) => state !== "unknown");
    const worst = TROUBLES.map((state) => known.find((kiosk) => kiosk.state === state)).find(Boolean) ?? known[0];
    button.hidden = !worst;
    button.disabled = !context.mayTryPrinters;
    if (!worst) return;
    button.dataset.state = TROUBLES.includes(worst.state) ? "trouble" : worst.state;
    replace(button, icon("monitor-smartphone"), summary(context, worst, known.length));
  }
}

function summary({ texts }, kiosk, count) {
  const name = count > 1 && kiosk.state !== "ready" && [h("bdi", {}, kiosk.name), ": "];
  return h("span", {}, name, texts._(KIOSK_STATES[kiosk.state]), kiosk.since && [" · ", runningMinutes(kiosk.since, texts)]);
}

function kiosksDialog(context) {
  const { texts: { _ } } = context;
  const list = kioskList(context);
  const dialog = openDialog({ title: _("Kiosks"), icon: "monitor-smartphone", class: "printers-dialog", onClose: () => list.stop() },
    list.node,
    h("div", { class: "dialog-actions" },
      h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, _("Close"))));
}

/** For the page of devices: {node}. `more(kiosk)`: what stands at the end of its row. */
export function kiosksPanel(context, more) {
  const { node } = kioskList(context, more);
  return { node: h("section", { class: "card stack", "aria-labelledby": "kiosks-title" }, h("h2", { id: "kiosks-title" }, context.texts._("Kiosks")), node) };
}

/** Every kiosk as it is now: {node, stop()}. Asks again every 5 s while it is on the page. */
function kioskList(context, more = () => null) {
  const node = h("ul", { class: "printer-list kiosk-list" });
  const rows = new Map();
  const stop = every(AGAIN_S, () => (node.isConnected ? load() : stop()));
  load();
  return { node, stop };

  async function load() {
    const answer = await readKiosks(context.texts.language);
    if (answer.ok) show(answer.body.kiosks);
  }

  function show(kiosks) {
    for (const kiosk of kiosks) {
      if (!rows.has(kiosk.id)) rows.set(kiosk.id, kioskRow(context, kiosk, more));
      rows.get(kiosk.id).update(kiosk);
    }
    const wanted = kiosks.map(({ id }) => rows.get(id).node);
    if (wanted.some((row, place) => row !== node.children[place]) || wanted.length !== node.children.length) replace(node, wanted);
  }
}

/** One kiosk. Its buttons stay in place while its state is drawn anew. */
function kioskRow({ texts }, { id }, more) {
  const state = h("span", { class: "grow" });
  let last = null;
  const node = h("li", { dataset: { kiosk: id } }, icon("monitor-smartphone"), state, more({ id, latest: () => last }));
  return { node, update };

  function update(kiosk) {
    last = kiosk;
    node.dataset.state = TROUBLES.includes(kiosk.state) ? "trouble" : kiosk.state;
    replace(state,
      h("strong", {}, h("bdi", {}, kiosk.name)),
      h("span", { class: "printer-state" }, texts._(KIOSK_STATES[kiosk.state])),
      kiosk.seen_at && h("span", { class: "muted kiosk-facts" }, facts(texts, kiosk)));
  }
}

function facts({ rich, nrich, _ }, { seen_at: seen, page_since: since, page, is_current: isCurrent, clock_offset_s: off, unsent }) {
  const parts = [
    rich("heard of {age} ago", { age: runningSeconds(seen) }),
    rich("page open for {time}", { time: runningTime(since) }),
    rich("version {version}", { version: num(page) }),
    !isCurrent && _("older page: loads the new one when nobody stands there"),
    Math.abs(off) >= CLOCK_TOLD_S && nrich("clock {count} second off", "clock {count} seconds off", Math.abs(off)),
    unsent > 0 && nrich("{count} ticket not handed in", "{count} tickets not handed in", unsent),
  ];
  return parts.filter(Boolean).map((part) => h("span", { class: "kiosk-fact" }, part));
}
