// How a venue stands at a minute, in words and as a door: open, shut, or nobody knows. Pure.

import { covers, dayOf, statusAt } from "./directory.js";
import { scheduleSentences } from "./hours.js";
import { say } from "./i18n.js";
import { londonDay } from "./london.js";
import { bits, dayNumber, weekdayOf } from "./phrases.js";
import { sayState, sayWhy } from "./state.js";

/** @typedef {import("./i18n.js").Catalogue} Catalogue */
/** @typedef {import("./directory.js").Directory} Directory */
/** @typedef {import("./directory.js").Opening} Opening */
/** @typedef {import("./hours.js").Schedule} Schedule */
/** @typedef {"open" | "doubt" | "shut"} Door */

const MS_A_MINUTE = 60_000;

/**
 * The sentence and the door of a venue. A copy that does not know this minute never says that anything is open.
 * @param {Catalogue} words
 * @param {Directory} directory
 * @param {number} place
 * @param {number} minute
 * @param {number | null} [walk]  minutes to get there
 * @returns {{ door: Door, text: string }}
 */
export function standing(words, directory, place, minute, walk = null) {
  const venue = directory.venues[place];
  if (!covers(directory, minute)) {
    const usual = scheduleSentences(words, venue.schedules ?? []);
    const times = usual.length ? usual.join(". ") : say(words, "app.stale.no_times");
    return { door: "doubt", text: say(words, "app.stale.usual", { times }) };
  }
  const status = statusAt(directory, place, minute);
  const openings = directory.openings[place].filter((opening) => opening.end > minute);
  const later = directory.later[place];
  const text = sayState(words, {
    status,
    at: minute * MS_A_MINUTE,
    openings: openings.map(dated),
    next: later && dated(later),
    appointments: directory.appointments[place].filter((one) => one.end > minute).map(dated),
    why: status === "closed" ? whyShut(words, directory, place, minute) : "",
    walk_minutes: walk,
  });
  return { door: doorOf(status), text };
}

/**
 * @param {ReturnType<typeof statusAt>} status
 * @returns {Door}
 */
function doorOf(status) {
  if (status === "open") return "open";
  return status === "not_known" || status === "by_appointment" ? "doubt" : "shut";
}

/**
 * An opening as the speaker takes it.
 * @param {Opening} opening
 */
export function dated({ start, end, doubt, audience, booking, cost }) {
  const said = { starts: start * MS_A_MINUTE, ends: end * MS_A_MINUTE, doubt, audience, booking, cost };
  return /** @type {import("./state.js").Opening} */ (/** @type {unknown} */ (said));
}

/**
 * The reason of a closure today, where a rule would have opened; "" when there is none.
 * @param {Catalogue} words
 * @param {Directory} directory
 * @param {number} place
 * @param {number} minute
 * @returns {string}
 */
function whyShut(words, directory, place, minute) {
  const { closures = [], schedules = [] } = directory.venues[place];
  const today = dayOf(minute);
  const now = londonDay(minute);
  const stopped = closures.filter(({ first_day, last_day, schedule = null }) => {
    const rules = schedule === null ? schedules : [schedules[schedule]];
    return first_day <= today && today <= last_day && rules.some((rule) => falls(rule, now));
  });
  // Something opened earlier today: then it is not the closure that shut it.
  const opened = directory.openings[place].some(({ start }) => dayOf(start) === today);
  if (!stopped.length || opened) return "";
  const { reason = "", last_day } = stopped.reduce((a, b) => (b.last_day > a.last_day ? b : a));
  return sayWhy(words, { kind: "closure", text: reason, last_day, today });
}

/**
 * Whether a rule falls on a day, terms and bank holidays left out.
 * @param {Schedule} rule
 * @param {number} day
 * @returns {boolean}
 */
export function falls({ weekdays = 0, every_weeks = 1, anchor, nth = 0, months = 0, valid_from, valid_to }, day) {
  const date = new Date(day * 86_400_000);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const [ofMonth, inMonth] = [Math.floor((date.getUTCDate() - 1) / 7), date.getUTCDate() + 7 > last];
  if (!((weekdays >> weekdayOf(day)) & 1)) return false;
  if (months && !((months >> date.getUTCMonth()) & 1)) return false;
  if (nth && !bits(nth).some((bit) => (bit === 5 ? inMonth : bit === ofMonth))) return false;
  if ((valid_from && day < dayNumber(valid_from)) || (valid_to && day > dayNumber(valid_to))) return false;
  if (every_weeks === 1) return true;
  if (!anchor) return false;
  const begins = dayNumber(anchor);
  const monday = (/** @type {number} */ one) => one - weekdayOf(one);
  return day >= begins && ((monday(day) - monday(begins)) / 7) % every_weeks === 0;
}
