// Which screen an address means, and what is searched for. The search stands after the "#", which never leaves the phone. Pure.

import { WEEKDAYS } from "./phrases.js";

/**
 * What is searched for. kind and name: the place, "near" for where one stands. words: what no place is called.
 * @typedef {object} Search
 * @property {"" | "near" | "postcode" | "outcode" | "area" | "ward"} kind
 * @property {string} name
 * @property {string} words
 * @property {boolean} open
 * @property {string} day  "today", a weekday as "tu", or ""
 * @property {"" | import("./week.js").Part} part
 * @property {string[]} access
 * @property {string[]} provision
 * @property {string[]} languages
 */
/** @typedef {"find" | "week" | "needs" | "saved" | "settings" | "help" | "venue" | "missing"} ScreenName */
/** @typedef {{ screen: ScreenName, slug: string, search: Search }} Route */

/** @type {Search} */
export const NO_SEARCH = {
  kind: "", name: "", words: "", open: false, day: "", part: "", access: [], provision: [], languages: [],
};
/** @type {Record<string, ScreenName>} */
const SCREENS = {
  "/": "find", "/share": "find", "/week": "week", "/needs": "needs", "/saved": "saved", "/settings": "settings", "/help": "help",
};
const KINDS = /** @type {const} */ (["postcode", "outcode", "area", "ward"]);
const PARTS = ["morning", "afternoon", "evening"];
const LISTS = /** @type {const} */ (["access", "provision", "languages"]);
const NAME_MAX_CHARACTERS = 200;

/**
 * @param {{ pathname: string, hash: string }} address
 * @returns {Route}
 */
export function routeOf({ pathname, hash }) {
  const path = pathname.replace(/(.)\/+$/, "$1");
  const venue = /^\/venues\/([^/.]+)$/.exec(path);
  const search = searchOf(hash);
  if (venue) return { screen: "venue", slug: decoded(venue[1]), search };
  return { screen: SCREENS[path] ?? "missing", slug: "", search };
}

/**
 * @param {string} hash
 * @returns {Search}
 */
export function searchOf(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const said = (/** @type {string} */ key) => (given.get(key) ?? "").trim().slice(0, NAME_MAX_CHARACTERS);
  const kind = KINDS.find((one) => said(one));
  const [day, part] = [said("day"), said("part")];
  const [access, provision, languages] = LISTS.map((list) => said(list).split(",").filter(Boolean));
  return {
    kind: said("near") ? "near" : (kind ?? ""),
    name: said("near") || !kind ? "" : said(kind),
    words: said("q"),
    open: said("open") === "1",
    day: day === "today" || WEEKDAYS.includes(day) ? day : "",
    part: PARTS.includes(part) ? /** @type {Search["part"]} */ (part) : "",
    access,
    provision,
    languages,
  };
}

/**
 * @param {Search} search
 * @returns {string} "" or "#postcode=AA1+1AA&open=1"
 */
export function hashOf(search) {
  const said = new URLSearchParams();
  if (search.kind === "near") said.set("near", "me");
  else if (search.kind) said.set(search.kind, search.name);
  if (search.words) said.set("q", search.words);
  if (search.open) said.set("open", "1");
  if (search.day) said.set("day", search.day);
  if (search.part) said.set("part", search.part);
  for (const list of LISTS) if (search[list].length) said.set(list, search[list].join(","));
  const text = said.toString();
  return text && `#${text}`;
}

/**
 * @param {string} text
 * @returns {string}
 */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
