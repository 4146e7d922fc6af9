// What narrows a search: where one stands, open now, today, a day and its part, needs, what is offered, languages. Markup.

import { html } from "../html.js";
import { say, sayCount } from "../i18n.js";
import { WEEKDAYS } from "../phrases.js";
import { PARTS } from "../week.js";

/** @typedef {import("../i18n.js").Catalogue} Catalogue */
/** @typedef {import("../html.js").Markup} Markup */
/** @typedef {import("../router.js").Search} Search */
/** @typedef {import("../directory.js").Directory} Directory */

/**
 * @param {Catalogue} words
 * @param {Directory} directory
 * @param {Search} search
 * @param {string[]} needs  kept on the phone
 * @param {boolean} unfolded
 * @returns {Markup}
 */
export function tools(words, directory, search, needs, unfolded) {
  const t = (/** @type {string} */ key) => say(words, key);
  const languages = languagesOf(directory);
  return html`<p class="near"><button class="button near-button" type="button" data-near aria-pressed="${String(search.kind === "near")}">${pin()}${t("app.near")}</button></p>
<div class="chips" role="group" aria-label="${t("app.filters")}">
${chip("open", search.open, t("app.chip.open"))}
${chip("day:today", search.day === "today", t("app.chip.today"))}
<a class="chip" href="/needs" data-app>${needs.length ? sayCount(words, "app.chip.needs", needs.length) : t("app.chip.needs.none")}</a>
</div>
<details class="filters"${unfolded ? html` open` : ""}>
<summary>${t("app.filters.more")}${filterCount(search) ? html` <span class="count">${sayCount(words, "app.filters.on", filterCount(search))}</span>` : ""}</summary>
<div class="filter-fields">
<p><label for="filter-day">${t("app.filter.day")}</label>
<select id="filter-day" data-select="day">${option("", search.day, t("app.filter.any_day"))}${option("today", search.day, t("app.chip.today"))}${WEEKDAYS.map((day) => option(day, search.day, t(`day.${day}`)))}</select></p>
<p><label for="filter-part">${t("app.filter.part")}</label>
<select id="filter-part" data-select="part">${option("", search.part, t("app.filter.any_part"))}${Object.keys(PARTS).map((part) => option(part, search.part, t(`app.part.${part}`)))}</select></p>
</div>
${group(t("app.filter.access"), ["wheelchair_route", ...directory.document.access].map((fact) => chip(`access:${fact}`, search.access.includes(fact), t(`fact.${fact}`))))}
${directory.document.provision.length ? group(t("app.filter.provision"), directory.document.provision.map((key) => chip(`provision:${key}`, search.provision.includes(key), named(words, `provision.${key}`, key)))) : ""}
${languages.length ? group(t("app.filter.languages"), languages.map((code) => chip(`languages:${code}`, search.languages.includes(code), named(words, `language.${code}`, code)))) : ""}
</details>`;
}

/**
 * @param {Search} search
 * @returns {number}
 */
function filterCount({ day, part, access, provision, languages }) {
  return Number(Boolean(day && day !== "today")) + Number(Boolean(part)) + access.length + provision.length + languages.length;
}

/**
 * Words for something that an operator may have added; its own name where there are none.
 * @param {Catalogue} words
 * @param {string} key
 * @param {string} name
 * @returns {string}
 */
export function named(words, key, name) {
  return words.messages[key] ?? name.replace(/_/g, " ");
}

/**
 * @param {Directory} directory
 * @returns {string[]}
 */
function languagesOf({ venues }) {
  const found = venues.flatMap(({ languages = [], schedules = [] }) => [...languages, ...schedules.flatMap((row) => row.languages ?? [])]);
  return [...new Set(found)].sort();
}

/**
 * @param {string} title
 * @param {Markup[]} chips
 * @returns {Markup}
 */
function group(title, chips) {
  return html`<fieldset class="chip-group"><legend>${title}</legend><div class="chips">${chips}</div></fieldset>`;
}

/**
 * @param {string} name
 * @param {boolean} on
 * @param {string} text
 * @returns {Markup}
 */
function chip(name, on, text) {
  return html`<button class="chip" type="button" data-chip="${name}" aria-pressed="${String(on)}">${text}</button>`;
}

/**
 * @param {string} value
 * @param {string} chosen
 * @param {string} text
 * @returns {Markup}
 */
function option(value, chosen, text) {
  return html`<option value="${value}"${value === chosen ? html` selected` : ""}>${text}</option>`;
}

/** @returns {Markup} */
function pin() {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><circle cx="12" cy="12" r="3.5"></circle><path d="M12 2v4M12 18v4M2 12h4M18 12h4"></path><circle cx="12" cy="12" r="7"></circle></svg>`;
}
