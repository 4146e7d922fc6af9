// How far it is, and how long that takes on foot. The one file on the phone that knows the Earth is round. Pure.

/** @typedef {{ lat: number, lon: number }} Point  degrees */

/** Mean radius in metres (IUGG R1), as the server has it. */
export const EARTH_RADIUS_M = 6_371_008.8;
/** Walking ways are about this much longer than the straight line. */
export const DETOUR = 1.3;
/** Metres a minute: what people usually walk, and with a stick, a pram or a friend on the arm. */
export const PACES = { usual: 80, steady: 50 };
export const BAND_MINUTES = 5;
const METRES_A_MILE = 1609.344;

const radians = (/** @type {number} */ degrees) => (degrees * Math.PI) / 180;

/**
 * The great-circle distance in whole metres, by the haversine formula.
 * @param {Point} from
 * @param {number} lat
 * @param {number} lon
 * @returns {number}
 */
export function wholeMetres(from, lat, lon) {
  const halfLat = radians(lat - from.lat) / 2;
  const halfLon = radians(lon - from.lon) / 2;
  const scale = Math.cos(radians(from.lat)) * Math.cos(radians(lat));
  const chord = Math.sin(halfLat) ** 2 + scale * Math.sin(halfLon) ** 2;
  return Math.round(2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord))));
}

/**
 * @param {number} metres
 * @param {number} pace  metres a minute
 * @returns {number} whole minutes on foot, rounded up
 */
export function walkMinutes(metres, pace) {
  return Math.ceil((metres * DETOUR) / pace);
}

/**
 * 0 up to five minutes' walk, 1 up to ten, and so on.
 * @param {number} metres
 * @param {number} pace
 * @returns {number}
 */
export function band(metres, pace) {
  return Math.floor(metres * (DETOUR / (pace * BAND_MINUTES)));
}

/**
 * Miles to say: tenths up to ten, whole ones above; 0 for what is nearer than half a tenth.
 * @param {number} metres
 * @returns {number}
 */
export function saidMiles(metres) {
  const miles = metres / METRES_A_MILE;
  return miles < 9.95 ? Math.round(miles * 10) / 10 : Math.round(miles);
}
