// Help: how it goes in three steps, and that people are here.

import { h, icon } from "/static/web/dom.js";
import { openSheet } from "./sheets.js";

export function openHelp(app) {
  const { _ } = app.texts;
  openSheet(app, { title: _("We are happy to help"), icon: "heart-handshake", class: "help" },
    h("p", { class: "strong" }, _("Please talk to our staff. You can also show them this screen.")),
    h("ol", { class: "way" },
      step("hand", _("Touch what you need. One topic is enough.")),
      step("ticket", _("You get a number.")),
      step("armchair", _("Please sit down. We call your number and show it on the board.")),
      step("shield-check", _("You do not have to give your name. Advice is free."))));
}

function step(sign, text) {
  return h("li", {}, h("span", { class: "icon-box" }, icon(sign)), h("span", {}, text));
}
