// The words of one language, from the catalogue in /i18n that the server speaks from too. Pure: no DOM, no fetch, no clock.

/**
 * @typedef {object} Catalogue
 * @property {string} language
 * @property {Record<string, string>} messages  key -> sentence with {placeholders}
 * @property {(count: number) => string} plural  the plural category of a whole number
 */

/** @typedef {Record<string, string>} Values */

/**
 * A key that the language lacks is said in English.
 * @param {string} language
 * @param {Record<string, string>} messages
 * @param {Record<string, string>} [english]
 * @returns {Catalogue}
 */
export function makeCatalogue(language, messages, english = {}) {
  // An engine that does not know the language would silently take the phone's own.
  const known = Intl.PluralRules.supportedLocalesOf([language]).length > 0;
  const rules = new Intl.PluralRules(known ? language : "en");
  return { language, messages: { ...english, ...messages }, plural: (count) => rules.select(count) };
}

/**
 * @param {Catalogue} words
 * @param {string} key
 * @returns {boolean}
 */
export function has(words, key) {
  return words.messages[key] !== undefined;
}

/**
 * The sentence with its placeholders filled. Values go in as they are: braces in a host's words stay braces.
 * @param {Catalogue} words
 * @param {string} key
 * @param {Values} [values]
 * @returns {string}
 */
export function say(words, key, values = {}) {
  if (!has(words, key)) throw new Error(`No words for ${key} in ${words.language}`);
  return words.messages[key].replace(/\{(\w+)\}/g, (_, name) => {
    if (values[name] === undefined) throw new Error(`Nothing to put for ${name} in ${key}`);
    return values[name];
  });
}

/**
 * The sentence for this number of things: `key.one`, `key.other` ...
 * @param {Catalogue} words
 * @param {string} key
 * @param {number} count
 * @param {Values} [values]
 * @returns {string}
 */
export function sayCount(words, key, count, values = {}) {
  const exact = `${key}.${words.plural(count)}`;
  return say(words, has(words, exact) ? exact : `${key}.other`, { ...values, count: number(words, count) });
}

/**
 * A whole number in the numerals of the language.
 * @param {Catalogue} words
 * @param {number} value
 * @returns {string}
 */
export function number(words, value) {
  const numerals = [...words.messages.numerals];
  return String(value).replace(/[0-9]/g, (digit) => numerals[Number(digit)]);
}

/**
 * "a", "a and b", "a, b and c"
 * @param {Catalogue} words
 * @param {string[]} items
 * @returns {string}
 */
export function listed(words, items) {
  return items.reduce((text, item, place) =>
    say(words, place === items.length - 1 ? "list.last" : "list.more", { items: text, item }),
  );
}

/**
 * A capital first letter, where the script has capitals.
 * @param {string} text
 * @returns {string}
 */
export function sentenceCase(text) {
  const [first = "", ...rest] = text;
  return first.toUpperCase() + rest.join("");
}
