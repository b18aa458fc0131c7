// A long screen: one button shows the rest of it, since nothing here needs a drag.

import { h, icon, replace } from "/static/web/dom.js";

const NEARLY_PX = 8;
const PAGE = 0.8; // of what is visible, so that a line or two stays

/** A button over the lower edge of `main` while there is more below, or, at the end, more above. Returns {look}. */
export function moreButton(main, app) {
  const words = h("span", {});
  const sign = h("span", { class: "more-sign" });
  const button = h("button", { type: "button", class: "button more", hidden: true, onclick: turn }, sign, words);
  main.after(button);
  main.addEventListener("scroll", look, { passive: true });
  new ResizeObserver(look).observe(main);
  document.fonts.ready.then(look);
  return { look };

  function look() {
    const rest = main.scrollHeight - main.clientHeight;
    const isAtEnd = main.scrollTop >= rest - NEARLY_PX;
    button.hidden = rest <= NEARLY_PX;
    if (button.hidden) return;
    button.dataset.way = isAtEnd ? "up" : "down";
    replace(sign, isAtEnd ? icon("arrow-up") : icon("arrow-down"));
    replace(words, isAtEnd ? app.texts._("Up again") : app.texts._("Show more"));
  }

  function turn() {
    const isUp = button.dataset.way === "up";
    main.scrollTo({ top: isUp ? 0 : main.scrollTop + main.clientHeight * PAGE });
  }
}
