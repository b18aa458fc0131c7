// The kiosk from a draft of the configuration: one screen, drawn when the page around this frame says what. It listens to
// that page only, asks the server for nothing and can't be touched.

import { restoreClock } from "/static/web/clock.js";
import { h, icon, keepIconsInPage, setLanguage } from "/static/web/dom.js";
import { textsOf } from "/static/web/texts.js";
import { createFrame } from "./frame.js";
import { SCREENS } from "./screens.js";
import { newVisit } from "./visit.js";

const SHOWN = ["start", "topics", "needs", "closed"];
const untouchable = () => {};

document.body.inert = true;
keepIconsInPage();
addEventListener("message", ({ origin, source, data }) => {
  if (origin === location.origin && source === parent && SHOWN.includes(data?.screen)) draw(data);
});
parent.postMessage({ preview: "ready" }, location.origin);

/** data: {boot, picture, texts} of POST /kiosk/api/preview, and `screen`. */
function draw({ boot, picture, texts: data, screen }) {
  const texts = textsOf(data);
  restoreClock(Date.parse(picture.now) - Date.now());
  setLanguage(texts);
  const app = {
    settings: { ...boot, voices: [] },
    picture,
    texts,
    screen,
    visit: { ...newVisit(texts.language), topic: boot.topics[0]?.code },
    isCutOff: false,
    now: () => new Date(picture.now),
    textsIn: () => texts,
    speech: { hasVoice: (code) => boot.voices.includes(code), say: untouchable, barButton: () => boot.voices.length > 0 && h("button", { type: "button", class: "read-aloud" }, icon("volume-2"), h("span", {}, texts._("Listen"))) },
    keeper: { hasNumbers: () => false },
    dates: { list: () => [], offer: () => ({}) },
    go: untouchable,
    back: untouchable,
    reset: untouchable,
    redraw: untouchable,
    useLanguage: untouchable,
  };
  const frame = createFrame(app);
  frame.draw(SCREENS[screen](app), { isQuiet: true });
  document.title = "";
}
