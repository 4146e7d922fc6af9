"""Every postcode the directory knows, held as sorted arrays: 1.7 million of them take about 30 MB."""

import hashlib
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

from welcome.directory.errors import UnknownPostcode
from welcome.directory.places import Point, box_around, distances_m, normalise_outcode, normalise_postcode

#: Positions are kept in steps of 0.00001 degrees, about a metre.
STEPS_A_DEGREE = 100_000


class PostcodeTable(msgspec.Struct, frozen=True):
    """Postcodes without their space as sorted bytes (`S7`), and their positions as int32 steps of 0.00001 degrees."""

    keys: np.ndarray
    longitudes: np.ndarray
    latitudes: np.ndarray

    def __len__(self) -> int:
        return len(self.keys)

    @classmethod
    def of(cls, postcodes: Iterable[tuple[str, float, float]]) -> "PostcodeTable":
        """Return the table of (normalised postcode, longitude, latitude); the last one wins where one comes twice."""
        found = {postcode.replace(" ", "").encode(): (longitude, latitude) for postcode, longitude, latitude in postcodes}
        keys = sorted(found)
        positions = np.array([found[key] for key in keys], dtype=np.float64).reshape(-1, 2)
        steps = np.rint(positions * STEPS_A_DEGREE).astype(np.int32)
        return cls(np.array(keys, dtype="S7"), np.ascontiguousarray(steps[:, 0]), np.ascontiguousarray(steps[:, 1]))

    @classmethod
    def joined(cls, parts: "Sequence[PostcodeTable]") -> "PostcodeTable":
        """Return one table of several that share no postcode, in any order, without a Python object for each postcode."""
        if not parts:
            return NO_POSTCODES
        keys = np.concatenate([part.keys for part in parts])
        order = np.argsort(keys, kind="stable")
        longitudes = np.concatenate([part.longitudes for part in parts])
        latitudes = np.concatenate([part.latitudes for part in parts])
        return cls(keys[order], longitudes[order], latitudes[order])


NO_POSTCODES = PostcodeTable.of(())


def postcode_at(table: PostcodeTable, index: int) -> str:
    """Return the postcode at a place of the table, as `WS1 1TP`."""
    key = table.keys[index].decode()
    return f"{key[:-3]} {key[-3:]}"


def point_at(table: PostcodeTable, index: int) -> Point:
    """Return the position of the postcode at a place of the table."""
    return Point(int(table.longitudes[index]) / STEPS_A_DEGREE, int(table.latitudes[index]) / STEPS_A_DEGREE)


def find_postcode(table: PostcodeTable, text: str, area_name: str = "") -> tuple[str, Point]:
    """Return (normalised postcode, position) of a postcode typed in any form.

    Raises BadPostcode when the text is no postcode, UnknownPostcode when the table has not got it.
    """
    postcode = normalise_postcode(text)
    key = postcode.replace(" ", "").encode()
    index = int(np.searchsorted(table.keys, key))
    if index == len(table) or table.keys[index] != key:
        outside = f"outside {area_name}" if area_name else "outside this area"
        raise UnknownPostcode(f"{postcode} is not in our list: it may be new, closed, or {outside}.")
    return postcode, point_at(table, index)


def starting_with(table: PostcodeTable, text: str, limit: int) -> list[tuple[str, Point]]:
    """Return the first `limit` postcodes, in order, that begin with these letters and digits."""
    prefix = "".join(letter for letter in text.upper() if letter.isalnum()).encode()
    if not prefix:
        return []
    first, last = np.searchsorted(table.keys, [prefix, prefix + b"\xff"])
    return [(postcode_at(table, i), point_at(table, i)) for i in range(first, min(last, first + limit))]


def middle_of_outcode(table: PostcodeTable, text: str) -> tuple[str, Point] | None:
    """Return (outcode, the mean position of its postcodes) for the first half of a postcode, None when nothing has it."""
    outcode = normalise_outcode(text)
    if outcode is None:
        return None
    first, last = np.searchsorted(table.keys, [outcode.encode(), outcode.encode() + b"\xff"])
    lengths = np.char.str_len(table.keys[first:last])
    chosen = np.flatnonzero(lengths == len(outcode) + 3) + first
    if not len(chosen):
        return None
    longitude, latitude = float(table.longitudes[chosen].mean()), float(table.latitudes[chosen].mean())
    return outcode, Point(round(longitude / STEPS_A_DEGREE, 5), round(latitude / STEPS_A_DEGREE, 5))


def near(table: PostcodeTable, points: Iterable[Point], within_m: float) -> np.ndarray:
    """Return the places, in order, of the postcodes within `within_m` metres of any of the points."""
    chosen = np.zeros(len(table), dtype=bool)
    longitudes, latitudes = table.longitudes / STEPS_A_DEGREE, table.latitudes / STEPS_A_DEGREE
    for point in points:
        west, south, east, north = box_around(point, within_m)
        inside = (longitudes >= west) & (longitudes <= east) & (latitudes >= south) & (latitudes <= north) & ~chosen
        candidates = np.flatnonzero(inside)
        chosen[candidates] = distances_m(point, longitudes[candidates], latitudes[candidates]) <= within_m
    return np.flatnonzero(chosen)


def digest(table: PostcodeTable) -> str:
    """Return a short hash of everything in the table: its revision."""
    hashed = hashlib.sha256()
    for column in (table.keys, table.longitudes, table.latitudes):
        hashed.update(column.tobytes())
    return hashed.hexdigest()[:16]
