"""A page of cards as bytes, an order of magnitude sooner than value by value, and to the letter the same.

What holds whoever asks is written once for each venue, and an opening once for all venues that have the same. `cards.py`
says what a card is; a test holds the two together.
"""

from datetime import date, datetime, timedelta

import msgspec
import numpy as np

from welcome.directory import timetable as times
from welcome.directory.expansion import DOUBTS
from welcome.directory.places import walk_minutes
from welcome.directory.recurrence import OFFERS
from welcome.directory.schedules import Opening
from welcome.directory.search import Answer, Query
from welcome.directory.snapshot import CARD_DAYS, Snapshot
from welcome.directory.timetable import OPEN_TO_SOME, Timetable
from welcome.directory.wall_clock import MINUTES_A_DAY, london, london_day, midnight, minute_of
from welcome.web.cards import after_the_timetable, card_minutes, fixed_fields, opening_view, said
from welcome.web.views import AppointmentView, PlaceView

#: Days before and after a timetable into which its openings may reach.
_MARGIN_DAYS = 2
#: An opening as one number: minutes from the first that is held, length in minutes, doubt, offer.
_LENGTH_BITS, _DOUBT_BITS, _OFFER_BITS = 18, 2, 7
#: Written openings are kept up to so many; a directory of a hundred thousand venues has fewer that differ.
PIECES_KEPT = 300_000

_encode = msgspec.json.Encoder().encode


class Pieces(dict[int, bytes]):
    """Openings as JSON by their number, each written when it is first met: the times of many venues are the same."""

    def __init__(self, first_minute: int) -> None:
        self.first_minute = first_minute - _MARGIN_DAYS * MINUTES_A_DAY

    def numbers(self, starts: np.ndarray, ends: np.ndarray, doubts: np.ndarray, offers: np.ndarray) -> list[int]:
        """Return the number of each opening; the arrays are those of `timetable.Intervals`."""
        number = (starts.astype(np.int64) - self.first_minute) << _LENGTH_BITS | (ends - starts)
        return ((number << _DOUBT_BITS | doubts) << _OFFER_BITS | offers).tolist()

    def __missing__(self, number: int) -> bytes:
        if len(self) >= PIECES_KEPT:
            self.clear()
        rest, offer = number >> _OFFER_BITS, OFFERS[number & (1 << _OFFER_BITS) - 1]
        minutes, doubt = rest >> _DOUBT_BITS, DOUBTS[rest & (1 << _DOUBT_BITS) - 1]
        start = self.first_minute + (minutes >> _LENGTH_BITS)
        end = start + (minutes & (1 << _LENGTH_BITS) - 1)
        self[number] = piece = _encode(opening_view(Opening(london(start), london(end), doubt, *offer)))
        return piece


class Pages:
    """Writes pages from one snapshot. What it learns about a venue it keeps as long as the snapshot is served."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._fixed: dict[int, bytes] = {}
        self._beyond: dict[int, bytes] = {}
        self._own = _Rows(snapshot.timetable)

    def venues_json(self, query: Query, place: PlaceView | None, answer: Answer, now: datetime) -> bytes:
        """Return the answer to a search: the JSON of `cards.venues_answer`."""
        head = {
            "revision": self._snapshot.revision,
            "as_of": said(now),
            "at": said(query.at),
            "place": place,
            "total": answer.total,
            "relaxed": answer.relaxed,
        }
        return b"".join((_encode(head)[:-1], b',"venues":[', b",".join(self._cards(query, answer)), b"]}"))

    def _cards(self, query: Query, answer: Answer) -> list[bytes]:
        timetable = answer.timetable
        own = timetable is self._snapshot.timetable
        table = self._own if own else _Rows(timetable)
        rows, moment = np.array(answer.local, np.int64), minute_of(query.at)
        day = london_day(moment)
        openings, following = table.openings(rows, day, moment)
        return [
            b'%b,"distance_m":%b,"walk_minutes":%b,"status":"%b","openings":[%b],"next":%b,"by_appointment":%b}'
            % (
                self._fixed_part(match.index, day),
                b"null" if match.distance_m is None else b"%d" % match.distance_m,
                b"null" if match.distance_m is None else b"%d" % walk_minutes(match.distance_m, query.pace),
                status.encode(),
                shown,
                after or self._after(match.index, timetable, own),
                table.appointments(row, query.at),
            )
            for match, row, status, shown, after in zip(
                answer.matches, answer.local, self._statuses(answer, rows, moment), openings, following, strict=True
            )
        ]

    def _fixed_part(self, index: int, day: date) -> bytes:
        """Return the beginning of a card up to what depends on the question; a venue with an outage is looked at anew."""
        found = self._fixed.get(index)
        if found is None:
            outage = bool(self._snapshot.columns.outages[index])
            found = _encode(fixed_fields(self._snapshot, index, day if outage else None))[:-1]
            if not outage:
                self._fixed[index] = found
        return found

    def _after(self, index: int, timetable: Timetable, own: bool) -> bytes:
        """Return the first opening after the timetable's last day, or null."""
        found = self._beyond.get(index) if own else None
        if found is None:
            opening = after_the_timetable(self._snapshot, index, timetable)
            found = _encode(opening_view(opening)) if opening else b"null"
            if own:
                self._beyond[index] = found
        return found

    def _statuses(self, answer: Answer, rows: np.ndarray, moment: int) -> list[str]:
        if not len(rows):
            return []
        if (times.states_at(answer.timetable, rows, moment) <= OPEN_TO_SOME).all():
            return ["open"] * len(rows)
        paused = self._snapshot.columns.paused[[match.index for match in answer.matches]].tolist()
        statuses = times.statuses_at(answer.timetable, rows, moment)
        return ["paused" if resting else status for resting, status in zip(paused, statuses, strict=True)]


