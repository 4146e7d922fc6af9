// Schedules and closures as sentences: the phone's twin of the server's speaker, to the letter.
// It words schedule rows and never expands them. Pure: no DOM, no clock.

import { has, listed, number, say, sayCount, sentenceCase } from "./i18n.js";
import {
  ALL_DAYS, bits, calendarDate, dayNumber, months, nthDays, times, usualDays, weekdayOf,
} from "./phrases.js";

/** @typedef {import("./i18n.js").Catalogue} Catalogue */
/** @typedef {[number | null, number | null]} Times  opens and closes, minutes after local midnight */

/**
 * One repeating rule as the server encodes it; what is left out has its usual value.
 * @typedef {object} Schedule
 * @property {number} [id]
 * @property {number} [weekdays]  bit 0 is Monday
 * @property {number} [every_weeks]
 * @property {string | null} [anchor]  a date in a week that counts
 * @property {number} [nth]  bit 0 is the 1st ... bit 4 the 5th, bit 5 the last
 * @property {number} [months]  bit 0 is January
 * @property {number | null} [opens]
 * @property {number | null} [closes]
 * @property {string | null} [valid_from]
 * @property {string | null} [valid_to]
 * @property {"not_said" | "as_usual" | "closed" | "only"} [bank_holidays]
 * @property {"always" | "term_only" | "holidays_only"} [term]
 * @property {"drop_in" | "by_appointment"} [kind]
 * @property {string} [label]
 * @property {string} [note]
 * @property {string} [audience]
 * @property {number | null} [min_age]
 * @property {number | null} [max_age]
 * @property {string} [booking]
 * @property {string} [cost]
 * @property {string} [cost_note]
 * @property {string[]} [languages]
 */

/** @typedef {{ id?: number, first_day: string, last_day: string, reason?: string, schedule_id?: number | null }} Closure */
/**
 * @typedef {{ day: string, opens: number, closes?: number | null, reason?: string, audience?: string, booking?: string,
 *   cost?: string }} ExtraOpening
 */

const EVERY_NTH = 31;
const ALL_MONTHS = 4095;
const CLOSURES_AHEAD_DAYS = 92;

/** @type {Required<Omit<Schedule, "id">>} */
const USUAL = {
  weekdays: 0, every_weeks: 1, anchor: null, nth: 0, months: 0, opens: null, closes: null, valid_from: null, valid_to: null,
  bank_holidays: "not_said", term: "always", kind: "drop_in", label: "", note: "", audience: "everyone", min_age: null,
  max_age: null, booking: "none", cost: "free", cost_note: "", languages: [],
};

/** @typedef {Omit<typeof USUAL, "anchor"> & { anchor: number | null }} Rule  a schedule whose anchor is the number of a day */

/**
 * One sentence for each schedule; days with the same times and times on the same days share one.
 * @param {Catalogue} words
 * @param {Schedule[]} schedules
 * @returns {string[]}
 */
export function scheduleSentences(words, schedules) {
  return merged(schedules).map(([rule, found]) => sentenceCase(sentence(words, rule, found)));
}

/**
 * All schedules as one text, a full stop after each sentence.
 * @param {Catalogue} words
 * @param {Schedule[]} schedules
 * @returns {string}
 */
export function saySchedules(words, schedules) {
  return scheduleSentences(words, schedules)
    .map((text) => say(words, "schedule.full_stop", { sentence: text }))
    .reduce((text, next) => (text ? say(words, "schedule.together", { sentences: text, sentence: next }) : next), "");
}

/**
 * "Closed 24 December to 2 January: no heating"
 * @param {Catalogue} words
 * @param {Closure} closure
 * @param {{ today?: string | null, schedules?: Schedule[] }} [options]
 * @returns {string}
 */
export function sayClosure(words, closure, { today = null, schedules = [] } = {}) {
  const reason = closureReason(words, closure.reason ?? "");
  const near = today === null ? null : dayNumber(today);
  const key = closure.first_day === closure.last_day ? "closure.one_day" : "closure.days";
  const said = say(words, key + (reason ? ".reason" : ""), {
    first: calendarDate(words, dayNumber(closure.first_day), near),
    last: calendarDate(words, dayNumber(closure.last_day), near),
    reason,
  });
  const of = closure.schedule_id ?? null;
  const schedule = of === null ? undefined : schedules.find((row) => (row.id ?? 0) === of);
  if (!schedule) return said;
  const rule = plain(schedule);
  return say(words, "closure.of_schedule", { closure: said, schedule: sentence(words, rule, [[rule.opens, rule.closes]]) });
}

