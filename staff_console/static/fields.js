// Fields of forms: a label, an input, a hint below, and choices as chips.

import { h, icon } from "/static/web/dom.js";
import { press, toggleChip } from "./parts.js";

/** {node, input}. `hint`: a text below; further props go to the input. */
export function textField({ label, name, hint = "", type = "text", ...props }) {
  const describedby = hint ? `${name}-hint` : null;
  const input = h("input", { id: name, name, type, autocapitalize: "none", spellcheck: "false", "aria-describedby": describedby, ...props });
  return { input, node: h("div", { class: "field" }, h("label", { for: name }, label), input, hint && h("p", { class: "hint", id: describedby }, hint)) };
}

/** {node, input}. choices: [{value, text, selected?}]. */
export function selectField({ label, name, choices, hint = "", ...props }) {
  const describedby = hint ? `${name}-hint` : null;
  const input = h("select", { id: name, name, "aria-describedby": describedby, ...props }, choices.map(({ value, text, selected }) => h("option", { value, selected }, text)));
  return { input, node: h("div", { class: "field" }, h("label", { for: name }, label), input, hint && h("p", { class: "hint", id: describedby }, hint)) };
}

/** {node, codes()}: several of `choices` [{code, text, sign?}]; `chosen` are on at first. */
export function chipsField({ label, name, choices, chosen = [], hint = "" }) {
  const on = new Set(chosen);
  const chips = choices.map(({ code, text, sign }) => {
    const chip = toggleChip({ label: text, sign, dataset: { code }, onclick: () => {
      if (!on.delete(code)) on.add(code);
      press(chip, on.has(code));
    } });
    press(chip, on.has(code));
    return chip;
  });
  return {
    codes: () => choices.map(({ code }) => code).filter((code) => on.has(code)),
    node: h("div", { class: "field", role: "group", "aria-labelledby": `${name}-label` },
      h("span", { class: "label", id: `${name}-label` }, label), h("div", { class: "chips" }, chips), hint && h("p", { class: "hint" }, hint)),
  };
}

/** A place for what went wrong: {node, say(text)}; empty and hidden at first. */
export function problemLine(text = "") {
  const words = h("span", {}, text);
  const node = h("p", { class: "wrong", role: "alert", hidden: !text }, icon("circle-alert"), words);
  return { node, say: (message) => {
    node.hidden = !message;
    words.textContent = message;
  } };
}
