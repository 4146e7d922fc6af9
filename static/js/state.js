// How a venue stands at one moment, in words: the phone's twin of the server's sentences. "Open now" is a comparison of
// dated openings with a moment that comes in. Pure: no DOM, no clock.

import { closureReason, sayWho } from "./hours.js";
import { say, sayCount, sentenceCase } from "./i18n.js";
import { MINUTES_A_DAY, calendarDate, clock, dayNumber, londonTime, times, weekdayName, wholeMinutesUntil } from "./phrases.js";

/** @typedef {import("./i18n.js").Catalogue} Catalogue */
/** @typedef {import("./phrases.js").Moment} Moment */
/**
 * One dated interval, half-open, ISO 8601 with offset.
 * @typedef {object} Opening
 * @property {string} starts
 * @property {string} ends
 * @property {"bank_holiday" | "term" | "no_closing_time" | null} [doubt]
 * @property {string} [audience]
 * @property {string} [booking]
 * @property {string} [cost]
 */

/** In its last hour an open venue says how many minutes are left. */
const CLOSES_SOON_MINUTES = 60;
/** Up to six days away the weekday alone is plain; from seven on "Tuesday" could be either of two. */
const WEEKDAY_ALONE_DAYS = 6;
const CHECKED_LONG_AGO_DAYS = 183;

/**
 * "Open now until midday", "Closed today: bank holiday", "May be closed: ..."
 * @param {Catalogue} words
 * @param {object} card
 * @param {string} card.status  open, opens_later, closed, not_known, by_appointment or paused, at the moment `at`
 * @param {Moment} card.at
 * @param {Opening[]} card.openings  doubtful ones included
 * @param {Opening | null} [card.next]  the first one after them
 * @param {Opening[]} [card.appointments]
 * @param {string} [card.why]  why it is shut today, in words
 * @param {number | null} [card.walk_minutes]
 * @returns {string}
 */
export function sayState(words, { status, at, openings, next = null, appointments = [], why = "", walk_minutes = null }) {
  const moment = new Date(at);
  const ahead = soonestFirst(openings, moment);
  if (next && !ahead.some((opening) => same(opening, next))) ahead.push(next);
  const now = ahead.filter((opening) => new Date(opening.starts) <= moment);
  const later = ahead.filter((opening) => new Date(opening.starts) > moment);
  return joined(words, parts());

  /** @returns {string[]} */
  function parts() {
    if (status === "paused") return [say(words, "state.paused")];
    if (status === "by_appointment") return [byAppointment(words, moment, appointments)];
    if (status === "open") return [open(words, moment, now, walk_minutes)];
    if (status === "not_known" && now[0]?.doubt) {
      return [say(words, "state.may_be_closed", { why: sayDoubt(words, now[0].doubt) })];
    }
    if (status === "not_known" && !later.length) return [say(words, "state.not_known")];
    return shut(words, moment, later, why);
  }
}

/**
 * @param {Catalogue} words
 * @param {string} doubt
 * @returns {string}
 */
export function sayDoubt(words, doubt) {
  return say(words, `doubt.${doubt}`);
}

/**
 * Why it is shut today: "bank holiday", "half term", "no heating until 4 December"
 * @param {Catalogue} words
 * @param {{ kind: string, text: string, last_day: string, today: string }} why
 * @returns {string}
 */
export function sayWhy(words, { kind, text, last_day, today }) {
  const reason = kind === "bank_holiday" ? "" : closureReason(words, text);
  if (kind !== "closure" || last_day === today) return reason || say(words, `why.${kind}`);
  const last = calendarDate(words, dayNumber(last_day), dayNumber(today));
  return say(words, reason ? "why.until" : "why.closure.until", { why: reason, last });
}

/**
 * One dated opening: "Tuesday 5 January, for women only, 10am to midday. May be closed: bank holiday"
 * @param {Catalogue} words
 * @param {Opening} opening
 * @param {string} today
 * @returns {string}
 */
export function sayOpening(words, opening, today) {
  const said = dated(words, opening, dayNumber(today));
  if (!opening.doubt || !inDoubt(opening)) return sentenceCase(said);
  return joined(words, [said, say(words, "state.may_be_closed", { why: sayDoubt(words, opening.doubt) })]);
}