/**
 * A listed reason in words, any other as the host wrote it.
 * @param {Catalogue} words
 * @param {string} reason
 * @returns {string}
 */
export function closureReason(words, reason) {
  const key = `closure.reason.${reason.trim()}`;
  return has(words, key) ? say(words, key) : reason.trim();
}

/**
 * The closures that are on or begin soon, soonest first.
 * @param {Catalogue} words
 * @param {Closure[]} closures
 * @param {string} today
 * @param {{ schedules?: Schedule[], days?: number }} [options]
 * @returns {string[]}
 */
export function closuresAhead(words, closures, today, { schedules = [], days = CLOSURES_AHEAD_DAYS } = {}) {
  const until = dayNumber(today) + days;
  const order = (/** @type {Closure} */ closure) => `${closure.first_day} ${closure.last_day}`;
  return closures
    .filter((closure) => closure.last_day >= today && dayNumber(closure.first_day) < until)
    .sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : (a.id ?? 0) - (b.id ?? 0)))
    .map((closure) => sayClosure(words, closure, { today, schedules }));
}

/**
 * "Also open Saturday 12 December, 10am to midday: carols"
 * @param {Catalogue} words
 * @param {ExtraOpening} extra
 * @param {{ today?: string | null }} [options]
 * @returns {string}
 */
export function sayExtraOpening(words, extra, { today = null } = {}) {
  const said = sayWho(words, extra);
  const near = today === null ? null : dayNumber(today);
  return say(words, "extra_opening" + (said ? ".for" : "") + (extra.reason ? ".reason" : ""), {
    date: calendarDate(words, dayNumber(extra.day), near, { weekday: true }),
    who: said,
    times: times(words, extra.opens, extra.closes ?? null),
    reason: extra.reason ?? "",
  });
}

/**
 * Who it is for, whether to book and what it costs; "" when it is for everyone, free, without booking.
 * @param {Catalogue} words
 * @param {{ audience?: string, booking?: string, cost?: string }} opening
 * @returns {string}
 */
export function sayWho(words, { audience = "everyone", booking = "none", cost = "free" }) {
  return who(words, { ...USUAL, audience, booking, cost });
}

/**
 * Rules with all their times: days with equal times become one rule, then times with equal days.
 * @param {Schedule[]} schedules
 * @returns {[Rule, Times[]][]}
 */
function merged(schedules) {
  /** @type {Map<string, Rule>} */
  const byDays = new Map();
  for (const schedule of schedules) {
    const rule = plain(schedule);
    const key = JSON.stringify({ ...rule, weekdays: 0 });
    byDays.set(key, { ...rule, weekdays: rule.weekdays | (byDays.get(key)?.weekdays ?? 0) });
  }
  /** @type {Map<string, [Rule, Times[]]>} */
  const byTimes = new Map();
  for (const rule of byDays.values()) {
    const untimed = { ...rule, opens: null, closes: null };
    const key = JSON.stringify(untimed);
    const [, found] = byTimes.get(key) ?? [untimed, []];
    byTimes.set(key, [untimed, [...found, [rule.opens, rule.closes]]]);
  }
  for (const [, found] of byTimes.values()) {
    const order = (/** @type {number | null} */ opens) => opens ?? Infinity;
    found.sort((a, b) => (a[0] === b[0] ? (a[1] ?? 0) - (b[1] ?? 0) : order(a[0]) - order(b[0])));
  }
  return [...byTimes.values()];
}

/**
 * The rule without what is not said in its sentence and its fields in one order, so that rules which mean the same are equal.
 * A rule of every few weeks keeps one date: the first that it may fall on, or the Monday before when that is the week's first.
 * @param {Schedule} schedule
 * @returns {Rule}
 */
