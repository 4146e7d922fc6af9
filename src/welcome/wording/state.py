"""Says how a venue stands at one moment: open until when, shut and why, or not known."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal

from welcome.directory.hours import LONDON, Opening
from welcome.wording.catalogue import ENGLISH, Catalogue, catalogue
from welcome.wording.phrases import calendar_date, clock, minutes_of, sentence_case, times, weekday_name, whole_minutes_until
from welcome.wording.speaker import closure_reason, say_who

Why = Literal["bank_holiday", "term", "closure"]

#: In its last hour an open venue says how many minutes are left.
CLOSES_SOON_MINUTES = 60
#: Up to six days away the weekday alone is plain; from seven on "Tuesday" could be either of two.
WEEKDAY_ALONE_DAYS = 6
#: What was confirmed is not asked again for six months; after that the times may have changed.
CHECKED_LONG_AGO_DAYS = 183


def say_state(
    status: str,
    at: datetime,
    openings: Iterable[Opening],
    *,
    next_opening: Opening | None = None,
    appointments: Iterable[Opening] = (),
    why: str = "",
    walk_minutes: int | None = None,
    language: str = ENGLISH,
) -> str:
    """Return how a venue stands at `at`: "Open now until midday", "Closed today: bank holiday", "May be closed: ...".

    status: open, opens_later, closed, not_known, by_appointment or paused. openings: dated, doubtful ones included;
    next_opening: the first one after them. why: the words of `say_why` when it is known why it is shut today.
    walk_minutes: an open venue that shuts before somebody has walked there says so.
    """
    words = catalogue(language)
    ahead = sorted((opening for opening in openings if opening.ends > at), key=lambda opening: opening.starts)
    if next_opening is not None and next_opening not in ahead:
        ahead.append(next_opening)
    now = [opening for opening in ahead if opening.starts <= at]
    later = [opening for opening in ahead if opening.starts > at]
    match status:
        case "paused":
            parts = [words.say("state.paused")]
        case "by_appointment":
            parts = [_by_appointment(words, at, appointments)]
        case "open":
            parts = [_open(words, at, now, walk_minutes)]
        case "not_known" if now and now[0].doubt:
            parts = [words.say("state.may_be_closed", why=say_doubt(now[0].doubt, language))]
        case "not_known" if not later:
            parts = [words.say("state.not_known")]
        case _:
            parts = _shut(words, at, later, why)
    return _joined(words, parts)


def say_doubt(doubt: str, language: str = ENGLISH) -> str:
    """Return what an opening's doubt hangs on: "bank holiday"."""
    return catalogue(language).say(f"doubt.{doubt}")


def say_why(kind: Why, text: str, last_day: date, *, today: date, language: str = ENGLISH) -> str:
    """Return why it is shut today: "bank holiday", "half term", "no heating until 4 December".

    text: the host's reason or the authority's name for the period, "" when nobody gave one. last_day: of a closure, said
    unless it is today.
    """
    words = catalogue(language)
    reason = "" if kind == "bank_holiday" else closure_reason(text, language)
    if kind != "closure" or last_day == today:
        return reason or words.say(f"why.{kind}")
    last = calendar_date(words, last_day, today)
    return words.say("why.until" if reason else "why.closure.until", why=reason, last=last)


def say_opening(opening: Opening, today: date, language: str = ENGLISH) -> str:
    """Return one dated opening: "Tuesday 5 January, for women only, 10am to midday. May be closed: bank holiday"."""
    words = catalogue(language)
    parts = [_dated(words, opening, today)]
    if _in_doubt(opening):
        parts.append(words.say("state.may_be_closed", why=say_doubt(opening.doubt or "", language)))
    return _joined(words, parts)


def say_checked(confirmed_on: date | None, today: date, language: str = ENGLISH) -> str:
    """Return when its times were last confirmed, and after six months that they may have changed."""
    words = catalogue(language)
    if confirmed_on is None:
        return words.say("checked.never")
    long_ago = (today - confirmed_on).days > CHECKED_LONG_AGO_DAYS
    this_year = confirmed_on.year == today.year
    said = calendar_date(words, confirmed_on, confirmed_on if this_year else None)
    return words.say("checked.long_ago" if long_ago else "checked.on", date=said)


def say_as_of(moment: datetime, today: date, language: str = ENGLISH) -> str:
    """Return how old a kept copy is: "As of 5:30pm on Tuesday 3 March"."""
    words = catalogue(language)
    local = moment.astimezone(LONDON)
    day = calendar_date(words, local.date(), today, weekday=True)
    return words.say("as_of", time=clock(words, minutes_of(local)), date=day)


def _joined(words: Catalogue, parts: list[str]) -> str:
    text = sentence_case(parts[0])
    for part in parts[1:]:
        text = words.say("state.then", sentence=text, next=sentence_case(part))
    return text


def _who(words: Catalogue, opening: Opening) -> str:
    return say_who(opening.audience, opening.booking, opening.cost, words.language)


