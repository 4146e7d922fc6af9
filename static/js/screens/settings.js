// Pace, language, colours, and "Forget everything on this phone".

import { html } from "../html.js";
import { say } from "../i18n.js";

/** @typedef {import("../app.js").App} App */

/** @type {import("../app.js").Screen} */
export function showSettings(app, root) {
  const { words, store, settings } = app;
  const t = (/** @type {string} */ key) => say(words, key);
  const radios = (/** @type {"pace" | "theme"} */ key, /** @type {string[]} */ values) => html`<fieldset class="choices"><legend>${t(`app.settings.${key}`)}</legend>
${values.map((value) => html`<label class="choice"><input type="radio" name="${key}" value="${value}"${store.get(key) === value ? html` checked` : ""}><span>${t(`app.settings.${key}.${value}`)}</span></label>`)}
</fieldset>`;
  const languages = Object.entries(settings.languages);
  root.innerHTML = String(html`<h1 tabindex="-1">${t("app.settings.heading")}</h1>
<form>
${radios("pace", ["usual", "steady"])}
${languages.length > 1 ? html`<fieldset class="choices"><legend>${t("app.settings.language")}</legend>
${languages.map(([code, own]) => html`<label class="choice"><input type="radio" name="language" value="${code}"${words.language === code ? html` checked` : ""}><span lang="${code}">${own}</span></label>`)}
</fieldset>` : ""}
${radios("theme", ["auto", "light", "dark"])}
</form>
<section class="choices"><h2>${t("app.needs.heading")}</h2><p><a class="button quiet" href="/needs" data-app>${t("app.settings.needs")}</a></p></section>
<section class="choices"><h2>${t("app.forget.heading")}</h2><p>${t("app.forget.what")}</p>
<p data-forget><button class="button quiet" type="button" data-ask>${t("app.forget.do")}</button></p></section>`);
  root.querySelector("form")?.addEventListener("change", (event) => {
    const { name, value } = /** @type {HTMLInputElement} */ (event.target);
    const kept = store.set(/** @type {"pace"} */ (name), /** @type {"usual"} */ (value));
    if (name === "language") return app.reload();
    if (name === "theme") applyTheme(value);
    app.announce(t(kept ? "app.settings.kept" : "app.not_kept"));
  });
  root.onclick = ({ target }) => {
    const pressed = /** @type {HTMLElement} */ (target);
    const where = /** @type {HTMLElement} */ (root.querySelector("[data-forget]"));
    if (pressed.closest("[data-ask]")) {
      where.innerHTML = String(html`<strong>${t("app.forget.sure")}</strong> <button class="button danger" type="button" data-forget-now>${t("app.forget.yes")}</button> <button class="button quiet" type="button" data-keep>${t("app.forget.no")}</button>`);
      /** @type {HTMLElement} */ (where.querySelector("[data-keep]")).focus();
    } else if (pressed.closest("[data-keep]")) app.redraw();
    else if (pressed.closest("[data-forget-now]")) app.forget();
  };
}

/**
 * @param {string} theme  auto, light or dark
 */
export function applyTheme(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
