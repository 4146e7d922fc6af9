// A venue as a card: door and state, name, how far, what a person needs there, when it was last checked. Markup, no DOM.

import { dayOf, known } from "./directory.js";
import { saidMiles, walkMinutes } from "./geo.js";
import { html } from "./html.js";
import { number, say, sayCount } from "./i18n.js";
import { standing } from "./standing.js";
import { sayChecked } from "./state.js";

/** @typedef {import("./i18n.js").Catalogue} Catalogue */
/** @typedef {import("./directory.js").Directory} Directory */
/** @typedef {import("./html.js").Markup} Markup */
/** @typedef {import("./rank.js").Match} Match */
/**
 * What every card depends on. needs: facts that this person asked for. pace: metres a minute.
 * @typedef {{ words: Catalogue, directory: Directory, minute: number, needs: string[], pace: number }} Reader
 */

/** Above so many minutes nobody walks: then miles alone are said. */
const WALK_MAX_MINUTES = 60;
const YES_NO_UNKNOWN = /** @type {const} */ ({ "1": "yes", "0": "unknown", "-1": "no" });

/**
 * @param {"open" | "doubt" | "shut"} door
 * @returns {Markup}
 */
export function doorOf(door) {
  return html`<svg class="door" data-door="${door}" aria-hidden="true" focusable="false"><use href="#door-${door}"></use></svg>`;
}

/**
 * @param {Reader} reader
 * @param {Match} match
 * @returns {Markup}
 */
export function card(reader, { place, metres }) {
  const { words, directory, minute, needs } = reader;
  const venue = directory.venues[place];
  const walk = metres === null ? null : walkMinutes(metres, reader.pace);
  const { door, text } = standing(words, directory, place, minute, walk);
  return html`<li class="card" data-state="${door}">
${doorOf(door)}
<div class="card-body">
<h3 class="card-name"><a href="/venues/${venue.slug}" data-app lang="en" dir="auto">${venue.name}</a></h3>
<p class="card-state">${text}</p>
${metres === null ? "" : html`<p class="card-far">${far(words, metres, walk)}</p>`}
${["place_of_welcome", "other"].includes(venue.kind) ? "" : html`<p class="card-kind">${say(words, `kind.${venue.kind}`)}</p>`}
${needs.length ? factList(reader, place, needs) : ""}
<p class="card-checked">${sayChecked(words, venue.confirmed_on ?? null, dayOf(minute))}</p>
</div>
</li>`;
}

/**
 * "8 minutes’ walk, 0.4 miles"
 * @param {Catalogue} words
 * @param {number} metres
 * @param {number | null} walk
 * @returns {string}
 */
export function far(words, metres, walk) {
  const miles = number(words, saidMiles(metres));
  if (walk !== null && saidMiles(metres) === 0) return sayCount(words, "app.far.close", walk);
  if (walk === null || walk > WALK_MAX_MINUTES) return say(words, "app.far.miles", { miles });
  return sayCount(words, "app.far.walk", walk, { miles });
}

/**
 * Facts as met, not known or not, each said whole.
 * @param {Reader} reader
 * @param {number} place
 * @param {string[]} facts
 * @returns {Markup}
 */
export function factList({ words, directory, minute }, place, facts) {
  const today = dayOf(minute);
  return html`<ul class="facts">${facts.map((fact) => {
    const state = YES_NO_UNKNOWN[known(directory, place, fact, today)];
    return html`<li data-fact="${state}">${say(words, `fact.${fact}.${state}`)}</li>`;
  })}</ul>`;
}

/**
 * @param {Reader} reader
 * @param {Match[]} matches
 * @returns {Markup}
 */
export function cardList(reader, matches) {
  return html`<ol class="cards">${matches.map((match) => card(reader, match))}</ol>`;
}
