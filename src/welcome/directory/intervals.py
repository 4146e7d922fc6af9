"""Intervals on one long line: joined where they touch, and with others cut out of them.

Many venues are laid end to end on the line, so that one pass serves them all: a place on it is
`section << BITS | minute`, and sections never touch. Intervals are half-open pairs of int64 arrays sorted by their starts.
"""

import numpy as np


def linked(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Return for each interval whether it overlaps or touches one before it: bool."""
    touches = np.zeros(len(starts), bool)
    if len(starts) > 1:
        touches[1:] = starts[1:] <= np.maximum.accumulate(ends)[:-1]
    return touches


def in_company(touches: np.ndarray) -> np.ndarray:
    """Return for each interval whether it overlaps or touches any other, given `linked`: bool."""
    company = touches.copy()
    company[:-1] |= touches[1:]
    return company


def joined(starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the same ground in as few intervals as can be."""
    if not len(starts):
        return starts, ends
    first = np.flatnonzero(~linked(starts, ends))
    return starts[first], np.maximum.reduceat(ends, first)


def without(
    starts: np.ndarray, ends: np.ndarray, hole_starts: np.ndarray, hole_ends: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what is left of the intervals outside the holes: starts, ends, and which interval each piece is of.

    The holes are disjoint and sorted; the intervals may be in any order.
    """
    first = np.searchsorted(hole_ends, starts, side="right")
    after = np.searchsorted(hole_starts, ends, side="left")
    pieces = np.maximum(after - first, 0) + 1
    of = np.repeat(np.arange(len(starts)), pieces)
    place = np.arange(len(of)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    if not len(hole_starts):
        return starts, ends, of
    begins = np.where(place == 0, starts[of], hole_ends[np.maximum(first[of] + place - 1, 0)])
    stops = np.where(place == pieces[of] - 1, ends[of], hole_starts[np.minimum(first[of] + place, len(hole_starts) - 1)])
    left = begins < stops
    return begins[left], stops[left], of[left]
