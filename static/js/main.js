// Starts the resident's app: words and directory first, then the screen that the address names. The only reader of the clock.

import { DIRECTORY, POSTCODES, fetchJson, makeKeeper } from "./api.js";
import { readDirectory } from "./directory.js";
import { makeFinder } from "./finder/finder.js";
import { PACES } from "./geo.js";
import { html } from "./html.js";
import { makeCatalogue, say } from "./i18n.js";
import { notices } from "./notices.js";
import { readPostcodes } from "./postcodes.js";
import { routeOf } from "./router.js";
import { networkWays, showHelp } from "./screens/help.js";
import { showNeeds } from "./screens/needs.js";
import { showSaved } from "./screens/saved.js";
import { applyTheme, showSettings } from "./screens/settings.js";
import { showVenue } from "./screens/venue.js";
import { showWeek } from "./screens/week.js";
import { makeStore } from "./store.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./app.js").Screen} Screen */

const MS_A_MINUTE = 60_000;
/** A phone's clock this far from the server's is wrong, and the server's counts. */
const CLOCK_WRONG_FROM_MS = 5 * MS_A_MINUTE;
const LOOK_AGAIN_MS = 20_000;
const RIGHT_TO_LEFT = ["ar", "fa", "ku", "ps", "ur"];

/** @type {Record<string, Screen>} */
const SCREENS = { week: showWeek, needs: showNeeds, saved: showSaved, settings: showSettings, help: showHelp, venue: showVenue, missing: showMissing };

const page = document.documentElement;
const element = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const settings = /** @type {import("./app.js").Settings} */ (JSON.parse(element("settings").textContent ?? "{}"));
const store = makeStore(() => localStorage);
const keeper = makeKeeper();
/** What the notices depend on. */
const situation = { sentAt: /** @type {number | null} */ (null), cutOff: false, newVersion: false };
let takeNewVersion = () => {};
let shownMinute = 0;
/** Settled when the postcodes are there or will not come. */
let postcodesSettled = () => {};
let nowStarted = () => {};
/** @type {Promise<void>} */
const started = new Promise((settled) => (nowStarted = settled));

/** @type {App} */
const app = {
  words: makeCatalogue("en", {}),
  settings,
  area: settings.area,
  store,
  directory: null,
  postcodes: null,
  postcodesCame: new Promise((settled) => (postcodesSettled = settled)),
  postcodesFailed: false,
  failed: false,
  position: null,
  minute: () => Math.floor((Date.now() + store.get("clock_behind_ms")) / MS_A_MINUTE),
  reader: (needs) => ({
    words: app.words,
    directory: /** @type {import("./directory.js").Directory} */ (app.directory),
    minute: app.minute(),
    needs,
    pace: PACES[store.get("pace")],
  }),
  go,
  announce: (sentence) => {
    element("announcer").textContent = sentence;
  },
  reload: () => location.reload(),
  redraw: () => show({ keepsFocus: true }),
  async forget() {
    store.forget();
    await keeper.forget();
    location.replace("/");
  },
};

/** @type {ReturnType<typeof makeFinder>} */
let finder;

/**
 * @param {string} path
 * @param {{ replaces?: boolean, keepsFocus?: boolean }} [how]
 */
function go(path, { replaces = false, keepsFocus = false } = {}) {
  history.replaceState({ top: scrollY }, "");
  if (replaces) history.replaceState({ top: 0 }, "", path);
  else history.pushState({ top: 0 }, "", path);
  show({ keepsFocus });
  if (!keepsFocus) scrollTo(0, 0);
}

/**
 * @param {{ keepsFocus?: boolean, isFirst?: boolean }} [how]
 */
function show({ keepsFocus = false, isFirst = false } = {}) {
  const route = routeOf(location);
  const isFinder = route.screen === "find";
  const [find, screen] = [element("finder"), element("screen")];
  find.hidden = !isFinder;
  screen.hidden = isFinder;
  for (const link of document.querySelectorAll("[data-screen]")) {
    if (link instanceof HTMLElement && link.dataset.screen === route.screen) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (isFinder) {
    screen.innerHTML = "";
    document.title = say(app.words, "app.name", { area: app.area });
    finder.show(route.search, isFirst);
  } else {
    screen.dataset.name = route.screen;
    SCREENS[route.screen](app, screen, route);
    const heading = screen.querySelector("h1");
    if (route.screen !== "venue" && heading) {
      document.title = say(app.words, "app.title", { screen: heading.textContent ?? "", name: say(app.words, "app.name", { area: app.area }) });
    }
  }
  if (!keepsFocus) /** @type {HTMLElement | null} */ ((isFinder ? find : screen).querySelector("h1"))?.focus({ preventScroll: true });
}

/** @type {Screen} */
function showMissing({ words }, root) {
  root.onclick = null;
  root.innerHTML = String(html`<div class="plain-state"><svg class="door" data-door="shut" aria-hidden="true"><use href="#door-shut"></use></svg>
<h1 tabindex="-1">${say(words, "page.missing.heading")}</h1><p><a class="button" href="/" data-app>${say(words, "app.nav.find")}</a></p></div>`);
}

function drawFrame() {
  const { words } = app;
  const name = say(words, "app.name", { area: app.area });
  element("main").parentElement?.querySelector(".brand span")?.replaceChildren(name);
  for (const link of document.querySelectorAll(".tabs [data-screen]")) {
    if (link instanceof HTMLElement) link.querySelector("span")?.replaceChildren(say(words, `app.nav.${link.dataset.screen}`));
  }
  const free = settings.operator ? say(words, "app.free.run_by", { operator: settings.operator }) : say(words, "app.free");
  for (const line of document.querySelectorAll(".finder .lede, .run-by")) line.textContent = free;
  // The page came in the server's choice of language; this person may have chosen another.
  for (const said of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-say]"))) {
    said.textContent = say(words, said.dataset.say ?? "");
  }
  for (const named of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-label]"))) {
    named.setAttribute("aria-label", say(words, named.dataset.label ?? ""));
  }
  element("network-help").innerHTML = String(networkWays(words, settings) ?? "");
}

