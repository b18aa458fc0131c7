// How the screen looks: large text, strong contrast, everything further down. The next visitor finds it as it was.

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
        toggle("arrow-down", _("Everything further down"), view.isLowered, (on) => app.setView({ isLowered: on })))));
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
