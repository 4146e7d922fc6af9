// Before the first paint: the language, direction and theme that this person chose, where they chose any. No module, so that it
// runs at once.
"use strict";

(() => {
  /** @type {Record<string, unknown>} */
  const kept = {};
  for (const key of ["language", "theme"]) {
    try {
      kept[key] = JSON.parse(localStorage.getItem(`welcome.${key}`) || "null");
    } catch {
      // Storage may be refused, or hold what another program wrote: then the page is as the server made it.
    }
  }
  const page = document.documentElement;
  const asked = new URLSearchParams(location.search).get("lang");
  if (!asked && typeof kept.language === "string") {
    page.lang = kept.language;
    page.dir = ["ar", "fa", "ku", "ps", "ur"].includes(kept.language) ? "rtl" : "ltr";
  }
  if (kept.theme === "light" || kept.theme === "dark") page.dataset.theme = kept.theme;
  // With a search in the address the answer is what matters: the heading makes room for it from the start.
  if (location.pathname === "/" && location.hash.length > 1) page.dataset.asked = "yes";
  page.dataset.scripts = "on";
})();
