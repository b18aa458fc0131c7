// Time that runs out, as a ring that empties: no flashing, and the seconds as a number in it.

import { h, num, replace } from "/static/web/dom.js";

const SVG = "http://www.w3.org/2000/svg";
const LENGTH = 100; // of the whole ring (pathLength)

/** A ring for `seconds`: {node, show(secondsLeft)}. */
export function countdownRing(seconds) {
  const left = circle("ring-left");
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 100 100");
  svg.setAttribute("aria-hidden", "true");
  svg.append(circle("ring-ground"), left);
  const figure = h("span", { class: "ring-figure" });
  const show = (secondsLeft) => {
    left.style.strokeDashoffset = String(LENGTH * (1 - secondsLeft / seconds));
    replace(figure, num(secondsLeft));
  };
  show(seconds);
  return { node: h("span", { class: "ring", "aria-hidden": "true" }, svg, figure), show };
}

function circle(name) {
  const node = document.createElementNS(SVG, "circle");
  for (const [key, value] of Object.entries({ class: name, cx: 50, cy: 50, r: 44, pathLength: LENGTH })) node.setAttribute(key, value);
  return node;
}
