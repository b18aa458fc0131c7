// A page beside the desk: bar above, heading, content, foot; it reads what it shows and can read it again.

import { h, replace } from "/static/web/dom.js";
import { footBar, topBar } from "./top_bar.js";

/**
 * The screen {node, update, tick, line, arrived}. `load()` resolves with the children, or null when that did not work;
 * `heads` stand beside the heading. The returned screen also has `reload()`.
 */
export function pageFrame(context, { title, heads = [], load }) {
  const { texts: { _ } } = context;
  const top = topBar(context);
  const foot = context.seesQueue ? footBar(context) : null;
  const place = h("div", { class: "page-inside", "aria-busy": "true" }, h("p", { class: "muted" }, _("One moment, please.")));
  const node = h("div", { class: "frame" }, top.node,
    h("main", { id: "main", class: "page" },
      h("div", { class: "page-head" }, h("h1", { tabindex: "-1" }, title), h("div", { class: "page-actions" }, heads)), place),
    foot && foot.node);

  async function reload() {
    const parts = await load();
    place.removeAttribute("aria-busy");
    replace(place, parts ?? h("p", { class: "card quiet" }, _("That did not work. Please try again.")));
  }

  reload();
  return {
    node, reload, update: top.update, tick: top.tick, line: (state) => foot?.line(state),
    arrived: () => {
      top.tick();
      node.querySelector("h1").focus({ preventScroll: true });
    },
  };
}
