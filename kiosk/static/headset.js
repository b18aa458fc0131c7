// A headset in the socket: plugging in starts reading aloud, pulling out ends it. (The socket itself mutes the loudspeaker.)

const SETTLED_MS = 400; // one plug is several devices

/**
 * Browsers tell that a device came or went, but not which one, unless they may use the microphone; so the first change
 * is a plug that came, the next one a plug that went. Where outputs can be counted, the count decides.
 */
export function watchHeadset(app) {
  const devices = navigator.mediaDevices; // not there on a plain http address
  if (!devices) return;
  let isPlugged = false;
  let known = null;
  let timer = 0;
  outputsOf(devices).then((count) => (known = count));
  devices.addEventListener("devicechange", () => {
    clearTimeout(timer);
    timer = setTimeout(change, SETTLED_MS);
  });

  async function change() {
    const count = await outputsOf(devices);
    isPlugged = count === known ? !isPlugged : count > known;
    known = count;
    if (isPlugged) app.speech.start();
    else app.speech.end();
  }
}

async function outputsOf(devices) {
  const list = await devices.enumerateDevices().catch(() => []);
  return list.filter(({ kind }) => kind === "audiooutput").length;
}
