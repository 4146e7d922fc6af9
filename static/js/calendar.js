// A venue's coming openings as a calendar file that a phone takes without asking anybody. Pure.

/** @typedef {import("./directory.js").Opening} Opening */

const MS_A_MINUTE = 60_000;
/** Lines are folded after so many letters; in the longest script that is under the 75 octets of RFC 5545, section 3.1. */
const LINE_LETTERS = 24;

/**
 * @param {{ slug: string, name: string, address: string, url: string, note: string }} venue
 * @param {Opening[]} openings  doubtful ones are left out: a calendar cannot say "may be"
 * @param {number} minute  of now
 * @returns {string}
 */
export function calendarFile(venue, openings, minute) {
  const events = openings.filter(({ doubt }) => !doubt).flatMap(({ start, end }) => [
    "BEGIN:VEVENT",
    `UID:${venue.slug}-${start}@welcome`,
    `DTSTAMP:${stamp(minute)}`,
    `DTSTART:${stamp(start)}`,
    `DTEND:${stamp(end)}`,
    `SUMMARY:${escaped(venue.name)}`,
    `LOCATION:${escaped(venue.address)}`,
    `DESCRIPTION:${escaped(venue.note)}`,
    `URL:${venue.url}`,
    "END:VEVENT",
  ]);
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Places of Welcome//EN", ...events, "END:VCALENDAR"];
  return lines.map(folded).join("\r\n") + "\r\n";
}

/**
 * @param {number} minute
 * @returns {string} "20261124T103000Z"
 */
function stamp(minute) {
  return new Date(minute * MS_A_MINUTE).toISOString().replace(/[-:]|\.\d+/g, "");
}

/**
 * @param {string} text
 * @returns {string}
 */
function escaped(text) {
  return text.replace(/([\\;,])/g, "\\$1").replace(/\r?\n/g, "\\n");
}

/**
 * @param {string} line
 * @returns {string}
 */
function folded(line) {
  const letters = [...line];
  /** @type {string[]} */
  const parts = [];
  for (let at = 0; at < letters.length; at += LINE_LETTERS) parts.push(letters.slice(at, at + LINE_LETTERS).join(""));
  return parts.join("\r\n ");
}
