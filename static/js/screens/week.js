// "Fits my week": somebody ticks when they are free, and sees where a welcome is open then.

import { cardList } from "../cards.js";
import { pointOf } from "../directory.js";
import { wholeMetres } from "../geo.js";
import { html } from "../html.js";
import { listed, say, sayCount } from "../i18n.js";
import { WEEKDAYS, bits } from "../phrases.js";
import { PARTS, fitting, smallestSet } from "../week.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../week.js").HalfDay} HalfDay */
/** @typedef {import("../week.js").Part} Part */

const PART_NAMES = /** @type {Part[]} */ (Object.keys(PARTS));

/** @type {import("../app.js").Screen} */
export function showWeek(app, root) {
  const { words } = app;
  const free = new Set(new URLSearchParams(location.hash.slice(1)).get("free")?.split(",") ?? []);
  root.onclick = null;
  root.innerHTML = String(html`<h1 tabindex="-1">${say(words, "app.week.heading")}</h1>
<p class="lede">${say(words, "app.week.lede")}</p>
<form class="week" aria-label="${say(words, "app.week.caption")}">${WEEKDAYS.map((day) => html`<div class="day" role="group" aria-labelledby="day-${day}">
<span class="day-name" id="day-${day}">${say(words, `day.${day}`)}</span>${PART_NAMES.map((part) => {
    const key = `${day}-${part}`;
    const said = say(words, `app.part.${part}`);
    const label = say(words, "app.week.half_day", { day: say(words, `day.${day}`), part: said });
    return html`<label class="tick"><input type="checkbox" value="${key}" aria-label="${label}"${free.has(key) ? html` checked` : ""}><span aria-hidden="true">${said}</span></label>`;
  })}</div>`)}</form>
<p class="status" role="status" id="week-status"></p>
<div id="week-results"></div>`);
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  form.addEventListener("change", () => {
    const ticked = [...form.querySelectorAll("input:checked")].map((box) => /** @type {HTMLInputElement} */ (box).value);
    history.replaceState(history.state, "", ticked.length ? `/week#free=${ticked.join(",")}` : "/week");
    answer(app, root, ticked);
  });
  answer(app, root, [...free]);
}

/**
 * @param {App} app
 * @param {HTMLElement} root
 * @param {string[]} ticked  "mo-morning"
 */
function answer(app, root, ticked) {
  const { words, directory } = app;
  const status = /** @type {HTMLElement} */ (root.querySelector("#week-status"));
  const results = /** @type {HTMLElement} */ (root.querySelector("#week-results"));
  const halfDays = ticked.flatMap(halfDay);
  if (!directory || !halfDays.length) {
    status.textContent = say(words, "app.week.none_ticked");
    results.innerHTML = "";
    return;
  }
  const reader = app.reader(app.store.get("needs"));
  const masks = fitting(directory, halfDays, reader.minute);
  const found = masks.map((mask, place) => ({ place, mask, metres: metresTo(app, place), needs: /** @type {const} */ (1) })).filter(({ mask }) => mask);
  found.sort((a, b) => (a.metres ?? Infinity) - (b.metres ?? Infinity) || bits(b.mask).length - bits(a.mask).length || a.place - b.place);
  const { chosen, exact } = smallestSet(found.map(({ mask }) => mask));
  const covered = found.reduce((all, { mask }) => all | mask, 0);
  const missed = halfDays.filter((_, bit) => !((covered >> bit) & 1)).map((one) => named(app, one));
  status.textContent = found.length ? sayCount(words, "app.week.fit", found.length) : say(words, "app.week.fit.none");
  results.innerHTML = String(html`
${missed.length ? html`<p class="notice">${say(words, "app.week.missed", { half_days: listed(words, missed) })}</p>` : ""}
${chosen.length ? html`<h2>${sayCount(words, "app.week.smallest", chosen.length)}</h2>${exact ? "" : html`<p class="group-note">${say(words, "app.week.greedy")}</p>`}${cardList(reader, chosen.map((at) => found[at]))}` : ""}
${found.length > chosen.length ? html`<h2>${say(words, "app.week.others")}</h2>${cardList(reader, found.filter((_, at) => !chosen.includes(at)))}` : ""}`);
}

/**
 * @param {string} key
 * @returns {HalfDay[]}
 */
function halfDay(key) {
  const [day, part] = key.split("-");
  const weekday = WEEKDAYS.indexOf(day);
  return weekday >= 0 && part in PARTS ? [{ weekday, part: /** @type {Part} */ (part) }] : [];
}

/**
 * @param {App} app
 * @param {HalfDay} one
 * @returns {string}
 */
function named({ words }, { weekday, part }) {
  return say(words, "app.week.half_day", { day: say(words, `day.${WEEKDAYS[weekday]}`), part: say(words, `app.part.${part}`) });
}

/**
 * @param {App} app
 * @param {number} place
 * @returns {number | null}
 */
function metresTo({ position, directory }, place) {
  const point = directory && pointOf(directory, place);
  return position && point ? wholeMetres(position, point.lat, point.lon) : null;
}
