"""Venues in the west of Examplebury: Thimble Hill, Crumb Common and Upper Fiddling."""

from datetime import date

from welcome.directory.hours import Schedule
from welcome.directory.venues import FactDetail, Venue
from welcome.examplebury.making import (
    DAY,
    MONDAY_TO_FRIDAY,
    agreed,
    email,
    known,
    located,
    member,
    phone,
    venue,
    website,
    weekly,
)


def thimble_hill(today: date) -> tuple[Venue, ...]:
    """Return the venues of the ward, not yet numbered."""
    return (
        venue(
            slug="marmalade-makers-reading-room",
            name="The Worshipful Company of Marmalade Makers’ Almshouses and Jubilee Reading Room (Upstairs Parlour, Garden "
            "Annexe and Former Coach House)",
            **member(date(2017, 10, 3), date(2024, 10, 3)),
            **located("Thimble Hill", 1.75, 6.25, "1 to 12 The Almshouses, Preserve Lane", "AA3 1EH"),
            old_slugs=("almshouses",),
            about="Newspapers, a stove and a cat called Seville. The longest name in the borough and the shortest rules.",
            first_visit="Ring at number 7. A neighbour will walk you through the garden.",
            access=known(
                yes="portable_ramp seats_with_arms toilet quiet_space dementia_aware",
                no="step_free_entrance scooter_space",
                entrance_steps=3,
                which_door="Number 7; the coach house is not in use",
                details={
                    "portable_ramp": FactDetail("Two people are needed to put it out: ring first", today - 77 * DAY, "host")
                },
            ),
            provision="hot_drinks snacks warm_room games_and_crafts",
            languages=("en",),
            contacts=(phone("01632 960171", label="Almshouse office"),),
            schedules=(
                weekly(
                    "we",
                    "13:30",
                    "15:00",
                    every_weeks=2,
                    anchor=date(2026, 1, 7),
                    words="Every other Wednesday from 7 January 2026 1.30pm-3pm",
                ),
            ),
            not_every_week=True,
            **agreed(date(2024, 10, 3), "clerk", "in writing"),
        ),
        venue(
            slug="thimble-hill-cricket-pavilion",
            name="Thimble Hill Cricket Pavilion",
            kind="other",
            **located("Thimble Hill", 1.3, 5.2, "Long Leg Lane", "AA3 1EJ"),
            about="When school is out, so are the board games. Lunch for children is free, and for whoever brings them.",
            access=known(
                yes="step_free_entrance toilet baby_changing scooter_space", no="hearing_loop wheelchair_space_at_table"
            ),
            provision="hot_drinks hot_meal games_and_crafts childrens_corner food_parcels",
            languages=("en", "gu"),
            contacts=(email("pavilion@thimble-hill.example"),),
            schedules=(
                weekly(
                    MONDAY_TO_FRIDAY,
                    "10:00",
                    "14:00",
                    term="holidays_only",
                    audience="families",
                    booking="welcome",
                    words="School hols only, weekdays 10-2",
                ),
            ),
            **agreed(date(2025, 7, 20), "club secretary", "by e-mail"),
        ),
        venue(
            slug="st-petroc-under-thimble",
            name="St Petroc-under-Thimble",
            **member(date(2020, 12, 1)),
            **located("Thimble Hill", 2.3, 5.7, "Church Steps", "AA3 1EL", "geocoder"),
            about="Breakfast on bank holidays, because every other kitchen is shut.",
            access=known(no="step_free_entrance drop_off_at_door bus_stop_within_200m toilet", entrance_steps=9),
            provision="hot_drinks hot_meal worship_optional",
            languages=("en",),
            schedules=(weekly("mo tu we th fr sa su", "8:30", "10:30", bank_holidays="only", label="Bank holiday breakfast"),),
            not_every_week=True,
            **agreed(date(2024, 8, 26), "churchwarden", "face to face"),
        ),
        venue(
            slug="dr-okonkwos-waiting-room",
            name="Dr Okonkwo’s Waiting Room",
            kind="other",
            **located("Thimble Hill", 1.6, 4.8, "Pincushion Surgery, 2 Needle Street", "AA3 1EN"),
            about="An hour with a link worker: forms, bus passes, a walk to your first group if you would like company.",
            access=known(
                yes="step_free_entrance doors_80cm door_opened_for_you step_free_inside toilet accessible_toilet "
                "blue_badge_parking hearing_loop baby_changing",
                no="scooter_space",
            ),
            provision="advice local_information digital_help",
            languages=("en", "bn", "syl"),
            contacts=(phone("01632 960176", label="Surgery desk"),),
            schedules=(weekly("we", "14:00", "17:00", kind="by_appointment", booking="needed", bank_holidays="closed"),),
            **agreed(date(2025, 2, 18), "practice manager", "by e-mail"),
        ),
    )


