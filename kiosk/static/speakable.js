// What of a screen is said, in which order and in which language: the question, then each choice.

const SAID = "h1, h2, p, li, button";
const LEFT_OUT = ".more, .loudspeaker, .key-cap, [aria-hidden='true'], [data-say='']";
const LONGEST = 300; // signs; the server takes no more at once

/** The parts of `root` that are said, in their order. A part in a part is said with it. */
export function partsOf(root) {
  return [...root.querySelectorAll(SAID)].filter((part) =>
    part.checkVisibility() && !part.closest(LEFT_OUT) && !root.contains(part.parentElement.closest(SAID)));
}

/** What is said for a part: [{part, language, text}], a stretch for each language in it. */
export function stretchesOf(part, app) {
  const words = part.dataset.say ?? part.getAttribute("aria-label");
  const found = words ? [{ language: languageOf(part), text: words }] : stretchesIn(part);
  if (part.matches(".tile, .box") && part.getAttribute("aria-pressed") === "true") found.push({ language: app.visit.language, text: app.texts._("chosen") });
  return found.map((stretch) => inAVoice(stretch, app)).filter(Boolean).map((stretch) => ({ ...stretch, part, text: stretch.text.slice(0, LONGEST) }));
}

/** Words in a language without a voice are left out; the name of such a language is said in that of the page. */
function inAVoice(stretch, { settings, visit, texts }) {
  if (settings.voices.includes(stretch.language)) return stretch;
  const isName = [...settings.languages, ...settings.advice_languages].some(({ code, name }) => code === stretch.language && stretch.text.startsWith(name));
  if (!isName || !settings.voices.includes(visit.language)) return null;
  const text = new Intl.DisplayNames(texts.locale, { type: "language", fallback: "none" }).of(stretch.language);
  return text ? { language: visit.language, text } : null;
}

function stretchesIn(part) {
  const stretches = [];
  let lastBlock = null;
  for (const node of textsIn(part)) {
    const language = languageOf(node.parentElement);
    const block = blockOf(node.parentElement, part);
    const last = stretches.at(-1);
    if (last?.language === language) last.text += (block === lastBlock ? "" : ", ") + node.data;
    else stretches.push({ language, text: node.data });
    lastBlock = block;
  }
  return stretches.map(({ language, text }) => ({ language, text: text.replace(/\s+/g, " ").trim() })).filter(({ text }) => text);
}

function textsIn(part) {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode;
    if (data.trim() && !parentElement.closest("[aria-hidden='true']") && parentElement.checkVisibility()) nodes.push(walker.currentNode);
  }
  return nodes;
}

/** What stands in a line of its own is said after a short rest. */
function blockOf(element, part) {
  let block = element;
  while (block !== part && getComputedStyle(block).display === "inline") block = block.parentElement;
  return block;
}

function languageOf(element) {
  return element.closest("[lang]").lang;
}
