// Where to go: the server's search, on the phone, in the same order, so that nobody need be told where somebody is. Pure.
//
// Walking times fall into bands of five minutes. Within a band what is open comes first, then venues in priority wards, then
// what opens soonest, then the nearest.

import {
  DOUBTFUL, NEVER, OPEN_TO_ANYONE, OPEN_TO_SOME, SHUT, bestBetween, dayOf, known, nextStart, pointOf, stateAt,
} from "./directory.js";
import { PACES, band, walkMinutes, wholeMetres } from "./geo.js";
import { isoDay, utcMinute } from "./london.js";
import { matcher, plain } from "./text.js";

/** @typedef {import("./directory.js").Directory} Directory */
/** @typedef {import("./geo.js").Point} Point */
/**
 * A question. at: UTC minute. days: numbers of London days of which any will do, from fromMinute to untilMinute after their
 * midnights. on_arrival: with open_only, open when one gets there, with some time left.
 * @typedef {object} Query
 * @property {number} at
 * @property {Point | null} [place]
 * @property {number | null} [within_m]
 * @property {string | null} [ward]
 * @property {string} [text]
 * @property {number[]} [days]
 * @property {number} [from_minute]
 * @property {number} [until_minute]
 * @property {boolean} [open_only]
 * @property {boolean} [on_arrival]
 * @property {string[]} [access]
 * @property {boolean} [include_unknown]
 * @property {string[]} [provision]
 * @property {string[]} [languages]
 * @property {string[]} [audiences]
 * @property {number} [pace]
 * @property {"welcome" | "distance"} [order]
 * @property {number} [limit]
 * @property {number} [offset]
 */
/** @typedef {{ place: number, metres: number | null, needs: 1 | 0 | -1 }} Match  needs: all met, ask first, or some known no */
/** @typedef {"within_m" | "include_unknown" | "time" | "needs"} GivenUp */
/** @typedef {{ total: number, relaxed: GivenUp[], matches: Match[] }} Answer */
/** @typedef {Required<Query>} Asked */

/** How many are offered when nothing answers the question. */
export const NEAREST_FEW = 3;
/** Minutes that must be left on arrival for it to be worth the walk. */
export const LEFT_ON_ARRIVAL_MINUTES = 20;
const LAST_BAND = 2 ** 14 - 1;
const LONGEST_WAIT = 2 ** 20 - 1;
const FURTHEST_M = 2 ** 22 - 1;

/** @type {Omit<Asked, "at">} */
const USUAL = {
  place: null, within_m: null, ward: null, text: "", days: [], from_minute: 0, until_minute: 1440, open_only: false,
  on_arrival: false, access: [], include_unknown: false, provision: [], languages: [], audiences: [], pace: PACES.usual,
  order: "welcome", limit: 20, offset: 0,
};

/**
 * The venues that answer a question, in order; the nearest few when none does, and what was given up.
 * @param {Directory} directory
 * @param {Query} query
 * @returns {Answer}
 */
export function search(directory, query) {
  const asked = { ...USUAL, ...query };
  const found = matching(directory, asked);
  if (found.length) return { total: found.length, relaxed: [], matches: page(directory, asked, found) };
  for (const [relaxed, easier] of everEasier(asked)) {
    const near = matching(directory, easier);
    if (near.length) return { total: 0, relaxed, matches: page(directory, easier, near) };
  }
  return { total: 0, relaxed: [], matches: [] };
}

/**
 * The venues in order, in three groups: needs met, ask first, known not to be met.
 * @param {Directory} directory
 * @param {Query} query
 * @returns {{ yes: Match[], ask: Match[], no: Match[] }}
 */
export function grouped(directory, query) {
  const asked = { ...USUAL, ...query, limit: Infinity, include_unknown: true };
  const days = daysOf(asked);
  const found = ordered(directory, asked, matching(directory, { ...asked, access: [] })).map((row) => ({
    ...row, needs: needsOf(directory, asked.access, days, row.place),
  }));
  const group = (/** @type {number} */ needs) => found.filter((row) => row.needs === needs).map(matchOf);
  return { yes: group(1), ask: group(0), no: group(-1) };
}

