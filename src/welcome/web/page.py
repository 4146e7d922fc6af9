"""A page of cards as bytes, an order of magnitude sooner than value by value, and to the letter the same.

What holds whoever asks is written once for each venue, and what openings have in common once for all of them. `cards.py`
says what a card is; a test holds the two together.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

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
from welcome.directory.venues import Venue
from welcome.directory.wall_clock import LONDON, MINUTES_A_DAY, london, london_day, midnight, minute_of
from welcome.web.cards import after_the_timetable, card_minutes, fixed_fields, opening_view, said
from welcome.web.views import PlaceView

#: Days before and after a timetable into which its openings may reach.
_MARGIN_DAYS = 2
#: An opening is written as two parts, up to the date on which it ends and from the hour on: of either there are few.
_HEAD_BYTES = len('{"starts":"2027-07-06T10:00:00+01:00","ends":"2027-07-06T')
_DAYS_BITS, _DOUBT_BITS, _OFFER_BITS = 8, 2, 7
_CODE_BITS = _DOUBT_BITS + _OFFER_BITS

#: Venues whose days are counted in one go.
_VENUES_AT_A_TIME = 4_096

_encode = msgspec.json.Encoder().encode


class Heads(dict[int, bytes]):
    """Beginnings of openings as JSON, by `start minute << _DAYS_BITS | days until the one on which it ends`."""

    def __missing__(self, number: int) -> bytes:
        start = london(number >> _DAYS_BITS)
        ends = datetime.combine(start.date() + timedelta(days=number & (1 << _DAYS_BITS) - 1), time(12), LONDON)
        self[number] = head = _encode(opening_view(Opening(start, ends)))[:_HEAD_BYTES]
        return head


class Tails(dict[int, bytes]):
    """Ends of openings as JSON with a comma, by `(minute of the day << 1 | summer time) << _CODE_BITS | doubt and offer`."""

    def __missing__(self, number: int) -> bytes:
        clock, code = number >> _CODE_BITS, number & (1 << _CODE_BITS) - 1
        day = date(2027, 7, 6) if clock & 1 else date(2027, 1, 5)
        ends = datetime.combine(day, time(*divmod(clock >> 1, 60)), LONDON)
        offer = OFFERS[code & (1 << _OFFER_BITS) - 1]
        written = _encode(opening_view(Opening(ends, ends, DOUBTS[code >> _OFFER_BITS], *offer)))
        self[number] = tail = written[_HEAD_BYTES:] + b","
        return tail


class Pages:
    """Writes pages from one snapshot. What it learns about a venue it keeps, and hands on to the pages of the next snapshot."""

    def __init__(self, snapshot: Snapshot, before: "Pages | None" = None) -> None:
        self._snapshot = snapshot
        #: Venue's number -> the venue as it was written, and what was written; of the ward's name only while wards stay.
        self._fixed: dict[int, tuple[Venue, bytes]] = {}
        if before is not None and before._snapshot.wards is snapshot.wards:
            self._fixed = before._fixed
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
        return b"".join((_encode(head)[:-1], b',"venues":[', *self._cards(query, answer), b"]}"))

    def _cards(self, query: Query, answer: Answer) -> list[bytes]:
        """Return all the pieces of all the cards in a row, so that they are joined once."""
        timetable = answer.timetable
        own = timetable is self._snapshot.timetable
        table = self._own if own else _Rows(timetable)
        rows, moment = np.array(answer.local, np.int64), minute_of(query.at)
        day = london_day(moment)
        written, spans = table.openings(rows, day, moment)
        pieces: list[bytes] = []
        for match, row, status, by_appointment, (begin, until, stop) in zip(
            answer.matches,
            answer.local,
            self._statuses(answer, rows, moment),
            table.seen_by_appointment(rows),
            spans,
            strict=True,
        ):
            far = match.distance_m
            pieces += (
                self._fixed_part(match.index, day),
                b',"distance_m":null,"walk_minutes":null,"status":"'
                if far is None
                else b',"distance_m":%d,"walk_minutes":%d,"status":"' % (far, walk_minutes(far, query.pace)),
                status,
                b'","openings":[',
            )
            pieces += written[begin:until]
            if until > begin:
                pieces[-1] = pieces[-1][:-1]
            after = b"".join(written[until:stop])[:-1] if stop > until else self._after(match.index, timetable, own)
            pieces += (b'],"next":', after, b',"by_appointment":')
            pieces += (table.appointments(row, query.at) if by_appointment else b"[]", b"},")
        if pieces:
            pieces[-1] = b"}"
        return pieces

    def _fixed_part(self, index: int, day: date) -> bytes:
        """Return the beginning of a card up to what depends on the question; a venue with an outage is looked at anew."""
        venue = self._snapshot.venues[index]
        kept = self._fixed.get(venue.id)
        if kept is not None and kept[0] is venue:
            return kept[1]
        outage = bool(self._snapshot.columns.outages[index])
        written = _encode(fixed_fields(self._snapshot, index, day if outage else None))[:-1]
        if not outage:
            self._fixed[venue.id] = venue, written
        return written

    def _after(self, index: int, timetable: Timetable, own: bool) -> bytes:
        """Return the first opening after the timetable's last day, or null."""
        found = self._beyond.get(index) if own else None
        if found is None:
            opening = after_the_timetable(self._snapshot, index, timetable)
            found = _encode(opening_view(opening)) if opening else b"null"
            if own:
                self._beyond[index] = found
        return found

    def _statuses(self, answer: Answer, rows: np.ndarray, moment: int) -> list[bytes]:
        if not len(rows):
            return []
        if (times.states_at(answer.timetable, rows, moment) <= OPEN_TO_SOME).all():
            return [b"open"] * len(rows)
        paused = self._snapshot.columns.paused[[match.index for match in answer.matches]].tolist()
        statuses = times.statuses_at(answer.timetable, rows, moment)
        return [b"paused" if resting else status.encode() for resting, status in zip(paused, statuses, strict=True)]


