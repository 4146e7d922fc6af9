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
 * @param {string} name  likewise
 * @param {string} text  likewise, of everything that may be searched
 * @returns {number} 0 (not at all) to 100
 */
export function likeness(wanted, name, text) {
  if (!wanted) return 0;
  const words = wanted.split(" ");
  const begun = (/** @type {string} */ there) => words.every((word) => ` ${there}`.includes(` ${word}`));
  if (begun(text)) return begun(name) ? (name === wanted ? 100 : 95) : 90;
  const whole = ratio(wanted, name) * 100;
  const score = whole >= LIKENESS_MIN ? scaled(whole, 0.8) : 0;
  if (wanted.length < PARTLY_FROM_LETTERS) return score;
  const part = partialRatio(wanted, name) * 100;
  return Math.max(score, part >= PARTLY_MIN ? scaled(part, 0.7) : 0);
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
 * How alike two texts are by their longest common subsequence, 0 to 1.
 * @param {string} a
 * @param {string} b
 * @returns {number}
 */
function ratio(a, b) {
  const letters = a.length + b.length;
  if (!letters) return 1;
  return 1 - (letters - 2 * common(a, b)) / letters;
}

/**
 * The best ratio of the shorter text with any part of the longer that is as long, or shorter at either end.
 * @param {string} a
 * @param {string} b
 * @returns {number}
 */
function partialRatio(a, b) {
  if (a.length === b.length) return Math.max(bestPart(a, b), bestPart(b, a));
  return a.length < b.length ? bestPart(a, b) : bestPart(b, a);
}

/**
 * @param {string} short
 * @param {string} long
 * @returns {number} the best ratio that reaches PARTLY_MIN, else something below it
 */
function bestPart(short, long) {
  if (!short) return 0;
  // So many letters of the short text must occur for any part to be alike enough: most names end here.
  const needed = Math.ceil((PARTLY_MIN / 100) * short.length * 0.75);
  let shared = 0;
  for (const letter of short) if (long.includes(letter)) shared += 1;
  if (shared < needed) return 0;
  let best = 0;
  for (let end = 1; end < long.length + short.length; end += 1) {
    const part = long.slice(Math.max(0, end - short.length), end);
    if (part.length < short.length * 0.75) continue;
    best = Math.max(best, ratio(short, part));
    if (best === 1) break;
  }
  return best;
}

/**
 * The length of the longest common subsequence.
 * @param {string} a
 * @param {string} b
 * @returns {number}
 */
function common(a, b) {
  return a.length <= ONE_NUMBER_BITS ? commonByBits(a, b) : commonByRows(a, b);
}

/**
 * Bit-parallel (Hyyrö 2004): a row of the table is one number.
 * @param {string} a  at most ONE_NUMBER_BITS letters
 * @param {string} b
 * @returns {number}
 */
function commonByBits(a, b) {
  let row = -1;
  for (let place = 0; place < b.length; place += 1) {
    let match = 0;
    const letter = b.charCodeAt(place);
    for (let bit = 0; bit < a.length; bit += 1) if (a.charCodeAt(bit) === letter) match |= 1 << bit;
    const kept = row & match;
    row = ((row + kept) | 0) | (row - kept);
  }
  let count = 0;
  for (let bit = 0; bit < a.length; bit += 1) if (!((row >>> bit) & 1)) count += 1;
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
