// Reads {"directory": document, "queries": [query]} and writes what the phone's search answers to each: slugs, distances, total.

import { readFileSync } from "node:fs";

import { readDirectory, statusAt } from "../../static/js/directory.js";
import { readPostcodes } from "../../static/js/postcodes.js";
import { search } from "../../static/js/rank.js";

const asked = JSON.parse(readFileSync(0, "utf8"));
const directory = readDirectory(asked.directory);
const postcodes = asked.postcodes ? readPostcodes(asked.postcodes) : { names: [], lons: [], lats: [] };
process.stdout.write(
  JSON.stringify({
    answers: asked.queries.map((query) => {
      const { total, relaxed, matches } = search(directory, query);
      return { total, relaxed, matches: matches.map(({ place, metres }) => [directory.venues[place].slug, metres]) };
    }),
    statuses: (asked.minutes ?? []).map((minute) => directory.venues.map((_, place) => statusAt(directory, place, minute))),
    postcodes: postcodes.names.map((name, place) => [name, postcodes.lons[place], postcodes.lats[place]]),
  }),
);
