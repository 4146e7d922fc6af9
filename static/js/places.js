// What somebody may mean by a few letters: a postcode, a part of town, a ward, a venue. Pure.

import { pointOf } from "./directory.js";
import { findOutcode, findPostcode, normaliseOutcode, normalisePostcode, squeezed, startingWith } from "./postcodes.js";
import { matcher, plain } from "./text.js";

/** @typedef {import("./directory.js").Directory} Directory */
/** @typedef {import("./postcodes.js").Postcodes} Postcodes */
/** @typedef {import("./geo.js").Point} Point */
/** @typedef {"postcode" | "outcode" | "area" | "ward" | "venue"} Kind */
/** name: what it is called. key: what an address says for it. slug of a venue, code of a ward. */
/** @typedef {{ kind: Kind, name: string, key: string, point: Point | null }} Named */

const SUGGESTIONS_MAX = 8;
const POSTCODES_MAX = 4;
const HAS_DIGIT = /\p{Nd}/u;

/**
 * @param {Directory} directory
 * @param {Postcodes | null} postcodes
 * @param {string} text
 * @returns {Named[]} the likeliest first
 */
export function suggestions(directory, postcodes, text) {
  return [...called(directory, postcodes, text)].slice(0, SUGGESTIONS_MAX);
}

/**
 * @param {Directory} directory
 * @param {Postcodes | null} postcodes
 * @param {string} text
 * @returns {Generator<Named>}
 */
function* called(directory, postcodes, text) {
  const { document, names, texts, venues } = directory;
  const wanted = plain(text);
  if (!wanted) return;
  if (postcodes && HAS_DIGIT.test(text)) {
    for (const { name, point } of startingWith(postcodes, text, POSTCODES_MAX)) yield { kind: "postcode", name, key: name, point };
    const outcode = findOutcode(postcodes, text);
    if (outcode) yield { kind: "outcode", key: outcode.name, ...outcode };
  }
  for (const area of document.areas) {
    const begins = [area.name, ...(area.aliases ?? [])].some((name) => plain(name).startsWith(wanted));
    if (begins) yield { kind: "area", name: area.name, key: area.name, point: area };
  }
  for (const ward of document.wards) {
    if (plain(ward.name).includes(wanted)) yield { kind: "ward", name: ward.name, key: ward.gss, point: middleOf(ward) };
  }
  const alikeness = matcher(wanted);
  const scores = names.map((name, place) => alikeness(name, texts[place]));
  const order = scores.map((_, place) => place).filter((place) => scores[place]).sort((a, b) => scores[b] - scores[a] || a - b);
  for (const place of order) {
    yield { kind: "venue", name: venues[place].name, key: venues[place].slug, point: pointOf(directory, place) };
  }
}

/**
 * The one place that the whole text names, null when it names none. A postcode that is not in the list is named without a point.
 * @param {Directory} directory
 * @param {Postcodes | null} postcodes
 * @param {string} text
 * @returns {Named | null}
 */
export function placeCalled({ document, names, venues }, postcodes, text) {
  const postcode = normalisePostcode(text);
  if (postcode) {
    const found = postcodes && findPostcode(postcodes, text);
    return { kind: "postcode", name: postcode, key: postcode, point: found ? found.point : null };
  }
  const outcode = HAS_DIGIT.test(text) && squeezed(text).length <= 4 ? normaliseOutcode(text) : null;
  if (outcode) {
    const found = postcodes && findOutcode(postcodes, text);
    return { kind: "outcode", name: outcode, key: outcode, point: found ? found.point : null };
  }
  const wanted = plain(text);
  const area = document.areas.find(({ name, aliases = [] }) => [name, ...aliases].some((one) => plain(one) === wanted));
  if (area) return { kind: "area", name: area.name, key: area.name, point: area };
  const ward = document.wards.find(({ name }) => plain(name) === wanted);
  if (ward) return { kind: "ward", name: ward.name, key: ward.gss, point: middleOf(ward) };
  const place = names.indexOf(wanted);
  return place < 0 ? null : { kind: "venue", name: venues[place].name, key: venues[place].slug, point: null };
}

/**
 * @param {Directory} directory
 * @param {string} gss
 * @returns {Named | null}
 */
export function wardOf({ document }, gss) {
  const ward = document.wards.find((one) => one.gss === gss);
  return ward ? { kind: "ward", name: ward.name, key: gss, point: middleOf(ward) } : null;
}

/**
 * @param {{ lat: number | null, lon: number | null }} ward
 * @returns {Point | null}
 */
function middleOf({ lat, lon }) {
  return lat === null || lon === null ? null : { lat, lon };
}
