// London's days and minutes, both ways. Moments are whole UTC minutes since 1970, days are numbered from then. Pure.

import { MINUTES_A_DAY, londonTime } from "./phrases.js";

const MS_A_MINUTE = 60_000;
const MS_A_DAY = 86_400_000;
/** @type {Map<number, number>} */
const known = new Map();

/**
 * The UTC minute of a time on London's clocks: minutes after the day's midnight, 1440 and more on later days. A time that comes
 * twice is its first occurrence; one that is skipped is read with the offset from before the gap.
 * @param {number} day
 * @param {number} minutes
 * @returns {number}
 */
export function utcMinute(day, minutes) {
  const wall = day * MINUTES_A_DAY + minutes;
  const found = known.get(wall) ?? (onTheWall(wall - 60) === wall ? wall - 60 : wall);
  known.set(wall, found);
  return found;
}

/**
 * @param {number} minute
 * @returns {number} minutes that London's clocks show, counted from 1970
 */
function onTheWall(minute) {
  const { day, minutes } = londonTime(minute * MS_A_MINUTE);
  return day * MINUTES_A_DAY + minutes;
}

/**
 * @param {number} minute
 * @returns {number} the number of the London day
 */
export function londonDay(minute) {
  return londonTime(minute * MS_A_MINUTE).day;
}

/**
 * @param {number} day
 * @returns {string} "2026-11-24"
 */
export function isoDay(day) {
  return new Date(day * MS_A_DAY).toISOString().slice(0, 10);
}
