"""Bank holidays and school terms: refreshed as a whole, without undoing what somebody put in by hand."""

from collections.abc import Sequence
from datetime import date, datetime

from welcome.directory.calendars import BankHoliday, Division, TermCalendar
from welcome.directory.errors import FaultyFile
from welcome.storage.importing import Import, importing
from welcome.storage.load import load_calendars
from welcome.storage.records import Imported, ImportRecord, Who
from welcome.storage.tables_places import TermCalendarRow
from welcome.storage.writing import Writing, writing

#: The title of a day that somebody took away: it is no bank holiday, and no refresh makes it one again.
REMOVED = ""


async def replace_bank_holidays(
    division: Division, holidays: Sequence[BankHoliday], who: Who, now: datetime
) -> tuple[BankHoliday, ...]:
    """Make the bank holidays of one nation, from the first to the last year of `holidays`, those given; return the new days.

    Days that somebody added by hand stay, and so do years that are not spoken of. The same again changes nothing.
    """
    wanted = {holiday.day: holiday for holiday in holidays if holiday.division == division}
    if not wanted:
        raise FaultyFile(f"There are no bank holidays of {division} to take over.")
    first, last = min(wanted).replace(month=1, day=1), max(wanted).replace(month=12, day=31)
    async with writing(who, now) as change_of:
        await change_of.alone()
        sql = "SELECT day, title, by_hand, import_record FROM bank_holiday WHERE division = {} AND day >= {} AND day <= {}"
        there = {row["day"]: row for row in await change_of.run(sql, division, first, last)}
        refreshed = {day: row["title"] for day, row in there.items() if not row["by_hand"]}
        by_hand = there.keys() - refreshed.keys()
        after = {day: holiday.title for day, holiday in wanted.items() if day not in by_hand}
        # Days that came with the invented borough become the directory's own, so that they stay when it goes.
        invented = any(row["import_record"] is not None for row in there.values())
        if after == refreshed and not invented:
            return ()
        for day in refreshed:
            await change_of.run("DELETE FROM bank_holiday WHERE division = {} AND day = {}", division, day)
        await insert_bank_holidays(change_of, [holiday for day, holiday in wanted.items() if day in after], None)
        change_of.note(
            "refreshed bank holidays",
            subject=division,
            before=_texts(refreshed),
            after=_texts(after),
            public=after != refreshed,
        )
    return tuple(wanted[day] for day in sorted(after.keys() - refreshed.keys()))


async def insert_bank_holidays(change_of: Writing, holidays: Sequence[BankHoliday], import_record: int | None) -> None:
    """Insert bank holidays."""
    rows = [(holiday.division, holiday.day, holiday.title, import_record) for holiday in holidays]
    await change_of.engine.insert_many("bank_holiday", ("division", "day", "title", "import_record"), rows)


async def add_bank_holiday(holiday: BankHoliday, who: Who, now: datetime) -> None:
    """Add a day by hand, or give the title of one that is there; a refresh leaves it alone."""
    async with writing(who, now) as change_of:
        await change_of.alone()
        await change_of.run("DELETE FROM bank_holiday WHERE division = {} AND day = {}", holiday.division, holiday.day)
        sql = "INSERT INTO bank_holiday (division, day, title, by_hand) VALUES ({}, {}, {}, {})"
        await change_of.run(sql, holiday.division, holiday.day, holiday.title, True)
        change_of.note("added a bank holiday", subject=holiday.division, after=_texts({holiday.day: holiday.title}))


async def remove_bank_holiday(
    division: Division, day: date, who: Who, now: datetime, *, is_published: bool
) -> BankHoliday | None:
    """Take a bank holiday away and return it; None where there is none on that day.

    is_published: the list that refreshes are made from has this day. Then the removal is remembered, so that no refresh brings
    the day back; adding it by hand does.
    """
    async with writing(who, now) as change_of:
        await change_of.alone()
        sql = "SELECT title FROM bank_holiday WHERE division = {} AND day = {}"
        title = next((row["title"] for row in await change_of.run(sql, division, day)), REMOVED)
        if title == REMOVED:
            return None
        await change_of.run("DELETE FROM bank_holiday WHERE division = {} AND day = {}", division, day)
        if is_published:
            sql = "INSERT INTO bank_holiday (division, day, title, by_hand) VALUES ({}, {}, {}, {})"
            await change_of.run(sql, division, day, REMOVED, True)
        change_of.note("removed a bank holiday", subject=division, before=_texts({day: title}))
    return BankHoliday(division, day, title)


async def import_term_calendar(
    calendar: TermCalendar, record: ImportRecord, who: Who, now: datetime, *, make_default: bool = False
) -> Imported:
    """Import the terms of one authority in place of those known under the same key.

    The first calendar becomes the one that venues follow unless they name another; later ones by `make_default` alone. The
    same periods again, from whichever file, change nothing. Raises FaultyFile when a period ends before it begins.
    """
    wrong = next((period for period in calendar.periods if period.last_day < period.first_day), None)
    if wrong is not None:
        name = wrong.title or "One period"
        raise FaultyFile(f"{name} of {calendar.name} ends on {wrong.last_day}, before it begins on {wrong.first_day}.")
    if not calendar.periods:
        raise FaultyFile(f"{record.file_name or 'The file'} holds no terms.")
    kept = await load_calendars()
    if calendar in kept.terms and (kept.default_terms == calendar.key or not make_default):
        return Imported(already=True)
    async with importing(record, who, now) as begun:
        rows = await begun.writing.rows("SELECT key, is_default FROM term_calendar")
        known = {key: bool(is_default) for key, is_default in rows}
        default = make_default or known.get(calendar.key, False) or not any(known.values())
        # What the file before this one wanted said is no longer owed.
        sql = "UPDATE import_record SET superseded_at = {} WHERE id IN (SELECT import_record FROM term_calendar WHERE key = {})"
        await begun.writing.run(sql, now, calendar.key)
        await begun.writing.run("DELETE FROM term_calendar WHERE key = {}", calendar.key)
        if default:
            await begun.writing.run("UPDATE term_calendar SET is_default = {}", False)
        await insert_term_calendar(begun, calendar, default)
        begun.writing.directory_changed = True
        known_before = calendar.key in known
        await begun.finish(
            Imported(
                added=() if known_before else (calendar.key,),
                changed=(calendar.key,) if known_before else (),
                kept=len(calendar.periods),
                current=calendar.key if default else None,
            )
        )
    return begun.done


async def insert_term_calendar(begun: Import, calendar: TermCalendar, is_default: bool) -> None:
    """Insert a calendar with its periods."""
    row = TermCalendarRow(key=calendar.key, name=calendar.name, is_default=is_default, import_record=begun.record_id)
    (inserted,) = await TermCalendarRow.insert(row)
    rows = [(inserted["id"], period.first_day, period.last_day, period.is_term, period.title) for period in calendar.periods]
    await begun.writing.engine.insert_many("term_period", ("calendar", "first_day", "last_day", "is_term", "title"), rows)


def _texts(days: dict) -> dict[str, str]:
    return {day.isoformat(): title for day, title in sorted(days.items())}