class _Rows:
    """The openings of a timetable, ready to be written."""

    def __init__(self, timetable: Timetable) -> None:
        self._timetable = timetable
        self._pieces = Pieces(timetable.first_minute)
        days = [timetable.first_day + timedelta(days=day) for day in range(timetable.days + 1)]
        self._first_ordinal = timetable.first_day.toordinal()
        intervals = timetable.openings
        venues = np.repeat(np.arange(len(timetable)), np.diff(intervals.offsets))
        day_of = np.searchsorted([midnight(day) for day in days], intervals.starts, side="right")
        counted = np.bincount(venues * (timetable.days + 2) + day_of, minlength=len(timetable) * (timetable.days + 2))
        before = np.cumsum(counted.reshape(len(timetable), timetable.days + 2), axis=1)
        #: [d, v]: the row of venue v's first opening that starts on day d or later, int32.
        self._from_day = np.ascontiguousarray((before[:, :-1] + intervals.offsets[:-1, None]).T, np.int32)

    def openings(self, rows: np.ndarray, day: date, moment: int) -> tuple[list[bytes], list[bytes]]:
        """Return for each venue its openings of CARD_DAYS from `day` on, and the first one after, b"" when not held."""
        intervals = self._timetable.openings
        place = day.toordinal() - self._first_ordinal
        first = self._from_day[place].take(rows).astype(np.int64)
        after = self._from_day[place + CARD_DAYS].take(rows).astype(np.int64)
        begin, end = intervals.offsets.take(rows), intervals.offsets.take(rows + 1)
        while (
            len(intervals.ends)
            and (running := (first > begin) & (intervals.ends.take(np.maximum(first - 1, 0)) > moment)).any()
        ):
            first = first - running
        counts = np.minimum(after + 1, end) - first
        stops = np.cumsum(counts)
        at = np.arange(stops[-1] if len(stops) else 0) + np.repeat(first - stops + counts, counts)
        starts, ends = intervals.starts.take(at), intervals.ends.take(at)
        earliest, latest = midnight(day - timedelta(days=1)), midnight(day + timedelta(days=CARD_DAYS + 1))
        if len(at) and (starts.min() < earliest or ends.max() > latest):
            # What runs on without a break is cut where `timetable.openings_of` cuts it, for the card and for what follows.
            starts = np.maximum(starts, earliest)
            last = midnight(london_day(self._timetable.last_minute - 1) + timedelta(days=2))
            ends = np.minimum(ends, np.where(at == np.repeat(after, counts), last, latest))
        numbers = self._pieces.numbers(starts, ends, intervals.doubts.take(at), intervals.offers.take(at))
        pieces = list(map(self._pieces.__getitem__, numbers))
        until = (stops - counts + after - first).tolist()
        shown = [b",".join(pieces[start:end]) for start, end in zip((stops - counts).tolist(), until, strict=True)]
        following = [pieces[end] if end < stop else b"" for end, stop in zip(until, stops.tolist(), strict=True)]
        return shown, following

    def appointments(self, row: int, at: datetime) -> bytes:
        """Return the venue's times for appointments on the days of a card."""
        offsets = self._timetable.appointments.offsets
        if offsets[row] == offsets[row + 1]:
            return b"[]"
        found = times.appointments_of(self._timetable, row, *card_minutes(at))
        return _encode([AppointmentView(said(one.starts), said(one.ends)) for one in found])
