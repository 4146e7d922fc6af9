// What stands above every screen when it is so: a demonstration, no connection, an old copy, a new version.

import { covers } from "./directory.js";
import { html } from "./html.js";
import { say } from "./i18n.js";
import { isoDay, londonDay } from "./london.js";
import { sayAsOf } from "./state.js";

/** @typedef {import("./i18n.js").Catalogue} Catalogue */
/** @typedef {import("./directory.js").Directory} Directory */
/**
 * sentAt: when the server sent the copy. cutOff: it could not be asked anew.
 * @typedef {{ directory: Directory | null, minute: number, sentAt: number | null, cutOff: boolean, newVersion: boolean }} Situation
 */

/** A copy older than this is said to be, connection or not. */
const OLD_AFTER_MINUTES = 24 * 60;
const MS_A_MINUTE = 60_000;

/**
 * @param {Catalogue} words
 * @param {Situation} situation
 * @returns {import("./html.js").Markup}
 */
export function notices(words, { directory, minute, sentAt, cutOff, newVersion }) {
  const stale = directory !== null && !covers(directory, minute);
  const old = sentAt !== null && minute - sentAt / MS_A_MINUTE > OLD_AFTER_MINUTES;
  const asOf = sentAt === null ? "" : sayAsOf(words, sentAt, isoDay(londonDay(minute)));
  return html`
${newVersion ? html`<div class="notice-bar" data-notice="version"><p>${say(words, "app.version.new")}</p><button class="button" type="button" data-update>${say(words, "app.version.take")}</button></div>` : ""}
${stale ? html`<div class="notice-bar" data-notice="stale"><p>${say(words, "app.stale")} ${asOf}</p></div>` : ""}
${!stale && (cutOff || old) && directory ? html`<div class="notice-bar" data-notice="offline"><p>${say(words, "app.offline")} ${asOf}</p></div>` : ""}
${directory?.document.demonstration ? html`<div class="notice-bar" data-notice="demonstration"><p>${say(words, "page.demonstration")}</p></div>` : ""}`;
}