function plain(schedule) {
  const rule = { ...USUAL };
  for (const field of Object.keys(USUAL)) {
    const given = /** @type {Record<string, any>} */ (schedule)[field];
    if (given !== undefined) Object.assign(rule, { [field]: given });
  }
  const anchor = rule.every_weeks > 1 && rule.anchor !== null ? dayNumber(rule.anchor) : null;
  const weekdays = rule.weekdays || (rule.bank_holidays === "only" ? ALL_DAYS : 0);
  const first = anchor === null ? null : firstDay({ ...rule, weekdays, anchor });
  return {
    ...rule,
    weekdays,
    anchor: first !== null && weekdayOf(first) === bits(weekdays)[0] ? first - weekdayOf(first) : first,
    valid_from: anchor === null ? rule.valid_from : null,
    nth: (rule.nth & EVERY_NTH) === EVERY_NTH ? 0 : rule.nth,
    months: rule.months === ALL_MONTHS ? 0 : rule.months,
  };
}

/**
 * The first day on which a rule of every few weeks may fall, null when it has no anchor. A rule that ends before it can fall,
 * or has no days, keeps the day on which it begins.
 * @param {Rule} rule
 * @returns {number | null}
 */
function firstDay({ anchor, valid_from, valid_to, weekdays, every_weeks }) {
  if (anchor === null) return null;
  const begins = Math.max(anchor, valid_from ? dayNumber(valid_from) : anchor);
  const ends = valid_to ? dayNumber(valid_to) : Infinity;
  const span = 7 * every_weeks;
  const counted = anchor - weekdayOf(anchor);
  const monday = counted + Math.floor((begins - counted) / span) * span;
  const days = [monday, monday + span].flatMap((week) => bits(weekdays).map((bit) => week + bit));
  return days.find((day) => begins <= day && day <= ends) ?? begins;
}

/**
 * @param {Catalogue} words
 * @param {Rule} rule
 * @param {Times[]} found
 * @returns {string}
 */
function sentence(words, rule, found) {
  let said = when(words, rule, found);
  for (const qualifier of qualifiers(words, rule)) {
    said = said ? say(words, "schedule.qualified", { sentence: said, qualifier }) : qualifier;
  }
  const forWhom = who(words, rule);
  if (forWhom) said = say(words, "schedule.for", { who: forWhom, sentence: said });
  const note = rule.note.trim().replace(/\.+$/, "");
  return rule.note.trim() ? say(words, "schedule.noted", { sentence: said, note }) : said;
}

/**
 * Days and times: "1st and 3rd Thursday of the month, 2pm to 4pm"; "" where neither is known.
 * @param {Catalogue} words
 * @param {Rule} rule
 * @param {Times[]} found
 * @returns {string}
 */
function when(words, rule, found) {
  const timed = found.flatMap(([opens, closes]) => (opens === null ? [] : [times(words, opens, closes)]));
  let said = timed.length ? listed(words, timed) : "";
  if (!said && rule.kind === "drop_in") said = say(words, "schedule.times_not_known");
  if (!rule.weekdays) return said;
  const days = daysOf(words, rule);
  return said ? say(words, "schedule.timed", { when: days, times: said }) : days;
}

/**
 * @param {Catalogue} words
 * @param {Rule} rule
 * @returns {string}
 */
function daysOf(words, rule) {
  if (rule.every_weeks > 1) return everyWeeks(words, rule);
  if (rule.nth) return say(words, "schedule.nth", { days: nthDays(words, rule.nth, rule.weekdays) });
  if (onBankHolidaysAlone(rule)) return say(words, "schedule.only_bank_holidays");
  if (rule.valid_from && onOneDay(rule)) {
    return say(words, "schedule.one_day", { date: calendarDate(words, dayNumber(rule.valid_from), null, { weekday: true }) });
  }
  return say(words, "schedule.weekly", { days: usualDays(words, rule.weekdays) });
}

/**
 * "every 2 weeks on Tuesday from 6 January 2026"; several days come last, so that all are meant.
 * @param {Catalogue} words
 * @param {Rule} rule
 * @returns {string}
 */
function everyWeeks(words, rule) {
  const days = usualDays(words, rule.weekdays, "day");
  const first = firstDay(rule);
  if (first === null) return sayCount(words, "schedule.every_weeks.no_date", rule.every_weeks, { days });
  const several = rule.weekdays & (rule.weekdays - 1) ? ".several" : "";
  const dates = valid(words, first, rule.valid_to ? dayNumber(rule.valid_to) : null);
  return sayCount(words, `schedule.every_weeks${several}`, rule.every_weeks, { days, dates });
}

/**
 * A rule for bank holidays on whatever weekday they fall is said without the days of the week.
 * @param {Rule} rule
 * @returns {boolean}
 */
