// Everything about one venue: when, where, who for, how to get in, what to expect at the door.

import { calendarFile } from "../calendar.js";
import { doorOf, factList, far } from "../cards.js";
import { covers, dayOf, known, pointOf } from "../directory.js";
import { walkMinutes, wholeMetres } from "../geo.js";
import { closuresAhead, scheduleSentences } from "../hours.js";
import { html } from "../html.js";
import { say, sayCount } from "../i18n.js";
import { calendarDate, dayNumber } from "../phrases.js";
import { dated, standing } from "../standing.js";
import { sayChecked, sayOpening } from "../state.js";
import { named } from "../finder/tools.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../html.js").Markup} Markup */
/** @typedef {import("../directory.js").Venue} Venue */
/** @typedef {import("../directory.js").Directory} Directory */

const DAYS_SHOWN = 14;
const MINUTES_A_DAY = 1440;
/** Which facts stand together, in the order of the visit. */
const GROUPS = {
  getting_there: ["blue_badge_parking", "drop_off_at_door", "bus_stop_within_200m"],
  getting_in: ["step_free_entrance", "portable_ramp", "doors_80cm", "door_opened_for_you"],
  inside: ["step_free_inside", "seats_with_arms", "wheelchair_space_at_table", "scooter_space"],
  toilets: ["toilet", "accessible_toilet", "changing_places", "baby_changing"],
  senses_and_thinking: ["hearing_loop", "bsl_signer", "quiet_space", "good_lighting", "dementia_aware"],
};
/** @type {Record<string, string>} */
const LINKS = { phone: "tel:", email: "mailto:", website: "" };
const YES_NO_UNKNOWN = /** @type {const} */ ({ "1": "yes", "0": "unknown", "-1": "no" });

/** @type {import("../app.js").Screen} */
export function showVenue(app, root, { slug }) {
  const { directory, words } = app;
  if (!directory) {
    root.innerHTML = String(html`<h1 tabindex="-1">${say(words, app.failed ? "app.failed" : "app.waiting")}</h1>`);
    return;
  }
  const place = directory.slugs.get(slug);
  if (place === undefined) return missing(app, root, slug);
  document.title = say(words, "app.title", { screen: directory.venues[place].name, name: say(words, "app.name", { area: app.area }) });
  root.innerHTML = String(markup(app, directory, place));
  root.onclick = ({ target }) => act(app, directory, place, /** @type {HTMLElement} */ (target));
}

/**
 * A renamed venue's page is known to the server alone, which leads on or says that it has closed.
 * @param {App} app
 * @param {HTMLElement} root
 * @param {string} slug
 */
function missing({ words }, root, slug) {
  root.innerHTML = String(html`<div class="plain-state">${doorOf("shut")}
<h1 tabindex="-1">${say(words, "app.venue.missing")}</h1>
<p><a class="button" href="/venues/${encodeURIComponent(slug)}?page=1">${say(words, "app.venue.missing.look")}</a></p>
<p><a href="/" data-app>${say(words, "app.nav.find")}</a></p></div>`);
}

/**
 * @param {App} app
 * @param {Directory} directory
 * @param {number} place
 * @returns {Markup}
 */
function markup(app, directory, place) {
  const { words, store } = app;
  const venue = directory.venues[place];
  const needs = store.get("needs");
  const reader = app.reader(needs);
  const { minute } = reader;
  const point = pointOf(directory, place);
  const metres = app.position && point ? wholeMetres(app.position, point.lat, point.lon) : null;
  const walk = metres === null ? null : walkMinutes(metres, reader.pace);
  const { door, text } = standing(words, directory, place, minute, walk);
  const t = (/** @type {string} */ key) => say(words, key);
  const saved = store.get("saved").includes(venue.slug);
  return html`<article class="venue" data-state="${door}">
<header class="venue-head">${doorOf(door)}<div>
<h1 tabindex="-1" lang="en" dir="auto">${venue.name}</h1>
<p class="card-state">${text}</p>
${metres === null ? "" : html`<p class="card-far">${far(words, metres, walk)}</p>`}
<p class="venue-address" lang="en" dir="auto">${addressOf(venue)}</p>
<p class="card-checked">${sayChecked(words, venue.confirmed_on ?? null, dayOf(minute))}</p>
</div></header>
<ul class="actions">
<li><button class="button" type="button" data-act="save" aria-pressed="${String(saved)}">${t(saved ? "app.venue.saved" : "app.venue.save")}</button></li>
<li><button class="button quiet" type="button" data-act="share">${t("app.venue.share")}</button></li>
${point ? html`<li><a class="button quiet" href="${mapLink(venue, point)}">${t("page.venue.map_app")}</a></li>` : ""}
<li><button class="button quiet" type="button" data-act="calendar">${t("page.venue.add_to_calendar")}</button></li>
${hasVoice(words.language) ? html`<li><button class="button quiet" type="button" data-act="listen">${t("app.venue.listen")}</button></li>` : ""}
</ul>
${needs.length ? html`<section><h2>${t("app.needs.yours")}</h2>${factList(reader, place, needs)}</section>` : ""}
<div class="venue-parts">
${hours(app, directory, place, minute)}
${section(t("page.venue.about"), venue.about)}
${section(t("page.venue.first_visit"), venue.first_visit)}
${there(app, venue)}
${offers(app, directory, venue)}
${access(app, directory, place, minute)}
</div>
<p class="small">${venue.listing_agreed ? "" : t("page.venue.not_agreed")}</p>
<p class="small">${directory.document.attribution.join(" ")}</p>
</article>`;
}

