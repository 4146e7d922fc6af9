// What a person needs, said once and kept on the phone.

import { ROUTE } from "../directory.js";
import { html } from "../html.js";
import { say } from "../i18n.js";

/** Which facts may be a need, in the order of the visit. */
const GROUPS = {
  getting_in: [ROUTE, "step_free_entrance", "portable_ramp", "doors_80cm", "door_opened_for_you"],
  inside: ["step_free_inside", "seats_with_arms", "wheelchair_space_at_table", "scooter_space"],
  toilets: ["toilet", "accessible_toilet", "changing_places", "baby_changing"],
  senses_and_thinking: ["hearing_loop", "bsl_signer", "quiet_space", "good_lighting", "dementia_aware"],
  getting_there: ["blue_badge_parking", "drop_off_at_door", "bus_stop_within_200m"],
};

/** @type {import("../app.js").Screen} */
export function showNeeds(app, root) {
  const { words, store } = app;
  const chosen = store.get("needs");
  root.innerHTML = String(html`<h1 tabindex="-1">${say(words, "app.needs.heading")}</h1>
<p class="lede">${say(words, "app.needs.lede")}</p>
<form>
${Object.entries(GROUPS).map(([group, facts]) => html`<fieldset class="choices"><legend>${say(words, `fact.group.${group}`)}</legend>
${facts.map((fact) => html`<label class="choice"><input type="checkbox" name="need" value="${fact}"${chosen.includes(fact) ? html` checked` : ""}><span>${say(words, `fact.${fact}`)}</span></label>`)}
</fieldset>`)}
<p class="actions-row"><a class="button" href="/" data-app>${say(words, "app.needs.done")}</a> <button class="button quiet" type="reset">${say(words, "app.needs.none")}</button></p>
</form>`);
  root.onclick = null;
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  form.addEventListener("change", () => {
    const picked = [...form.querySelectorAll("input:checked")].map((box) => /** @type {HTMLInputElement} */ (box).value);
    app.announce(say(words, store.set("needs", picked) ? "app.needs.kept" : "app.not_kept"));
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const box of form.querySelectorAll("input")) box.checked = false;
    store.set("needs", []);
    app.announce(say(words, "app.needs.forgotten"));
  });
}
