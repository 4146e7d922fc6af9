// The two documents that the app is made of, the words, and the worker that keeps them. Nothing else is ever asked of the network,
// and these are asked for whatever a person does.

/** @typedef {import("./directory.js").DirectoryDocument} DirectoryDocument */
/** @typedef {import("./postcodes.js").PostcodeDocument} PostcodeDocument */

export const DIRECTORY = "/api/directory";
export const POSTCODES = "/api/postcodes";

/**
 * A document and the moment at which the server sent it, null when nobody knows.
 * @template T
 * @param {string} path
 * @returns {Promise<{ value: T, sentAt: number | null }>}
 */
export async function fetchJson(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  const sentAt = Date.parse(answer.headers.get("date") ?? "");
  return { value: await answer.json(), sentAt: Number.isNaN(sentAt) ? null : sentAt };
}

/** What the worker says after it asked the server anew. */
/** @typedef {{ about: "fresh", path: string, ok: boolean, changed: boolean, sentAt: number | null }} Fresh */

/**
 * @typedef {object} Keeper
 * @property {(told: (fresh: Fresh) => void) => void} onFresh
 * @property {(offer: (accept: () => void) => void) => void} onNewVersion
 * @property {(paths: string[]) => Promise<void>} keep
 * @property {() => Promise<void>} forget
 */

/**
 * The service worker, where the browser has one and allows it.
 * @returns {Keeper}
 */
export function makeKeeper() {
  const worker = "serviceWorker" in navigator ? navigator.serviceWorker : null;
  return {
    onFresh(told) {
      worker?.addEventListener("message", ({ data }) => {
        if (data?.about === "fresh") told(data);
      });
      worker?.startMessages();
    },
    onNewVersion(offer) {
      if (!worker) return;
      // A page that nobody controlled yet is taken over by the first worker without any change to it.
      let asked = false;
      worker.addEventListener("controllerchange", () => {
        if (asked) location.reload();
      });
      whenLoaded(async () => {
        const registration = await worker.register("/sw.js", { updateViaCache: "none" }).catch(() => null);
        if (!registration) return;
        const waiting = () => {
          const next = registration.waiting;
          if (!next || !worker.controller) return;
          offer(() => {
            asked = true;
            next.postMessage({ about: "take over" });
          });
        };
        waiting();
        registration.addEventListener("updatefound", () => {
          registration.installing?.addEventListener("statechange", waiting);
        });
      });
    },
    async keep(paths) {
      const registration = await worker?.ready;
      registration?.active?.postMessage({ about: "keep", paths });
    },
    async forget() {
      const registration = await worker?.getRegistration().catch(() => undefined);
      await registration?.unregister();
      const names = await globalThis.caches?.keys().catch(() => []);
      await Promise.all((names ?? []).filter((name) => name.startsWith("welcome-")).map((name) => caches.delete(name)));
    },
  };
}

/**
 * @param {() => void} act
 */
function whenLoaded(act) {
  if (document.readyState === "complete") setTimeout(act);
  else addEventListener("load", () => setTimeout(act), { once: true });
}