/**
 * @param {Venue} venue
 * @returns {string}
 */
function addressOf({ address = "", postcode = "" }) {
  return [address, address.includes(postcode) ? "" : postcode].filter(Boolean).join(", ");
}

/**
 * What a host wrote, in the host's language.
 * @param {string} title
 * @param {string} [text]
 * @returns {Markup | ""}
 */
function section(title, text) {
  return text ? html`<section><h2>${title}</h2><p class="theirs" lang="en" dir="auto">${text}</p></section>` : "";
}

/**
 * @param {App} app
 * @param {Directory} directory
 * @param {number} place
 * @param {number} minute
 * @returns {Markup}
 */
function hours({ words }, directory, place, minute) {
  const venue = directory.venues[place];
  const today = dayOf(minute);
  const schedules = (venue.schedules ?? []).map((row, id) => ({ ...row, id }));
  const closures = (venue.closures ?? []).map(({ schedule, ...rest }) => ({ ...rest, schedule_id: schedule ?? null }));
  const usual = scheduleSentences(words, schedules);
  const shut = closuresAhead(words, closures, today, { schedules });
  const soon = directory.openings[place].filter(({ start, end }) => end > minute && start < minute + DAYS_SHOWN * MINUTES_A_DAY);
  const current = covers(directory, minute);
  return html`<section class="hours"><h2>${say(words, "page.venue.when")}</h2>
${usual.length ? html`<ul class="usual">${usual.map((one) => html`<li>${one}</li>`)}</ul>` : html`<p>${say(words, "page.venue.no_times")}</p>`}
${venue.hours_in_their_words ? html`<p lang="en" dir="auto">${say(words, "page.venue.own_words", { words: venue.hours_in_their_words })}</p>` : ""}
${venue.not_every_week ? html`<p class="notice">${say(words, "page.venue.not_every_week")}</p>` : ""}
${shut.length ? html`<h3>${say(words, "page.venue.closures")}</h3><ul class="closures">${shut.map((one) => html`<li>${one}</li>`)}</ul>` : ""}
${current ? html`<h3>${say(words, "page.venue.next_days")}</h3>${
    soon.length
      ? html`<ul class="dates">${soon.map((one) => html`<li>${sayOpening(words, dated(one), today)}</li>`)}</ul>`
      : html`<p>${say(words, "page.venue.next_days.none")}</p>`
  }` : html`<p class="notice">${say(words, "app.stale.dates")}</p>`}
</section>`;
}

/**
 * @param {App} app
 * @param {Venue} venue
 * @returns {Markup}
 */
function there({ words, settings }, venue) {
  const t = (/** @type {string} */ key) => say(words, key);
  const contacts = venue.contacts ?? [];
  const ways = contacts.map(({ kind, value, label = "" }) => {
    const href = kind === "phone" ? `tel:${value.replace(/[^+\d]/g, "")}` : LINKS[kind] + value;
    const safe = kind !== "website" || /^https?:\/\//.test(value);
    const name = [t(`page.venue.${kind}`), label].filter(Boolean).join(", ");
    return html`<li>${name}: ${safe ? html`<a href="${href}" rel="noreferrer" dir="ltr">${value}</a>` : value}</li>`;
  });
  return html`<section><h2>${t("page.venue.getting_there")}</h2>
<p lang="en" dir="auto">${addressOf(venue) || t("page.venue.no_address")}</p>
${venue.nearest_stop ? html`<p>${say(words, "page.venue.nearest_stop", { stop: venue.nearest_stop })}</p>` : ""}
<h3>${t("page.venue.contact")}</h3>
${ways.length ? html`<ul>${ways}</ul>` : html`<p>${settings.phone ? say(words, "app.venue.no_contact", { number: settings.phone }) : t("page.venue.no_contact")}</p>`}
</section>`;
}

