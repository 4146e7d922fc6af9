"""Venues in the south of Examplebury: Saltwhistle, Lower Fiddling and Lantern Quay."""

from datetime import date

from welcome.directory.hours import Closure, ExtraOpening
from welcome.directory.venues import FactDetail, Outage, Venue
from welcome.examplebury.making import (
    DAY,
    EVERY_DAY,
    MONDAY_TO_FRIDAY,
    agreed,
    email,
    known,
    located,
    member,
    minutes,
    phone,
    venue,
    website,
    weekly,
)


def saltwhistle(today: date) -> tuple[Venue, ...]:
    """Return the venues of the ward, not yet numbered."""
    season = today.year if today <= date(today.year, 10, 31) else today.year + 1
    return (
        venue(
            slug="saltwhistle-community-hall",
            name="Saltwhistle Community Hall",
            **member(date(2019, 2, 14), date(2025, 2, 14)),
            **located("Saltwhistle", 4.4, 2.1, "Brine Street", "AA4 1FA"),
            about="Something on most days, and the tea urn on every day.",
            first_visit="The double doors on Brine Street. Whoever is in the yellow apron will find you a chair.",
            nearest_stop="Saltpans: 80 metres, buses 3 and 12",
            access=known(
                yes="drop_off_at_door bus_stop_within_200m step_free_entrance doors_80cm step_free_inside "
                "wheelchair_space_at_table toilet accessible_toilet baby_changing hearing_loop dementia_aware",
                no="blue_badge_parking changing_places bsl_signer",
                details={"hearing_loop": FactDetail("In the main hall only", today - 18 * DAY, "host")},
                outages=(Outage("accessible_toilet", today - 5 * DAY, today + 9 * DAY, "The lock is being mended"),),
            ),
            provision="hot_drinks snacks hot_meal halal_food vegetarian_food warm_room advice food_parcels childrens_corner "
            "games_and_crafts greeter pledge_signed",
            languages=("en", "pa", "ur", "phr"),
            contacts=(phone("01632 960203", label="Hall desk"), website("saltwhistle")),
            schedules=(
                weekly("mo we", "10:00", "15:00", bank_holidays="closed"),
                weekly("tu", "9:30", "11:30", label="Stay and play", audience="families", term="term_only", max_age=5),
                weekly(
                    "th",
                    "12:00",
                    "14:00",
                    label="Lunch club",
                    audience="older_people",
                    min_age=60,
                    booking="needed",
                    cost="paid",
                    cost_note="£3 for two courses",
                    bank_holidays="closed",
                ),
                weekly("fr", "17:00", "19:00", label="Fish supper", cost="not_known", nth="1"),
            ),
            closures=(
                Closure(first_day=today - 6 * DAY, last_day=today + 8 * DAY, reason="The cook is away", schedule_id=3),
                Closure(first_day=today - 40 * DAY, last_day=today - 38 * DAY, reason="The hall was a polling station"),
            ),
            **agreed(date(2025, 2, 14), "hall manager", "face to face"),
        ),
        venue(
            slug="the-old-net-loft",
            name="The Old Net Loft",
            kind="warm_space",
            **located("Saltwhistle", 5.2, 1.4, "Herring Row", "AA4 1FB"),
            about="Warm from October to March, and empty while the swallows are in.",
            access=known("toilet good_lighting", "step_free_entrance step_free_inside accessible_toilet", entrance_steps=6),
            provision="hot_drinks warm_room charging wifi",
            languages=("en", "fa", "ps"),
            contacts=(phone("01632 960207"),),
            schedules=(weekly(MONDAY_TO_FRIDAY, "10:00", "16:00", months="oct nov dec jan feb mar"),),
            **agreed(date(2025, 10, 2), "owner", "by phone"),
        ),
        venue(
            slug="saltwhistle-chapel",
            name="Saltwhistle Chapel",
            **member(date(2021, 10, 31)),
            **located("Saltwhistle", 3.6, 1.75, "Whistle Hill", "AA4 1FD"),
            about="Candles, cocoa and slow songs at the end of the month. Stay for one or for all of them.",
            access=known(yes="step_free_entrance toilet", no="blue_badge_parking good_lighting"),
            provision="hot_drinks snacks worship_optional community_dialogue",
            languages=("en",),
            schedules=(weekly("fr", "19:00", None, nth="last", words="last Friday of the month 7pm till late"),),
            not_every_week=True,
        ),
        venue(
            slug="saltpans-social",
            name="Saltpans Social",
            **member(date(2022, 5, 17), date(2025, 5, 17)),
            **located("Saltwhistle", 5.86, 1.9, "1 Pan Street", "AA4 1FE"),
            about="The bar is shut in the morning, so the whole room is yours. Dominoes are kept in the piano.",
            access=known(yes="step_free_entrance doors_80cm bus_stop_within_200m toilet"),
            provision="hot_drinks games_and_crafts local_information",
            languages=("en", "pl"),
            contacts=(phone("01632 960211", label="Club office"),),
            schedules=(weekly("mo tu we th", "10:00", "13:00", bank_holidays="closed"),),
            **agreed(date(2025, 5, 17), "club steward", "by phone"),
        ),
        venue(
            slug="brine-lane-garden",
            name="Brine Lane Garden",
            kind="other",
            **located("Saltwhistle", 4.9, 2.6, "Gate at the end of Brine Lane", None, "map"),
            about="Beans, bees and a bench for every hour of the sun.",
            access=known(yes="step_free_entrance quiet_space", no="toilet door_opened_for_you drop_off_at_door"),
            provision="volunteering games_and_crafts",
            languages=("en", "bn"),
            schedules=(
                weekly(
                    "we sa",
                    "10:00",
                    "13:00",
                    valid_from=date(season, 3, 1),
                    valid_to=date(season, 10, 31),
                    bank_holidays="as_usual",
                ),
            ),
            extra_openings=(
                ExtraOpening(
                    day=today + 4 * DAY,
                    opens=minutes("11:00"),
                    closes=None,
                    reason="Bonfire of the bean poles",
                    cost="pay_what_you_can",
                ),
            ),
            **agreed(date(2025, 3, 1), "head gardener", "face to face"),
        ),
    )


