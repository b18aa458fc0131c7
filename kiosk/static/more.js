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
  document.fonts.addEventListener("loadingdone", look); // letters of a script come when they are needed
  return { button, watch, look };

  function watch(next) {
    sizes.disconnect();
    list = next;
    list?.addEventListener("scroll", point, { passive: true });
    if (list) sizes.observe(list);
    look();
  }

  /** The list is measured as it is without the button, which takes room itself. */
  function look() {
    const at = list?.scrollTop ?? 0;
    button.hidden = true;
    button.hidden = !list || restOf(list) <= NEARLY_PX;
    if (!list) return;
    list.tabIndex = restOf(list) > 0 ? 0 : -1; // arrow keys scroll it as well
    if (list.scrollTop !== at) list.scrollTop = at;
    point();
  }

  /** Down, or at the end up. */
  function point() {
    if (button.hidden) return;
    const isAtEnd = list.scrollTop >= restOf(list) - NEARLY_PX;
    button.dataset.way = isAtEnd ? "up" : "down";
    replace(sign, isAtEnd ? icon("arrow-up") : icon("arrow-down"));
    replace(words, isAtEnd ? app.texts._("Up again") : app.texts._("Show more"));
  }

  function restOf(box) {
    return box.scrollHeight - box.clientHeight;
  }

  function turn() {
    const isUp = button.dataset.way === "up";
    list.scrollTo({ top: isUp ? 0 : list.scrollTop + list.clientHeight * PAGE });
  }
}
