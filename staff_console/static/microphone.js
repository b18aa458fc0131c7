// The microphone: records one phrase, and makes of whatever the browser recorded (webm/opus, mp4, ogg) what a kiosk plays
// and the server can put together: 16 bit mono WAV, without the silence before and after, as loud as the others.

export const LONGEST_S = 30;
const RATE = 24_000; // samples a second: speech has nothing above half of it
const SILENCE = 0.02; // of the largest value; a microphone that is off has less
const QUIET_SHARE = 0.06; // of the loudest moment: before and after it nobody speaks yet or any more
const MARGIN_S = 0.15;
const LOUD = 0.8; // the loudest moment of every recording
const MOST_GAIN = 8;
const HEAD_BYTES = 44;

/** Why nothing was recorded: `reason` "forbidden", "missing", "insecure", "busy" or "silent". */
export class MicrophoneTrouble extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

const REASONS = { NotAllowedError: "forbidden", SecurityError: "forbidden", NotFoundError: "missing", OverconstrainedError: "missing" };

/** Begins to record: {level() from 0 to 1, stop() → WAV as a Blob, cancel()}. Throws MicrophoneTrouble, also from `stop`. */
export async function record() {
  const stream = await open();
  const recorder = new MediaRecorder(stream);
  const pieces = [];
  recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
  const ended = new Promise((resolve) => recorder.addEventListener("stop", resolve, { once: true }));
  const meter = meterOf(stream);
  recorder.start();
  return { level: meter.level, stop, cancel };

  async function stop() {
    await cancel();
    return speechOf(new Blob(pieces, { type: recorder.mimeType }));
  }

  async function cancel() {
    if (recorder.state !== "inactive") recorder.stop();
    await ended;
    meter.close();
    for (const track of stream.getTracks()) track.stop();
  }
}

async function open() {
  if (!navigator.mediaDevices || typeof MediaRecorder === "undefined") throw new MicrophoneTrouble("insecure");
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: false, noiseSuppression: true, autoGainControl: true } });
  } catch (error) {
    throw new MicrophoneTrouble(REASONS[error.name] ?? "busy");
  }
}

function meterOf(stream) {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 1024 });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const level = () => {
    analyser.getFloatTimeDomainData(samples);
    return Math.min(1, peakOf(samples));
  };
  return { level, close: () => context.close() };
}

/** What was said, as a WAV file. Throws MicrophoneTrouble "silent". */
async function speechOf(blob) {
  const context = new OfflineAudioContext(1, 1, RATE); // decodes into its own rate
  const sound = await context.decodeAudioData(await blob.arrayBuffer()).catch(() => null);
  const samples = sound && mono(sound);
  const peak = samples ? peakOf(samples) : 0;
  if (peak < SILENCE) throw new MicrophoneTrouble("silent");
  return wavOf(trimmed(samples, peak * QUIET_SHARE), Math.min(MOST_GAIN, LOUD / peak));
}

function mono(sound) {
  const mixed = new Float32Array(sound.length);
  for (let channel = 0; channel < sound.numberOfChannels; channel += 1) {
    sound.getChannelData(channel).forEach((value, place) => (mixed[place] += value / sound.numberOfChannels));
  }
  return mixed;
}

function peakOf(samples) {
  return samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function trimmed(samples, threshold) {
  const isLoud = (value) => Math.abs(value) >= threshold;
  const margin = Math.round(MARGIN_S * RATE);
  const start = Math.max(0, samples.findIndex(isLoud) - margin);
  const end = Math.min(samples.length, samples.findLastIndex(isLoud) + margin);
  return samples.subarray(start, Math.min(end, start + LONGEST_S * RATE));
}

function wavOf(samples, gain) {
  const file = new DataView(new ArrayBuffer(HEAD_BYTES + 2 * samples.length));
  const text = (at, letters) => [...letters].forEach((letter, place) => file.setUint8(at + place, letter.charCodeAt(0)));
  text(0, "RIFF");
  file.setUint32(4, HEAD_BYTES - 8 + 2 * samples.length, true);
  text(8, "WAVEfmt ");
  [[16, 16], [24, RATE], [28, 2 * RATE], [40, 2 * samples.length]].forEach(([at, value]) => file.setUint32(at, value, true));
  [[20, 1], [22, 1], [32, 2], [34, 16]].forEach(([at, value]) => file.setUint16(at, value, true)); // PCM, mono, 16 bit
  text(36, "data");
  samples.forEach((value, place) => file.setInt16(HEAD_BYTES + 2 * place, Math.max(-1, Math.min(1, value * gain)) * 32_767, true));
  return new Blob([file], { type: "audio/wav" });
}
