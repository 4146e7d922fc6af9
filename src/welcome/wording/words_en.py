"""The English words about opening times, as posters and directories in Britain write them."""

from welcome.wording.sentences_en import SENTENCES
from welcome.wording.words import Entry, make_words
from welcome.wording.words_en_remarks import REMARKS

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
# fmt: off
#: Days of the week, bank holidays, and parts of the day.
_DAYS: list[Entry] = [
    ("day", 0, "monday, mon"),
    ("day", 1, "tuesday, tues, tue, tu"),
    ("day", 2, "wednesday, weds, wed, wedn, wednes, wensday, wendsday"),
    ("day", 3, "thursday, thurs, thur, thu, thrs"),
    ("day", 4, "friday, fri"),
    ("day", 5, "saturday, sat, satur"),
    ("day", 6, "sunday, sun"),
    ("weekly_day", 0, "mondays, mons"),
    ("weekly_day", 1, "tuesdays"),
    ("weekly_day", 2, "wednesdays, wensdays, wendsdays"),
    ("weekly_day", 3, "thursdays"),
    ("weekly_day", 4, "fridays, fris"),
    ("weekly_day", 5, "saturdays, sats"),
    ("weekly_day", 6, "sundays, suns"),
    ("days", 31, "weekday, weekdays, week days, m f, working days, on a weekday"),
    ("days", 96, "weekend, weekends, week ends, at weekends, at the weekend, on weekends"),
    ("days", 127, """
        daily, everyday, every day, each day, all days, 7 days, 7 days a week, 7 days per week, 7 days week, seven
        days a week, seven days per week, seven days, every day of the week, all week, all days of the week"""),
    ("bank", None, """
        bank holiday, bank holidays, bank hols, bank hol, bh, bhs, b hols, public holiday, public holidays, public
        hols, bank and public holidays, bank & public holidays, bank / public holidays"""),
    ("part", "am", "morning, mornings, in the morning, in the mornings"),
    ("part", "pm", "afternoon, afternoons, in the afternoon, in the afternoons"),
    ("part", "evening", """
        evening, evenings, eve, eves, in the evening, in the evenings, night, nights, tonight, at night"""),
    ("part", "lunch", "lunchtime, lunchtimes, lunch time, lunch times, at lunchtime, at lunchtimes"),
]

#: Months, and days of the year that never move; Easter and its Mondays do, and are asked about.
_MONTHS: list[Entry] = [
    ("month", 1, "january, jan"),
    ("month", 2, "february, feb, febuary"),
    ("month", 3, "march, mar"),
    ("month", 4, "april, apr"),
    ("month", 5, "may"),
    ("month", 6, "june, jun"),
    ("month", 7, "july, jul"),
    ("month", 8, "august, aug"),
    ("month", 9, "september, sept, sep"),
    ("month", 10, "october, oct"),
    ("month", 11, "november, nov"),
    ("month", 12, "december, dec"),
    ("named_day", (25, 12), "christmas day, xmas day"),
    ("named_day", (26, 12), "boxing day"),
    ("named_day", (24, 12), "christmas eve, xmas eve"),
    ("named_day", (31, 12), "new years eve, new year eve"),
    ("named_day", (1, 1), "new years day, new year day"),
]

#: Places in the month, and every so many weeks.
_PLACES: list[Entry] = [
    ("ordinal", 1, "first"),
    ("ordinal", 2, "second"),
    ("ordinal", 3, "third"),
    ("ordinal", 4, "fourth"),
    ("ordinal", 5, "fifth"),
    ("ordinal", 0, "last, final"),
    ("of_month", None, """
        of the month, of each month, of every month, of month, in the month, in each month, in every month, of a
        month, in month, each month, every month, a month, per month, monthly, of the months, in a month, of any
        month, day of the month, once a month, every calendar month, of the calendar month"""),
    ("each", None, "every, each"),
    ("weeks", 1, """
        weekly, every week, each week, once a week, a week, per week, on a weekly basis, every single week"""),
    ("weeks", 2, """
        every other, alternate, alternating, fortnightly, every fortnight, every 2 weeks, every two weeks, each
        fortnight, every other week, alternate weeks, every alternate, on alternate, on alternate weeks, once a
        fortnight, a fortnight, per fortnight, once every two weeks, once every 2 weeks, two weekly, every second
        week, every 2nd week, on a fortnightly basis, fortnight, every 14 days, every fourteen days"""),
    ("weeks", 3, """
        every 3 weeks, every three weeks, every third week, every 3rd week, three weekly, once every three weeks, once
        every 3 weeks"""),
    ("weeks", 4, """
        every 4 weeks, every four weeks, every fourth week, every 4th week, four weekly, once every four weeks, once
        every 4 weeks"""),
]

#: Times of day.
_CLOCK: list[Entry] = [
    ("noon", None, "noon, midday, mid day, noontime"),
    ("midnight", None, "midnight"),
    ("oclock", None, "oclock, o clock, oclk"),
    ("hours", None, "hrs, hr, h, hours"),
    ("past", 30, "half past, half"),
    ("past", 15, "quarter past, a quarter past"),
    ("past", -15, "quarter to, a quarter to"),
    ("late", None, "late, till late, til late, until late"),
    ("onwards", None, "onwards, onward, and onwards"),
    ("all_hours", None, """
        24 hours, 24 hrs, 24 hr, 24hours, 24hrs, 24hr, 24 hours a day, 24 hrs a day, twenty four hours a day, round
        the clock, day and night, 24h"""),
    ("round_the_clock", None, """
        24 hours a day 7 days a week, 24 hours 7 days a week, 24 hrs 7 days a week, twenty four seven"""),
    ("next_day", None, "the next day, next day, the following day, following day"),
    ("end_next_day", None, "at the end of the next day"),
    *(("clock", (number, None, str(number)), word) for number, word in enumerate(_NUMBERS, 1)),
]

