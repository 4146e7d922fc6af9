// The places that somebody saved on this phone.

import { cardList, doorOf } from "../cards.js";
import { pointOf } from "../directory.js";
import { wholeMetres } from "../geo.js";
import { html } from "../html.js";
import { say } from "../i18n.js";

/** @type {import("../app.js").Screen} */
export function showSaved(app, root) {
  const { words, store, directory } = app;
  const heading = html`<h1 tabindex="-1">${say(words, "app.saved.heading")}</h1>`;
  const reader = directory && app.reader(store.get("needs"));
  const matches = store.get("saved").flatMap((slug) => {
    const place = directory?.slugs.get(slug);
    if (!directory || place === undefined) return [];
    const point = pointOf(directory, place);
    const metres = app.position && point ? wholeMetres(app.position, point.lat, point.lon) : null;
    return [{ place, metres, needs: /** @type {const} */ (1) }];
  });
  root.onclick = null;
  root.innerHTML = String(
    reader && matches.length
      ? html`${heading}<p class="lede">${say(words, "app.saved.lede")}</p><h2 class="hidden">${say(words, "app.places")}</h2>${cardList(reader, matches)}`
      : html`${heading}<div class="plain-state">${doorOf("doubt")}<p>${say(words, "app.saved.none")}</p>
<p><a class="button" href="/" data-app>${say(words, "app.nav.find")}</a></p></div>`,
  );
}
