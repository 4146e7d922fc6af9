"""The small parts of a sentence about times: days, dates, clock times, lists of them."""

from datetime import UTC, date, datetime, timedelta

from welcome.directory.hours import LAST_IN_MONTH, LONDON, MINUTES_A_DAY, WEEKDAYS
from welcome.wording.catalogue import Catalogue

ALL_DAYS = 127
ALL_MONTHS = 4095
EVERY_NTH = 31
#: A date this many days away is said with its year: nearer, the day and month are plain enough.
YEAR_NEEDED_AFTER_DAYS = 180
#: From three days or months in a row on, "Monday to Friday" is shorter than the list.
RANGE_FROM = 3


def sentence_case(text: str) -> str:
    """Return the text with a capital first letter; scripts without capitals stay as they are."""
    return text[:1].upper() + text[1:]


def listed(words: Catalogue, items: list[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    text = items[0]
    for place, item in enumerate(items[1:], 2):
        text = words.say("list.last" if place == len(items) else "list.more", items=text, item=item)
    return text


def clock(words: Catalogue, minutes: int) -> str:
    """Return a time of day: `10am`, `5:30pm`, `midday`, `midnight`; minutes count from midnight and wrap after a day."""
    hour, minute = divmod(minutes % MINUTES_A_DAY, 60)
    if minute == 0 and hour in (0, 12):
        return words.say("time.midday" if hour else "time.midnight")
    key = ("time.pm" if hour >= 12 else "time.am") + (".minutes" if minute else "")
    tens, units = divmod(minute, 10)
    return words.say(
        key,
        hour=words.number(hour % 12 or 12),
        hour24=words.number(hour),
        minute=words.number(tens) + words.number(units),
    )


def times(words: Catalogue, opens: int, closes: int | None) -> str:
    """Return "10am to midday", "7pm to 1am the next day", "7pm until late" or "24 hours"."""
    opening = clock(words, opens)
    if closes is None:
        return words.say("times.until_late", opens=opening)
    if opens == 0 and closes == MINUTES_A_DAY:
        return words.say("times.all_day")
    if closes == 2 * MINUTES_A_DAY:
        return words.say("times.end_of_next_day", opens=opening)
    key = "times.next_day" if closes > MINUTES_A_DAY else "times.span"
    return words.say(key, opens=opening, closes=clock(words, closes))


def calendar_date(words: Catalogue, day: date, today: date | None = None, *, weekday: bool = False) -> str:
    """Return "4 June" or, without `today` or far from it, "4 June 2027"; with its weekday where asked."""
    far = today is None or abs((day - today).days) > YEAR_NEEDED_AFTER_DAYS
    return words.say(
        ("date.weekday" if weekday else "date.day") + (".year" if far else ""),
        weekday=weekday_name(words, day),
        day=words.number(day.day),
        month=words.say(f"month.{day.month}"),
        year=words.number(day.year),
    )


def weekday_name(words: Catalogue, day: date) -> str:
    return words.say(f"day.{WEEKDAYS[day.weekday()]}")


def bits(mask: int) -> list[int]:
    """Return the places of the bits that are set, lowest first."""
    return [place for place in range(mask.bit_length()) if mask >> place & 1]


def runs(places: list[int]) -> list[list[int]]:
    """Return ascending numbers cut into runs without a gap: [0, 1, 2, 4] is [[0, 1, 2], [4]]."""
    found: list[list[int]] = []
    for place in places:
        if found and place == found[-1][-1] + 1:
            found[-1].append(place)
        else:
            found.append([place])
    return found


def _spans(words: Catalogue, groups: list[list[int]], name: str, keys: list[str]) -> list[str]:
    """Return each run as "Monday to Wednesday" when it is long enough, else its members one by one."""
    said: list[str] = []
    for group in groups:
        names = [words.say(f"{name}.{keys[place]}") for place in group]
        long = len(group) >= RANGE_FROM
        said += [words.say("range", first=names[0], last=names[-1])] if long else names
    return said


def usual_days(words: Catalogue, weekdays: int, form: str = "days") -> str:
    """Return the days of every week: "Tuesdays", "Mondays and Thursdays", "Monday to Friday", "every day".

    form: `day` for the singular, as in "every 2 weeks on Tuesday".
    """
    if weekdays == ALL_DAYS and form == "days":
        return words.say("days.all")
    groups = runs(bits(weekdays))
    has_range = any(len(group) >= RANGE_FROM for group in groups)
    return listed(words, _spans(words, groups, "day" if has_range else form, list(WEEKDAYS)))


def nth_days(words: Catalogue, nth: int, weekdays: int) -> str:
    """Return places in the month with each day: "1st and 3rd Thursday", "last Monday and last Tuesday"."""
    last = LAST_IN_MONTH.bit_length() - 1
    places = listed(words, [words.say("nth.last" if place == last else f"nth.{place + 1}") for place in bits(nth)])
    days = [words.say(f"day.{WEEKDAYS[place]}") for place in bits(weekdays)]
    return listed(words, [words.say("schedule.nth_day", nth=places, day=day) for day in days])


def months(words: Catalogue, mask: int) -> str:
    """Return months, round the turn of the year where that is shorter: "August", "November to February"."""
    groups = runs(bits(mask))
    if len(groups) > 1 and groups[0][0] == 0 and groups[-1][-1] == 11:
        groups = [*groups[1:-1], groups[-1] + groups[0]]
    return listed(words, _spans(words, groups, "month", [str(number) for number in range(1, 13)]))


def whole_minutes_until(moment: datetime, then: datetime) -> int:
    """Return the whole minutes that really pass between two aware moments, clock changes included."""
    return (then.astimezone(UTC) - moment.astimezone(UTC)) // timedelta(minutes=1)


def minutes_of(moment: datetime) -> int:
    """Return the minutes after London midnight of an aware moment."""
    local = moment.astimezone(LONDON)
    return local.hour * 60 + local.minute
