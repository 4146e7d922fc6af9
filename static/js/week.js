// "Fits my week": which places are open on the half-days somebody is free, and the fewest that give a welcome on each. Pure.

import { OPEN_TO_ANYONE } from "./directory.js";
import { londonDay, utcMinute } from "./london.js";
import { bits, weekdayOf } from "./phrases.js";

/** @typedef {import("./directory.js").Directory} Directory */
/** @typedef {{ weekday: number, part: Part }} HalfDay  0 is Monday */
/** @typedef {"morning" | "afternoon" | "evening"} Part */

/** Minutes after midnight, half-open. */
/** @type {Record<Part, [number, number]>} */
export const PARTS = { morning: [360, 720], afternoon: [720, 1020], evening: [1020, 1440] };
/** An opening shorter than this within a half-day is no reason to go out. */
export const WORTH_A_VISIT_MINUTES = 30;
/** Up to so many places the smallest set is found for certain; above, by taking the best next one. */
export const EXACT_UP_TO = 60;

/**
 * For each venue the half-days on which anyone can walk in, as bits in the order given.
 * @param {Directory} directory
 * @param {HalfDay[]} halfDays
 * @param {number} at  UTC minute; the seven days from this one count
 * @returns {number[]}
 */
export function fitting(directory, halfDays, at) {
  const today = londonDay(at);
  const spans = halfDays.map(({ weekday, part }) => {
    const day = today + ((weekday - weekdayOf(today) + 7) % 7);
    return [Math.max(utcMinute(day, PARTS[part][0]), at), utcMinute(day, PARTS[part][1])];
  });
  return directory.openings.map((openings) => {
    let mask = 0;
    spans.forEach(([begin, end], bit) => {
      const inside = openings.some(
        ({ start, sureUntil, state }) =>
          state === OPEN_TO_ANYONE &&
          Math.min(sureUntil, end) - Math.max(start, begin) >= WORTH_A_VISIT_MINUTES,
      );
      if (inside) mask |= 1 << bit;
    });
    return mask;
  });
}

/**
 * The fewest of these masks that together hold every bit that any of them holds; of equal sets the one whose masks stand first.
 * exact: whether fewer are certainly impossible.
 * @param {number[]} masks
 * @returns {{ chosen: number[], exact: boolean }}
 */
export function smallestSet(masks) {
  const wanted = masks.reduce((all, mask) => all | mask, 0);
  const useful = masks.filter(Boolean).length;
  if (useful > EXACT_UP_TO) return { chosen: greedy(masks, wanted), exact: false };
  const best = undominated(masks);
  for (let size = 0; ; size += 1) {
    const chosen = within(masks, best, wanted, size);
    if (chosen) return { chosen: chosen.sort((a, b) => a - b), exact: true };
  }
}

/**
 * @param {number[]} masks
 * @returns {number[]} the places of those that no other one holds whole; of equal ones the first
 */
function undominated(masks) {
  const holds = (/** @type {number} */ a, /** @type {number} */ b) => (a | b) === a;
  return masks
    .map((_, place) => place)
    .filter((place) => masks[place] && !masks.some(
      (mask, other) => other !== place && holds(mask, masks[place]) && (mask !== masks[place] || other < place),
    ));
}

/**
 * @param {number[]} masks
 * @param {number[]} places
 * @param {number} wanted
 * @param {number} size
 * @returns {number[] | null} at most `size` places that hold every bit wanted
 */
function within(masks, places, wanted, size) {
  if (!wanted) return [];
  if (!size) return null;
  const left = bits(wanted);
  const most = Math.max(...places.map((place) => bits(masks[place] & wanted).length));
  if (most * size < left.length) return null;
  const holders = left.map((bit) => places.filter((place) => (masks[place] >> bit) & 1));
  const fewest = holders.reduce((a, b) => (b.length < a.length ? b : a));
  for (const place of fewest) {
    const rest = within(masks, places, wanted & ~masks[place], size - 1);
    if (rest) return [place, ...rest];
  }
  return null;
}

/**
 * @param {number[]} masks
 * @param {number} wanted
 * @returns {number[]}
 */
function greedy(masks, wanted) {
  /** @type {number[]} */
  const chosen = [];
  let left = wanted;
  while (left) {
    const gains = masks.map((mask) => bits(mask & left).length);
    const place = gains.indexOf(Math.max(...gains));
    chosen.push(place);
    left &= ~masks[place];
  }
  return chosen.sort((a, b) => a - b);
}
