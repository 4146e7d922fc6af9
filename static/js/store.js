// What is kept on the phone: choices, needs and saved places. A phone that refuses to keep anything is still served.

const PREFIX = "welcome.";
/** Everything that may be kept, and what counts where nothing is. The privacy page names these. */
const USUAL = {
  /** @type {string} */ language: "",
  /** @type {"auto" | "light" | "dark"} */ theme: "auto",
  /** @type {"usual" | "steady"} */ pace: "usual",
  /** @type {string[]} */ needs: [],
  /** @type {string[]} */ saved: [],
  /** Milliseconds that this phone's clock is behind the server's. */
  clock_behind_ms: 0,
};

/** @typedef {typeof USUAL} Kept */
/** @typedef {{ getItem(key: string): string | null, setItem(key: string, value: string): void, removeItem(key: string): void }} Shelf */
/**
 * @typedef {object} Store
 * @property {<K extends keyof Kept>(key: K) => Kept[K]} get
 * @property {<K extends keyof Kept>(key: K, value: Kept[K]) => boolean} set  false: it holds only until this page is left
 * @property {() => void} forget
 */

/**
 * @param {() => Shelf} shelf  may throw: browsers refuse storage by throwing when it is first touched
 * @returns {Store}
 */
export function makeStore(shelf) {
  /** @type {Partial<Kept>} */
  const inMemory = {};
  return {
    get(key) {
      const found = key in inMemory ? inMemory[key] : read(shelf, key);
      const usable = typeof found === typeof USUAL[key] && Array.isArray(found) === Array.isArray(USUAL[key]);
      return /** @type {any} */ (usable ? found : USUAL[key]);
    },
    set(key, value) {
      inMemory[key] = value;
      return attempt(() => shelf().setItem(PREFIX + key, JSON.stringify(value)));
    },
    forget() {
      for (const key of /** @type {(keyof Kept)[]} */ (Object.keys(USUAL))) {
        delete inMemory[key];
        attempt(() => shelf().removeItem(PREFIX + key));
      }
    },
  };
}

/**
 * @param {() => Shelf} shelf
 * @param {string} key
 * @returns {unknown}
 */
function read(shelf, key) {
  /** @type {unknown} */
  let found = null;
  attempt(() => {
    found = JSON.parse(shelf().getItem(PREFIX + key) ?? "null");
  });
  return found;
}

/**
 * @param {() => void} act
 * @returns {boolean} whether it could be done
 */
function attempt(act) {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}
