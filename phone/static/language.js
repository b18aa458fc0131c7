// The page's language: that of the ticket, until its holder takes another one. Nothing leaves the browser.

import { openDialog } from "/static/web/dialogs.js";
import { h, icon } from "/static/web/dom.js";

const KEY = "lotse-language"; // for this tab only

/** The language chosen in this tab, else the ticket's. */
export function chosenLanguage({ text_files: files, language }) {
  const chosen = stored();
  return chosen in files ? chosen : language;
}

export function rememberLanguage(code) {
  try {
    sessionStorage.setItem(KEY, code);
  } catch {
    // a browser that keeps nothing: the choice lives as long as the page
  }
}

/** The button in the head of the page; `onChoose(code)`. */
export function languageButton({ languages }, { _, language }, onChoose) {
  const own = languages.find(({ code }) => code === language);
  const open = () => openDialog({ title: _("Language"), icon: "languages" }, h("div", { class: "stack" }, languages.map(tile)));
  const tile = ({ code, name }) => h("button", {
    type: "button", class: "tile line", lang: code, "aria-pressed": String(code === language),
    onclick: (event) => {
      event.currentTarget.closest("dialog").close();
      onChoose(code);
    },
  }, h("bdi", {}, name));
  return h("button", { type: "button", class: "button bare language", onclick: open }, icon("languages"), h("bdi", {}, own?.name ?? language), h("span", { class: "visually-hidden" }, _("Language")));
}

function stored() {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}
