// Keeps the app and the directory on the phone, so that both are there without a signal. The server puts the version, the files
// and the screens in front of this file. It answers the app's own addresses alone; everything else goes to the network.
"use strict";

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const { version, files, screens } = /** @type {{ version: string, files: string[], screens: string[] }} */ (
  /** @type {any} */ (self).MADE
);
const SHELL = `welcome-shell-${version}`;
/** The number changes when an older app could not read what a newer one keeps. */
const DATA = "welcome-data-1";
const DOCUMENTS = ["/api/directory", "/api/postcodes"];
const ADDITIONS = ["/", "/manifest.webmanifest"];
const OWN_SCREENS = new Set([...screens, "/help"]);

worker.addEventListener("install", (event) => event.waitUntil(keepShell().then(keepDocuments)));
worker.addEventListener("activate", (event) => event.waitUntil(dropOlder().then(() => worker.clients.claim())));
worker.addEventListener("message", (event) => {
  if (event.data?.about === "take over") worker.skipWaiting();
  if (event.data?.about === "keep") event.waitUntil(keepMore(event.data.paths));
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (url.pathname === "/share") event.respondWith(shared(url));
    else if (isOwnScreen(url)) event.respondWith(shell(request));
  } else if (url.pathname.startsWith("/static/") || url.pathname === "/manifest.webmanifest") {
    event.respondWith(keptOrFetched(request));
  } else if (DOCUMENTS.includes(url.pathname)) {
    event.respondWith(keptAndRefreshed(event, url.pathname));
  }
});

/** Everything, or this version is not there at all. The words of the languages that were in use come along. */
async function keepShell() {
  const shelf = await caches.open(SHELL);
  const words = (await inUse()).map((language) => files[0].replace(/\/js\/.*/, `/i18n/${language}.json`));
  await shelf.addAll([...ADDITIONS, ...files, ...words]);
}

/** @returns {Promise<string[]>} languages whose words an older version kept */
async function inUse() {
  const names = (await caches.keys()).filter((name) => name.startsWith("welcome-shell-"));
  const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return [...new Set(kept.flat().flatMap(({ url }) => /\/i18n\/([\w-]+)\.json$/.exec(url)?.[1] ?? []))];
}

/** A directory that cannot be had now is had later: the app itself is worth keeping without. */
async function keepDocuments() {
  await Promise.all(DOCUMENTS.map((path) => refreshed(path)));
}

/** @param {string[]} paths */
async function keepMore(paths) {
  const shelf = await caches.open(SHELL);
  const missing = [];
  for (const path of paths) if (!(await shelf.match(path))) missing.push(path);
  await shelf.addAll(missing).catch(() => undefined);
  if (!paths.length) await keepDocuments();
}

async function dropOlder() {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith("welcome-") && name !== SHELL && name !== DATA);
  await Promise.all(older.map((name) => caches.delete(name)));
}

/**
 * A screen of the app, or a venue's page; `?page` asks for the server's own.
 * @param {URL} url
 */
function isOwnScreen({ pathname, searchParams }) {
  return OWN_SCREENS.has(pathname) || (/^\/venues\/[^/.]+$/.test(pathname) && !searchParams.has("page"));
}

/** @param {Request} request */
async function shell(request) {
  return (await kept(SHELL, "/")) ?? fetch(request);
}

/**
 * What was shared goes behind the "#" before anything is asked of the network.
 * @param {URL} url
 */
async function shared({ searchParams }) {
  const text = ["text", "title", "url"].map((key) => searchParams.get(key) ?? "").find(Boolean) ?? "";
  return Response.redirect(`/#q=${encodeURIComponent(text)}`);
}

/** @param {Request} request */
async function keptOrFetched(request) {
  return (await kept(SHELL, request, { ignoreSearch: request.url.includes("/manifest.webmanifest") })) ?? fetch(request);
}

/**
 * The kept copy at once, and a newer one for the next time; without a copy, whatever the network says.
 * @param {FetchEvent} event
 * @param {string} path
 */
async function keptAndRefreshed(event, path) {
  const copy = await kept(DATA, path);
  const coming = refreshed(path);
  event.waitUntil(coming);
  return copy ?? (await coming) ?? Response.error();
}

/**
 * Asks the server anew, keeps the answer and tells the pages.
 * @param {string} path
 * @returns {Promise<Response | undefined>}
 */
async function refreshed(path) {
  const answer = await fetch(path, { cache: "no-cache" }).catch(() => undefined);
  const ok = Boolean(answer?.ok);
  let changed = false;
  if (answer && ok) {
    const before = await kept(DATA, path);
    changed = before !== undefined && before.headers.get("etag") !== answer.headers.get("etag");
    // A phone that is full keeps nothing; the answer is as good.
    await caches.open(DATA).then((shelf) => shelf.put(path, answer.clone())).catch(() => undefined);
  }
  const sentAt = Date.parse(answer?.headers.get("date") ?? "");
  const told = { about: "fresh", path, ok, changed, sentAt: Number.isNaN(sentAt) ? null : sentAt };
  for (const client of await worker.clients.matchAll({ includeUncontrolled: true })) client.postMessage(told);
  return answer;
}

/**
 * @param {string} name
 * @param {RequestInfo} request
 * @param {CacheQueryOptions} [options]
 * @returns {Promise<Response | undefined>}
 */
async function kept(name, request, options) {
  try {
    return await (await caches.open(name)).match(request, options);
  } catch {
    return undefined;
  }
}
