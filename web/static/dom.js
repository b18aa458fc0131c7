// Building pages from JavaScript: elements, icons, numbers that keep their direction, language and theme of the page.

const SVG = "http://www.w3.org/2000/svg";
const ICONS = "/static/web/vendor/icons.svg";
const DEAD_TIME_MS = 500; // a trembling hand taps twice; the second tap within this time is not meant

/** The page's start data: the JSON in <script id="boot">. */
export function boot() {
  return JSON.parse(document.getElementById("boot").textContent);
}

/**
 * An element. props: `class` (text or list), `dataset` ({name: value}), `on…` functions (onclick), `value`, `checked` and
 * `selected` as properties, everything else as attributes (true = present, false, null and undefined = absent).
 * children: nodes, text, numbers, nested lists; null, undefined and false are left out.
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) setProp(element, name, value);
  element.append(...children.flat(Infinity).filter(isShown));
  return element;
}

/** Replaces everything inside `parent` by `nodes` (as the children of `h`); returns `parent`. */
export function replace(parent, ...nodes) {
  parent.replaceChildren(...nodes.flat(Infinity).filter(isShown));
  return parent;
}

/** The same for what only shows something (no handlers): nothing is touched, so nothing is painted, unless it differs. */
export function refresh(parent, ...nodes) {
  const wanted = document.createElement(parent.tagName);
  replace(wanted, ...nodes);
  const [now, then] = [[...wanted.childNodes], [...parent.childNodes]];
  const isSame = now.length === then.length && now.every((node, place) => node.isEqualNode(then[place]));
  if (!isSame) parent.replaceChildren(...now);
  return parent;
}

/**
 * Puts the sprite into the page. Elsewhere a browser drops it with the last icon of a screen and reads all of it again for the
 * next screen, which is half the work of a change of screens. Resolves when it is there; without it icons stay as they are.
 */
export async function keepIconsInPage() {
  const answer = await fetch(ICONS).catch(() => null);
  if (!answer?.ok) return;
  const sprite = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
  for (const symbol of sprite.querySelectorAll("symbol")) symbol.id = `i-${symbol.id}`;
  document.body.append(h("div", { hidden: true }, sprite));
}

/** A lucide icon of the sprite. Without `label` it is decoration; with it, a picture that is read out. */
export function icon(name, { label = "", class: extra = "" } = {}) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `icon ${extra}`.trim());
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else {
    svg.setAttribute("aria-hidden", "true");
  }
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", document.getElementById(`i-${name}`) ? `#i-${name}` : `${ICONS}#${name}`); // some pages bring theirs
  svg.append(use);
  return svg;
}

/** A number (or clock time, desk, code) that stays left to right inside any text. */
export function num(value, props = {}) {
  return h("bdi", { dir: "ltr", ...props, class: ["num", props.class] }, String(value));
}

/** A handler that runs at most once in 0.5 s, so that a double tap counts once. */
export function oneTap(handler) {
  let last = -Infinity;
  return (event) => {
    if (event.timeStamp - last < DEAD_TIME_MS) return undefined;
    last = event.timeStamp;
    return handler(event);
  };
}

/** Language and direction of the whole page, from what `textsOf` returned. */
export function setLanguage({ language, direction }) {
  document.documentElement.lang = language;
  document.documentElement.dir = direction;
}

/** "light", "dark" or "contrast". */
export function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

/** "normal" or "large". */
export function setTextSize(size) {
  document.documentElement.dataset.text = size;
}

function setProp(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "class") element.setAttribute("class", [value].flat(Infinity).filter(Boolean).join(" "));
  else if (name === "dataset") Object.assign(element.dataset, value);
  else if (name.startsWith("on")) element.addEventListener(name.slice(2).toLowerCase(), value);
  else if (name === "value" || name === "checked" || name === "selected") element[name] = value;
  else element.setAttribute(name, value === true ? "" : value);
}

function isShown(child) {
  return child !== null && child !== undefined && child !== false && child !== true;
}
