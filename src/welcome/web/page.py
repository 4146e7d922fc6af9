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
from welcome.directory.snapshot import CARD_DAYS, Snapshot, outages_between
from welcome.directory.timetable import Timetable
from welcome.directory.venues import Venue
from welcome.directory.wall_clock import LONDON, MINUTES_A_DAY, london, london_day, midnight, minute_of
from welcome.web.cards import after_the_timetable, card_minutes, fixed_fields, opening_view, said
from welcome.web.views import PlaceView

#: Days before and after a timetable into which its openings may reach.
_MARGIN_DAYS = 2
#: An opening is written as two parts, up to the date on which it ends and from the hour on: of either there are few.
_HEAD_BYTES = len('{"starts":"2027-07-06T10:00:00+01:00","ends":"2027-07-06T')
#: How many days after it starts an opening ends; from LONG on it is looked at by itself.
_DAYS_BITS, LONG = 2, 3
_DOUBT_BITS, _OFFER_BITS = 2, 7
_CODE_BITS = _DOUBT_BITS + _OFFER_BITS
#: A tail's number: minute of the day, whether it is summer time, doubt and offer.
_TAIL_BITS = 11 + 1 + _CODE_BITS

#: Venues whose days are counted in one go.
_VENUES_AT_A_TIME = 4_096

_encode = msgspec.json.Encoder().encode


