// Finding a name by what somebody types: any case, any accents, and one slip of a letter, scored as the server scores it. Pure.

/** Below this likeness (0 to 100) a name is not what was meant; the same for a part of a name. */
const LIKENESS_MIN = 70;
const PARTLY_MIN = 86;
const PARTLY_FROM_LETTERS = 5;
/** Patterns up to this long fit the bits of one number. */
const ONE_NUMBER_BITS = 31;

/** Accents, vowel points, nuktas and viramas: marks that change a letter and do not stand for a sound alone. */
const ACCENTS = /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0670\u093c\u094d\u09bc\u09cd\u0a3c\u0a4d\u0abc\u0acd]/g;

/**
 * Small letters, without accents or punctuation: "Café St. T's" becomes "cafe st ts".
 * @param {string} text
 * @returns {string}
 */
export function plain(text) {
  const letters = text.normalize("NFKD").replace(ACCENTS, "").toLowerCase().replace(/ß/g, "ss");
  return letters.replace(/[’'`´]/g, "").replace(/[^\p{L}\p{N}_]+/gu, " ").replace(/_/g, " ").trim();
}

/**
 * @param {string} wanted  what `plain` made of the words looked for
 * @returns {(name: string, text: string) => number} how well a venue answers them, 0 (not at all) to 100; both texts made plain
 */
export function matcher(wanted) {
  if (!wanted) return () => 0;
  const words = wanted.split(" ").map((word) => ` ${word}`);
  const begun = (/** @type {string} */ there) => words.every((word) => ` ${there}`.includes(word));
  const pattern = patternOf(wanted);
  return (name, text) => {
    if (begun(text)) return begun(name) ? (name === wanted ? 100 : 95) : 90;
    const whole = ratio(pattern, name, LIKENESS_MIN) * 100;
    const score = whole >= LIKENESS_MIN ? scaled(whole, 0.8) : 0;
    if (wanted.length < PARTLY_FROM_LETTERS) return score;
    const part = partialRatio(pattern, name) * 100;
    return Math.max(score, part >= PARTLY_MIN ? scaled(part, 0.7) : 0);
  };
}

/**
 * A product in single precision, as the server's arrays have it, so that equal scores are equal on both.
 * @param {number} score
 * @param {number} factor
 * @returns {number}
 */
function scaled(score, factor) {
  return Math.fround(Math.fround(score) * Math.fround(factor));
}

/**
 * A text prepared for being compared with many. masks: for each letter the bits of its places, null for a text too long for
 * one number. counts: how often each letter occurs, by its lowest byte: letters that share one only make more seem shared.
 * @typedef {{ text: string, masks: Map<number, number> | null, counts: Int16Array }} Pattern
 */

/**
 * @param {string} text
 * @returns {Pattern}
 */
function patternOf(text) {
  /** @type {Map<number, number>} */
  const masks = new Map();
  const counts = new Int16Array(256);
  for (let bit = 0; bit < text.length; bit += 1) {
    const letter = text.charCodeAt(bit);
    masks.set(letter, (masks.get(letter) ?? 0) | (1 << bit));
    counts[letter & 255] += 1;
  }
  return { text, masks: text.length <= ONE_NUMBER_BITS ? masks : null, counts };
}

/**
 * How alike two texts are by their longest common subsequence, 0 to 1; 0 where they cannot reach `least` of 100.
 * @param {Pattern} pattern
 * @param {string} other
 * @param {number} least
 * @returns {number}
 */
function ratio(pattern, other, least) {
  const letters = pattern.text.length + other.length;
  const most = Math.min(pattern.text.length, other.length);
  if (200 * most < least * letters || 200 * shared(pattern, other) < least * letters) return 0;
  return 1 - (letters - 2 * common(pattern, other, 0, other.length)) / letters;
}

/**
 * At least as many as the letters that two texts share, wherever they stand: no common subsequence is longer.
 * @param {Pattern} pattern
 * @param {string} other
 * @returns {number}
 */
function shared({ counts }, other) {
  const left = counts.slice();
  let found = 0;
  for (let at = 0; at < other.length; at += 1) found += taken(left, other.charCodeAt(at), 1);
  return found;
}

/**
 * The best ratio of the shorter text with any part of the longer that is as long, or shorter at either end.
 * @param {Pattern} wanted
 * @param {string} name
 * @returns {number} exact where it reaches PARTLY_MIN of 100
 */
function partialRatio(wanted, name) {
  const { text } = wanted;
  if (text.length < name.length) return bestPart(wanted, name);
  if (200 * shared(wanted, name) < PARTLY_MIN * name.length) return 0;
  const other = bestPart(patternOf(name), text);
  return text.length === name.length ? Math.max(other, bestPart(wanted, name)) : other;
}

/**
 * @param {Pattern} short
 * @param {string} long
 * @returns {number}
 */
function bestPart(short, long) {
  const size = short.text.length;
  // A part of so many letters could be alike enough if all of them were shared.
  const fewest = Math.ceil((PARTLY_MIN * size) / (200 - PARTLY_MIN));
  if (!size || shared(short, long) < fewest) return 0;
  const left = short.counts.slice();
  let [best, inside] = [0, 0];
  for (let end = 1; end < long.length + size; end += 1) {
    const begin = Math.max(0, end - size);
    if (end <= long.length) inside += taken(left, long.charCodeAt(end - 1), 1);
    if (begin) inside += taken(left, long.charCodeAt(begin - 1), -1);
    const letters = size + Math.min(end, long.length) - begin;
    if (200 * inside < PARTLY_MIN * letters) continue;
    best = Math.max(best, 1 - (letters - 2 * common(short, long, begin, Math.min(end, long.length))) / letters);
    if (best === 1) break;
  }
  return best;
}

/**
 * A letter comes into the part that is looked at, or leaves it.
 * @param {Int16Array} left  how many of each letter the part lacks; below nought, how many it has too many
 * @param {number} letter
 * @param {1 | -1} step
 * @returns {number} by how many the letters that are shared change
 */
function taken(left, letter, step) {
  const count = left[letter & 255];
  left[letter & 255] = count - step;
  return step > 0 ? Number(count > 0) : -Number(count >= 0);
}

/**
 * The length of the longest common subsequence of a pattern and the part [begin, end) of a text.
 * @param {Pattern} pattern
 * @param {string} other
 * @param {number} begin
 * @param {number} end
 * @returns {number}
 */
function common({ text, masks }, other, begin, end) {
  if (!masks) return commonByRows(text, other.slice(begin, end));
  // Bit-parallel (Hyyrö 2004): a row of the table is one number.
  let row = -1;
  for (let place = begin; place < end; place += 1) {
    const match = masks.get(other.charCodeAt(place));
    if (match === undefined) continue;
    const kept = row & match;
    row = ((row + kept) | 0) | (row - kept);
  }
  let count = 0;
  for (let zeros = ~row & (2 ** text.length - 1); zeros; zeros &= zeros - 1) count += 1;
  return count;
}

/**
 * @param {string} a
 * @param {string} b
 * @returns {number}
 */
function commonByRows(a, b) {
  let above = new Uint16Array(b.length + 1);
  for (let i = 0; i < a.length; i += 1) {
    const row = new Uint16Array(b.length + 1);
    for (let j = 0; j < b.length; j += 1) row[j + 1] = a[i] === b[j] ? above[j] + 1 : Math.max(above[j + 1], row[j]);
    above = row;
  }
  return above[b.length];
}