/**
 * The question with ever more of it given up. A known no is never turned into a yes.
 * @param {Asked} asked
 * @returns {Generator<[GivenUp[], Asked]>}
 */
function* everEasier(asked) {
  /** @type {GivenUp[]} */
  let relaxed = [];
  let easier = { ...asked, offset: 0, limit: Math.min(NEAREST_FEW, asked.limit) };
  if (asked.within_m !== null || asked.ward) {
    relaxed = [...relaxed, "within_m"];
    easier = { ...easier, within_m: null, ward: null };
    yield [relaxed, easier];
  }
  if (asked.access.length && !asked.include_unknown) {
    relaxed = [...relaxed, "include_unknown"];
    easier = { ...easier, include_unknown: true };
    yield [relaxed, easier];
  }
  if (asked.days.length || asked.open_only) {
    relaxed = [...relaxed, "time"];
    easier = { ...easier, days: [], open_only: false };
    yield [relaxed, easier];
  }
  if (asked.text || asked.provision.length || asked.languages.length || asked.audiences.length) {
    yield [[...relaxed, "needs"], { ...easier, text: "", provision: [], languages: [], audiences: [] }];
  }
}

/**
 * @typedef {object} Row  a venue that answers, with what its place in the order depends on
 * @property {number} place
 * @property {number | null} metres
 * @property {1 | 0 | -1} needs
 * @property {number} alike
 * @property {number} state
 * @property {number} soonest
 * @property {number} high
 * @property {number} low
 */

/**
 * @param {Directory} directory
 * @param {Asked} asked
 * @returns {Row[]}
 */
function matching(directory, asked) {
  const alikeness = matcher(plain(asked.text));
  const days = daysOf(asked);
  const offers = offersWanted(directory, asked);
  const spans = spansOf(asked);
  /** @type {Row[]} */
  const found = [];
  for (let place = 0; place < directory.venues.length; place += 1) {
    const venue = directory.venues[place];
    const point = pointOf(directory, place);
    const metres = asked.place && point ? wholeMetres(asked.place, point.lat, point.lon) : null;
    if (asked.place && asked.within_m !== null && (metres === null || metres > asked.within_m)) continue;
    if (asked.ward && directory.document.wards[venue.ward ?? -1]?.gss !== asked.ward) continue;
    if (!offered(venue, offers)) continue;
    const needs = needsOf(directory, asked.access, days, place);
    if (needs < (asked.include_unknown ? 0 : 1)) continue;
    const alike = asked.text ? alikeness(directory.names[place], directory.texts[place]) : 0;
    if (asked.text && alike === 0) continue;
    const [state, soonest] = when(directory, asked, place, spans, metres);
    if (asked.open_only ? state > OPEN_TO_SOME : spans && state > DOUBTFUL) continue;
    found.push({ place, metres, needs, alike, state, soonest, high: 0, low: 0 });
  }
  return found;
}

/**
 * @param {Asked} asked
 * @returns {[string, string]} the first and the last day asked about
 */
function daysOf({ days, at }) {
  return days.length ? [isoDay(days[0]), isoDay(days[days.length - 1])] : [dayOf(at), dayOf(at)];
}

/**
 * @param {Directory} directory
 * @param {string[]} access
 * @param {[string, string]} days
 * @param {number} place
 * @returns {1 | 0 | -1}
 */
function needsOf(directory, access, [first, last], place) {
  if (!access.length) return 1;
  const worst = access.map((fact) => known(directory, place, fact, first, last));
  return /** @type {1 | 0 | -1} */ (Math.min(...worst));
}

/**
 * @param {Directory} directory
 * @param {Asked} asked
 */
function offersWanted({ document }, { provision, languages, audiences }) {
  return { provision: provision.map((key) => document.provision.indexOf(key)), languages, audiences };
}

/**
 * @param {import("./directory.js").Venue} venue
 * @param {ReturnType<typeof offersWanted>} wanted
 * @returns {boolean}
 */
function offered({ provision = [], languages = [], schedules = [] }, wanted) {
  const speaks = (/** @type {string} */ code) =>
    languages.includes(code) || schedules.some((row) => (row.languages ?? []).includes(code));
  const isFor = (/** @type {string} */ audience) => schedules.some((row) => (row.audience ?? "everyone") === audience);
  if (!wanted.provision.every((key) => provision.includes(key))) return false;
  return wanted.languages.every(speaks) && (!wanted.audiences.length || wanted.audiences.some(isFor));
}

