"""Bank holidays of the four nations, read from the `holidays` package and named as GOV.UK names them.

The package knows the rules and the one-off days; proclamations after its release are for the operator to add. GOV.UK lists
only the substitute day when a bank holiday falls on a weekend. Doors stay shut on the true Christmas Day, Boxing Day and New
Year's Day all the same, so those three count too; other true days on a weekend do not.
"""

from collections.abc import Iterable

import holidays

from welcome.directory.calendars import BankHoliday, Division

SUBDIVISIONS: dict[Division, str] = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern_ireland": "NIR"}
#: The package's title -> the one on https://www.gov.uk/bank-holidays, where they differ.
TITLES = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
    "Summer Bank Holiday": "Summer bank holiday",
    "New Year Holiday": "2nd January",
    "Saint Patrick's Day": "St Patrick's Day",
    "Saint Andrew's Day": "St Andrew's Day",
    "Battle of the Boyne": "Battle of the Boyne (Orangemen's Day)",
}
#: (month, day) of the days that count on a weekend too.
ALSO_ON_A_WEEKEND = {(12, 25), (12, 26), (1, 1)}

_SUBSTITUTE = " (observed)"
_SATURDAY = 5


def bank_holidays_from_package(division: Division, years: Iterable[int]) -> tuple[BankHoliday, ...]:
    """Return the bank holidays of a division in these years, in order, with the titles that GOV.UK gives them."""
    found = holidays.country_holidays("GB", subdiv=SUBDIVISIONS[division], years=sorted(set(years)), expand=False)
    return tuple(
        BankHoliday(division, day, _title(title))
        for day, title in sorted(found.items())
        if day.weekday() < _SATURDAY or (day.month, day.day) in ALSO_ON_A_WEEKEND
    )


def _title(title: str) -> str:
    """Return GOV.UK's title; of two holidays on one day the first is named."""
    name = title.split("; ")[0]
    plain = name.removesuffix(_SUBSTITUTE)
    return TITLES.get(plain, plain) + (" (substitute day)" if plain != name else "")