/**
 * When its times were last confirmed; after six months, that they may have changed.
 * @param {Catalogue} words
 * @param {string | null} confirmedOn
 * @param {string} today
 * @returns {string}
 */
export function sayChecked(words, confirmedOn, today) {
  if (confirmedOn === null) return say(words, "checked.never");
  const day = dayNumber(confirmedOn);
  const thisYear = confirmedOn.slice(0, 4) === today.slice(0, 4);
  const longAgo = dayNumber(today) - day > CHECKED_LONG_AGO_DAYS;
  const date = calendarDate(words, day, thisYear ? day : null);
  return say(words, longAgo ? "checked.long_ago" : "checked.on", { date });
}

/**
 * How old a kept copy is: "As of 5:30pm on Tuesday 3 March"
 * @param {Catalogue} words
 * @param {Moment} moment
 * @param {string} today
 * @returns {string}
 */
export function sayAsOf(words, moment, today) {
  const { day, minutes } = londonTime(moment);
  const date = calendarDate(words, day, dayNumber(today), { weekday: true });
  return say(words, "as_of", { time: clock(words, minutes), date });
}

/**
 * @param {Opening[]} openings
 * @param {Date} moment
 * @returns {Opening[]} those not over yet
 */
function soonestFirst(openings, moment) {
  return openings
    .filter((opening) => new Date(opening.ends) > moment)
    .sort((a, b) => new Date(a.starts).getTime() - new Date(b.starts).getTime());
}

/**
 * @param {Opening} a
 * @param {Opening} b
 * @returns {boolean}
 */
function same(a, b) {
  return a.starts === b.starts && a.ends === b.ends && (a.doubt ?? null) === (b.doubt ?? null);
}

/**
 * @param {Catalogue} words
 * @param {string[]} parts
 * @returns {string}
 */
function joined(words, parts) {
  return parts.map(sentenceCase).reduce((text, next) => say(words, "state.then", { sentence: text, next }));
}

/**
 * The sentence with those it is for, booking and cost in front, where it is not simply open to everyone.
 * @param {Catalogue} words
 * @param {Opening} opening
 * @param {string} sentence
 * @returns {string}
 */
function forWhom(words, opening, sentence) {
  const who = sayWho(words, opening);
  return who ? say(words, "state.for", { who, sentence }) : sentence;
}

/**
 * @param {Catalogue} words
 * @param {Date} at
 * @param {Opening[]} now
 * @param {number | null} walkMinutes
 * @returns {string}
 */
function open(words, at, now, walkMinutes) {
  if (!now.length) return say(words, "state.open");
  // What anyone may walk into goes before what is for some; of those, what lasts longest.
  const rank = (/** @type {Opening} */ opening) => Number(Boolean(opening.doubt)) * 2 + Number(sayWho(words, opening) !== "");
  const ends = (/** @type {Opening} */ opening) => new Date(opening.ends).getTime();
  const [chosen] = [...now].sort((a, b) => rank(a) - rank(b) || ends(b) - ends(a));
  if (chosen.doubt) return forWhom(words, chosen, say(words, "state.open.until_late"));
  return forWhom(words, chosen, openUntil(words, at, chosen.ends, walkMinutes));
}

/**
 * @param {Catalogue} words
 * @param {Date} at
 * @param {string} ends
 * @param {number | null} walkMinutes
 * @returns {string}
 */
function openUntil(words, at, ends, walkMinutes) {
  const minutesLeft = wholeMinutesUntil(at, ends);
  if (walkMinutes !== null && walkMinutes >= minutesLeft) return say(words, "state.open.closes_before_arrival");
  const closing = londonTime(ends);
  const time = clock(words, closing.minutes);
  if (minutesLeft < CLOSES_SOON_MINUTES) return sayCount(words, "state.open.closes_soon", minutesLeft, { time });
  const lastDay = evening(closing);
  const daysOff = lastDay - londonTime(at).day;
  if (daysOff === 0) return say(words, "state.open.until", { time });
  if (daysOff === 1) return say(words, "state.open.until_tomorrow", { time });
  if (daysOff > WEEKDAY_ALONE_DAYS) return say(words, "state.open.day_and_night");
  return say(words, "state.open.until_weekday", { time, weekday: weekdayName(words, lastDay) });
}