class _Rows:
    """The openings of a timetable, ready to be written."""

    def __init__(self, timetable: Timetable) -> None:
        self._timetable = timetable
        self._heads, self._tails = Heads(), Tails()
        self._first_minute = timetable.first_minute - _MARGIN_DAYS * MINUTES_A_DAY
        hours = range(self._first_minute, timetable.last_minute + _MARGIN_DAYS * MINUTES_A_DAY, 60)
        #: Minutes by which London is ahead of UTC in each hour from the first minute on.
        self._ahead = np.array([round(london(hour).utcoffset().total_seconds() / 60) for hour in hours], np.int64)
        days = [timetable.first_day + timedelta(days=day) for day in range(timetable.days + 1)]
        self._first_ordinal = timetable.first_day.toordinal()
        #: [d, v]: how many of venue v's openings start before day d, uint16.
        self._before_day = np.empty((timetable.days + 1, len(timetable)), np.uint16)
        midnights = np.array([midnight(day) for day in days])
        for venue in range(0, len(timetable), _VENUES_AT_A_TIME):
            self._count_days(venue, min(venue + _VENUES_AT_A_TIME, len(timetable)), midnights)

    def _count_days(self, first: int, last: int, midnights: np.ndarray) -> None:
        """Count some venues' openings before each day: few at a time, so that nobody waits and it takes no room."""
        offsets = self._timetable.openings.offsets[first : last + 1]
        starts = self._timetable.openings.starts[offsets[0] : offsets[-1]]
        day_of = np.searchsorted(midnights, starts, side="right")
        venues = np.repeat(np.arange(last - first), np.diff(offsets))
        width = len(midnights) + 1
        counted = np.bincount(venues * width + day_of, minlength=(last - first) * width).reshape(last - first, width)
        self._before_day[:, first:last] = np.cumsum(counted, axis=1)[:, :-1].T

    def openings(self, rows: np.ndarray, day: date, moment: int) -> tuple[list[bytes], list[tuple[int, int, int]]]:
        """Return the openings of CARD_DAYS from `day` on, and the one after, as head and tail, turn by turn.

        With them, for each venue, where its own begin, where the one after stands, and where that ends: nowhere further on
        when the timetable does not hold it.
        """
        intervals = self._timetable.openings
        place = day.toordinal() - self._first_ordinal
        begin, end = intervals.offsets.take(rows), intervals.offsets.take(rows + 1)
        first, after = begin + self._before_day[place].take(rows), begin + self._before_day[place + CARD_DAYS].take(rows)
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
        codes = intervals.doubts.take(at).astype(np.int64) << _OFFER_BITS | intervals.offers.take(at)
        written = self._written(starts.astype(np.int64), ends.astype(np.int64), codes)
        spans = 2 * np.stack([stops - counts, stops - counts + after - first, stops], axis=1)
        return written, spans.tolist()

    def _written(self, starts: np.ndarray, ends: np.ndarray, codes: np.ndarray) -> list[bytes]:
        """Return head and tail of each opening, turn by turn. Minutes and codes are int64."""
        ahead_at_end = self._ahead.take((ends - self._first_minute) // 60)
        start_day = (starts + self._ahead.take((starts - self._first_minute) // 60)) // MINUTES_A_DAY
        end_day, end_clock = np.divmod(ends + ahead_at_end, MINUTES_A_DAY)
        heads = (starts << _DAYS_BITS | (end_day - start_day)).tolist()
        tails = ((end_clock << 1 | (ahead_at_end > 0)) << _CODE_BITS | codes).tolist()
        parts = [b""] * (2 * len(heads))
        parts[::2] = map(self._heads.__getitem__, heads)
        parts[1::2] = map(self._tails.__getitem__, tails)
        return parts

    def seen_by_appointment(self, rows: np.ndarray) -> list[bool]:
        """Return which venues have times for appointments at all."""
        offsets = self._timetable.appointments.offsets
        return (offsets.take(rows) < offsets.take(rows + 1)).tolist()

    def appointments(self, row: int, at: datetime) -> bytes:
        """Return the venue's times for appointments on the days of a card."""
        found = times.appointments_of(self._timetable, row, *card_minutes(at))
        written = [b'{"starts":"%b","ends":"%b"}' % (_said(one.starts), _said(one.ends)) for one in found]
        return b"[%b]" % b",".join(written)


@lru_cache(maxsize=65_536)
def _said(moment: datetime) -> bytes:
    """Return a moment as text. Timetables name few, each by one and the same value, so that looking it up costs little."""
    return said(moment).encode()
