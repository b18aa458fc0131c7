// The board's voice: phrases made by the server, fetched while the gong rings, and pieces (digits, "number", "desk") kept
// ready since the start, for when a phrase does not come in time. So speech begins when the gong has ended, always.

import { audioContext } from "/static/web/sound.js";

const ADDRESS = "/display/api/speech";
const DIGITS = [..."0123456789"];
const PIECES = [...DIGITS, "number", "desk"];
const TIMEOUT_MS = 5_000;
const AGAIN_MS = 60_000; // pieces that could not be had
const KEPT = 24; // phrases: of twelve calls in two languages
const GAP_S = 0.12; // between two pieces
const PAUSE_S = 0.35; // between two languages
const NO_VOICE = 404;

/**
 * languages  that are spoken, one after the other
 * volumeOf   () → 0 to 1
 *
 * prepare({number, desk})   asks for a call's phrases; call it as soon as the call is known
 * sayCall({number, desk}), sayNotice({id}), sayCheck() → Promise of how many languages were spoken, when all have ended;
 *                          null when something else was said instead
 * hush()                    stops at once
 */
export function makeVoice({ languages, volumeOf }) {
  const pieces = new Map(languages.map((language) => [language, new Map()]));
  const phrases = new Map(); // address → Promise of a sound or null
  let [playing, turn] = [[], 0];

  keepPieces();
  return { prepare, sayCall, sayNotice, sayCheck, hush };

  function prepare(call) {
    for (const language of languages) phrase(callOf(language, call));
  }

  function sayCall(call) {
    prepare(call);
    return say((language) => inTime(callOf(language, call)) ?? spelled(language, call) ?? phrase(callOf(language, call)));
  }

  function sayNotice({ id }) {
    return say((language) => phrase({ language, notice: id }));
  }

  function sayCheck() {
    return say((language) => phrase({ language, piece: "check" }));
  }

  function hush() {
    turn += 1;
    for (const source of playing) source.stop();
    playing = [];
  }

  async function say(soundsOf) {
    const mine = (turn += 1);
    let spoken = 0;
    for (const language of languages) {
      const sounds = [await soundsOf(language)].flat().filter(Boolean);
      if (mine !== turn) return null;
      if (await play(sounds, spoken ? PAUSE_S : 0)) spoken += 1;
    }
    return mine === turn ? spoken : null;
  }

  /** One sound after the other; resolves with whether the last one ended, at once when there is nothing to play. */
  function play(sounds, after) {
    const context = audioContext();
    if (!sounds.length || context?.state !== "running" || !volumeOf()) return false;
    const out = new GainNode(context, { gain: volumeOf() });
    out.connect(context.destination);
    let at = context.currentTime + after;
    playing = sounds.map((buffer) => {
      const source = new AudioBufferSourceNode(context, { buffer });
      source.connect(out);
      source.start(at);
      at += buffer.duration + GAP_S;
      return source;
    });
    return new Promise((resolve) => {
      playing.at(-1).onended = () => {
        out.disconnect();
        resolve(true);
      };
    });
  }

  /** The phrase if it has come, else undefined: nobody waits for it. */
  function inTime(wish) {
    return phrases.get(addressOf(wish))?.sound;
  }

  function phrase(wish) {
    const address = addressOf(wish);
    if (!phrases.has(address)) {
      const asked = load(address).then(({ sound }) => {
        if (sound) asked.sound = sound;
        else phrases.delete(address);
        return sound;
      });
      phrases.set(address, asked);
      for (const oldest of [...phrases.keys()].slice(0, Math.max(0, phrases.size - KEPT))) phrases.delete(oldest);
    }
    return phrases.get(address);
  }

  /** [number 4 1 7 desk 3] of the pieces, or null when one is missing. */
  function spelled(language, { number, desk }) {
    const wanted = ["number", ...String(number), "desk", ...String(desk)];
    const sounds = wanted.map((piece) => pieces.get(language).get(piece));
    return sounds.every(Boolean) ? sounds : null;
  }

  async function keepPieces() {
    let isMissing = false;
    for (const language of languages) {
      for (const piece of PIECES.filter((one) => !pieces.get(language).has(one))) {
        const { sound, status } = await load(addressOf({ language, piece }));
        if (sound) pieces.get(language).set(piece, sound);
        else isMissing ||= status !== NO_VOICE;
      }
    }
    if (isMissing) setTimeout(keepPieces, AGAIN_MS);
  }
}

function callOf(language, { number, desk }) {
  return { language, number, desk };
}

function addressOf(wish) {
  return `${ADDRESS}?${new URLSearchParams(wish)}`;
}

async function load(address) {
  const context = audioContext();
  if (!context) return { sound: null, status: NO_VOICE };
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const sound = answer.ok ? await context.decodeAudioData(await answer.arrayBuffer()) : null;
    return { sound, status: answer.status };
  } catch {
    return { sound: null, status: 0 };
  }
}
