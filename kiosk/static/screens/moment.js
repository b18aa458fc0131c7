// While the server is asked.

import { h, icon } from "/static/web/dom.js";

export function moment({ texts }) {
  return {
    name: "moment",
    ask: [h("span", { class: "icon-box turning" }, icon("loader-circle")), h("h1", { tabindex: "-1" }, texts._("One moment, please."))],
  };
}