class Heads(dict[int, bytes]):
    """Beginnings of openings as JSON, by `minutes from the first one << _DAYS_BITS | days until the one on which it ends`."""

    def __init__(self, first_minute: int) -> None:
        self.first_minute = first_minute

    def __missing__(self, number: int) -> bytes:
        start = london((number >> _DAYS_BITS) + self.first_minute)
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
        #: Venue's number and what is out of order -> the venue as it was, and what was written, while the wards stay.
        self._fixed: dict[tuple[int, tuple[str, ...]], tuple[Venue, bytes]] = {}
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
        rows, moment = list(answer.local), minute_of(query.at)
        day = london_day(moment)
        written, spans = table.openings(rows, day, moment)
        pieces: list[bytes] = []
        for match, row, status, by_appointment, (begin, until, stop) in zip(
            answer.matches,
            answer.local,
            self._statuses(query, answer, moment),
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
        """Return the beginning of a card, up to what depends on the question. It changes with what is out of order that day."""
        venue = self._snapshot.venues[index]
        out = tuple(outages_between(venue, day, day)) if venue.access.outages else ()
        kept = self._fixed.get((venue.id, out))
        if kept is None or kept[0] is not venue:
            self._fixed[venue.id, out] = kept = venue, _encode(fixed_fields(self._snapshot, index, day))[:-1]
        return kept[1]

    def _after(self, index: int, timetable: Timetable, own: bool) -> bytes:
        """Return the first opening after the timetable's last day, or null."""
        found = self._beyond.get(index) if own else None
        if found is None:
            opening = after_the_timetable(self._snapshot, index, timetable)
            found = _encode(opening_view(opening)) if opening else b"null"
            if own:
                self._beyond[index] = found
        return found

    def _statuses(self, query: Query, answer: Answer, moment: int) -> list[bytes]:
        if query.open_only and not query.days and "time" not in answer.relaxed:
            return [b"open"] * len(answer.matches)
        paused = self._snapshot.columns.paused[[match.index for match in answer.matches]].tolist()
        statuses = times.statuses_at(answer.timetable, np.array(answer.local, np.int64), moment)
        return [b"paused" if resting else status.encode() for resting, status in zip(paused, statuses, strict=True)]


class _Rows:
    """The openings of a timetable, ready to be written."""

    def __init__(self, timetable: Timetable) -> None:
        self._timetable = timetable
        # A midnight of UTC, so that minutes from it on, and London's lead added, are London's time of day.
        self._first_minute = (timetable.first_minute // MINUTES_A_DAY - _MARGIN_DAYS) * MINUTES_A_DAY
        self._heads, self._tails = Heads(self._first_minute), Tails()
        hours = range(self._first_minute, timetable.last_minute + _MARGIN_DAYS * MINUTES_A_DAY, 60)
        #: Minutes by which London is ahead of UTC in each hour from the first minute on.
        self._ahead = np.array([round(london(hour).utcoffset().total_seconds() / 60) for hour in hours], np.int32)
        days = [timetable.first_day + timedelta(days=day) for day in range(timetable.days + 1)]
        self._first_ordinal = timetable.first_day.toordinal()
        self._midnights = np.array([midnight(day) for day in days], np.int32)
        self._offsets: list[int] = timetable.openings.offsets.tolist()
        #: [d, v]: how many of venue v's openings start before day d, uint16.
        self._before_day = np.empty((len(days), len(timetable)), np.uint16)
        #: For each opening `days until the one on which it ends, at most LONG << _TAIL_BITS | number of its tail`, int32.
        self._ends = np.empty(len(timetable.openings.starts), np.int32)
        for venue in range(0, len(timetable), _VENUES_AT_A_TIME):
            self._look_ahead(venue, min(venue + _VENUES_AT_A_TIME, len(timetable)))

    def _look_ahead(self, first: int, last: int) -> None:
        """Work out what is known beforehand of some venues' openings: few at a time, so that nobody waits for it."""
        offsets = self._timetable.openings.offsets[first : last + 1]
        rows = slice(int(offsets[0]), int(offsets[-1]))
        starts = self._timetable.openings.starts[rows]
        day_of = np.searchsorted(self._midnights, starts, side="right")
        venues = np.repeat(np.arange(last - first), np.diff(offsets))
        width = len(self._midnights) + 1
        counted = np.bincount(venues * width + day_of, minlength=(last - first) * width).reshape(last - first, width)
        self._before_day[:, first:last] = np.cumsum(counted, axis=1)[:, :-1].T
        self._ends[rows] = self._numbers(starts, rows)

    def _numbers(self, starts: np.ndarray, rows: slice) -> np.ndarray:
        """Return what `_ends` holds of these openings."""
        openings = self._timetable.openings
        ends, starts = openings.ends[rows] - self._first_minute, starts - self._first_minute
        last_hour = len(self._ahead) - 1
        ahead_at_end = self._ahead[np.clip(ends // 60, 0, last_hour)]
        start_day = (starts + self._ahead[np.clip(starts // 60, 0, last_hour)]) // MINUTES_A_DAY
        end_day, end_clock = np.divmod(ends + ahead_at_end, MINUTES_A_DAY)
        codes = openings.doubts[rows].astype(np.int32) << _OFFER_BITS | openings.offers[rows]
        tails = (end_clock << 1 | (ahead_at_end > 0)) << _CODE_BITS | codes
        return np.minimum(end_day - start_day, LONG) << _TAIL_BITS | tails

    def openings(self, rows: list[int], day: date, moment: int) -> tuple[list[bytes], list[tuple[int, int, int]]]:
        """Return the openings of CARD_DAYS from `day` on, and the one after, as head and tail, turn by turn.

        With them, for each venue, where its own begin, where the one after stands, and where that ends: nowhere further on
        when the timetable does not hold it.
        """
        openings = self._timetable.openings
        place = day.toordinal() - self._first_ordinal
        before, until = self._before_day[place].take(rows).tolist(), self._before_day[place + CARD_DAYS].take(rows).tolist()
        slices, spans, written = [], [], 0
        for row, skipped, held in zip(rows, before, until, strict=True):
            offset, end = self._offsets[row], self._offsets[row + 1]
            first, after = offset + skipped, offset + held
            while first > offset and openings.ends[first - 1] > moment:
                first -= 1
            stop = min(after + 1, end)
            slices.append(slice(first, stop))
            spans.append((written, written + 2 * (after - first), written + 2 * (stop - first)))
            written += 2 * (stop - first)
        if not written:
            return [], spans
        ends = np.concatenate([self._ends[one] for one in slices])
        parts = [b""] * written
        if ends.max() >= LONG << _TAIL_BITS:
            for one, span in zip(slices, spans, strict=True):
                parts[span[0] : span[2]] = self._one_by_one(one, (span[1] - span[0]) // 2, day)
            return parts, spans
        starts = np.concatenate([openings.starts[one] for one in slices]) - self._first_minute
        parts[::2] = map(self._heads.__getitem__, (starts << _DAYS_BITS | ends >> _TAIL_BITS).tolist())
        parts[1::2] = map(self._tails.__getitem__, (ends & (1 << _TAIL_BITS) - 1).tolist())
        return parts, spans

    def _one_by_one(self, rows: slice, held: int, day: date) -> list[bytes]:
        """Return the same parts of one venue where something runs on for days, cut where `timetable.openings_of` cuts it.

        held: how many of the rows are on the card; the one behind them, if any, follows it.
        """
        openings = self._timetable.openings
        earliest, latest = midnight(day - timedelta(days=1)), midnight(day + timedelta(days=CARD_DAYS + 1))
        last = midnight(london_day(self._timetable.last_minute - 1) + timedelta(days=2))
        parts = []
        for place, row in enumerate(range(rows.start, rows.stop)):
            start, end = (
                max(int(openings.starts[row]), earliest),
                min(int(openings.ends[row]), latest if place < held else last),
            )
            offer = OFFERS[openings.offers[row]]
            parts += (_encode(opening_view(Opening(london(start), london(end), DOUBTS[openings.doubts[row]], *offer))), b",")
        return parts

    def seen_by_appointment(self, rows: list[int]) -> list[bool]:
        """Return which venues have times for appointments at all."""
        offsets = self._timetable.appointments.offsets
        return (offsets.take(rows) < offsets[1:].take(rows)).tolist()

    def appointments(self, row: int, at: datetime) -> bytes:
        """Return the venue's times for appointments on the days of a card."""
        found = times.appointments_of(self._timetable, row, *card_minutes(at))
        written = [b'{"starts":"%b","ends":"%b"}' % (_said(one.starts), _said(one.ends)) for one in found]
        return b"[%b]" % b",".join(written)


@lru_cache(maxsize=65_536)
def _said(moment: datetime) -> bytes:
    """Return a moment as text. Timetables name few, each by one and the same value, so that looking it up costs little."""
    return said(moment).encode()
