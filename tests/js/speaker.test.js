// Run by node's own test runner: `node --test tests/js/`. The table is the one that the server's speaker is held to.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { closuresAhead, sayClosure, sayExtraOpening, saySchedules, scheduleSentences } from "../../static/js/hours.js";
import { makeCatalogue, number, say } from "../../static/js/i18n.js";
import { sayAsOf, sayChecked, sayOpening, sayState, sayWhy } from "../../static/js/state.js";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const english = makeCatalogue("en", read("../../static/i18n/en.json"));
const cases = read("../examples/speaker_cases.json");

const speakers = {
  schedules: (row) => scheduleSentences(english, row.schedules),
  closures: (row) => closuresAhead(english, row.closures, row.today, { schedules: row.schedules }),
  extra_openings: (row) => sayExtraOpening(english, row.extra, { today: row.today }),
  states: (row) => sayState(english, row),
  whys: (row) => sayWhy(english, row),
  openings: (row) => sayOpening(english, row.opening, row.today),
  checked: (row) => sayChecked(english, row.confirmed_on, row.today),
  as_of: (row) => sayAsOf(english, row.moment, row.today),
};

test("the table has no section that the phone cannot say", () => {
  assert.deepEqual(Object.keys(cases).sort(), Object.keys(speakers).sort());
});

for (const [section, speak] of Object.entries(speakers)) {
  for (const row of cases[section]) {
    test(`${section}: ${row.says}`, () => assert.deepEqual(speak(row), row.says));
  }
}

test("several schedules make one text with a full stop after each", () => {
  const monday = { weekdays: 1, opens: 600, closes: 720 };
  const friday = { weekdays: 16, opens: 840, closes: 960, note: "Soup." };
  assert.equal(saySchedules(english, [monday, friday]), "Mondays, 10am to midday. Fridays, 2pm to 4pm. Soup.");
  assert.equal(saySchedules(english, []), "");
});

test("a closure said without a today carries its years", () => {
  const closure = { first_day: "2026-12-24", last_day: "2027-01-02" };
  assert.equal(sayClosure(english, closure), "Closed 24 December 2026 to 2 January 2027");
});

test("a key that a language lacks is said in English, with that language's numerals", () => {
  const punjabi = makeCatalogue("pa", { numerals: "੦੧੨੩੪੫੬੭੮੯" }, english.messages);
  assert.equal(say(punjabi, "time.midday"), "midday");
  assert.equal(number(punjabi, 2026), "੨੦੨੬");
});

test("a missing key or value is loud, and braces in a host's words stay braces", () => {
  assert.throws(() => say(english, "no.such.key"), /no\.such\.key/);
  assert.throws(() => say(english, "range", { first: "Monday" }), /last/);
  assert.equal(say(english, "range", { first: "{last}", last: "tea" }), "{last} to tea");
});