def lower_fiddling(today: date) -> tuple[Venue, ...]:
    """Return the venues of the ward, not yet numbered."""
    return (
        venue(
            slug="lower-fiddling-chapel-of-ease",
            name="Lower Fiddling Chapel of Ease",
            **member(date(2024, 1, 6)),
            **located("Lower Fiddling", 2.2, 1.2, "Ease Lane", "AA4 2FH"),
            about="A small chapel with a large kettle.",
            access=known(yes="step_free_entrance"),
            provision="hot_drinks",
            languages=("en",),
            contacts=(phone("01632 960219", is_public=False),),
            hours_question="“Most mornings when somebody is there”: which days, and from when to when?",
            **agreed(date(2025, 1, 6), "keyholder", "by phone"),
        ),
        venue(
            slug="the-fiddle-and-bow",
            name="The Fiddle & Bow",
            kind="other",
            **located("Lower Fiddling", 3.2, 0.75, "Ferry Road", "AA4 2FJ"),
            about="A pub that belongs to its village. Once a month the back room is for anybody who has lost someone.",
            access=known(yes="toilet doors_80cm step_free_entrance step_free_inside", no="bus_stop_within_200m baby_changing"),
            provision="hot_drinks hot_meal",
            languages=("en",),
            contacts=(website("fiddle-and-bow"),),
            schedules=(
                weekly(
                    "mo",
                    "14:00",
                    "16:00",
                    nth="2",
                    audience="other",
                    note="For people who have lost someone",
                    booking="welcome",
                ),
                weekly("th", "14:00", "16:00", nth="1 3", words="1st & 3rd Thursday 2-4pm", label="Quilting"),
            ),
            **agreed(date(2025, 8, 11), "landlady", "by e-mail"),
        ),
    )