function onBankHolidaysAlone(rule) {
  return rule.bank_holidays === "only" && rule.weekdays === ALL_DAYS && rule.every_weeks === 1 && !rule.nth;
}

/**
 * A rule that holds on one day, bank holiday or not, is said as that date.
 * @param {Rule} rule
 * @returns {boolean}
 */
function onOneDay(rule) {
  const day = rule.valid_from;
  const plainRule = rule.every_weeks === 1 && !rule.nth && !rule.months && rule.bank_holidays === "as_usual";
  return plainRule && Boolean(day) && day === rule.valid_to && ((rule.weekdays >> weekdayOf(dayNumber(day ?? ""))) & 1) === 1;
}

/**
 * What narrows the days and times, in the order in which it is said.
 * @param {Catalogue} words
 * @param {Rule} rule
 * @returns {string[]}
 */
function qualifiers(words, rule) {
  const found = rule.kind === "by_appointment" ? [say(words, "schedule.by_appointment")] : [];
  if (rule.every_weeks > 1 && rule.nth && rule.weekdays) {
    found.push(say(words, "schedule.nth_too", { days: nthDays(words, rule.nth, rule.weekdays) }));
  }
  if (rule.months) found.push(say(words, "schedule.months", { months: months(words, rule.months) }));
  const datesAreSaid = onOneDay(rule) || (rule.every_weeks > 1 && rule.anchor !== null && rule.weekdays > 0);
  if ((rule.valid_from || rule.valid_to) && !datesAreSaid) {
    const [first, last] = [rule.valid_from, rule.valid_to].map((day) => (day ? dayNumber(day) : null));
    found.push(valid(words, first, last));
  }
  if (rule.term !== "always") found.push(say(words, `schedule.term.${rule.term}`));
  if (rule.bank_holidays !== "not_said" && !onBankHolidaysAlone(rule) && !onOneDay(rule)) {
    found.push(say(words, `schedule.bank_holidays.${rule.bank_holidays}`));
  }
  return found;
}

/**
 * @param {Catalogue} words
 * @param {number | null} first
 * @param {number | null} last
 * @returns {string}
 */
function valid(words, first, last) {
  const key = first !== null && last !== null ? "schedule.between" : first !== null ? "schedule.from" : "schedule.until";
  return say(words, key, {
    first: first === null ? "" : calendarDate(words, first),
    last: last === null ? "" : calendarDate(words, last),
  });
}

/**
 * Label, audience, ages, languages, booking and cost, in that order; "" when there is nothing to say.
 * @param {Catalogue} words
 * @param {Omit<Rule, "anchor">} rule
 * @returns {string}
 */
function who(words, rule) {
  const parts = [rule.label.trim()];
  if (rule.audience !== "everyone") parts.push(say(words, `audience.${rule.audience}`));
  parts.push(ages(words, rule.min_age, rule.max_age));
  for (const code of rule.languages) {
    const language = has(words, `language.${code}`) ? say(words, `language.${code}`) : code;
    parts.push(say(words, "languages.spoken", { language }));
  }
  if (rule.booking !== "none") parts.push(say(words, `booking.${rule.booking}`));
  parts.push(cost(words, rule));
  return parts.filter(Boolean).reduce((items, item) => (items ? say(words, "who.more", { items, item }) : item), "");
}

/**
 * "there is a charge (£2)"; "" for what is free and needs no more words; a note that says the cost stands alone.
 * @param {Catalogue} words
 * @param {Omit<Rule, "anchor">} rule
 * @returns {string}
 */
function cost(words, rule) {
  const note = rule.cost_note.trim();
  if (rule.cost === "free" && !note) return "";
  const said = say(words, `cost.${rule.cost}`);
  if (note.toLowerCase().startsWith(said.toLowerCase())) return note;
  return note ? say(words, "cost.noted", { cost: said, note }) : said;
}

/**
 * @param {Catalogue} words
 * @param {number | null} youngest
 * @param {number | null} oldest
 * @returns {string}
 */
function ages(words, youngest, oldest) {
  if (youngest === null && oldest === null) return "";
  const key = youngest === null ? "ages.up_to" : oldest === null ? "ages.from" : "ages.between";
  return say(words, key, { min: number(words, youngest ?? 0), max: number(words, oldest ?? 0) });
}