/**
 * @param {App} app
 * @param {Directory} directory
 * @param {Venue} venue
 * @returns {Markup}
 */
function offers({ words }, { document }, { provision = [], languages = [] }) {
  const keys = provision.map((place) => document.provision[place]);
  const spoken = languages.map((code) => named(words, `language.${code}`, code));
  return html`<section><h2>${say(words, "page.venue.offers")}</h2>
${keys.length ? html`<ul class="offers">${keys.map((key) => html`<li>${named(words, `provision.${key}`, key)}</li>`)}</ul>` : html`<p>${say(words, "provision.none_listed")}</p>`}
<p>${spoken.length ? say(words, "page.venue.languages", { languages: spoken.join(", ") }) : say(words, "page.venue.languages.unknown")}</p>
</section>`;
}

/**
 * Every fact as yes, no or not known, with who said it.
 * @param {App} app
 * @param {Directory} directory
 * @param {number} place
 * @param {number} minute
 * @returns {Markup}
 */
function access({ words, settings }, directory, place, minute) {
  const today = dayOf(minute);
  const venue = directory.venues[place];
  const facts = (/** @type {string[]} */ listed) => listed.filter((fact) => directory.document.access.includes(fact));
  const out = (venue.outages ?? []).filter(({ last_day }) => last_day >= today);
  return html`<section class="access"><h2>${say(words, "page.venue.access")}</h2>
${venue.entrance_steps ? html`<p>${sayCount(words, "fact.entrance_steps", venue.entrance_steps)}</p>` : ""}
${venue.which_door ? html`<p>${say(words, "fact.which_door", { door: venue.which_door })}</p>` : ""}
${out.map((one) => html`<p class="notice">${outage(words, one, today)}</p>`)}
${Object.entries(GROUPS).map(([group, listed]) => html`<h3>${say(words, `fact.group.${group}`)}</h3><ul class="facts">${facts(listed).map((fact) => {
    const state = YES_NO_UNKNOWN[known(directory, place, fact, today)];
    const { note = "", said_by, checked_on } = venue.access_details?.[fact] ?? {};
    const said = [
      said_by ? say(words, `fact.said_by.${said_by}`) : "",
      checked_on ? say(words, "fact.checked_on", { date: calendarDate(words, dayNumber(checked_on), dayNumber(today)) }) : "",
    ].filter(Boolean).join(" ");
    return html`<li data-fact="${state}">${say(words, `fact.${fact}.${state}`)}${note ? html` <span class="note" lang="en" dir="auto">${note}</span>` : ""}${said && state !== "unknown" ? html` <span class="small">${said}</span>` : ""}</li>`;
  })}</ul>`)}
<p>${say(words, "fact.assistance_dogs")}</p>
<p class="notice">${whomToAsk(words, settings, venue)}</p>
</section>`;
}

/**
 * Who knows what is not known: the venue where it gave a number, else the network, else whoever is there.
 * @param {import("../i18n.js").Catalogue} words
 * @param {import("../app.js").Settings} settings
 * @param {Venue} venue
 * @returns {string}
 */
function whomToAsk(words, { phone }, { contacts = [] }) {
  const own = contacts.find(({ kind }) => kind === "phone");
  if (own) return say(words, "page.venue.access.ask", { contact: say(words, "page.contact.call", { number: own.value }) });
  if (phone) return say(words, "page.venue.access.ask_network", { contact: say(words, "page.contact.call", { number: phone }) });
  return say(words, "page.venue.access.ask_there");
}

/**
 * @param {import("../i18n.js").Catalogue} words
 * @param {import("../directory.js").Outage} out
 * @param {string} today
 * @returns {string}
 */
function outage(words, { fact, first_day, last_day, note = "" }, today) {
  const date = (/** @type {string} */ day) => calendarDate(words, dayNumber(day), dayNumber(today));
  const key = `fact.outage${first_day > today ? ".ahead" : ""}${note ? ".noted" : ""}`;
  return say(words, key, { fact: say(words, `fact.${fact}`), first: date(first_day), last: date(last_day), note });
}

/**
 * @param {Venue} venue
 * @param {{ lat: number, lon: number }} point
 * @returns {string} an address that opens the phone's own map
 */
