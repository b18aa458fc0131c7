// Choosing a pictogram: those that suit a topic or need first; its name may be typed too.

import { h, icon, replace } from "/static/web/dom.js";

const SUITABLE = [
  "graduation-cap", "book-open", "languages", "baby", "blocks", "toy-brick", "briefcase", "handshake", "wrench", "house", "building-2", "school", "key-round", "hand-heart", "heart", "heart-handshake", "message-circle", "users", "user-round", "accessibility", "ear", "eye", "volume-x", "footprints", "landmark", "scale", "gavel", "signature", "id-card", "file-text", "file-check", "clipboard-list", "euro", "banknote", "credit-card", "phone", "mail", "calendar", "calendar-check", "clock", "bus", "map-pin", "stethoscope", "heart-pulse", "person-standing", "pill", "shield-check", "piggy-bank", "wallet", "laptop", "utensils", "apple", "coffee", "sprout", "paw-print", "globe", "flag", "info", "circle-question-mark", "circle-user-round",
];

export function iconField(context, { id, where, key, set }) {
  const { texts: { _ } } = context;
  const shown = h("span", { class: "config-icon" });
  const known = new Set(context.icons);
  const choices = SUITABLE.filter((name) => known.has(name));
  const buttons = choices.map((name) => h("button", { type: "button", class: "config-icon-choice", title: name, "aria-label": name, "aria-pressed": "false", dataset: { icon: name }, onclick: () => choose(name) }, icon(name)));
  const input = h("input", { type: "text", id, value: where.row[key.name] ?? "", list: `${id}-list`, dir: "ltr", autocapitalize: "none", spellcheck: "false", oninput: () => choose(input.value.trim()) });

  function choose(name) {
    if (input.value.trim() !== name) input.value = name;
    set(name);
    look();
  }

  function look() {
    const name = where.row[key.name];
    replace(shown, known.has(name) ? icon(name) : null);
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.icon === name));
  }

  look();
  return {
    node: h("div", { class: "field" }, h("label", { for: id }, key.label), key.hint && h("p", { class: "hint" }, key.hint),
      h("div", { class: "config-icon-line" }, shown, input),
      h("datalist", { id: `${id}-list` }, context.icons.map((name) => h("option", { value: name }))),
      h("details", {}, h("summary", {}, icon("chevron-right"), _("Choose a picture")), h("div", { class: "config-icons" }, buttons))),
  };
}
