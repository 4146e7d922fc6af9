// The one field: suggestions while somebody types, by keyboard, touch or voice (the combobox pattern of ARIA 1.2).

import { html } from "../html.js";

/** @typedef {import("../places.js").Named} Named */

/**
 * @param {HTMLFormElement} form
 * @param {object} asked
 * @param {(text: string) => Named[]} asked.suggest
 * @param {(named: Named) => string} asked.describe  what kind of place it is, in words
 * @param {(named: Named) => void} asked.choose
 * @param {(text: string) => void} asked.submit
 * @returns {{ set: (text: string) => void }}
 */
export function makeField(form, { suggest, describe, choose, submit }) {
  const field = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const list = /** @type {HTMLElement} */ (form.querySelector("[role=listbox]"));
  /** @type {Named[]} */
  let offered = [];
  let active = -1;
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id })) {
    field.setAttribute(name, value);
  }
  close();

  function close() {
    offered = [];
    active = -1;
    list.hidden = true;
    list.replaceChildren();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function open() {
    offered = field.value.trim() ? suggest(field.value) : [];
    if (!offered.length) return close();
    active = -1;
    list.innerHTML = String(html`${offered.map((named, place) => html`<li role="option" id="find-option-${place}" aria-selected="false" data-place="${place}"><span class="suggestion-name">${named.name}</span><span class="suggestion-kind">${describe(named)}</span></li>`)}`);
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    field.removeAttribute("aria-activedescendant");
  }

  /** @param {number} step */
  function move(step) {
    if (list.hidden) open();
    if (!offered.length) return;
    active = (active + step + offered.length + (active < 0 && step < 0 ? 1 : 0)) % offered.length;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
    list.children[active].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", `find-option-${active}`);
  }

  /** @param {number} place */
  function take(place) {
    const named = offered[place];
    field.value = named.name;
    close();
    choose(named);
  }

  field.addEventListener("input", open);
  field.addEventListener("blur", () => setTimeout(close, 150));
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      move(step);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  // Before the field loses its focus, so that the list is still there.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = /** @type {HTMLElement} */ (event.target).closest("[data-place]");
    if (option instanceof HTMLElement) take(Number(option.dataset.place));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (active >= 0) return take(active);
    close();
    submit(field.value.trim());
  });
  return {
    set(text) {
      if (document.activeElement !== field || !text) field.value = text;
      close();
    },
  };
}
