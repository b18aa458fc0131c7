// Off duty: choose a desk. One tap and the day begins. Outcomes left open can be recorded from here too.

import { h, icon, num, replace } from "/static/web/dom.js";
import { openOutcomes } from "./lists.js";
import { tourOffer } from "./tour.js";
import { footBar, topBar } from "./top_bar.js";

export function desksScreen(context) {
  const { texts: { _, nrich, rich }, session } = context;
  const top = topBar(context);
  const foot = footBar(context);
  const desks = h("ul", { class: "desks" });
  const waiting = h("p", { class: "desks-waiting" });
  const open = h("div", {});
  const node = h("div", { class: "frame" }, top.node,
    h("main", { id: "main", class: "choosing" },
      h("div", { class: "choosing-head" },
        h("h1", {}, rich("Hello {name}, where do you sit today?", { name: h("bdi", {}, session.case_manager.name) })),
        waiting),
      desks, open, tourOffer(context)),
    foot.node);

  function update(picture) {
    top.update(picture);
    const count = picture.waiting.length;
    replace(waiting, count ? nrich("{count} visitor is waiting for you or a colleague.", "{count} visitors are waiting for you or a colleague.", count) : _("Nobody is waiting."));
    replace(desks, picture.desks.map((desk) => h("li", {}, deskTile(context, desk))));
    replace(open, openOutcomes(context, picture));
  }

  return { node, update, tick: top.tick, line: foot.line };
}

function deskTile(context, desk) {
  const { texts: { _, rich } } = context;
  const taken = desk.case_manager !== null;
  return h("button", {
    type: "button", class: ["tile desk", taken && "taken"], disabled: taken, onclick: () => context.act("duty", { desk: desk.number }),
  },
    h("span", { class: "desk-number" }, num(desk.number)),
    h("span", { class: "desk-name" }, desk.name || rich("Desk {desk}", { desk: num(desk.number) })),
    h("span", { class: "hint" },
      taken ? [icon(desk.on_break ? "coffee" : "user-round"), " ", h("bdi", {}, desk.case_manager), desk.on_break && ` · ${_("on a break")}`]
        : [icon("circle-check"), " ", _("free")]));
}
