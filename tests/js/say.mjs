// Reads {"schedules": [[row]], "states": [card], "plurals": {language: [number]}} and writes what the phone says of each.

import { readFileSync } from "node:fs";

import { saySchedules } from "../../static/js/hours.js";
import { makeCatalogue } from "../../static/js/i18n.js";
import { sayState } from "../../static/js/state.js";

const english = makeCatalogue("en", JSON.parse(readFileSync(new URL("../../static/i18n/en.json", import.meta.url), "utf8")));
const asked = JSON.parse(readFileSync(0, "utf8"));
const plurals = Object.entries(asked.plurals ?? {}).map(([language, numbers]) => {
  const { plural } = makeCatalogue(language, {});
  return [language, numbers.map((number) => plural(number))];
});
process.stdout.write(
  JSON.stringify({
    schedules: (asked.schedules ?? []).map((rows) => saySchedules(english, rows)),
    states: (asked.states ?? []).map((card) => sayState(english, card)),
    plurals: Object.fromEntries(plurals),
  }),
);
