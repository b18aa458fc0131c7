// The page of one ticket: follows it, draws its state, rings when it is called, does what its holder asks.

import { announce } from "/static/web/dialogs.js";
import { boot, replace, setLanguage } from "/static/web/dom.js";
import { onSoundState, soundState } from "/static/web/sound.js";
import { loadTexts, textsOf } from "/static/web/texts.js";
import { makeActions } from "./actions.js";
import { nudge, ring, testSound } from "./alarm.js";
import { keepAwake } from "./awake.js";
import { chosenLanguage, languageButton, rememberLanguage } from "./language.js";
import { followStatus, isNear } from "./status.js";
import { followSteps } from "./next_steps.js";
import { privacyDialog } from "./privacy.js";
import { drawTicket } from "./ticket_view.js";

const start = boot();
const address = `/t/${start.code}`;
const main = document.getElementById("main");

let texts = textsOf(start.texts[start.language]);
let view = { status: start.status, ending: "", isLost: false, sound: soundState(), wasTested: false, steps: null };
let drawn = "";

const steps = followSteps({ url: `${address}/next-steps`, languageNow: () => texts.language, stateNow: () => view.ending || view.status.state, onSteps: (found) => change({ steps: found }) });
const line = followStatus({ url: `${address}/status`, first: start.status, onStatus, onLost: (isLost) => change({ isLost }), onGone: () => end("gone") });
const actions = makeActions({ address, textsNow: () => texts, onStatus: line.take, onDeleted: () => end("deleted"), onGone: () => end("gone") });

onSoundState((sound) => change({ sound }));
steps.ask();
if (chosenLanguage(start) !== start.language) useLanguage(chosenLanguage(start));

function onStatus(status) {
  const isCalledNow = status.state === "called" && (view.status.state !== "called" || status.times > view.status.times); // also once more
  const isNextNow = isFirst(status) && !isFirst(view.status);
  change({ status });
  steps.ask();
  if (isNextNow) nudge();
  if (!isCalledNow) return;
  ring(() => view.status.state === "called" && !view.ending);
  announce(texts._("Please come to desk {desk} now.", { desk: status.desk }), { urgent: true });
}

/** Next in line, or would be if they were here. */
function isFirst({ state, ahead }) {
  return (state === "waiting" || state === "parked") && ahead === 0;
}

function end(ending) {
  line.stop();
  change({ ending });
}

function change(changes) {
  view = { ...view, ...changes };
  draw();
}

function draw() {
  const { version, ...status } = view.status; // other tickets raise the version; nothing here changes
  const key = JSON.stringify([{ ...view, status }, texts.language]);
  if (key === drawn) return;
  drawn = key;
  const state = view.ending || status.state;
  setLanguage(texts);
  document.documentElement.dataset.state = state;
  document.title = titleOf(state, status);
  keepAwake(!view.ending && isNear(status));
  replace(main, drawTicket(view, { texts, site: start.site, actions: { ...actions, testSound: hear, privacy: () => privacyDialog(start, texts) }, chooser: languageButton(start, texts, speak) }));
}

function titleOf(state, { number, desk }) {
  if (state === "called") return texts._("Desk {desk}: please come", { desk });
  return state === "gone" || state === "deleted" ? start.site.name : `${number} · ${start.site.name}`;
}

function speak(code) {
  rememberLanguage(code);
  return useLanguage(code);
}

/** Stays in the language of now when the other's texts can't be had. */
async function useLanguage(code) {
  start.texts[code] ??= await loadTexts(start.text_files[code]);
  texts = textsOf(start.texts[code] ?? start.texts[texts.language]);
  draw();
  steps.ask();
}

async function hear() {
  const sound = await testSound();
  change({ sound, wasTested: true });
}