function drawNotices() {
  const made = String(notices(app.words, { ...situation, directory: app.directory, minute: app.minute() }));
  const where = element("notices");
  if (where.innerHTML !== made) where.innerHTML = made;
  const sources = app.directory?.document.attribution.join(" ") ?? "";
  if (element("sources").textContent !== sources) element("sources").textContent = sources;
}

/**
 * The server's clock counts where this phone's is far from it.
 * @param {number | null} sentAt
 */
function setClock(sentAt) {
  if (sentAt === null) return;
  const behind = sentAt - Date.now();
  store.set("clock_behind_ms", Math.abs(behind) < CLOCK_WRONG_FROM_MS ? 0 : behind);
}

async function getDirectory() {
  const { value, sentAt } = await fetchJson(DIRECTORY);
  app.directory = readDirectory(/** @type {import("./directory.js").DirectoryDocument} */ (value));
  situation.sentAt = sentAt;
  app.failed = false;
}

async function getPostcodes() {
  try {
    const { value } = await fetchJson(POSTCODES);
    app.postcodes = readPostcodes(/** @type {import("./postcodes.js").PostcodeDocument} */ (value));
  } catch {
    app.postcodesFailed = true;
  }
  postcodesSettled();
}

/** @returns {Promise<void>} */
async function getWords() {
  const asked = new URLSearchParams(location.search).get("lang") ?? "";
  const wanted = [asked, store.get("language"), page.lang].find((code) => code in settings.languages) ?? Object.keys(settings.languages)[0];
  if (asked === wanted) store.set("language", wanted);
  const path = `${page.dataset.base}/i18n/${wanted}.json`;
  const { value } = await fetchJson(path);
  app.words = makeCatalogue(wanted, /** @type {Record<string, string>} */ (value));
  app.area = settings.area || say(app.words, "app.this_area");
  page.lang = wanted;
  page.dir = RIGHT_TO_LEFT.includes(wanted) ? "rtl" : "ltr";
  keeper.keep([path]);
}

/** A shared text holds a postcode or words: they go after the "#", and leave the address at once. */
function takeShared() {
  if (location.pathname !== "/share") return;
  const given = new URLSearchParams(location.search);
  const text = ["text", "title", "url"].map((key) => given.get(key) ?? "").find(Boolean) ?? "";
  history.replaceState(null, "", location.hash ? `/${location.hash}` : `/#q=${encodeURIComponent(text)}`);
}

function listen() {
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const target = /** @type {Element} */ (event.target);
    if (target.closest("[data-update]")) return takeNewVersion();
    const link = target.closest("a[data-app]");
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    go(link.pathname + link.hash);
  });
  addEventListener("popstate", ({ state }) => {
    show();
    scrollTo(0, state?.top ?? 0);
  });
  addEventListener("online", () => keeper.keep([]));
  addEventListener("offline", () => {
    situation.cutOff = true;
    drawNotices();
  });
  setInterval(() => {
    if (document.hidden || app.minute() === shownMinute) return;
    shownMinute = app.minute();
    drawNotices();
    // Somebody who reads along with the keyboard keeps their place.
    if (routeOf(location).screen === "find" && !element("find-results").contains(document.activeElement)) finder.refresh();
  }, LOOK_AGAIN_MS);
  keeper.onNewVersion((accept) => {
    takeNewVersion = accept;
    situation.newVersion = true;
    drawNotices();
  });
}

/** Before anything is asked, so that no word of the worker's is missed; acted upon once there is something to change. */
function heedWorker() {
  keeper.onFresh(async ({ path, ok, changed, sentAt }) => {
    if (path !== DIRECTORY) return;
    await started;
    situation.cutOff = !ok;
    if (ok) {
      setClock(sentAt);
      situation.sentAt = sentAt;
    }
    if (ok && changed) await getDirectory().catch(() => undefined);
    drawNotices();
    if (changed) show({ keepsFocus: true });
  });
}

async function start() {
  // Voices come a moment after they are first asked for.
  globalThis.speechSynthesis?.getVoices();
  applyTheme(store.get("theme"));
  history.scrollRestoration = "manual";
  takeShared();
  heedWorker();
  finder = makeFinder(app);
  const directoryCame = getDirectory().catch(() => {
    app.failed = true;
  });
  await getWords();
  await directoryCame;
  // Without a worker in between, what came is from the server itself, and says what time it is there.
  if (!navigator.serviceWorker?.controller) setClock(situation.sentAt);
  situation.cutOff = navigator.onLine === false;
  shownMinute = app.minute();
  listen();
  drawFrame();
  drawNotices();
  show({ keepsFocus: true, isFirst: true });
  // After the first paint, whether or not anybody types.
  requestAnimationFrame(() => setTimeout(completed));
}

function completed() {
  if (routeOf(location).screen === "find") finder.refresh();
  page.dataset.ready = "yes";
  nowStarted();
  setTimeout(getPostcodes);
}

start();
