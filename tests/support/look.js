// What can be measured on a page as it stands: sizes of words, what is touched, what is cut off, contrast, what moves.
// Evaluated in the page by tests/support/looks.py; a panel in front hides what lies behind it.
async () => {
  const root = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  const isSeen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !element.closest(".visually-hidden, noscript, .paper-only");
  const all = [...root.querySelectorAll("*")].filter(isSeen);
  const hasWords = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const name = (element) => element.textContent.trim().replace(/\s+/g, " ").slice(0, 60);
  const boxOf = (element) => { const { left, top, right, bottom } = element.getBoundingClientRect(); return { left, top, right, bottom }; };
  const list = root.querySelector(".choose"); // scrolls; what is not in its window is not there now
  const inSight = (element) => {
    const box = boxOf(element);
    if (!list?.contains(element) || list === element) return box;
    const frame = boxOf(list);
    return { left: box.left, right: box.right, top: Math.max(box.top, frame.top), bottom: Math.min(box.bottom, frame.bottom) };
  };
  const isInSight = (element) => { const { top, bottom } = inSight(element); return bottom - top > 4; };
  const isIn = (element, selector) => element.closest(selector) !== null;

  // --- colours ---
  const channels = (colour) => (colour.match(/[\d.]+%?/g) ?? []).map((part) => (part.endsWith("%") ? parseFloat(part) / 100 : Number(part)));
  const rgba = (colour) => { const [r = 0, g = 0, b = 0, a = 1] = channels(colour); return { r, g, b, a }; };
  const over = (front, ground) => ({ r: front.r * front.a + ground.r * (1 - front.a), g: front.g * front.a + ground.g * (1 - front.a), b: front.b * front.a + ground.b * (1 - front.a), a: 1 });
  // every colour that may lie behind an element: those of a gradient one by one
  const groundsOf = (element) => {
    const layers = [];
    let grounds = [{ r: 255, g: 255, b: 255, a: 1 }];
    for (let place = element; place; place = place.parentElement) {
      const { backgroundColor, backgroundImage } = getComputedStyle(place);
      const stops = backgroundImage.includes("gradient") && place !== element ? backgroundImage.match(/rgba?\([^)]*\)/g) : null;
      if (stops) grounds = stops.map(rgba);
      if (stops) break;
      const layer = rgba(backgroundColor);
      if (layer.a > 0) layers.push(layer);
      if (layer.a === 1) break;
    }
    return grounds.map((base) => layers.toReversed().reduce((ground, layer) => over(layer, ground), base));
  };
  const opacityOf = (element) => { let product = 1; for (let place = element; place; place = place.parentElement) product *= Number(getComputedStyle(place).opacity); return product; };
  const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ({ r, g, b }) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const ratio = (front, ground) => {
    const [light, dark] = [luminance(over(front, ground)), luminance(ground)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const contrast = (colour, element) => {
    const front = rgba(colour);
    const seen = { ...front, a: front.a * opacityOf(element) };
    return Math.round(Math.min(...groundsOf(element).map((ground) => ratio(seen, ground))) * 10) / 10;
  };

  // --- words ---
  const worded = all.filter((element) => hasWords(element) && !(element instanceof SVGElement));
  const words = worded.map((element) => ({
    text: name(element), px: parseFloat(getComputedStyle(element).fontSize), contrast: contrast(getComputedStyle(element).color, element),
    isRead: element.matches("h1, .lead") || isIn(element, "main .tile, main .primary"), isDoor: isIn(element, ".doors"), isHint: isIn(element, ".hint, .more, .ring, .demo-ribbon"),
  }));
  const signs = all.filter((element) => element.matches("svg.icon") && !isIn(element, "[aria-pressed='false'] > .mark, [aria-disabled='true'], :disabled")).map((element) => ({
    text: element.querySelector("use")?.getAttribute("href").split("#")[1] + " " + name(element.parentElement), contrast: contrast(getComputedStyle(element).color, element),
  }));

  // --- what is touched ---
  const touched = all.filter((element) => element.matches("button, a[href], input, select, summary"));
  const buttons = touched.map((element) => ({ text: name(element) || element.getAttribute("aria-label"), ...boxOf(element), isInBar: isIn(element, "#bar"), isMain: element.matches(".primary"), isLanguage: element.matches("main .language"), isChoice: element.matches("main .choose .tile:not([data-say]), main .go .button:not(.done)"), end: innerHeight }));
  const apart = all.filter((element) => element.matches(".spoken-tile, .key-cap, .box, .tile:not(.spoken-tile > *)") && isInSight(element));
  const gap = (a, b) => Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);
  const near = apart.flatMap((one, index) => apart.slice(index + 1).map((other) => [name(one), name(other), gap(inSight(one), inSight(other))])).filter(([, , px]) => px < 40);

  // --- room ---
  const BOXLESS = ["svg", "use", "bdi", "circle", "path"];
  const cutOff = all.filter((element) => !BOXLESS.includes(element.tagName.toLowerCase()) && getComputedStyle(element).display !== "inline")
    .filter((element) => element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 2).map((element) => `${element.className}: ${name(element)}`);
  const tooWide = [];
  for (const element of worded) {
    const tile = element.closest("button, .card, .chip, .head, h1, h2, p");
    if (!tile) continue;
    const { left, right } = tile.getBoundingClientRect();
    for (const node of [...element.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE)) {
      for (const { 0: word, index } of node.data.matchAll(/[^\s\u00ad\u200b/-]+/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
        const isBroken = new Set(rects.map(({ top }) => Math.round(top / 8))).size > 1;
        if (isBroken || rects.some((rect) => rect.left < left - 1 || rect.right > right + 1)) tooWide.push(`${word} in ${name(tile)}`);
      }
    }
  }
  const outside = [...touched, ...all.filter((element) => element.matches("h1, h2, .lead, .big-number, .card"))]
    .filter((element) => { const box = inSight(element); return isInSight(element) && (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1); }).map(name);
  const hasMore = root.querySelector(".more:not([hidden])") !== null;
  const isLong = list !== null && list.scrollHeight > list.clientHeight + 8;
  const covered = touched.filter(isInSight).filter((element) => {
    const box = inSight(element);
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const top = document.elementFromPoint(x, y);
    return top && !element.contains(top) && !top.contains(element) && !top.closest(".more");
  }).map(name);

  const moving = document.getAnimations().filter((one) => one.playState === "running")
    .map((one) => ({ what: one.animationName ?? one.transitionProperty, ms: one.effect.getComputedTiming().duration, times: one.effect.getComputedTiming().iterations })).filter(({ ms }) => ms > 0)
    .map((one) => ({ ...one, times: Number.isFinite(one.times) ? one.times : 1e9 }));
  const isKiosk = document.documentElement.dataset.face === "kiosk";
  const parts = isKiosk ? (await import("/static/kiosk/speakable.js")).partsOf(root === document.body ? document.getElementById("main") : root) : [];
  const said = parts.map((part) => part.textContent.trim().replace(/\s+/g, " "));
  const bar = [...document.querySelectorAll("#bar > *")].map((cell) => ({ text: name(cell), ...boxOf(cell), isListen: cell.matches(".read-aloud") }));
  return { height: innerHeight, width: innerWidth, h1: document.querySelectorAll("h1").length, words, signs, buttons, near, cutOff, tooWide, outside, covered, hasMore, isLong, moving, bar, said };
}
