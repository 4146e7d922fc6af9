// "Need to talk to someone now?": who answers, without a signal too.

import { html } from "../html.js";
import { say } from "../i18n.js";

/** @type {import("../app.js").Screen} */
export function showHelp({ words, settings, area }, root) {
  root.onclick = null;
  root.innerHTML = String(html`<h1 tabindex="-1">${say(words, "app.help.heading")}</h1>
<section class="help-urgent"><h2>${say(words, "app.help.danger")}</h2>
<p><a class="button" href="tel:${settings.emergency.replace(/[^+\d]/g, "")}">${say(words, "app.help.ring", { number: settings.emergency })}</a></p></section>
<section><h2>${say(words, "app.help.network")}</h2>
${networkWays(words, settings) ?? html`<p>${say(words, "app.help.network.none", { area })}</p>`}
</section>`);
}

/**
 * How to reach the network's own help, null where it has set none.
 * @param {import("../i18n.js").Catalogue} words
 * @param {import("../app.js").Settings} settings
 */
export function networkWays(words, { phone, text, email }) {
  const digits = (/** @type {string} */ number) => number.replace(/[^+\d]/g, "");
  const ways = [
    phone && html`<li><a class="button quiet" href="tel:${digits(phone)}">${say(words, "app.help.ring", { number: phone })}</a></li>`,
    text && html`<li><a class="button quiet" href="sms:${digits(text)}">${say(words, "app.help.text", { number: text })}</a></li>`,
    email && html`<li><a class="button quiet" href="mailto:${email}">${say(words, "app.help.write", { address: email })}</a></li>`,
  ].filter(Boolean);
  return ways.length ? html`<ul class="actions">${ways}</ul>` : null;
}
