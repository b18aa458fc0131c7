// The boards on the wall: in the line below every screen whether they can be heard; for whoever looks after devices their
// volume, their colours and a sound check.

import { every, secondsSince } from "/static/web/clock.js";
import { openDialog } from "/static/web/dialogs.js";
import { h, icon, num, oneTap, replace } from "/static/web/dom.js";
import { N_ } from "/static/web/texts.js";
import { runningMinutes, runningSeconds, runningTime } from "./parts.js";
import { readDisplays } from "./server.js";

export const DISPLAY_STATES = {
  ready: N_("Board ready"),
  touch: N_("Board has no sound: please touch it once"),
  silent: N_("Board makes no sound"),
  lost: N_("Board does not answer"),
  unknown: N_("Board not set up yet"),
};
const TROUBLES = ["lost", "touch", "silent"]; // the worst first
const THEMES = { site: N_("As everywhere here"), light: N_("Light"), dark: N_("Dark"), contrast: N_("High contrast") };
const VOLUMES = [0, 20, 40, 60, 80, 100]; // percent
const AGAIN_S = 2;
const CHECK_LATE_S = 30; // a board that has not answered by then did not hear of it

/** For the foot bar: {node, update(picture)}. Shows the worst board; opens the list for whoever looks after devices. */
export function displaysButton(context) {
  const button = h("button", { type: "button", class: "foot-displays", hidden: true, onclick: () => displaysDialog(context) });
  let shown = "";
  return { node: button, update };

  function update({ displays = [] }) {
    const text = JSON.stringify(displays);
    if (text === shown) return;
    shown = text;
    const known = displays.filter(({ state }) => state !== "unknown");
    const worst = TROUBLES.map((state) => known.find((display) => display.state === state)).find(Boolean) ?? known[0];
    button.hidden = !worst;
    button.disabled = !context.mayTryPrinters;
    if (!worst) return;
    button.dataset.state = stateOf(worst);
    replace(button, icon("monitor-speaker"), summary(context, worst, known.length));
  }
}

function stateOf({ state }) {
  return TROUBLES.includes(state) ? "trouble" : state;
}

function summary({ texts }, display, count) {
  const name = count > 1 && display.state !== "ready" && [h("bdi", {}, display.name), ": "];
  return h("span", {}, name, texts._(DISPLAY_STATES[display.state]), display.since && [" · ", runningMinutes(display.since, texts)]);
}

function displaysDialog(context) {
  const { texts: { _ } } = context;
  const list = displayList(context);
  const dialog = openDialog({ title: _("Boards"), icon: "monitor-speaker", class: "printers-dialog", onClose: () => list.stop() },
    list.node,
    h("div", { class: "dialog-actions" },
      h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, _("Close"))));
}

/** For the page of devices: {node}. `more(display)`: what stands at the end of its row. */
export function displaysPanel(context, more) {
  const { node } = displayList(context, more);
  return { node: h("section", { class: "card stack", "aria-labelledby": "displays-title" }, h("h2", { id: "displays-title" }, context.texts._("Boards")),
    h("p", { class: "muted small" }, context.texts._("Volume is that of gong and voice. High contrast helps in a bright room. “Test the sound” plays both now, between two calls.")), node) };
}

/** Every board as it is now: {node, stop()}. Asks again every 2 s while it is on the page. */
function displayList(context, more = () => null) {
  const node = h("ul", { class: "printer-list display-list" });
  const rows = new Map();
  const stop = every(AGAIN_S, () => (node.isConnected ? load() : stop()));
  load();
  return { node, stop };

  async function load() {
    const answer = await readDisplays(context.texts.language);
    if (answer.ok) show(answer.body.displays);
  }

  function show(displays) {
    for (const display of displays) {
      if (!rows.has(display.id)) rows.set(display.id, displayRow(context, display.id, load, more));
      rows.get(display.id).update(display);
    }
    const wanted = displays.map(({ id }) => rows.get(id).node);
    if (wanted.some((row, place) => row !== node.children[place]) || wanted.length !== node.children.length) replace(node, wanted);
  }
}

/** One board. What is set stays in place while its state is drawn anew. */
function displayRow(context, id, load, more) {
  const { texts } = context;
  const { _ } = texts;
  const state = h("span", { class: "grow" });
  const check = h("p", { class: "muted display-check", role: "status" });
  let shown = null;
  let last = Promise.resolve(); // one change after the other: `act` leaves out a click while another is on its way
  const post = (path, body) => (last = last.then(() => context.act(path, body)).then(load));
  const set = (change) => post(`displays/${id}`, change);
  const volume = choice(`volume-${id}`, _("Volume"), VOLUMES.map((share) => [share, share ? `${share} %` : _("no sound")]), (value) => set({ volume: Number(value) }));
  const theme = choice(`theme-${id}`, _("Colours"), Object.entries(THEMES).map(([code, name]) => [code, _(name)]), (value) => set({ theme: value }));
  const tryOut = h("button", { type: "button", class: "button", onclick: oneTap(() => post(`displays/${id}/sound-check`)) }, icon("volume-2"), _("Test the sound"));
  const node = h("li", {}, icon("monitor-speaker"), state, volume.node, theme.node, tryOut, more({ id, latest: () => shown }), check);
  return { node, update };

  function update(display) {
    shown = display;
    node.dataset.state = stateOf(display);
    replace(state, h("strong", {}, h("bdi", {}, display.name)), h("span", { class: "printer-state" }, _(DISPLAY_STATES[display.state])),
      display.seen_at && h("span", { class: "muted kiosk-facts" }, facts(texts, display)));
    volume.show(String(VOLUMES.reduce((best, share) => (Math.abs(share - display.volume) < Math.abs(best - display.volume) ? share : best))));
    theme.show(display.theme ?? "site");
    const words = checkWords(texts, display.check);
    if (check.textContent !== words) check.textContent = words;
  }
}

function facts({ rich, _ }, { seen_at: seen, page_since: since, page, is_current: isCurrent }) {
  const parts = [
    rich("heard of {age} ago", { age: runningSeconds(seen) }),
    rich("page open for {time}", { time: runningTime(since) }),
    rich("version {version}", { version: num(page) }),
    !isCurrent && _("older page: loads the new one when nobody is called"),
  ];
  return parts.filter(Boolean).map((part) => h("span", { class: "kiosk-fact" }, part));
}

function checkWords({ _ }, check) {
  if (!check) return "";
  if (check.sounded === true) return _("The board played gong and voice. Did you hear them?");
  if (check.sounded === false) return _("The board could not play the sound. Please touch its screen once and look at its volume.");
  return secondsSince(check.asked_at) > CHECK_LATE_S ? _("The board has not answered.") : _("Asking the board …");
}

function choice(id, label, options, onChange) {
  const select = h("select", { id, onchange: () => onChange(select.value) }, options.map(([value, text]) => h("option", { value }, text)));
  const show = (value) => {
    if (document.activeElement !== select) select.value = value;
  };
  return { node: h("div", { class: "field" }, h("label", { for: id }, label), select), show };
}
