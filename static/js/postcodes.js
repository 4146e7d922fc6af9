// Postcodes on the phone: read out of the server's compact table, and found however they are typed. Pure.

/** @typedef {import("./geo.js").Point} Point */
/**
 * `GET /api/postcodes`. A digit is a letter of base64; a number is one digit below 63, else "/" and three digits of the rest.
 * @typedef {object} PostcodeDocument
 * @property {string} revision
 * @property {number} steps_a_degree
 * @property {string} letters  those that the second half of a postcode uses
 * @property {string[]} sectors  all but the last two letters of each postcode, "WS1 1"
 * @property {number[]} counts  how many postcodes follow each
 * @property {[number, number]} origin  longitude and latitude of the first in steps
 * @property {string} units
 * @property {string} longitudes_high
 * @property {string} longitudes_low
 * @property {string} latitudes_high
 * @property {string} latitudes_low
 */
/** @typedef {{ names: string[], lons: Float64Array, lats: Float64Array, places: Map<string, number> }} Postcodes */

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const LAST_DIGIT = DIGITS.length - 1;
const VALUES = new Uint8Array(128);
[...DIGITS].forEach((digit, value) => (VALUES[digit.charCodeAt(0)] = value));
const UNIT = /^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$/;
const OUTCODE = /^[A-Z]{1,2}[0-9][A-Z0-9]?$/;

/**
 * @param {PostcodeDocument} table
 * @returns {Postcodes}
 */
export function readPostcodes(table) {
  const count = table.counts.reduce((sum, more) => sum + more, 0);
  /** @type {string[]} */
  const names = [];
  const units = numbers(table.units, count);
  const { letters } = table;
  let place = 0;
  table.sectors.forEach((sector, which) => {
    let ending = -1;
    for (let left = table.counts[which]; left > 0; left -= 1, place += 1) {
      ending += 1 + units[place];
      names.push(sector + letters[Math.floor(ending / letters.length)] + letters[ending % letters.length]);
    }
  });
  const lons = positions(table.longitudes_high, table.longitudes_low, table.origin[0], table.steps_a_degree, count);
  const lats = positions(table.latitudes_high, table.latitudes_low, table.origin[1], table.steps_a_degree, count);
  return { names, lons, lats, places: new Map(names.map((name, at) => [squeezed(name), at])) };
}

/**
 * @param {string} text
 * @param {number} count
 * @returns {Uint32Array}
 */
function numbers(text, count) {
  const found = new Uint32Array(count);
  const value = (/** @type {number} */ at) => VALUES[text.charCodeAt(at)];
  for (let place = 0, at = 0; place < count; place += 1, at += 1) {
    found[place] = value(at);
    if (found[place] === LAST_DIGIT) {
      found[place] += (value(at + 1) << 12) | (value(at + 2) << 6) | value(at + 3);
      at += 3;
    }
  }
  return found;
}

/**
 * @param {string} high
 * @param {string} low
 * @param {number} origin
 * @param {number} stepsADegree
 * @param {number} count
 * @returns {Float64Array}
 */
function positions(high, low, origin, stepsADegree, count) {
  const highs = numbers(high, count);
  const found = new Float64Array(count);
  let steps = origin;
  for (let place = 0; place < count; place += 1) {
    const folded = highs[place] * 64 + VALUES[low.charCodeAt(place)];
    steps += folded % 2 ? -(folded + 1) / 2 : folded / 2;
    found[place] = steps / stepsADegree;
  }
  return found;
}

/**
 * Capitals and Western digits alone, whatever the case, spacing, script of the digits and punctuation.
 * @param {string} text
 * @returns {string}
 */
export function squeezed(text) {
  const capitals = text.normalize("NFKC").toUpperCase();
  return capitals.replace(/\p{Nd}/gu, westernDigit).replace(/[^\p{L}\p{N}]/gu, "");
}

/**
 * The digits of every script stand together, nought first.
 * @param {string} digit
 * @returns {string}
 */
function westernDigit(digit) {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

/**
 * "WS1 1TP" from a postcode typed in any form, null when it has not that shape. An O typed for a nought is put right.
 * @param {string} text
 * @returns {string | null}
 */
export function normalisePostcode(text) {
  let plain = squeezed(text);
  if (plain.length >= 5 && plain.length <= 7) {
    const inward = plain.slice(-3);
    const number = inward[0].replace("O", "0").replace("I", "1");
    plain = plain.slice(0, -3) + number + inward.slice(1).replace(/0/g, "O").replace(/1/g, "I");
  }
  const found = UNIT.exec(plain);
  return found && `${found[1]} ${found[2]}`;
}

/**
 * The first postcode in a longer text, null when there is none: what somebody shares is often a whole message.
 * @param {string} text
 * @returns {string | null}
 */
export function postcodeWithin(text) {
  const found = /(?<![A-Z\d])[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}(?![A-Z\d])/i.exec(text.normalize("NFKC"));
  return found && normalisePostcode(found[0]);
}

/**
 * The first half of a postcode in capitals, null when the text has not that shape.
 * @param {string} text
 * @returns {string | null}
 */
export function normaliseOutcode(text) {
  const plain = squeezed(text);
  return OUTCODE.test(plain) ? plain : null;
}

/**
 * @param {Postcodes} postcodes
 * @param {string} text
 * @returns {{ name: string, point: Point } | null}
 */
export function findPostcode(postcodes, text) {
  const name = normalisePostcode(text);
  const place = name === null ? undefined : postcodes.places.get(squeezed(name));
  return place === undefined ? null : { name: postcodes.names[place], point: pointOf(postcodes, place) };
}

/**
 * The middle of the postcodes that begin so, null when there are none.
 * @param {Postcodes} postcodes
 * @param {string} text
 * @returns {{ name: string, point: Point } | null}
 */
export function findOutcode(postcodes, text) {
  const name = normaliseOutcode(text);
  if (name === null) return null;
  let [count, lon, lat] = [0, 0, 0];
  postcodes.names.forEach((postcode, place) => {
    if (!postcode.startsWith(`${name} `)) return;
    count += 1;
    lon += postcodes.lons[place];
    lat += postcodes.lats[place];
  });
  const rounded = (/** @type {number} */ sum) => Math.round((sum / count) * 1e5) / 1e5;
  return count ? { name, point: { lat: rounded(lat), lon: rounded(lon) } } : null;
}

/**
 * The first few postcodes that begin with what has been typed so far.
 * @param {Postcodes} postcodes
 * @param {string} text
 * @param {number} limit
 * @returns {{ name: string, point: Point }[]}
 */
export function startingWith(postcodes, text, limit) {
  const begun = squeezed(text);
  /** @type {{ name: string, point: Point }[]} */
  const found = [];
  if (!begun) return found;
  for (const [name, place] of postcodes.places) {
    if (found.length === limit) break;
    if (name.startsWith(begun)) found.push({ name: postcodes.names[place], point: pointOf(postcodes, place) });
  }
  return found;
}

/**
 * @param {Postcodes} postcodes
 * @param {number} place
 * @returns {Point}
 */
function pointOf(postcodes, place) {
  return { lat: postcodes.lats[place], lon: postcodes.lons[place] };
}
