// "Fits my week": the smallest set is the one that trying every set finds.

import assert from "node:assert/strict";
import test from "node:test";

import { bits } from "../../static/js/phrases.js";
import { EXACT_UP_TO, smallestSet } from "../../static/js/week.js";

/** A small generator of numbers, the same each time. */
function seeded(seed) {
  return (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed % below;
  };
}

/** The size of the smallest set, by trying all of them. */
function byBruteForce(masks) {
  const wanted = masks.reduce((all, mask) => all | mask, 0);
  let best = masks.length;
  for (let set = 0; set < 1 << masks.length; set += 1) {
    const chosen = bits(set);
    if (chosen.length < best && chosen.reduce((all, place) => all | masks[place], 0) === wanted) best = chosen.length;
  }
  return best;
}

test("the smallest set equals the one of brute force, for hundreds of made-up weeks", () => {
  const random = seeded(20261);
  for (let round = 0; round < 400; round += 1) {
    const masks = Array.from({ length: 1 + random(11) }, () => random(1 << 9) & random(1 << 9));
    const { chosen, exact } = smallestSet(masks);
    assert.equal(exact, true);
    assert.equal(chosen.length, byBruteForce(masks), `${masks}`);
    assert.equal(chosen.reduce((all, place) => all | masks[place], 0), masks.reduce((all, mask) => all | mask, 0));
  }
});

test("sixty places and a whole week are still exact, more are not and say so", () => {
  const random = seeded(7);
  const masks = Array.from({ length: EXACT_UP_TO }, () => 1 + (random(1 << 21) & random(1 << 21) & random(1 << 21)));
  assert.equal(smallestSet(masks).exact, true);
  const { chosen, exact } = smallestSet([...masks, 1]);
  assert.equal(exact, false);
  assert.equal(chosen.reduce((all, place) => all | [...masks, 1][place], 0), masks.reduce((all, mask) => all | mask, 0));
});

test("of equal places the first is taken, and nothing to cover needs nobody", () => {
  assert.deepEqual(smallestSet([3, 3, 1]), { chosen: [0], exact: true });
  assert.deepEqual(smallestSet([0, 0]), { chosen: [], exact: true });
});
