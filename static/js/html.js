// Markup in which every value is escaped: html`<p>${name}</p>`. Pure: a string in, a string out.

/** Markup that is already safe. */
export class Markup {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

/** @type {Record<string, string>} */
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/**
 * A tag for templates. Lists are joined; null, undefined and false are nothing.
 * @param {TemplateStringsArray} strings
 * @param {...unknown} values
 * @returns {Markup}
 */
export function html(strings, ...values) {
  return new Markup(strings.reduce((text, next, place) => text + safe(values[place - 1]) + next));
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function safe(value) {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(safe).join("");
  if (value === null || value === undefined || value === false) return "";
  return String(value).replace(/[&<>"']/g, (letter) => ESCAPES[letter]);
}