def lantern_quay(today: date) -> tuple[Venue, ...]:
    """Return the venues of the ward, not yet numbered."""
    return (
        venue(
            slug="noor-centre",
            name="Noor Centre at Jamia Masjid Noor",
            **member(date(2020, 1, 15), date(2025, 1, 15)),
            **located("Lantern Quay", 8.15, 1.75, "14 Beacon Street", "AA5 1GA"),
            about="Rooms for women, for men and for families, each with its own morning.\nخوش آمدید",
            first_visit="The women’s entrance is on Beacon Court. Shoes go on the rack inside.",
            access=known(
                yes="step_free_entrance doors_80cm toilet baby_changing door_opened_for_you blue_badge_parking",
                no="step_free_inside",
                which_door="Women: Beacon Court. Men and families: Beacon Street",
                details={"step_free_inside": FactDetail("Five steps up to the dining room", today - 66 * DAY, "survey")},
            ),
            provision="hot_drinks hot_meal halal_food prayer_room advice english_conversation faith_covenant",
            languages=("ur", "phr", "ar", "ps", "en"),
            contacts=(phone("01632 960223", label="Centre office"),),
            schedules=(
                weekly("we", "10:00", "12:00", label="Women’s group", audience="women", languages=("ur", "phr")),
                weekly("th", "10:00", "12:00", label="Men’s tea", audience="men"),
                weekly("sa", "11:00", "13:00", label="Family morning", audience="families", booking="welcome"),
                weekly("fr", "14:00", "16:00", label="Friday table", booking="needed", note="Book by Wednesday"),
            ),
            **agreed(date(2025, 1, 15), "centre manager", "in writing"),
        ),
        venue(
            slug="harbourmasters-loft",
            name="The Harbourmaster’s Loft",
            **member(date(2023, 3, 20)),
            **located("Lantern Quay", 7.3, 1.3, "Old Custom House, Pier Road", "AA5 1GB"),
            about="From up here you can count the lamps on the pier. There are thirty-one.",
            access=known(
                yes="toilet good_lighting",
                no="step_free_entrance portable_ramp step_free_inside accessible_toilet",
                entrance_steps=14,
            ),
            provision="hot_drinks snacks local_information",
            languages=("en", "uk"),
            schedules=(
                weekly(
                    "mo",
                    "13:00",
                    "15:30",
                    every_weeks=3,
                    anchor=date(2026, 1, 5),
                    words="Every third Monday, first one 5 Jan 2026",
                ),
            ),
            not_every_week=True,
            **agreed(date(2025, 11, 17), "deputy harbourmaster", "by e-mail"),
        ),
        venue(
            slug="sailors-rest",
            name="Sailors’ Rest Reading Room",
            kind="warm_space",
            **located("Lantern Quay", 7.4, 0.95, "Pier Road", "AA5 1GD"),
            about="A lamp in the window and a fire in the grate, day and night, as it has been since the first lifeboat.",
            access=known(yes="step_free_entrance doors_80cm step_free_inside toilet bus_stop_within_200m quiet_space"),
            provision="hot_drinks warm_room charging wifi",
            languages=("en", "ro", "ar"),
            contacts=(phone("01632 960229", label="Night desk"),),
            schedules=(weekly(EVERY_DAY, "0:00", "24:00", bank_holidays="as_usual", words="Open 24/7"),),
            **agreed(date(2025, 1, 2), "superintendent", "in writing"),
        ),
        venue(
            slug="lantern-quay-library",
            name="Lantern Quay Library",
            kind="library",
            **located("Lantern Quay", 7.6, 2.4, "7 Wick Street", "AA5 1GF", "given"),
            about="Small, bright and shut for lunch.",
            access=known(
                yes="step_free_entrance doors_80cm step_free_inside toilet accessible_toilet seats_with_arms good_lighting",
                no="hearing_loop",
            ),
            provision="warm_room wifi computers digital_help local_information childrens_corner",
            languages=("en", "ku", "fa"),
            contacts=(phone("01632 960231", label="Desk"), website("libraries")),
            schedules=(
                weekly("mo tu th", "9:30", "13:00", bank_holidays="closed"),
                weekly("mo tu th", "14:00", "17:00", bank_holidays="closed"),
                weekly("sa", "10:00", "13:00", bank_holidays="closed"),
            ),
            **agreed(date(2025, 1, 14), "library manager", "in writing"),
        ),
        venue(
            slug="lamplighters-tea-room",
            name="Lamplighters’ Tea Room",
            **member(date(2022, 11, 8)),
            **located("Lantern Quay", 6.17, 1.9, "88 Wick Street", "AA5 1GH"),
            about="Long tables and short stories.",
            access=known(yes="step_free_entrance toilet"),
            provision="hot_drinks snacks",
            languages=("en",),
            contacts=(email("tea@lamplighters.example"),),
            schedules=(weekly("tu we", "10:00", "13:00", bank_holidays="closed"),),
            **agreed(date(2024, 11, 8), "manager", "by phone"),
        ),
    )
