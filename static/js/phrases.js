// Times and dates as the house says them: London wall clock, "5:30pm", "midday", "4 June". Pure: the moment comes in.

import { listed, number, say } from "./i18n.js";

/** @typedef {import("./i18n.js").Catalogue} Catalogue */
/** @typedef {string | number | Date} Moment  ISO 8601 with offset, milliseconds, or a Date */
/** @typedef {{ day: number, minutes: number }} LondonTime  days since 1 January 1970, minutes since local midnight */

export const MINUTES_A_DAY = 1440;
export const WEEKDAYS = ["mo", "tu", "we", "th", "fr", "sa", "su"];
const MS_A_DAY = 86_400_000;
const MS_A_MINUTE = 60_000;
export const ALL_DAYS = 127;
const LAST_IN_MONTH = 5;
/** A date this many days away is said with its year. */
const YEAR_NEEDED_AFTER_DAYS = 180;
/** From three days or months in a row on, "Monday to Friday" is shorter than the list. */
const RANGE_FROM = 3;

const london = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  hourCycle: "h23",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
});

/**
 * @param {Moment} moment
 * @returns {LondonTime}
 */
export function londonTime(moment) {
  /** @type {Record<string, number>} */
  const part = {};
  for (const { type, value } of london.formatToParts(new Date(moment))) part[type] = Number(value);
  return { day: Date.UTC(part.year, part.month - 1, part.day) / MS_A_DAY, minutes: part.hour * 60 + part.minute };
}

/**
 * The number of a day from "2026-01-07".
 * @param {string} iso
 * @returns {number}
 */
export function dayNumber(iso) {
  return Date.parse(`${iso}T00:00:00Z`) / MS_A_DAY;
}

/**
 * 0 is Monday.
 * @param {number} day
 * @returns {number}
 */
export function weekdayOf(day) {
  return (((day + 3) % 7) + 7) % 7;
}

/**
 * Whole minutes that really pass, clock changes included.
 * @param {Moment} moment
 * @param {Moment} then
 * @returns {number}
 */
export function wholeMinutesUntil(moment, then) {
  return Math.floor((new Date(then).getTime() - new Date(moment).getTime()) / MS_A_MINUTE);
}

/**
 * "10am", "5:30pm", "midday", "midnight"
 * @param {Catalogue} words
 * @param {number} minutes
 * @returns {string}
 */
export function clock(words, minutes) {
  const hour = Math.floor((minutes % MINUTES_A_DAY) / 60);
  const minute = minutes % 60;
  if (minute === 0 && hour % 12 === 0) return say(words, hour ? "time.midday" : "time.midnight");
  const key = (hour >= 12 ? "time.pm" : "time.am") + (minute ? ".minutes" : "");
  return say(words, key, {
    hour: number(words, hour % 12 || 12),
    hour24: number(words, hour),
    minute: number(words, Math.floor(minute / 10)) + number(words, minute % 10),
  });
}

/**
 * "10am to midday", "7pm to 1am the next day", "7pm until late", "24 hours"
 * @param {Catalogue} words
 * @param {number} opens
 * @param {number | null} closes
 * @returns {string}
 */
export function times(words, opens, closes) {
  const opening = clock(words, opens);
  if (closes === null) return say(words, "times.until_late", { opens: opening });
  if (opens === 0 && closes === MINUTES_A_DAY) return say(words, "times.all_day");
  if (closes === 2 * MINUTES_A_DAY) return say(words, "times.end_of_next_day", { opens: opening });
  const key = closes > MINUTES_A_DAY ? "times.next_day" : "times.span";
  return say(words, key, { opens: opening, closes: clock(words, closes) });
}

/**
 * @param {Catalogue} words
 * @param {number} day
 * @returns {string}
 */
export function weekdayName(words, day) {
  return say(words, `day.${WEEKDAYS[weekdayOf(day)]}`);
}

/**
 * "4 June"; without `today`, or far from it, "4 June 2027"
 * @param {Catalogue} words
 * @param {number} day
 * @param {number | null} [today]
 * @param {{ weekday?: boolean }} [options]
 * @returns {string}
 */
export function calendarDate(words, day, today = null, { weekday = false } = {}) {
  const date = new Date(day * MS_A_DAY);
  const far = today === null || Math.abs(day - today) > YEAR_NEEDED_AFTER_DAYS;
  return say(words, (weekday ? "date.weekday" : "date.day") + (far ? ".year" : ""), {
    weekday: weekdayName(words, day),
    day: number(words, date.getUTCDate()),
    month: say(words, `month.${date.getUTCMonth() + 1}`),
    year: number(words, date.getUTCFullYear()),
  });
}

/**
 * @param {number} mask
 * @returns {number[]} the places of the bits that are set, lowest first
 */
export function bits(mask) {
  return Array.from({ length: 32 - Math.clz32(mask) }, (_, place) => place).filter((place) => (mask >> place) & 1);
}

/**
 * @param {number[]} places
 * @returns {number[][]} runs without a gap
 */
function runs(places) {
  /** @type {number[][]} */
  const found = [];
  for (const place of places) {
    const run = found[found.length - 1];
    if (run && place === run[run.length - 1] + 1) run.push(place);
    else found.push([place]);
  }
  return found;
}

/**
 * @param {Catalogue} words
 * @param {number[][]} groups
 * @param {string} name
 * @param {string[]} keys
 * @returns {string[]}
 */
function spans(words, groups, name, keys) {
  return groups.flatMap((group) => {
    const names = group.map((place) => say(words, `${name}.${keys[place]}`));
    if (group.length < RANGE_FROM) return names;
    return [say(words, "range", { first: names[0], last: names[names.length - 1] })];
  });
}

/**
 * "Tuesdays", "Mondays and Thursdays", "Monday to Friday", "every day"; in the singular for "every 2 weeks on Tuesday"
 * @param {Catalogue} words
 * @param {number} weekdays
 * @param {"days" | "day"} [form]
 * @returns {string}
 */
export function usualDays(words, weekdays, form = "days") {
  if (weekdays === ALL_DAYS && form === "days") return say(words, "days.all");
  const groups = runs(bits(weekdays));
  const hasRange = groups.some((group) => group.length >= RANGE_FROM);
  return listed(words, spans(words, groups, hasRange ? "day" : form, WEEKDAYS));
}

/**
 * "1st and 3rd Thursday", "last Monday and last Tuesday"
 * @param {Catalogue} words
 * @param {number} nth
 * @param {number} weekdays
 * @returns {string}
 */
export function nthDays(words, nth, weekdays) {
  const place = (/** @type {number} */ bit) => say(words, bit === LAST_IN_MONTH ? "nth.last" : `nth.${bit + 1}`);
  const places = listed(words, bits(nth).map(place));
  const days = bits(weekdays).map((bit) => say(words, `day.${WEEKDAYS[bit]}`));
  return listed(words, days.map((day) => say(words, "schedule.nth_day", { nth: places, day })));
}

/**
 * "August", "March to October", "November to February"
 * @param {Catalogue} words
 * @param {number} mask
 * @returns {string}
 */
export function months(words, mask) {
  let groups = runs(bits(mask));
  const last = groups[groups.length - 1];
  if (groups.length > 1 && groups[0][0] === 0 && last[last.length - 1] === 11) {
    groups = [...groups.slice(1, -1), [...last, ...groups[0]]];
  }
  return listed(words, spans(words, groups, "month", Array.from({ length: 12 }, (_, place) => String(place + 1))));
}