#: Words that join the others, and what leaves something out.
_LINKS: list[Entry] = [
    ("to", None, "to, thru, through, through to"),
    ("until", None, "until, till, til, up to, up until, untill"),
    ("and", None, "and, also, plus, then, as well as, and also, and then, and again, again, n"),
    ("from", None, """
        from, starting, starting from, beginning, commencing, starts, starts on, starting on, starts from, wef, with
        effect from, as from, as of, begins, begins on, beginning on, commences, from the, effective from"""),
    ("week_of", None, """
        week commencing, w / c, wc, week beginning, w / b, from week commencing, starting week commencing"""),
    ("next_on", None, """
        next, next session, next meeting, next date, next one, next is, next session is, next meeting is, next one is,
        next date is, the next, the next one is, next on"""),
    ("between", None, "between, in between"),
    ("in", None, "in, on a, at a, during, throughout, in the, during the, for, on, within, throughout the, at"),
    ("end_of", None, "end of, the end of, end"),
    ("start_of", None, "beginning of, the beginning of, start of, the start of"),
    ("of", None, "of"),
    ("the", None, "the"),
    ("inclusive", None, "inclusive, both inclusive"),
    ("only", None, "only"),
    ("open", None, "open, opens, opened, we are open, were open, were are open, is open, are open, open on, opening"),
    ("closed", "closed", """
        closed, shut, we are closed, we close, is closed, are closed, closed on, closed all day, shut on, no session,
        no sessions, no meeting, no meetings, no session on, no sessions on, does not run, does not run on, doesnt
        run, doesnt run on, do not meet, does not meet, dont meet, doesnt meet, not open, not open on, not meeting,
        not running, not on, no group, no group on, no club, closes for"""),
    ("closed", "break", """
        closed for lunch, closed lunch, closes for lunch, closed for lunch between, closed for lunch from, closed for
        a lunch break, closed at lunch, lunch closure, shut for lunch, closed at
        lunchtime, closed lunchtimes, closed for lunchtime, lunch break, closed over lunch"""),
    ("except", None, """
        except, excluding, excl, exc, excl., excepting, except for, except on, except in, except during, not, but not,
        not in, not during, no, excludes, apart from, other than, apart from on, ex, outside, outside of, out of, but
        closed, but closed on, with the exception of, but not on, not including, but not in, but not during, excluding
        the, never on, but no, and not"""),
    ("including", None, """
        including, includes, inc, incl, including on, also open, also open on, as well as on, even on, also on, also
        in, also during, and in, and during, even in, open on all, including all, including during, even during, as
        usual on, as normal on, open as usual on, open as normal on"""),
    ("as_usual", None, """
        as usual, as normal, same times, same as usual, open as usual, open as normal, normal hours, usual times,
        normal times, usual hours"""),
]

#: Term, holidays, seasons.
_SEASONS: list[Entry] = [
    ("term", None, """
        term time, term times, termtime, termtimes, school term, school terms, school term time, school term times,
        term, termtime dates, school termtime, term dates, the school term, school time"""),
    ("school_holidays", None, """
        school holidays, school holiday, school hols, the school holidays, school vacation, all school holidays"""),
    ("all_year", None, """
        all year, all year round, year round, throughout the year, all through the year, every week of the year, open
        all year, open all year round, all the year round, round the year, 52 weeks a year"""),
    ("every_day_of_year", None, "365 days a year, 365 days per year, every day of the year, 365 days"),
    ("season", "summer", "summer, summertime, summer hours, summer opening, summer months, summer opening times"),
    ("season", "winter", "winter, wintertime, winter hours, winter opening, winter months, winter opening times"),
    ("feast", None, """
        half term, half terms, easter, christmas, xmas, over christmas, easter holidays, summer holidays, at
        christmas, christmas holidays, christmas break, summer break, easter break, holidays, the holidays, half term
        holidays, school half term, over easter, easter weekend, good friday, easter monday, easter sunday, ramadan,
        eid, lent, festive period, the festive period, bonfire night, summer term, autumn term, spring term, half term
        week, half terms and holidays, christmas period, christmas week, new year, over new year, christmas and new
        year"""),
    ("season", "spring", "spring"),
    ("season", "autumn", "autumn"),
]

# fmt: on
ENGLISH_WORDS = make_words(
    "en",
    [*_DAYS, *_MONTHS, *_PLACES, *_CLOCK, *_LINKS, *_SEASONS, *REMARKS],
    slip_targets=[
        *["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
        *["mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"],
        *["january", "february", "april", "august", "september", "october", "november", "december"],
        *["weekdays", "weekends", "fortnightly", "fortnight", "alternate", "midday", "midnight"],
    ],
    # English words that are one letter from a day or month, and are neither.
    not_slips=["sundry", "sundae", "sundaes", "friary", "augusta", "weekend", "weekday", "aprils", "midway", "firday"],
    sentences=SENTENCES,
)
