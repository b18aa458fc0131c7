// The board on the wall: follows the site's picture, gives each call the stage once, draws only what changed.

import { every, secondsSince } from "/static/web/clock.js";
import { boot, setLanguage } from "/static/web/dom.js";
import { follow } from "/static/web/live.js";
import { gong, onSoundState, soundState } from "/static/web/sound.js";
import { loadTexts, textsOf } from "/static/web/texts.js";
import { watchPage } from "/static/web/watchdog.js";
import { makeBoard } from "./drawing.js";
import { followOrders } from "./orders.js";
import { pairFromAddress, showPairing } from "./pairing.js";
import { makeStage } from "./stage.js";
import { boardView, emptyView } from "./view.js";
import { makeVoice } from "./voice.js";

const TICK_S = 0.25;
const GREETING_S = 8; // how long the welcome stays in one language
const GONG_SHARE = 0.75; // of the volume: the voice is softer than the gong
const upright = matchMedia("(max-aspect-ratio: 1/1)");

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
  const board = makeBoard(main, { site: start.site_name, texts, second, languages, directionOf: (code) => start.directions[code] ?? "ltr" });
  let [picture, line, sound, set] = [null, "live", "on", start.settings];
  const volumeOf = () => set.volume / 100;
  const voice = makeVoice({ languages: start.voices, volumeOf });
  const stage = makeStage({
    ringFor: (call) => ring(() => voice.sayCall(call)),
    ringNotice: (notice) => ring(() => voice.sayNotice(notice)),
    comes: voice.prepare,
    hush: voice.hush,
    ageOf: secondsSince,
    mayRepeat: () => line === "live",
  });
  const orders = followOrders({ page: start.page, soundOf: soundState, onOrders, check, isFree: () => line === "live" && stage.isSilent() && !stage.shown() });

  onSoundState((state) => {
    if (state !== sound) orders.beat();
    sound = state;
    draw();
  });
  const live = follow({ namespace: "/display", snapshotUrl: "/display/api/board", onPicture, onState, onDenied: () => location.reload() });
  const watchdog = watchPage({ confirmedAt: live.confirmedAt });
  every(TICK_S, () => {
    stage.step();
    orders.renew();
    draw();
    watchdog.turn();
  });

  /** Gong, then number and desk. */
  async function ring(speak) {
    await gong({ volume: GONG_SHARE * volumeOf() });
    await speak();
  }

  /** Between two calls; whether gong and every voice sounded as far as the browser knows. */
  async function check() {
    while (!stage.isSilent()) await new Promise((resolve) => setTimeout(resolve, TICK_S * 1000));
    const rang = await gong({ volume: GONG_SHARE * volumeOf() });
    const spoken = await voice.sayCheck();
    return rang && set.volume > 0 && (spoken === null || spoken === start.voices.length);
  }

  function onOrders({ volume, theme }) {
    set = { volume, theme };
    draw();
  }

  function onPicture(next) {
    picture = next;
    stage.take(next);
    orders.see(next);
    draw();
  }

  function onState(state) {
    line = state;
    draw();
  }

  function draw() {
    const turn = Math.floor(performance.now() / 1000 / GREETING_S);
    const view = picture ? boardView(picture, stage, line, { turn, board: start.board_languages, isUpright: upright.matches }) : emptyView(line);
    board.draw({ ...view, isMuted: sound === "blocked", theme: set.theme, turn });
  }
}

/** The other languages of the welcome, one after the other; one that can't be had now is left out until the next start. */
async function learnOthers(languages) {
  for (const code of start.languages.filter((one) => !(one in start.texts))) {
    const data = await loadTexts(start.text_files[code]);
    if (data) languages.push(textsOf(data));
  }
}
