// From what somebody chose on the first screen to the question that the search answers. Pure.

import { londonDay } from "../london.js";
import { WEEKDAYS, weekdayOf } from "../phrases.js";
import { PARTS } from "../week.js";

/** @typedef {import("../router.js").Search} Search */
/** @typedef {import("../rank.js").Query} Query */
/** @typedef {import("../geo.js").Point} Point */

const WHOLE_DAY = /** @type {const} */ ([0, 1440]);

/**
 * @param {Search} search
 * @param {{ point: Point | null, minute: number, pace: number, needs: string[] }} person
 * @returns {Query}
 */
export function queryOf(search, { point, minute, pace, needs }) {
  const [from, until] = search.part ? PARTS[search.part] : WHOLE_DAY;
  return {
    at: minute,
    place: point,
    text: search.words,
    days: daysOf(search, londonDay(minute)),
    from_minute: from,
    until_minute: until,
    open_only: search.open,
    on_arrival: search.open,
    access: needs,
    provision: search.provision,
    languages: search.languages,
    pace,
    limit: Infinity,
  };
}

/**
 * The days asked about: the next such weekday; for today's weekday today and a week on, as today may be nearly over.
 * @param {Search} search
 * @param {number} today
 * @returns {number[]}
 */
function daysOf({ day, part }, today) {
  if (day === "today" || (!day && part)) return [today];
  if (!day) return [];
  const ahead = (WEEKDAYS.indexOf(day) - weekdayOf(today) + 7) % 7;
  return ahead ? [today + ahead] : [today, today + 7];
}

/**
 * Facts asked for: those kept on the phone, and those in the address.
 * @param {Search} search
 * @param {string[]} kept
 * @param {string[]} known  that the directory has
 * @returns {string[]}
 */
export function needsOf(search, kept, known) {
  return [...new Set([...kept, ...search.access])].filter((fact) => known.includes(fact));
}

/**
 * Whether anything at all is asked for.
 * @param {Search} search
 * @returns {boolean}
 */
export function isAsked({ kind, words, open, day, part, access, provision, languages }) {
  return Boolean(kind || words || open || day || part || access.length || provision.length || languages.length);
}
