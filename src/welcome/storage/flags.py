"""Priority wards: flagged and ended by a person, with reason and date, the history kept."""

from datetime import date, datetime

from welcome.directory.demonstration import PriorityFlag
from welcome.directory.errors import BadFact, Conflict, UnknownWard
from welcome.storage.records import Who
from welcome.storage.tables_places import PriorityFlagRow
from welcome.storage.venue_reader import day_of
from welcome.storage.writing import Writing, writing


async def flag_ward(flag: PriorityFlag, who: Who, now: datetime) -> int:
    """Flag a ward and return the new revision.

    Raises UnknownWard, BadFact without a reason or source or with a review before the flag, Conflict when it is flagged.
    """
    if not flag.reason.strip() or not flag.source.strip():
        raise BadFact("A flag needs a reason, and where that comes from.", ("reason", "source"))
    if flag.review_on is not None and flag.review_on < flag.flagged_on:
        raise BadFact("A flag cannot be reviewed before it is raised.", ("review_on",))
    async with writing(who, now) as change_of:
        ward = await _ward(change_of, flag.gss, flag.boundary_set)
        if await change_of.rows("SELECT id FROM priority_flag WHERE ward = {} AND ended_on IS NULL", ward):
            raise Conflict(f"{flag.gss} is flagged already: end that flag first.")
        await insert_flag(change_of, flag, ward)
        after = {"reason": flag.reason, "source": flag.source, "flagged_on": flag.flagged_on, "review_on": flag.review_on}
        change_of.note("flagged a ward", subject=_subject(flag.gss, flag.boundary_set), after=after)
    return change_of.revision


async def insert_flag(change_of: Writing, flag: PriorityFlag, ward: int | None = None) -> None:
    """Insert a flag, open or ended."""
    row = PriorityFlagRow(
        ward=ward or await _ward(change_of, flag.gss, flag.boundary_set),
        reason=flag.reason,
        source=flag.source,
        flagged_on=flag.flagged_on,
        review_on=flag.review_on,
        ended_on=flag.ended_on,
        flagged_by=change_of.who.words,
        ended_by=change_of.who.words if flag.ended_on else "",
    )
    await PriorityFlagRow.insert(row)


async def end_flag(gss: str, boundary_set: str, ended_on: date, who: Who, now: datetime) -> int:
    """End the open flag of a ward, which stays as history, and return the new revision.

    Raises UnknownWard, Conflict when the ward is not flagged, BadFact when the flag would end before it was raised.
    """
    async with writing(who, now) as change_of:
        ward = await _ward(change_of, gss, boundary_set)
        sql = "UPDATE priority_flag SET ended_on = {}, ended_by = {} WHERE ward = {} AND ended_on IS NULL RETURNING flagged_on"
        ended = await change_of.run(sql, ended_on, who.words, ward)
        if not ended:
            raise Conflict(f"{gss} is not flagged.")
        if day_of(ended[0]["flagged_on"]) > ended_on:
            raise BadFact("A flag cannot end before it was raised.", ("ended_on",))
        change_of.note("ended a flag", subject=_subject(gss, boundary_set), after={"ended_on": ended_on})
    return change_of.revision


async def _ward(change_of: Writing, gss: str, boundary_set: str) -> int:
    sql = "SELECT ward.id FROM ward JOIN boundary_set ON boundary_set.id = ward.boundary_set"
    found = await change_of.rows(f"{sql} WHERE gss = {{}} AND boundary_set.name = {{}}", gss, boundary_set)
    if not found:
        raise UnknownWard(f"There is no ward {gss} in the boundary set “{boundary_set}”.")
    return found[0][0]


def _subject(gss: str, boundary_set: str) -> str:
    return f"{gss}, {boundary_set}"
