// One phrase to be read: record, stop, listen, again, keep; delete what is there.

import { every } from "/static/web/clock.js";
import { ask } from "/static/web/dialogs.js";
import { h, icon, oneTap, replace } from "/static/web/dom.js";
import { play, stopPlaying } from "/static/web/sound.js";
import { LONGEST_S, MicrophoneTrouble, record } from "./microphone.js";
import { click, keepRecording, recordingAddress } from "./server.js";

const LOOKS_EVERY_S = 0.1;

/** {node, focus()}. `onKept()`, `onForgotten()`: done on the server; `onOther(1 or -1)`: another phrase, please. */
export function phraseCard({ texts, language, phrase, csrf, onKept, onForgotten, onOther }) {
  const { _ } = texts;
  const actions = h("div", { class: "phrase-actions" });
  const words = h("p", { class: "phrase-text", lang: language.code, dir: language.direction }, phrase.text);
  const trouble = h("p", { class: "wrong", role: "alert", hidden: true });
  const state = h("p", { class: "phrase-state muted", role: "status" });
  const node = h("section", { class: "card phrase", "aria-label": _("Please read aloud") },
    h("h2", {}, _("Please read aloud")), words, state, trouble, actions,
    h("div", { class: "row spread" }, button("arrow-left", _("Phrase before"), () => onOther(-1), "bare"), button("arrow-right", _("Next phrase"), () => onOther(1), "bare")));
  idle();
  return { node, focus: () => actions.querySelector("button")?.focus({ preventScroll: true }) };

  function show(text, ...buttons) {
    replace(state, text);
    replace(actions, buttons);
    actions.querySelector("button")?.focus({ preventScroll: true });
  }

  function idle() {
    if (!phrase.recorded) return show(_("Not recorded yet"), button("mic", _("Start recording"), begin, "primary"));
    return show(_("Recorded"), button("volume-2", _("Listen"), () => play(recordingAddress(language.code, phrase.key))),
      button("mic", _("Record anew"), begin), button("trash-2", _("Delete"), forget));
  }

  async function begin() {
    stopPlaying();
    tell("");
    try {
      recording(await record());
    } catch (error) {
      failed(error);
    }
  }

  function recording(take) {
    const meter = h("meter", { min: 0, max: 1, value: 0, "aria-label": _("Loudness") });
    const began = performance.now();
    const finish = async () => {
      stopLooking();
      try {
        fresh(await take.stop());
      } catch (error) {
        failed(error);
      }
    };
    const stopLooking = every(LOOKS_EVERY_S, () => {
      meter.value = take.level();
      if (!node.isConnected) return stopLooking() ?? take.cancel();
      return performance.now() - began > LONGEST_S * 1000 ? finish() : undefined;
    });
    show([icon("mic"), " ", _("Recording …"), " ", meter], button("square", _("Stop"), finish, "primary"));
  }

  function fresh(sound) {
    const address = URL.createObjectURL(sound);
    show(_("Not kept yet"), button("check", _("Keep"), () => keep(sound), "primary"),
      button("volume-2", _("Listen"), () => play(address)), button("rotate-ccw", _("Again"), begin));
  }

  async function keep(sound) {
    stopPlaying();
    const answer = await keepRecording(language.code, phrase.key, sound, csrf, texts.language);
    if (answer.ok) onKept();
    else tell(refusal(answer));
  }

  async function forget() {
    stopPlaying();
    if (!(await ask({ title: _("Delete this recording?"), text: _("The synthetic voice speaks again, where there is one."), yes: _("Delete"), no: _("Cancel"), danger: true }))) return;
    const answer = await click(`recordings/${language.code}/${phrase.key}/forget`, {}, csrf, texts.language);
    if (answer.ok) onForgotten();
    else tell(refusal(answer));
  }

  function failed(error) {
    if (!(error instanceof MicrophoneTrouble)) throw error;
    idle();
    tell(troubles()[error.reason]);
  }

  function tell(text) {
    trouble.hidden = !text;
    replace(trouble, text && [icon("circle-alert"), h("span", {}, text)]);
  }

  function refusal({ status, body }) {
    if (status === 0) return _("No line to the server. Please try again in a moment.");
    const isSound = ["NotSpeech", "TooLarge", "NotReadable"].includes(body.code);
    return isSound ? _("This recording cannot be kept. Please record it again, in at most 30 seconds.") : body.detail ?? _("That did not work. Please try again.");
  }

  function troubles() {
    return {
      forbidden: _("The browser may not use the microphone. Please allow it beside the address, then try again."),
      missing: _("There is no microphone. Please plug one in, then try again."),
      insecure: _("Recording needs https, or a browser on the server itself."),
      busy: _("The microphone does not work. Does another program use it?"),
      silent: _("Nothing was heard. Is the microphone on?"),
    };
  }
}

function button(sign, text, run, kind = "") {
  const isArrow = sign.startsWith("arrow");
  return h("button", { type: "button", class: ["button", kind], onclick: oneTap(run) }, icon(sign, { class: isArrow ? "turns" : "" }), h("span", {}, text));
}
