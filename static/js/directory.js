// The directory on the phone: the server's compact document read into columns, and how each venue stands at a minute. Pure.

import { isoDay, londonDay, utcMinute } from "./london.js";
import { dayNumber } from "./phrases.js";
import { plain } from "./text.js";

/** @typedef {import("./geo.js").Point} Point */
/** @typedef {import("./hours.js").Schedule} Schedule */
/** @typedef {{ first_day: string, last_day: string, reason?: string, schedule?: number | null }} Closure */
/** @typedef {{ fact: string, first_day: string, last_day: string, note?: string }} Outage */
/** @typedef {{ note?: string, checked_on?: string | null, said_by?: string | null }} FactDetail */
/** @typedef {{ opening: number, doubt?: string | null, audience?: string, booking?: string, cost?: string }} Remark */
/**
 * A venue as `GET /api/directory` has it: what is empty or usual is left out.
 * @typedef {object} Venue
 * @property {string} slug
 * @property {string} name
 * @property {string} kind
 * @property {string} [address]
 * @property {string} [postcode]
 * @property {number} [lat]
 * @property {number} [lon]
 * @property {number} [ward]
 * @property {number} [lift]
 * @property {string} [access]  a letter for each of the document's facts: y, n, or ? for not known
 * @property {Record<string, FactDetail>} [access_details]
 * @property {number} [entrance_steps]
 * @property {string} [which_door]
 * @property {Outage[]} [outages]
 * @property {number[]} [provision]
 * @property {string[]} [languages]
 * @property {boolean} [paused]
 * @property {number[]} [openings]
 * @property {Remark[]} [remarks]
 * @property {number[]} [appointments]
 * @property {number[]} [later]
 * @property {Schedule[]} [schedules]
 * @property {string} [hours_in_their_words]
 * @property {Closure[]} [closures]
 * @property {string} [about]
 * @property {string} [first_visit]
 * @property {string} [nearest_stop]
 * @property {boolean} [not_every_week]
 * @property {{ kind: string, value: string, label?: string }[]} [contacts]
 * @property {string} [confirmed_on]
 * @property {boolean} [listing_agreed]
 */
/**
 * @typedef {object} DirectoryDocument
 * @property {number} revision
 * @property {string} first_day
 * @property {number} starts
 * @property {number} days
 * @property {boolean} demonstration
 * @property {string[]} access
 * @property {string[]} provision
 * @property {{ gss: string, name: string, lat: number | null, lon: number | null }[]} wards
 * @property {{ name: string, lat: number, lon: number, aliases?: string[] }[]} areas
 * @property {string[]} attribution
 * @property {Venue[]} venues
 */
/**
 * One dated interval, UTC minutes, half-open. state: the best that it can be. sureUntil: from here on nobody knows.
 * @typedef {object} Opening
 * @property {number} start
 * @property {number} end
 * @property {number} sureUntil
 * @property {number} state
 * @property {string | null} doubt
 * @property {string} [audience]
 * @property {string} [booking]
 * @property {string} [cost]
 */
/**
 * The document, its openings that cover the minutes [starts, ends), and columns with a row for each venue.
 * @typedef {object} Directory
 * @property {DirectoryDocument} document
 * @property {Venue[]} venues
 * @property {number} starts
 * @property {number} ends
 * @property {Opening[][]} openings
 * @property {Opening[][]} appointments
 * @property {(Opening | null)[]} later
 * @property {string[]} names
 * @property {string[]} texts
 * @property {Int32Array} nameRanks
 * @property {Map<string, number>} slugs
 */

/** How a venue stands; the lower, the better. Open means open without doubt. */
export const OPEN_TO_ANYONE = 0;
export const OPEN_TO_SOME = 1;
export const DOUBTFUL = 2;
export const SHUT = 3;
export const NEVER = 2 ** 31 - 1;
/** An opening without a closing time counts as open for so long, and after that as doubtful. */
const SURE_WITHOUT_CLOSING_MINUTES = 120;
/** So far ahead the server counts openings when it says what opens soonest. */
const INDEX_MINUTES = 70 * 1440;