def crumb_common(today: date) -> tuple[Venue, ...]:
    """Return the venues of the ward, not yet numbered."""
    return (
        venue(
            slug="crumb-common-village-hall",
            name="Crumb Common Village Hall",
            **member(date(2018, 9, 9)),
            **located("Crumb Common", 1.6, 3.6, "The Common", "AA3 2EP"),
            about="Scones on Tuesdays. The hall hens may come in, and so may you.",
            nearest_stop="Common Pond: 250 metres, bus 12",
            access=known(
                yes="step_free_entrance doors_80cm step_free_inside toilet blue_badge_parking",
                no="accessible_toilet quiet_space bus_stop_within_200m",
            ),
            provision="hot_drinks snacks games_and_crafts volunteering",
            languages=("en",),
            contacts=(
                phone("07700 900181", label="Hall booking", of_person=True, consented_on=date(2025, 3, 30)),
                website("crumb-common"),
            ),
            schedules=(weekly("tu", "10:00", "12:00", bank_holidays="closed"),),
            hours_question="“Also fortnightly on Fridays 2-4”: nobody has said which Fridays.",
            **agreed(date(2025, 3, 30), "hall committee", "by phone"),
        ),
        venue(
            slug="the-crooked-teapot",
            name="The Crooked Teapot",
            kind="community_cafe",
            **located("Crumb Common", 2.6, 3.1, "21 Tinker’s Bottom", "AA3 2ER"),
            about="The floor slopes, the tea does not. A cup is paid for in advance by whoever came before you: ask for one.",
            access=known(yes="bus_stop_within_200m doors_80cm", no="toilet seats_with_arms dementia_aware good_lighting"),
            provision="hot_drinks snacks hot_meal wifi",
            languages=("en", "ro"),
            contacts=(phone("01632 960187"),),
            schedules=(
                weekly(
                    "mo tu we th fr sa",
                    "9:00",
                    "16:00",
                    cost="paid",
                    cost_note="Tea £1, or free from the shelf",
                    bank_holidays="as_usual",
                ),
            ),
        ),
        venue(
            slug="mens-shed-at-the-brickworks",
            name="Men’s Shed at the Old Brickworks",
            kind="other",
            **located("Crumb Common", 3.3, 3.8, "Kiln Yard", "AA3 2ET", "map"),
            about="Benches, chisels and a big brown pot. Make a stool, mend a radio, or sit on one and listen to the other.",
            access=known(yes="step_free_entrance toilet blue_badge_parking", no="quiet_space hearing_loop doors_80cm"),
            provision="hot_drinks games_and_crafts volunteering",
            languages=("en",),
            contacts=(email("shed@brickworks.example"),),
            schedules=(
                weekly(
                    "we",
                    "10:00",
                    "13:00",
                    audience="men",
                    booking="welcome",
                    min_age=18,
                    words="Weds 10 to 1, men, come and see",
                ),
            ),
            **agreed(date(2025, 4, 23), "shed steward", "face to face"),
        ),
    )


def upper_fiddling(today: date) -> tuple[Venue, ...]:
    """Return the one venue of the ward, not yet numbered: its north has nothing in reach."""
    return (
        venue(
            slug="fiddlers-rest",
            name="Fiddlers’ Rest",
            **member(date(2023, 6, 24)),
            **located("Upper Fiddling", 5.1, 7.3, "Resin Lane", "AA2 3DX"),
            about="Music stands, mugs, and a tune if somebody has brought one. There is also a room for carers to talk.",
            first_visit="Come by the yard. The step is painted yellow.",
            access=known(yes="toilet seats_with_arms good_lighting", no="step_free_entrance", entrance_steps=1),
            provision="hot_drinks snacks warm_room",
            languages=("en",),
            contacts=(phone("01632 960192", is_public=False),),
            schedules=(
                weekly("fr", "14:00", "16:00", audience="carers", note="Bring the person you care for, or come by yourself"),
                Schedule(
                    kind="by_appointment", booking="needed", label="A lift from your door", words="Ring and we will fetch you"
                ),
            ),
            **agreed(date(2025, 6, 24), "keeper", "by phone"),
        ),
    )
