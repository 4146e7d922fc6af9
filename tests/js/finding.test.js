// What the phone finds by: postcodes in any form, words with a slip, addresses that hold a search.

import assert from "node:assert/strict";
import test from "node:test";

import { walkMinutes, wholeMetres, saidMiles } from "../../static/js/geo.js";
import { html } from "../../static/js/html.js";
import { normaliseOutcode, normalisePostcode, postcodeWithin } from "../../static/js/postcodes.js";
import { NO_SEARCH, hashOf, routeOf, searchOf } from "../../static/js/router.js";
import { makeStore } from "../../static/js/store.js";
import { matcher, plain } from "../../static/js/text.js";
import { londonDay, utcMinute } from "../../static/js/london.js";
import { falls } from "../../static/js/standing.js";
import { calendarFile } from "../../static/js/calendar.js";

for (const [typed, meant] of [
  ["aa11aa", "AA1 1AA"],
  [" Aa1-1aA ", "AA1 1AA"],
  ["ａａ１１ａａ", "AA1 1AA"],
  ["AA١ ١AA", "AA1 1AA"],
  ["AA੧ ੧AA", "AA1 1AA"],
  ["AA۱ ۱AA", "AA1 1AA"],
  ["WS1 OAA", "WS1 0AA"],
  ["WS1 1A0", "WS1 1AO"],
  ["hello", null],
  ["AA1", null],
  ["", null],
]) {
  test(`“${typed}” is ${meant ?? "no postcode"}`, () => assert.equal(normalisePostcode(typed), meant));
}

test("a postcode is found in a whole message, and not in what only looks like one", () => {
  assert.equal(postcodeWithin("Meet me at 1 Ember Row, aa1 1aa, at ten"), "AA1 1AA");
  assert.equal(postcodeWithin("XAA1 1AAX and nothing else"), null);
});

test("the first half of a postcode is known by its shape", () => {
  assert.deepEqual(["aa1", "WS10", "ec1a", "caldmore", "W"].map(normaliseOutcode), ["AA1", "WS10", "EC1A", null, null]);
});

test("case, accents and punctuation do not matter", () => {
  assert.equal(plain("Café St. T's"), "cafe st ts");
});

test("words begun in a name come before words elsewhere, and those before a slip", () => {
  const [name, text] = ["kettle cross fire station", "kettle cross fire station 1 ember row hot drinks"];
  const scores = ["kettle cross fire station", "fire stat", "ember", "ketle cross fire station", "zebra crossing"].map((typed) =>
    matcher(typed)(name, text),
  );
  assert.deepEqual(scores.slice(0, 3), [100, 95, 90]);
  assert.ok(scores[3] > 70 && scores[3] < 90);
  assert.equal(scores[4], 0);
});

test("a search and its address say the same", () => {
  const search = { ...NO_SEARCH, kind: "postcode", name: "AA1 1AA", open: true, day: "tu", part: "morning", access: ["toilet", "hearing_loop"] };
  assert.deepEqual(searchOf(hashOf(search)), search);
  assert.equal(hashOf(NO_SEARCH), "");
  assert.deepEqual(searchOf("#near=me"), { ...NO_SEARCH, kind: "near" });
});

test("nonsense after the # is no search", () => {
  assert.deepEqual(searchOf("#day=someday&part=noon&open=maybe&%E0%A4%A&x"), NO_SEARCH);
});

test("an address means a screen, a venue or nothing", () => {
  const screens = ["/", "/saved/", "/venues/the-old-net-loft", "/venues/a/b", "/nowhere"].map((pathname) => routeOf({ pathname, hash: "" }).screen);
  assert.deepEqual(screens, ["find", "saved", "venue", "missing", "missing"]);
});

test("what a host wrote is never markup", () => {
  assert.equal(String(html`<p title="${'"'}">${"<img src=x onerror=alert(1)>"}${[html`<b>${"&"}</b>`, null, false]}</p>`),
    '<p title="&quot;">&lt;img src=x onerror=alert(1)&gt;<b>&amp;</b></p>');
});

test("a phone that refuses to keep anything still remembers until the page is left", () => {
  const store = makeStore(() => {
    throw new Error("SecurityError");
  });
  assert.deepEqual(store.get("saved"), []);
  assert.equal(store.set("saved", ["the-old-net-loft"]), false);
  assert.deepEqual(store.get("saved"), ["the-old-net-loft"]);
  store.forget();
  assert.deepEqual(store.get("saved"), []);
});

test("what another program left behind is not taken for ours", () => {
  const store = makeStore(() => ({ getItem: () => '{"odd": 1}', setItem() {}, removeItem() {} }));
  assert.deepEqual([store.get("saved"), store.get("pace"), store.get("clock_behind_ms")], [[], "usual", 0]);
});

test("walking time is rounded up, at the person's own pace", () => {
  assert.deepEqual([walkMinutes(0, 80), walkMinutes(400, 80), walkMinutes(400, 50)], [0, 7, 11]);
  assert.equal(wholeMetres({ lat: 52.5, lon: -2 }, 52.5, -2), 0);
  assert.deepEqual([50, 804.672, 20_000].map(saidMiles), [0, 0.5, 12]);
});

test("a skipped time is read with the offset before it, a repeated one is the first", () => {
  const [spring, autumn] = [Date.UTC(2027, 2, 28) / 86_400_000, Date.UTC(2026, 9, 25) / 86_400_000];
  assert.equal(utcMinute(spring, 90), spring * 1440 + 90);
  assert.equal(utcMinute(autumn, 90), autumn * 1440 + 30);
  assert.equal(londonDay(utcMinute(spring, 1439)), spring);
});

test("a rule falls on its weekday, week, place in the month and months alone", () => {
  const tuesday = Date.UTC(2026, 10, 24) / 86_400_000;
  assert.equal(falls({ weekdays: 2 }, tuesday), true);
  assert.equal(falls({ weekdays: 1 }, tuesday), false);
  assert.equal(falls({ weekdays: 2, nth: 1 << 3 }, tuesday), true);
  assert.equal(falls({ weekdays: 2, nth: 1 << 5 }, tuesday), true);
  assert.equal(falls({ weekdays: 2, nth: 1 }, tuesday), false);
  assert.equal(falls({ weekdays: 2, every_weeks: 2, anchor: "2026-11-10" }, tuesday), true);
  assert.equal(falls({ weekdays: 2, every_weeks: 2, anchor: "2026-11-03" }, tuesday), false);
  assert.equal(falls({ weekdays: 2, months: 1 }, tuesday), false);
});

test("a calendar file leaves out what may be closed and escapes what a host wrote", () => {
  const plainly = { start: 29_000_000, end: 29_000_060, sureUntil: 29_000_060, state: 0, doubt: null };
  const venue = { slug: "a", name: "Tea; cake, \\ more", address: "1 Row", url: "https://x.example/venues/a", note: "two\nlines" };
  const file = calendarFile(venue, [plainly, { ...plainly, doubt: "term" }], 28_999_000);
  assert.equal(file.match(/BEGIN:VEVENT/g)?.length, 1);
  assert.ok(file.replace(/\r\n /g, "").includes("SUMMARY:Tea\\; cake\\, \\\\ more\r\n"));
  assert.ok(file.split("\r\n").every((line) => Buffer.byteLength(line) <= 75));
});