export const ROUTE = "wheelchair_route";
const ROUTE_FACTS = ["step_free_entrance", "doors_80cm", "step_free_inside", "accessible_toilet"];

/**
 * @param {DirectoryDocument} document
 * @returns {Directory}
 */
export function readDirectory(document) {
  const { venues, starts } = document;
  const names = venues.map((venue) => plain(venue.name));
  const byName = names.map((_, place) => place).sort((a, b) => (names[a] < names[b] ? -1 : names[a] > names[b] ? 1 : a - b));
  const nameRanks = new Int32Array(venues.length);
  byName.forEach((place, rank) => (nameRanks[place] = rank));
  return {
    document,
    venues,
    starts,
    ends: utcMinute(dayNumber(document.first_day) + document.days, 0),
    openings: venues.map((venue) => counted(venue.openings, starts, venue.remarks)),
    appointments: venues.map((venue) => counted(venue.appointments, starts)),
    later: venues.map((venue) => firstAfter(venue, starts)),
    names,
    texts: venues.map((venue) => plain(searchable(document, venue))),
    nameRanks,
    slugs: new Map(venues.map((venue, place) => [venue.slug, place])),
  };
}

/**
 * @param {DirectoryDocument} document
 * @param {Venue} venue
 * @returns {string}
 */
function searchable(document, { name, address = "", postcode = "", provision = [] }) {
  return [name, address, postcode, ...provision.map((place) => document.provision[place])].join(" ");
}

/**
 * Gaps and lengths in turn, as openings.
 * @param {number[]} [numbers]
 * @param {number} [starts]
 * @param {Remark[]} [remarks]
 * @returns {Opening[]}
 */
function counted(numbers = [], starts = 0, remarks = []) {
  /** @type {Opening[]} */
  const found = [];
  let start = starts;
  for (let place = 0; place < numbers.length; place += 2) {
    start += numbers[place];
    const end = start + numbers[place + 1];
    found.push({ start, end, sureUntil: end, state: OPEN_TO_ANYONE, doubt: null });
  }
  for (const { opening: place, ...remark } of remarks) {
    const { start: begin, end } = found[place];
    const { doubt = null, audience = "everyone", booking = "none" } = remark;
    const late = doubt === "no_closing_time";
    const forAll = audience === "everyone" && booking !== "needed";
    Object.assign(found[place], remark, {
      sureUntil: late ? Math.min(begin + SURE_WITHOUT_CLOSING_MINUTES, end) : end,
      state: doubt && !late ? DOUBTFUL : forAll ? OPEN_TO_ANYONE : OPEN_TO_SOME,
    });
  }
  return found;
}

/**
 * The first opening after those listed. The document does not say for whom it is: where no rule of the venue is for anyone, or
 * all of them depend on terms, it is not taken to be.
 * @param {Venue} venue
 * @param {number} starts
 * @returns {Opening | null}
 */
function firstAfter({ later, schedules = [] }, starts) {
  const [opening] = counted(later, starts);
  if (!opening) return null;
  const plainly = schedules.some(
    ({ kind = "drop_in", audience = "everyone", booking = "none", term = "always" }) =>
      kind === "drop_in" && audience === "everyone" && booking !== "needed" && term === "always",
  );
  return { ...opening, state: plainly && opening.start < starts + INDEX_MINUTES ? OPEN_TO_ANYONE : OPEN_TO_SOME };
}

/**
 * Whether the directory knows who is open at this minute. An old copy does not, nor does a phone whose clock is wrong.
 * @param {Directory} directory
 * @param {number} minute
 * @returns {boolean}
 */
export function covers(directory, minute) {
  return directory.starts <= minute && minute < directory.ends;
}

/**
 * @param {Directory} directory
 * @param {number} place
 * @param {number} minute
 * @returns {number} OPEN_TO_ANYONE ... SHUT
 */