def _for(words: Catalogue, opening: Opening, sentence: str) -> str:
    """Return the sentence with those it is for, booking and cost in front, where it is not simply open to everyone."""
    who = _who(words, opening)
    return words.say("state.for", who=who, sentence=sentence) if who else sentence


def _open(words: Catalogue, at: datetime, now: list[Opening], walk_minutes: int | None) -> str:
    if not now:
        return words.say("state.open")
    # What anyone may walk into goes before what is for some; of those, what lasts longest.
    chosen = min(now, key=lambda opening: (opening.doubt is not None, _who(words, opening) != "", -opening.ends.timestamp()))
    if chosen.doubt is not None:
        return _for(words, chosen, words.say("state.open.until_late"))
    return _for(words, chosen, _open_until(words, at, chosen.ends, walk_minutes))


def _open_until(words: Catalogue, at: datetime, ends: datetime, walk_minutes: int | None) -> str:
    minutes_left = whole_minutes_until(at, ends)
    if walk_minutes is not None and walk_minutes >= minutes_left:
        return words.say("state.open.closes_before_arrival")
    closing = ends.astimezone(LONDON)
    time = clock(words, minutes_of(closing))
    if minutes_left < CLOSES_SOON_MINUTES:
        return words.count("state.open.closes_soon", minutes_left, time=time)
    last_day = _evening(closing)
    days_off = (last_day - at.astimezone(LONDON).date()).days
    if days_off == 0:
        return words.say("state.open.until", time=time)
    if days_off == 1:
        return words.say("state.open.until_tomorrow", time=time)
    if days_off <= WEEKDAY_ALONE_DAYS:
        return words.say("state.open.until_weekday", time=time, weekday=weekday_name(words, last_day))
    return words.say("state.open.day_and_night")


def _evening(moment: datetime) -> date:
    """Return the day that people give a time: midnight belongs to the evening before it, so "until midnight" is today."""
    return moment.date() - timedelta(days=1) if minutes_of(moment) == 0 else moment.date()


def _shut(words: Catalogue, at: datetime, later: list[Opening], why: str) -> list[str]:
    parts = [words.say("state.closed.today", why=why)] if why else []
    if not later:
        return parts or [words.say("state.closed"), words.say("state.no_opening_known")]
    if not parts and _evening(later[0].starts.astimezone(LONDON)) == at.astimezone(LONDON).date():
        parts = [words.say("state.closed")]
    parts.append(_opens(words, at, later[0]))
    sure = next((opening for opening in later if not _in_doubt(opening)), None)
    return [*parts, _opens(words, at, sure)] if _in_doubt(later[0]) and sure else parts


def _in_doubt(opening: Opening) -> bool:
    """A missing closing time is no doubt about the door being open at the start."""
    return opening.doubt not in (None, "no_closing_time")


def _opens(words: Catalogue, at: datetime, opening: Opening) -> str:
    starts = opening.starts.astimezone(LONDON)
    today, day = at.astimezone(LONDON).date(), _evening(starts)
    doubtful = _in_doubt(opening)
    said = words.say(
        ("state.may_open." if doubtful else "state.opens.") + _nearness((day - today).days),
        time=clock(words, minutes_of(starts)),
        weekday=weekday_name(words, day),
        date=calendar_date(words, day, today, weekday=True),
        why=say_doubt(opening.doubt, words.language) if doubtful and opening.doubt else "",
    )
    return _for(words, opening, said)


def _nearness(days_off: int) -> str:
    if days_off > WEEKDAY_ALONE_DAYS:
        return "date"
    return {0: "today", 1: "tomorrow"}.get(days_off, "weekday")


def _by_appointment(words: Catalogue, at: datetime, appointments: Iterable[Opening]) -> str:
    ahead = sorted((opening for opening in appointments if opening.ends > at), key=lambda opening: opening.starts)
    if not ahead:
        return words.say("state.by_appointment")
    said = _dated(words, ahead[0], at.astimezone(LONDON).date())
    return words.say("state.by_appointment.date", opening=said)


def _dated(words: Catalogue, opening: Opening, today: date) -> str:
    """Return day, those it is for, and times: "Tuesday, for women only, 10am to midday"."""
    who, day = _who(words, opening), _day(words, opening.starts, today)
    return words.say("opening.for" if who else "opening", date=day, who=who, times=_times(words, opening))


def _day(words: Catalogue, moment: datetime, today: date) -> str:
    """Return "today", "tomorrow", "Tuesday" or "Tuesday 5 January"."""
    day = moment.astimezone(LONDON).date()
    match _nearness((day - today).days):
        case "today":
            return words.say("date.today")
        case "tomorrow":
            return words.say("date.tomorrow")
        case "weekday":
            return weekday_name(words, day)
    return calendar_date(words, day, today, weekday=True)


def _times(words: Catalogue, opening: Opening) -> str:
    starts, ends = opening.starts.astimezone(LONDON), opening.ends.astimezone(LONDON)
    opens = minutes_of(starts)
    if opening.doubt == "no_closing_time":
        return times(words, opens, None)
    days = (ends.date() - starts.date()).days
    return times(words, opens, minutes_of(ends) + days * 1440)
