// How the screen looks and sounds: large text, strong contrast, everything further down; volume and speed. The next visitor finds it as it was.

import { h, icon } from "/static/web/dom.js";
import { openSheet } from "./sheets.js";

export function openView(app) {
  const { _ } = app.texts;
  const { view } = app;
  openSheet(app, { title: _("How should the screen look?"), icon: "accessibility", class: "look" },
    h("div", { class: "stack" },
      toggle("a-large-small", _("Large text"), view.text === "large", (on) => app.setView({ text: on ? "large" : "normal" })),
      toggle("contrast", _("Strong contrast"), view.theme === "contrast", (on) => app.setView({ theme: on ? "contrast" : "light" })),
      h("div", { class: "portrait-only" },
        toggle("arrow-down", _("Everything further down"), view.isLowered, (on) => app.setView({ isLowered: on }))),
      app.settings.voices.length > 0 && h("div", { class: "tiles voice" },
        step(app, "minus", _("Quieter"), "volume", -1), step(app, "plus", _("Louder"), "volume", 1),
        step(app, "turtle", _("Slower"), "rate", -1), step(app, "rabbit", _("Faster"), "rate", 1))));
}

/** One step, to be heard at once. */
function step(app, sign, text, what, by) {
  const button = h("button", { type: "button", class: "tile line", dataset: { voice: `${what}${by}` } }, icon(sign), h("span", { class: "grow" }, text));
  button.addEventListener("click", () => {
    app.speech.step(what, by);
    app.speech.say(button);
  });
  return button;
}

function toggle(sign, text, isOn, change) {
  const button = h("button", { type: "button", class: "tile line whole", "aria-pressed": String(isOn) },
    h("span", { class: "icon-box" }, icon(sign)), h("span", { class: "grow" }, text), h("span", { class: "mark" }, icon("check")));
  button.addEventListener("click", () => {
    const next = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(next));
    change(next);
  });
  return button;
}
