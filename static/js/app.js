// What every screen is given: the words, the directory, what is kept on the phone, and how to go somewhere.

/** @typedef {{ area: string, operator: string, emergency: string, phone: string, text: string, email: string, languages: Record<string, string> }} Settings */
/**
 * @typedef {object} App
 * @property {import("./i18n.js").Catalogue} words
 * @property {Settings} settings
 * @property {string} area  as residents say it
 * @property {import("./store.js").Store} store
 * @property {import("./directory.js").Directory | null} directory
 * @property {import("./postcodes.js").Postcodes | null} postcodes
 * @property {Promise<void>} postcodesCame  settles when they are there, or will not come
 * @property {boolean} postcodesFailed
 * @property {boolean} failed  the directory could not be had
 * @property {import("./geo.js").Point | null} position  where this person stands; kept nowhere
 * @property {() => number} minute  the UTC minute that it is, by the server's clock where it is known
 * @property {(needs: string[]) => import("./cards.js").Reader} reader
 * @property {(path: string, how?: { replaces?: boolean, keepsFocus?: boolean }) => void} go
 * @property {(sentence: string) => void} announce
 * @property {() => void} reload  ask for the directory again
 * @property {() => void} redraw
 * @property {() => Promise<void>} forget
 */
/** A screen draws itself into an element and may give back how to draw what changed. */
/** @typedef {(app: App, root: HTMLElement, route: import("./router.js").Route) => void} Screen */

/** A title for the tab and the heading that gets the focus. */
export const HEADING = "h1";