export function stateAt(directory, place, minute) {
  let best = SHUT;
  for (const { start, end, sureUntil, state } of directory.openings[place]) {
    if (start > minute) break;
    if (minute < end) best = Math.min(best, minute < sureUntil ? state : DOUBTFUL);
  }
  return best;
}

/**
 * The first minute after `minute` at which it becomes open to anyone without doubt, or NEVER.
 * @param {Directory} directory
 * @param {number} place
 * @param {number} minute
 * @returns {number}
 */
export function nextStart(directory, place, minute) {
  for (const { start, state } of directory.openings[place]) if (start > minute && state === OPEN_TO_ANYONE) return start;
  const later = directory.later[place];
  return later && later.start > minute && later.state === OPEN_TO_ANYONE ? later.start : NEVER;
}

/**
 * The best state in the minutes [begin, end), and the first of them at which it is open to anyone, or NEVER.
 * @param {Directory} directory
 * @param {number} place
 * @param {number} begin
 * @param {number} end
 * @returns {[number, number]}
 */
export function bestBetween(directory, place, begin, end) {
  let [best, soonest] = [SHUT, NEVER];
  for (const opening of directory.openings[place]) {
    if (opening.start >= end) break;
    if (opening.end <= begin) continue;
    const sure = opening.sureUntil > begin;
    best = Math.min(best, sure ? opening.state : DOUBTFUL);
    if (sure && opening.state === OPEN_TO_ANYONE) soonest = Math.min(soonest, Math.max(opening.start, begin));
  }
  return [best, soonest];
}

/**
 * The status at a minute in the words of the public contract.
 * @param {Directory} directory
 * @param {number} place
 * @param {number} minute
 * @returns {"open" | "opens_later" | "closed" | "not_known" | "by_appointment" | "paused"}
 */
export function statusAt(directory, place, minute) {
  const venue = directory.venues[place];
  if (venue.paused) return "paused";
  const state = stateAt(directory, place, minute);
  if (state <= OPEN_TO_SOME) return "open";
  if (state === DOUBTFUL) return "not_known";
  const dayEnds = utcMinute(londonDay(minute) + 1, 0);
  const today = directory.openings[place].filter(({ start }) => minute < start && start < dayEnds);
  if (today.some((opening) => opening.state < DOUBTFUL)) return "opens_later";
  if (directory.appointments[place].some(({ start, end }) => start <= minute && minute < end)) return "by_appointment";
  if (today.length) return "not_known";
  const schedules = venue.schedules ?? [];
  if (!schedules.length) return "not_known";
  return schedules.every((schedule) => schedule.kind === "by_appointment") ? "by_appointment" : "closed";
}

/**
 * What is known of a fact on some days: 1 yes, 0 not known, -1 no. What is out of order on one of them is a no.
 * @param {Directory} directory
 * @param {number} place
 * @param {string} fact
 * @param {string} firstDay
 * @param {string} [lastDay]
 * @returns {1 | 0 | -1}
 */
export function known(directory, place, fact, firstDay, lastDay = firstDay) {
  if (fact === ROUTE) {
    const parts = ROUTE_FACTS.map((part) => known(directory, place, part, firstDay, lastDay));
    return /** @type {1 | 0 | -1} */ (Math.min(...parts));
  }
  const { outages = [], access = "" } = directory.venues[place];
  if (outages.some((out) => out.fact === fact && out.first_day <= lastDay && firstDay <= out.last_day)) return -1;
  const letter = access[directory.document.access.indexOf(fact)];
  return letter === "y" ? 1 : letter === "n" ? -1 : 0;
}

/**
 * @param {Directory} directory
 * @param {number} place
 * @returns {Point | null}
 */
export function pointOf(directory, place) {
  const { lat, lon } = directory.venues[place];
  return lat === undefined || lon === undefined || lat === null || lon === null ? null : { lat, lon };
}

/**
 * @param {number} minute
 * @returns {string} the London day, "2026-11-24"
 */
export function dayOf(minute) {
  return isoDay(londonDay(minute));
}
