// The board on the wall: follows the site's picture, gives each call the stage once, draws only what changed.

import { every, secondsSince } from "/static/web/clock.js";
import { boot, setLanguage } from "/static/web/dom.js";
import { follow } from "/static/web/live.js";
import { gong, onSoundState } from "/static/web/sound.js";
import { loadTexts, textsOf } from "/static/web/texts.js";
import { makeBoard } from "./drawing.js";
import { pairFromAddress, showPairing } from "./pairing.js";
import { makeStage } from "./stage.js";
import { boardView, emptyView } from "./view.js";

const TICK_S = 0.25;
const GREETING_S = 8; // how long the welcome stays in one language
const STALE_MS = 5_000; // `follow` says "stale" so long after the last sign of the server

const start = boot();
const texts = textsOf(start.texts[start.language]);
const main = document.getElementById("main");

setLanguage(texts);
addEventListener("hashchange", () => pairFromAddress(texts));
if (start.paired) showBoard();
else showPairing(main, texts);
pairFromAddress(texts);

function showBoard() {
  const languages = start.languages.filter((code) => code in start.texts).map((code) => textsOf(start.texts[code]));
  const second = languages.find(({ language }) => language === start.second_language);
  learnOthers(languages);
  const board = makeBoard(main, { site: start.site_name, texts, second, languages });
  const stage = makeStage({ ringFor: () => gong(), ageOf: (call) => secondsSince(call.called_at) });
  let [picture, line, sound] = [null, "live", "on"];
  let [leftLiveAt, quietMs] = [0, 0];

  onSoundState((state) => {
    sound = state;
    draw();
  });
  follow({ namespace: "/display", snapshotUrl: "/display/api/board", onPicture, onState, onDenied: () => location.reload() });
  every(TICK_S, () => {
    stage.step();
    draw();
  });

  function onPicture(next) {
    picture = next;
    stage.take(next, quietMs);
    quietMs = 0;
    draw();
  }

  function onState(state) {
    const at = performance.now();
    if (line === "live" && state !== "live") leftLiveAt = at - STALE_MS;
    if (line !== "live" && state === "live") quietMs = at - leftLiveAt;
    line = state;
    draw();
  }

  function draw() {
    const view = picture ? boardView(picture, stage, line) : emptyView(line);
    board.draw({ ...view, isMuted: sound === "blocked", turn: Math.floor(performance.now() / 1000 / GREETING_S) % languages.length });
  }
}

/** The other languages of the welcome, one after the other; one that can't be had now is left out until the next start. */
async function learnOthers(languages) {
  for (const code of start.languages.filter((one) => !(one in start.texts))) {
    const data = await loadTexts(start.text_files[code]);
    if (data) languages.push(textsOf(data));
  }
}
