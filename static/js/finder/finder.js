// The first screen: one field, where one stands, filters, and the answer, all worked out on the phone.

import { cardList } from "../cards.js";
import { html } from "../html.js";
import { say } from "../i18n.js";
import { placeCalled, suggestions, wardOf } from "../places.js";
import { postcodeWithin } from "../postcodes.js";
import { search as find } from "../rank.js";
import { NO_SEARCH, hashOf } from "../router.js";
import { PAGE_CARDS, acrossTheArea, answered } from "./answers.js";
import { makeField } from "./field.js";
import { isAsked, needsOf, queryOf } from "./question.js";
import { tools } from "./tools.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../router.js").Search} Search */
/** @typedef {import("../places.js").Named} Named */

/** Cards in the first paint; the rest follow a moment later. */
const FIRST_CARDS = 4;
const POSITION_PATIENCE_MS = 15_000;
const POSITION_KEPT_MS = 60_000;
/** What the browser says, in our words. */
const REFUSALS = /** @type {Record<number, string>} */ ({ 1: "denied", 2: "unavailable", 3: "timeout" });

/**
 * @param {App} app
 * @returns {{ show: (search: Search, isFirst?: boolean) => void, refresh: () => void }}
 */
export function makeFinder(app) {
  const [heading, status, results, toolbox] = ["find-heading", "find-status", "find-results", "find-tools"].map(
    (id) => /** @type {HTMLElement} */ (document.getElementById(id)),
  );
  const form = /** @type {HTMLFormElement} */ (document.getElementById("find-form"));
  let search = NO_SEARCH;
  let limit = PAGE_CARDS;
  let unfolded = false;
  /** Whether the phone has been asked where it is, so that a redraw asks nobody again. */
  let askedWhere = false;
  const field = makeField(form, {
    suggest: (text) => (app.directory ? suggestions(app.directory, app.postcodes, text) : []),
    describe: ({ kind }) => say(app.words, `app.kind.${kind}`),
    choose: taken,
    submit,
  });

  /** @param {Named} named */
  function taken({ kind, key }) {
    if (kind === "venue") app.go(`/venues/${encodeURIComponent(key)}`);
    else app.go(`/${hashOf({ ...search, kind, name: key, words: "" })}`);
  }

  /** @param {string} text */
  async function submit(text) {
    if (!text) return app.go(`/${hashOf({ ...search, kind: "", name: "", words: "" })}`);
    await app.postcodesCame;
    const named = app.directory && placeCalled(app.directory, app.postcodes, text);
    if (named) taken(named);
    else app.go(`/${hashOf({ ...search, kind: "", name: "", words: text })}`);
  }

  toolbox.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const pressed = target.closest("[data-chip], [data-near]");
    if (!(pressed instanceof HTMLElement)) return;
    if (pressed.dataset.near !== undefined) return near();
    app.go(`/${hashOf(toggled(search, pressed.dataset.chip ?? ""))}`, { keepsFocus: true });
  });
  toolbox.addEventListener("change", (event) => {
    const { dataset, value } = /** @type {HTMLSelectElement} */ (event.target);
    if (dataset.select) app.go(`/${hashOf({ ...search, [dataset.select]: value })}`, { keepsFocus: true });
  });
  toolbox.addEventListener("toggle", (event) => {
    unfolded = /** @type {HTMLDetailsElement} */ (event.target).open;
  }, true);
  results.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest("[data-again]")) return app.reload();
    if (!target.closest("[data-more]")) return;
    const shown = limit;
    limit += PAGE_CARDS;
    answer();
    /** @type {HTMLElement | undefined} */ (results.querySelectorAll(".card-name a")[shown])?.focus();
  });

  function near() {
    app.position = null;
    askedWhere = false;
    if (search.kind === "near") locate();
    else app.go(`/${hashOf({ ...search, kind: "near", name: "", words: "" })}`, { keepsFocus: true });
  }

  function locate() {
    if (askedWhere) return;
    askedWhere = true;
    status.classList.remove("hidden");
    status.textContent = say(app.words, "app.near.waiting");
    if (!navigator.geolocation) return refused("unavailable");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        app.position = { lat: coords.latitude, lon: coords.longitude };
        if (search.kind === "near") answer();
      },
      ({ code }) => refused(REFUSALS[code] ?? "unavailable"),
      { timeout: POSITION_PATIENCE_MS, maximumAge: POSITION_KEPT_MS },
    );
  }

  /** @param {string} why */
  function refused(why) {
    status.classList.remove("hidden");
    status.textContent = say(app.words, `app.near.${why}`);
    if (app.directory) results.innerHTML = String(acrossTheArea(app.reader([]), app.area, limit).body);
  }

  /** The place that is asked about, undefined when it is not known. */
  function place() {
    const { directory } = app;
    if (!directory || !search.kind) return null;
    if (search.kind === "near") return app.position && { name: say(app.words, "app.near.here"), point: app.position };
    const named = search.kind === "ward" ? wardOf(directory, search.name) : placeCalled(directory, app.postcodes, search.name);
    return named && named.point ? named : undefined;
  }

  function answer() {
    const { directory, words } = app;
    if (!directory) return waiting();
    const needs = needsOf(search, app.store.get("needs"), ["wheelchair_route", ...directory.document.access]);
    const reader = app.reader(needs);
    const found = place();
    if (search.kind === "near" && !found) {
      locate();
      return;
    }
    if (search.kind && search.kind !== "near" && !found) return unknown();
    const point = found?.point ?? null;
    const shown =
      isAsked(search) || needs.length
        ? answered(reader, queryOf(search, { point, minute: reader.minute, pace: reader.pace, needs }), limit)
        : acrossTheArea(reader, app.area, limit);
    const from = found ? say(words, search.kind === "ward" || search.kind === "outcode" ? "app.from.middle" : "app.from", { place: found.name }) : "";
    const said = from ? say(words, "app.status", { found: shown.status, from }) : shown.status;
    // A live region that says the same again is read out again.
    if (status.textContent !== said) status.textContent = said;
    // Where a heading says the same to the eye, it is said to the ear alone.
    status.classList.toggle("hidden", Boolean(shown.headed));
    results.innerHTML = String(shown.body);
  }

  function unknown() {
    status.classList.remove("hidden");
    const { words, directory } = app;
    const isPostcode = search.kind === "postcode" || search.kind === "outcode";
    if (isPostcode && !app.postcodes && !app.postcodesFailed) {
      status.textContent = say(words, "app.waiting");
      app.postcodesCame.then(answer);
      return;
    }
    const key = isPostcode && !app.postcodes ? "app.unknown.no_list" : `app.unknown.${isPostcode ? "postcode" : "place"}`;
    status.textContent = say(words, key, { name: search.name, area: app.area });
    if (!directory) return;
    const reader = app.reader(app.store.get("needs"));
    const all = find(directory, { ...queryOf(search, { point: null, minute: reader.minute, pace: reader.pace, needs: [] }), limit: PAGE_CARDS });
    results.innerHTML = String(html`<h2>${say(words, "app.instead.others")}</h2>${cardList(reader, all.matches)}`);
  }

  function waiting() {
    const { words } = app;
    if (!app.failed) return;
    status.textContent = say(words, "app.failed");
    results.innerHTML = String(html`<div class="plain-state"><svg class="door" data-door="shut" aria-hidden="true"><use href="#door-shut"></use></svg>
<p>${say(words, "app.failed.next")}</p><p><button class="button" type="button" data-again>${say(words, "app.failed.again")}</button></p></div>`);
  }

  return {
    show(next, isFirst = false) {
      search = placed(next);
      askedWhere = false;
      limit = isFirst ? FIRST_CARDS : PAGE_CARDS;
      document.documentElement.dataset.asked = isAsked(search) ? "yes" : "no";
      heading.textContent = say(app.words, "app.headline");
      field.set(fieldText());
      drawTools();
      answer();
    },
    refresh() {
      limit = Math.max(limit, PAGE_CARDS);
      drawTools();
      answer();
    },
  };

  /**
   * Words that name a place are that place: they come so from the share target and from links written by hand.
   * @param {Search} next
   * @returns {Search}
   */
  function placed(next) {
    if (!app.directory || !next.words || next.kind) return next;
    const postcode = postcodeWithin(next.words);
    const called = placeCalled(app.directory, app.postcodes, postcode ?? next.words);
    if (!called || called.kind === "venue") return next;
    const found = { ...next, kind: called.kind, name: called.key, words: "" };
    history.replaceState(history.state, "", `/${hashOf(found)}`);
    return found;
  }

  function fieldText() {
    if (search.kind === "near" || !search.kind) return search.words;
    return search.kind === "ward" && app.directory ? (wardOf(app.directory, search.name)?.name ?? "") : search.name;
  }

  function drawTools() {
    if (!app.directory) return;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.closest("[data-chip], [data-select], [data-near], summary");
    const mark = focused instanceof HTMLElement && toolbox.contains(focused) ? markOf(focused) : "";
    toolbox.innerHTML = String(tools(app.words, app.directory, search, app.store.get("needs"), unfolded));
    if (mark) /** @type {HTMLElement | null} */ (toolbox.querySelector(mark))?.focus();
  }
}

/**
 * @param {HTMLElement} element
 * @returns {string} a selector that finds its successor
 */
function markOf({ dataset, localName }) {
  if (dataset.chip) return `[data-chip="${dataset.chip}"]`;
  if (dataset.select) return `[data-select="${dataset.select}"]`;
  return localName === "summary" ? "summary" : "[data-near]";
}

/**
 * The search after a chip was pressed.
 * @param {Search} search
 * @param {string} name  "open", "day:today", "access:toilet"
 * @returns {Search}
 */
function toggled(search, name) {
  const [what, value] = name.split(":");
  if (what === "open") return { ...search, open: !search.open };
  if (what === "day") return { ...search, day: search.day === value ? "" : value };
  const list = /** @type {"access" | "provision" | "languages"} */ (what);
  const without = search[list].filter((one) => one !== value);
  return { ...search, [list]: without.length < search[list].length ? without : [...search[list], value] };
}