function mapLink({ name }, { lat, lon }) {
  const isApple = /iPhone|iPad|Macintosh/.test(navigator.userAgent);
  const at = `${lat},${lon}`;
  return isApple ? `https://maps.apple.com/?daddr=${at}` : `geo:${at}?q=${at}(${encodeURIComponent(name)})`;
}

/**
 * @param {App} app
 * @param {Directory} directory
 * @param {number} place
 * @param {HTMLElement} target
 */
function act(app, directory, place, target) {
  const pressed = target.closest("[data-act]");
  if (!(pressed instanceof HTMLElement)) return;
  const venue = directory.venues[place];
  if (pressed.dataset.act === "save") save(app, venue, pressed);
  if (pressed.dataset.act === "share") share(app, directory, place);
  if (pressed.dataset.act === "listen") listen(app, directory, place);
  if (pressed.dataset.act === "calendar") addToCalendar(app, directory, place);
}

/**
 * @param {App} app
 * @param {Venue} venue
 * @param {HTMLElement} button
 */
function save({ store, words, announce }, { slug }, button) {
  const saved = store.get("saved");
  const isSaved = saved.includes(slug);
  const kept = store.set("saved", isSaved ? saved.filter((one) => one !== slug) : [...saved, slug]);
  button.setAttribute("aria-pressed", String(!isSaved));
  button.textContent = say(words, isSaved ? "app.venue.save" : "app.venue.saved");
  announce(say(words, isSaved ? "app.venue.unsaved.done" : kept ? "app.venue.saved.done" : "app.not_kept"));
}

/**
 * A whole message that stands alone: name, times, address, bus, that times may change, the link.
 * @param {App} app
 * @param {Directory} directory
 * @param {number} place
 */
async function share({ words, announce, minute }, directory, place) {
  const venue = directory.venues[place];
  const times = scheduleSentences(words, venue.schedules ?? []).join(". ") || say(words, "page.venue.no_times");
  const text = [
    say(words, "app.share.message", { name: venue.name, times, address: addressOf(venue) }),
    venue.nearest_stop ? say(words, "page.venue.nearest_stop", { stop: venue.nearest_stop }) : "",
    say(words, "app.share.may_change", { checked: sayChecked(words, venue.confirmed_on ?? null, dayOf(minute())) }),
  ].filter(Boolean).join("\n");
  const url = `${location.origin}/venues/${venue.slug}`;
  try {
    if (navigator.share) return await navigator.share({ title: venue.name, text, url });
    await navigator.clipboard.writeText(`${text}\n${url}`);
    announce(say(words, "app.share.copied"));
  } catch (error) {
    // Somebody who changes their mind aborts; that is no failure.
    if (!(error instanceof DOMException && error.name === "AbortError")) announce(say(words, "app.share.failed"));
  }
}

/**
 * @param {string} language
 * @returns {boolean} whether this phone can read it aloud by itself: a voice from the network would hear what is read
 */
function hasVoice(language) {
  return voicesOf(language).length > 0;
}

/**
 * @param {string} language
 * @returns {SpeechSynthesisVoice[]}
 */
function voicesOf(language) {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  return voices.filter((voice) => voice.localService && voice.lang.split(/[-_]/)[0] === language);
}

/**
 * Reads name, state, usual times and address aloud; a second press stops it.
 * @param {App} app
 * @param {Directory} directory
 * @param {number} place
 */
function listen({ words, minute }, directory, place) {
  if (speechSynthesis.speaking) return speechSynthesis.cancel();
  const venue = directory.venues[place];
  const { text } = standing(words, directory, place, minute());
  const spoken = [venue.name, text, ...scheduleSentences(words, venue.schedules ?? []), addressOf(venue)];
  const said = new SpeechSynthesisUtterance(spoken.filter(Boolean).join(". "));
  [said.voice] = voicesOf(words.language);
  said.lang = said.voice.lang;
  speechSynthesis.speak(said);
}

/**
 * @param {App} app
 * @param {Directory} directory
 * @param {number} place
 */
function addToCalendar({ words, minute }, directory, place) {
  const venue = directory.venues[place];
  const url = `${location.origin}/venues/${venue.slug}`;
  const note = say(words, "app.share.may_change", { checked: sayChecked(words, venue.confirmed_on ?? null, dayOf(minute())) });
  const file = calendarFile({ ...venue, address: addressOf(venue), url, note }, directory.openings[place], minute());
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file], { type: "text/calendar" }));
  link.download = `${venue.slug}.ics`;
  link.click();
  URL.revokeObjectURL(link.href);
}
