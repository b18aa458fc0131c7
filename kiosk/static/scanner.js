// A scanner for QR codes that acts as a keyboard: a burst of keys that ends with Enter or with silence.

const CODE_LENGTH = 27; // 26 symbols and a check character
const LONGEST_GAP_MS = 80; // people are slower
const SILENCE_MS = 200;
const SEEN = "lotse-kiosk-has-scanner";

/** The code in what was scanned: the last 27 letters and digits, whatever the keyboard made of the rest; or null. */
export function codeIn(text) {
  const kept = text.toUpperCase().replace(/[^0-9A-Z]/g, "");
  return kept.length >= CODE_LENGTH ? kept.slice(-CODE_LENGTH) : null;
}

/** Whether this kiosk has ever read a code: only then the pages speak of it. */
export function hasScanner() {
  return localStorage.getItem(SEEN) !== null;
}

/** Calls `onCode(code)` for every scanned slip, on whatever screen. */
export function watchScanner(onCode) {
  let burst = "";
  let lastAt = -Infinity;
  let timer = 0;

  const finish = () => {
    clearTimeout(timer);
    const code = codeIn(burst);
    burst = "";
    if (code === null) return false;
    localStorage.setItem(SEEN, "yes");
    onCode(code);
    return true;
  };

  addEventListener("keydown", (event) => {
    if (event.timeStamp - lastAt > LONGEST_GAP_MS) burst = "";
    lastAt = event.timeStamp;
    if (event.key === "Enter" && finish()) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    if (event.key.length !== 1) return;
    burst += event.key;
    clearTimeout(timer);
    timer = setTimeout(finish, SILENCE_MS);
  }, { capture: true });
}
