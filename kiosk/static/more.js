// A long list: one button shows the rest of it, since nothing here needs a drag.

import { h, icon, replace } from "/static/web/dom.js";

const NEARLY_PX = 8;
const PAGE = 0.8; // of what is visible, so that a line or two stays

/** A button at the lower edge of a list while there is more below, or, at its end, more above: {button, watch(list), look}. */
export function moreButton(app) {
  let list = null;
  const words = h("span", {});
  const sign = h("span", { class: "more-sign" });
  const button = h("button", { type: "button", class: "button more", hidden: true, onclick: turn }, sign, words);
  const sizes = new ResizeObserver(look);
  document.fonts.ready.then(look);
  return { button, watch, look };

  function watch(next) {
    sizes.disconnect();
    list = next;
    list?.addEventListener("scroll", look, { passive: true });
    if (list) sizes.observe(list);
    look();
  }

  function look() {
    const rest = list ? list.scrollHeight - list.clientHeight - (button.hidden ? 0 : NEARLY_PX) : 0;
    const isAtEnd = list && list.scrollTop >= rest - NEARLY_PX;
    button.hidden = rest <= NEARLY_PX;
    if (list) list.tabIndex = list.scrollHeight > list.clientHeight ? 0 : -1; // arrow keys scroll it as well
    if (button.hidden) return;
    button.dataset.way = isAtEnd ? "up" : "down";
    replace(sign, isAtEnd ? icon("arrow-up") : icon("arrow-down"));
    replace(words, isAtEnd ? app.texts._("Up again") : app.texts._("Show more"));
  }

  function turn() {
    const isUp = button.dataset.way === "up";
    list.scrollTo({ top: isUp ? 0 : list.scrollTop + list.clientHeight * PAGE });
  }
}