/**
 * The day that people give a time: midnight belongs to the evening before it, so "until midnight" is today.
 * @param {import("./phrases.js").LondonTime} time
 * @returns {number}
 */
function evening({ day, minutes }) {
  return minutes === 0 ? day - 1 : day;
}

/**
 * @param {Catalogue} words
 * @param {Date} at
 * @param {Opening[]} later
 * @param {string} why
 * @returns {string[]}
 */
function shut(words, at, later, why) {
  const parts = why ? [say(words, "state.closed.today", { why })] : [];
  if (!later.length) return parts.length ? parts : [say(words, "state.closed"), say(words, "state.no_opening_known")];
  const isToday = evening(londonTime(later[0].starts)) === londonTime(at).day;
  if (!parts.length && isToday) parts.push(say(words, "state.closed"));
  parts.push(opens(words, at, later[0]));
  const sure = later.find((opening) => !inDoubt(opening));
  return inDoubt(later[0]) && sure ? [...parts, opens(words, at, sure)] : parts;
}

/**
 * A missing closing time is no doubt about the door being open at the start.
 * @param {Opening} opening
 * @returns {boolean}
 */
function inDoubt({ doubt }) {
  return Boolean(doubt) && doubt !== "no_closing_time";
}

/**
 * "opens Tuesday at 10am", "may open tomorrow at 10am: bank holiday"
 * @param {Catalogue} words
 * @param {Date} at
 * @param {Opening} opening
 * @returns {string}
 */
function opens(words, at, opening) {
  const starts = londonTime(opening.starts);
  const today = londonTime(at).day;
  const day = evening(starts);
  const doubtful = inDoubt(opening);
  const said = say(words, (doubtful ? "state.may_open." : "state.opens.") + nearness(day - today), {
    time: clock(words, starts.minutes),
    weekday: weekdayName(words, day),
    date: calendarDate(words, day, today, { weekday: true }),
    why: doubtful && opening.doubt ? sayDoubt(words, opening.doubt) : "",
  });
  return forWhom(words, opening, said);
}

/**
 * @param {number} daysOff
 * @returns {"today" | "tomorrow" | "weekday" | "date"}
 */
function nearness(daysOff) {
  if (daysOff > WEEKDAY_ALONE_DAYS) return "date";
  return daysOff === 0 ? "today" : daysOff === 1 ? "tomorrow" : "weekday";
}

/**
 * @param {Catalogue} words
 * @param {Date} at
 * @param {Opening[]} appointments
 * @returns {string}
 */
function byAppointment(words, at, appointments) {
  const [first] = soonestFirst(appointments, at);
  if (!first) return say(words, "state.by_appointment");
  return say(words, "state.by_appointment.date", { opening: dated(words, first, londonTime(at).day) });
}

/**
 * Day, those it is for, and times: "Tuesday, for women only, 10am to midday"
 * @param {Catalogue} words
 * @param {Opening} opening
 * @param {number} today
 * @returns {string}
 */
function dated(words, opening, today) {
  const who = sayWho(words, opening);
  const date = dayName(words, londonTime(opening.starts).day, today);
  return say(words, who ? "opening.for" : "opening", { date, who, times: openingTimes(words, opening) });
}

/**
 * "today", "tomorrow", "Tuesday" or "Tuesday 5 January"
 * @param {Catalogue} words
 * @param {number} day
 * @param {number} today
 * @returns {string}
 */
function dayName(words, day, today) {
  const near = nearness(day - today);
  if (near === "weekday") return weekdayName(words, day);
  return near === "date" ? calendarDate(words, day, today, { weekday: true }) : say(words, `date.${near}`);
}

/**
 * @param {Catalogue} words
 * @param {Opening} opening
 * @returns {string}
 */
function openingTimes(words, opening) {
  const starts = londonTime(opening.starts);
  if (opening.doubt === "no_closing_time") return times(words, starts.minutes, null);
  const ends = londonTime(opening.ends);
  return times(words, starts.minutes, ends.minutes + (ends.day - starts.day) * MINUTES_A_DAY);
}