/**
 * The hours of the days asked for that are not over, null when none are asked for.
 * @param {Asked} asked
 * @returns {[number, number][] | null}
 */
function spansOf({ days, from_minute, until_minute, at }) {
  if (!days.length) return null;
  return days.map((day) => [Math.max(utcMinute(day, from_minute), at), utcMinute(day, until_minute)]);
}

/**
 * @param {Directory} directory
 * @param {Asked} asked
 * @param {number} place
 * @param {[number, number][] | null} spans
 * @param {number | null} metres
 * @returns {[number, number]} the state (the best one in the hours asked for, if any) and when it next opens
 */
function when(directory, asked, place, spans, metres) {
  if (!spans) {
    const walk = asked.open_only && asked.on_arrival && metres !== null ? walkMinutes(metres, asked.pace) : null;
    if (walk !== null) return [stateFor(directory, place, asked.at + walk), NEVER];
    return [stateAt(directory, place, asked.at), nextStart(directory, place, asked.at)];
  }
  let [best, soonest] = [SHUT, NEVER];
  for (const [begin, end] of spans) {
    if (begin >= end) continue;
    const [state, start] = bestBetween(directory, place, begin, end);
    best = Math.min(best, state);
    soonest = Math.min(soonest, start);
  }
  return [best, soonest];
}

/**
 * The worse state of two moments: when one gets there, and with some time left.
 * @param {Directory} directory
 * @param {number} place
 * @param {number} arrival
 * @returns {number}
 */
function stateFor(directory, place, arrival) {
  return Math.max(stateAt(directory, place, arrival), stateAt(directory, place, arrival + LEFT_ON_ARRIVAL_MINUTES - 1));
}

/**
 * @param {Directory} directory
 * @param {Asked} asked
 * @param {Row[]} found
 * @returns {Match[]}
 */
function page(directory, asked, found) {
  return ordered(directory, asked, found).slice(asked.offset, asked.offset + asked.limit).map(matchOf);
}

/**
 * @param {Row} row
 * @returns {Match}
 */
function matchOf({ place, metres, needs }) {
  return { place, metres, needs };
}

/**
 * The rows in order; equal ones stay as they are, by slug. The order is two numbers, as the server's 62 bits do not fit one.
 * @param {Directory} directory
 * @param {Asked} asked
 * @param {Row[]} found
 * @returns {Row[]}
 */
function ordered(directory, asked, found) {
  const byWords = asked.text !== "" && asked.order === "welcome";
  for (const row of found) [row.high, row.low] = nearness(directory, asked, row);
  return found.sort((a, b) => (byWords && b.alike - a.alike) || a.high - b.high || a.low - b.low || a.place - b.place);
}

/**
 * @param {Directory} directory
 * @param {Asked} asked
 * @param {Row} row
 * @returns {[number, number]} the lower, the sooner it is told
 */
function nearness(directory, asked, { place, metres, needs, state, soonest }) {
  const plainly = directory.venues[place].lift ? 0 : 1;
  if (asked.order !== "distance" && !asked.place) return [plainly, directory.nameRanks[place]];
  const far = metres === null ? FURTHEST_M : Math.min(metres, FURTHEST_M);
  if (asked.order === "distance") return [0, far];
  const walk = metres === null ? LAST_BAND : Math.min(band(far, asked.pace), LAST_BAND - 1);
  const forMe = asked.audiences.length && state === OPEN_TO_SOME ? OPEN_TO_ANYONE : state;
  const openness = Math.min(forMe, DOUBTFUL);
  const timeless = openness <= OPEN_TO_SOME || (asked.open_only && !asked.days.length);
  const wait = timeless ? 0 : Math.min(Math.max(soonest - asked.at, 0), LONGEST_WAIT);
  const asks = asked.include_unknown && needs === 0 ? 1 : 0;
  return [((asks * 2 ** 14 + walk) * 4 + openness) * 2 + plainly, wait * 2 ** 22 + far];
}
