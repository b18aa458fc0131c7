// Work before a time may be held (rules/puzzles.py): find a text so that the hash begins with so many zero bits. By hand,
// since browsers hash for themselves only on https; in pieces, so that the page stays awake.

const PIECE_MS = 30;
const K = roots(64, 1 / 3);
const START = roots(8, 1 / 2);

/** The answer to a puzzle {text, bits}. */
export async function solve({ text, bits }) {
  let count = 0;
  while (true) {
    const until = performance.now() + PIECE_MS;
    while (performance.now() < until) {
      for (let turn = 0; turn < 200; turn += 1, count += 1) {
        const answer = count.toString(36);
        if (zeroBits(sha256(`${text}.${answer}`)) >= bits) return answer;
      }
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
}

function zeroBits(words) {
  let found = 0;
  for (const word of words) {
    found += Math.clz32(word);
    if (word !== 0) break;
  }
  return found;
}

/** SHA-256 of ASCII text, as eight words of 32 bits (FIPS 180-4). */
export function sha256(text) {
  const length = text.length;
  const blocks = new Uint32Array(((length + 8 >> 6) + 1) * 16);
  for (let place = 0; place < length; place += 1) blocks[place >> 2] |= text.charCodeAt(place) << (24 - (place & 3) * 8);
  blocks[length >> 2] |= 0x80 << (24 - (length & 3) * 8);
  blocks[blocks.length - 1] = length * 8;
  const state = Uint32Array.from(START);
  const words = new Uint32Array(64);
  for (let block = 0; block < blocks.length; block += 16) mix(state, words, blocks.subarray(block, block + 16));
  return state;
}

function mix(state, w, block) {
  w.set(block);
  for (let t = 16; t < 64; t += 1) {
    const [x, y] = [w[t - 15], w[t - 2]];
    w[t] = w[t - 16] + w[t - 7] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < 64; t += 1) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((value, place) => (state[place] += value));
}

function turn(word, by) {
  return (word >>> by) | (word << (32 - by));
}

/** The first 32 bits behind the point of the roots of the first primes: the standard's own constants. */
function roots(count, power) {
  const found = [];
  for (let number = 2; found.length < count; number += 1) {
    let isPrime = true;
    for (let part = 2; part * part <= number; part += 1) isPrime &&= number % part !== 0;
    if (isPrime) found.push((number ** power % 1) * 2 ** 32);
  }
  return Uint32Array.from(found);
}
