"""When school is in Examplebury: invented term dates for the school years around any day.

The council sets one calendar, the Marmalade Academies keep another with a two-week half term in October, and Nant-y-Glaw
School has published nothing yet: then nobody can say, and the answer is "not known".
"""

from datetime import date, timedelta

from welcome.directory.calendars import Calendars, TermCalendar, TermPeriod

COUNCIL, ACADEMIES, NOT_PUBLISHED = "examplebury", "marmalade-academies", "nant-y-glaw-school"
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)

TERM_TITLES = ("Autumn term", "Autumn term", "Spring term", "Spring term", "Summer term", "Summer term")


def calendars(today: date) -> Calendars:
    """Return the term dates of the school year that `today` lies in, of the one before and of the one after.

    Bank holidays are England's own and are added by whoever loads this.
    """
    september = today.year if today >= date(today.year, 9, 1) else today.year - 1
    years = (september - 1, september, september + 1)
    council = tuple(period for year in years for period in school_year(year))
    academies = tuple(period for year in years for period in school_year(year, october_weeks=2))
    terms = (
        TermCalendar(COUNCIL, "Examplebury Council", council),
        TermCalendar(ACADEMIES, "Marmalade Academies", academies),
        TermCalendar(NOT_PUBLISHED, "Nant-y-Glaw School (dates not published yet)"),
    )
    return Calendars(terms=terms, default_terms=COUNCIL)


def school_year(year: int, october_weeks: int = 1) -> tuple[TermPeriod, ...]:
    """Return term and holiday, day after day, from 1 September of `year` to 31 August of the next.

    Holidays begin on a Saturday and end on a Sunday; the spring holiday does not follow Easter here.
    """
    october = _monday(date(year, 10, 21))
    february, april, may = _monday(date(year + 1, 2, 13)), _monday(date(year + 1, 4, 1)), _monday(date(year + 1, 5, 25))
    holidays = (
        TermPeriod(date(year, 9, 1), _monday(date(year, 9, 2)) - DAY, False, "Summer holiday"),
        TermPeriod(october - 2 * DAY, october + october_weeks * WEEK - DAY, False, "Autumn half term"),
        TermPeriod(_monday(date(year, 12, 19)) - 2 * DAY, _monday(date(year + 1, 1, 3)) - DAY, False, "Christmas holiday"),
        TermPeriod(february - 2 * DAY, february + WEEK - DAY, False, "Spring half term"),
        TermPeriod(april - 2 * DAY, april + 2 * WEEK - DAY, False, "Spring holiday"),
        TermPeriod(may - 2 * DAY, may + WEEK - DAY, False, "Summer half term"),
        TermPeriod(_monday(date(year + 1, 7, 22)) - 2 * DAY, date(year + 1, 8, 31), False, "Summer holiday"),
    )
    terms = (
        TermPeriod(before.last_day + DAY, after.first_day - DAY, True, title)
        for before, after, title in zip(holidays, holidays[1:], TERM_TITLES, strict=False)
    )
    return tuple(sorted((*holidays, *terms), key=lambda period: period.first_day))


def _monday(day: date) -> date:
    """Return the first Monday on or after a day."""
    return day + timedelta(days=-day.weekday() % 7)
