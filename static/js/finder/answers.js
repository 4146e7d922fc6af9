// The answer to a search as markup: groups of cards, how many there are, and what was given up so that nobody is left without.

import { cardList, doorOf } from "../cards.js";
import { OPEN_TO_SOME, covers, nextStart, stateAt } from "../directory.js";
import { html } from "../html.js";
import { say, sayCount } from "../i18n.js";
import { NEAREST_FEW, grouped, search } from "../rank.js";

/** @typedef {import("../cards.js").Reader} Reader */
/** @typedef {import("../html.js").Markup} Markup */
/** @typedef {import("../rank.js").Match} Match */
/** @typedef {import("../rank.js").Query} Query */
/** status: for the live region. body: the lists. headed: a heading in the body says what the status does. */
/** @typedef {{ status: string, body: Markup, headed?: boolean }} Shown */

/** Cards shown at first, and with each "Show more". */
export const PAGE_CARDS = 20;
/** Places offered before anything is asked, where nothing is open. */
const OPENING_NEXT = 10;

/**
 * @param {Reader} reader
 * @param {Query} query
 * @param {number} limit  cards in the first group
 * @returns {Shown}
 */
export function answered(reader, query, limit) {
  if (!reader.directory.venues.length) return nobodyYet(reader);
  const asks = reader.needs.length > 0;
  const groups = grouped(reader.directory, query);
  if (!groups.yes.length && !groups.ask.length) return instead(reader, query, groups.no);
  if (!asks) return plainly(reader, query, groups.yes, limit);
  const status = groups.yes.length
    ? sayCount(reader.words, "app.found.needs", groups.yes.length)
    : sayCount(reader.words, "app.found.needs.none", groups.ask.length);
  return { status, body: inGroups(reader, groups, limit) };
}

/**
 * @param {Reader} reader
 * @param {Query} query
 * @param {Match[]} found
 * @param {number} limit
 * @returns {Shown}
 */
function plainly(reader, query, found, limit) {
  const key = query.place ? "app.found.near" : "app.found";
  return { status: sayCount(reader.words, key, found.length), body: html`<h2 class="hidden">${say(reader.words, "app.places")}</h2>${limited(reader, found, limit)}` };
}

/**
 * @param {Reader} reader
 * @param {{ yes: Match[], ask: Match[], no: Match[] }} groups
 * @param {number} limit
 * @returns {Markup}
 */
function inGroups(reader, { yes, ask, no }, limit) {
  const { words } = reader;
  return html`
${yes.length ? html`<h2>${sayCount(words, "app.group.yes", yes.length)}</h2>${limited(reader, yes, limit)}` : ""}
${ask.length ? html`<h2>${sayCount(words, "app.group.ask", ask.length)}</h2><p class="group-note">${say(words, "app.group.ask.note")}</p>${limited(reader, ask, yes.length ? NEAREST_FEW : limit)}` : ""}
${no.length ? html`<details class="more"><summary>${sayCount(words, "app.group.no", no.length)}</summary>${cardList(reader, no)}</details>` : ""}`;
}

/**
 * Nothing answers the whole question: what was given up, and the nearest.
 * @param {Reader} reader
 * @param {Query} query
 * @param {Match[]} no
 * @returns {Shown}
 */
function instead(reader, query, no) {
  const { words } = reader;
  const near = search(reader.directory, { ...query, limit: NEAREST_FEW });
  const matches = near.matches.length ? near.matches : no.slice(0, NEAREST_FEW);
  const reason = near.relaxed[near.relaxed.length - 1] ?? (near.matches.length ? "needs" : "access");
  const status = say(words, `app.instead.${reason}`);
  return { status, body: html`<h2>${say(words, query.place ? "app.instead.nearest" : "app.instead.others")}</h2>${cardList(reader, matches)}` };
}

/**
 * Before anything is asked: who is open now, in no order of nearness; where nobody is, who opens next.
 * @param {Reader} reader
 * @param {string} area
 * @param {number} limit
 * @returns {Shown}
 */
export function acrossTheArea(reader, area, limit) {
  const { words, directory, minute } = reader;
  if (!directory.venues.length) return nobodyYet(reader);
  const all = search(directory, { at: minute, limit: Infinity }).matches;
  if (!covers(directory, minute)) {
    return { status: say(words, "app.stale.all", { area }), body: html`<h2 class="hidden">${say(words, "app.places")}</h2>${limited(reader, all, limit)}` };
  }
  const open = all.filter(({ place }) => stateAt(directory, place, minute) <= OPEN_TO_SOME);
  if (open.length) {
    const body = html`<h2>${say(words, "app.open_now.heading", { area })}</h2>${limited(reader, open, limit)}`;
    return { status: sayCount(words, "app.open_now", open.length), body, headed: true };
  }
  const soon = all.map((match) => ({ match, start: nextStart(directory, match.place, minute) }));
  soon.sort((a, b) => a.start - b.start);
  const next = soon.slice(0, OPENING_NEXT).map(({ match }) => match);
  return {
    status: say(words, "app.open_now.none"),
    body: html`<h2>${say(words, "app.open_next.heading", { area })}</h2>${limited(reader, next, limit)}`,
  };
}

/**
 * @param {Reader} reader
 * @param {Match[]} matches
 * @param {number} limit
 * @returns {Markup}
 */
function limited(reader, matches, limit) {
  const left = matches.length - limit;
  return html`${cardList(reader, matches.slice(0, limit))}
${left > 0 ? html`<p class="more"><button class="button quiet" type="button" data-more>${sayCount(reader.words, "app.more", Math.min(left, PAGE_CARDS))}</button></p>` : ""}`;
}

/**
 * @param {Reader} reader
 * @returns {Shown}
 */
function nobodyYet({ words }) {
  return { status: say(words, "app.empty"), body: html`<div class="plain-state">${doorOf("shut")}<p>${say(words, "app.empty.next")}</p></div>` };
}
