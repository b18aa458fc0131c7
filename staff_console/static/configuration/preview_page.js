// The kiosk as it would be with what is not saved yet: any screen, in any language, on any date. Nothing can be issued there.

import { h, icon, replace } from "/static/web/dom.js";
import { selectField, textField } from "../fields.js";

const READY = "ready";

export function previewPage({ context, goTo }) {
  const { texts: { _ }, session: { site: { zone } } } = context;
  const languages = context.draft.look("languages").filter(({ pages }) => pages);
  const now = new Date();
  const language = selectField({ label: _("Language"), name: "preview-language", choices: languages.map(({ code }) => ({ value: code, text: context.languageName(code) })), onchange: ask });
  const screen = selectField({ label: _("Screen"), name: "preview-screen", choices: [{ value: "start", text: _("First screen") }, { value: "topics", text: _("Topics, or why it is closed") }, { value: "needs", text: _("What helps") }], onchange: ask });
  const day = textField({ label: _("Day"), name: "preview-day", type: "date", value: localPart(now, zone).slice(0, 10), onchange: ask });
  const time = textField({ label: _("Time"), name: "preview-time", type: "time", value: firstOpening(context) ?? "10:00", onchange: ask });
  const problem = h("div", { role: "status" });
  const frame = h("iframe", { class: "config-kiosk", src: "/kiosk/preview", title: _("Preview of the kiosk") });
  const state = { isReady: false, data: null };
  const listen = ({ source, origin, data }) => {
    if (!frame.isConnected && state.isReady) return removeEventListener("message", listen);
    if (source !== frame.contentWindow || origin !== location.origin || data?.preview !== READY) return undefined;
    state.isReady = true;
    return tell();
  };
  addEventListener("message", listen);

  async function ask() {
    const at = instant(day.input.value, time.input.value, zone);
    if (!at) return;
    const answer = await context.act("/kiosk/api/preview", { tables: context.draft.changed(), at, language: language.input.value }, { quiet: true });
    if (!answer) return;
    state.data = answer.ok ? { ...answer.body, screen: screen.input.value } : null;
    replace(problem, !answer.ok && h("p", { class: "card next" }, icon("circle-alert"), " ", answer.body.code === "PlanRefused" ? _("Something is not right yet: then there is no preview.") : answer.body.detail ?? _("That did not work. Please try again."), " ",
      context.judged?.findings.length > 0 && h("button", { type: "button", class: "button small", onclick: () => goTo(context.judged.findings[0]) }, _("Show what"))));
    tell();
  }

  function tell() {
    if (state.isReady && state.data) frame.contentWindow.postMessage(state.data, location.origin);
  }

  ask();
  return { node: h("section", { class: "config-preview", "aria-labelledby": "config-title" },
    h("div", { class: "stack" },
      h("h2", { id: "config-title", tabindex: "-1" }, _("Preview of the kiosk")),
      h("p", { class: "muted" }, _("With what is not saved yet. Nothing is changed, and nobody gets a number here.")),
      h("div", { class: "form-grid" }, screen.node, language.node, day.node, time.node), problem),
    h("div", { class: "config-kiosk-place" }, h("p", { class: "config-kiosk-mark" }, icon("eye"), _("Preview")), frame)) };
}

/** When it opens first in the week, so that the preview begins with topics. */
function firstOpening({ draft }) {
  return draft.look("hours").map(({ opens }) => opens).filter(Boolean)[0];
}

function localPart(at, zone) {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(at);
  return parts.replace(" ", "T");
}

/** The instant of a wall-clock time in `zone`, ISO 8601; null when it is none. */
function instant(day, time, zone) {
  const guess = new Date(`${day}T${time}:00Z`);
  if (Number.isNaN(guess.valueOf())) return null;
  const shown = new Date(`${localPart(guess, zone)}:00Z`);
  return new Date(2 * guess - shown).toISOString();
}
