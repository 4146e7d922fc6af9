"""Venues of Kettle Cross, the middle of Examplebury."""

from datetime import date

from welcome.directory.hours import ExtraOpening
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


def kettle_cross(today: date) -> tuple[Venue, ...]:
    """Return the venues of the ward, not yet numbered."""
    return (
        venue(
            slug="kettle-cross-fire-station",
            name="Kettle Cross Fire Station Community Room",
            **member(date(2021, 5, 4), date(2025, 9, 1)),
            **located("Kettle Cross", 6.56, 3.79, "Fire Station Yard", "AA1 1AB"),
            about="A warm room beside the engines, open every day of the year. If the bell goes, stay where you are: the crew "
            "leaves, the kettle does not.",
            first_visit="Use the green door to the left of the big red ones. Somebody from the watch will say hello.",
            nearest_stop="The Cross, stop B: 100 metres",
            access=known(
                yes="drop_off_at_door bus_stop_within_200m step_free_entrance doors_80cm step_free_inside seats_with_arms "
                "toilet accessible_toilet good_lighting",
                which_door="The green door, left of the engine doors",
                details={"step_free_entrance": FactDetail("Level from the yard", today - 30 * DAY, "host")},
            ),
            provision="hot_drinks snacks warm_room charging greeter local_information pledge_signed",
            languages=("en",),
            contacts=(phone("01632 960101", label="Community room"), website("fire-station")),
            schedules=(weekly(EVERY_DAY, "8:00", "22:00", bank_holidays="as_usual", words="Every day 8 till 10, always"),),
            **agreed(date(2025, 2, 3), "station officer", "by e-mail"),
        ),
        venue(
            slug="examplebury-central-library",
            name="Examplebury Central Library",
            kind="library",
            **located("Kettle Cross", 5.75, 3.25, "1 Inkwell Street", "AA1 1AD"),
            old_slugs=("central-library", "kettle-cross-library"),
            about="Three floors of books, a quiet room, and nobody minds how long you stay.",
            first_visit="The doors open by themselves. The help desk is straight ahead, and its people like questions.",
            nearest_stop="Inkwell Street, stop A: outside the door",
            access=known(
                yes="blue_badge_parking drop_off_at_door bus_stop_within_200m step_free_entrance doors_80cm "
                "door_opened_for_you step_free_inside seats_with_arms wheelchair_space_at_table scooter_space toilet "
                "accessible_toilet changing_places baby_changing hearing_loop quiet_space good_lighting dementia_aware",
                no="bsl_signer",
                entrance_steps=0,
                which_door="Main entrance on Inkwell Street",
                details={
                    "hearing_loop": FactDetail("At the help desk and in the Blue Room", today - 61 * DAY, "survey"),
                    "changing_places": FactDetail("Ask at the desk for the key", today - 61 * DAY, "survey"),
                },
                outages=(Outage("changing_places", today - 3 * DAY, today + 11 * DAY, "The hoist is being mended"),),
            ),
            provision="warm_room wifi charging computers digital_help local_information english_conversation "
            "childrens_corner volunteering",
            languages=("en", "pa", "ur", "pl"),
            contacts=(phone("01632 960110", label="Help desk"), email("central@examplebury.example"), website("libraries")),
            schedules=(
                weekly(MONDAY_TO_FRIDAY, "9:00", "19:00", bank_holidays="closed"),
                weekly("sa", "9:30", "17:00", bank_holidays="closed"),
                weekly(
                    "we",
                    "10:00",
                    "11:30",
                    label="English conversation",
                    booking="welcome",
                    bank_holidays="closed",
                    languages=("en", "ar", "fa", "ku"),
                ),
            ),
            extra_openings=(
                ExtraOpening(
                    day=today + 9 * DAY,
                    opens=minutes("19:00"),
                    closes=minutes("21:00"),
                    reason="An evening of stories by lamplight",
                    audience="families",
                    booking="needed",
                ),
            ),
            **agreed(date(2025, 1, 14), "library manager", "in writing"),
        ),
        venue(
            slug="clockmakers-upstairs-room",
            name="The Clockmaker’s Upstairs Room",
            **member(date(2019, 11, 20)),
            **located("Kettle Cross", 5.62, 3.42, "12a Pendulum Row", "AA1 1AE"),
            about="Tea among forty clocks, no two of which agree. Games on the long table.",
            access=known(
                yes="toilet good_lighting seats_with_arms",
                no="step_free_entrance portable_ramp step_free_inside accessible_toilet wheelchair_space_at_table "
                "scooter_space blue_badge_parking doors_80cm",
                entrance_steps=2,
                which_door="Beside the shop window; then 17 stairs",
            ),
            provision="hot_drinks snacks games_and_crafts",
            languages=("en",),
            contacts=(phone("07700 900112", label="Ask for the clockmaker", is_public=False, of_person=True),),
            schedules=(
                weekly("tu", "10:00", "12:00", bank_holidays="closed", words="Tues 10-12 & 2-4"),
                weekly("tu", "14:00", "16:00", bank_holidays="closed", words="Tues 10-12 & 2-4"),
            ),
            **agreed(date(2024, 10, 8), "keeper of the room", "face to face"),
        ),
        venue(
            slug="cafe-aethelstan",
            name="Café Æthelstan",
            kind="community_cafe",
            **located("Kettle Cross", 5.82, 3.42, "3 Crown Passage", "AA1 1AF"),
            about="A café by day and, at the end of the week, somewhere to sit with soup after the last bus has gone.",
            provision="hot_drinks hot_meal vegetarian_food wifi charging",
            languages=("en", "ro"),
            contacts=(website("aethelstan"),),
            schedules=(
                weekly("we th", "11:00", "15:00", cost="paid", cost_note="Soup and bread £2"),
                weekly("fr", "22:00", "26:00", label="Night kitchen", bank_holidays="as_usual", words="Fridays 10pm till 2am"),
                weekly("sa", "19:00", None, label="Open mic", cost="pay_what_you_can", words="Saturday from 7 till late"),
            ),
            **agreed(date(2025, 6, 19), "manager", "by phone"),
        ),
        venue(
            slug="st-ethelfriths-church-hall",
            name="St Ethelfrith’s Church Hall",
            **member(date(2018, 3, 6), date(2025, 3, 6)),
            **located("Kettle Cross", 7.2, 4.2, "Bellringers’ Lane", "AA1 1AG", "given"),
            about="A hall behind the church with a stove, a piano and a table where a jigsaw is always half done.",
            first_visit="Go round the church to the right. You can come with someone, and you can leave when you like.",
            nearest_stop="Bell Lane: 150 metres, bus 7",
            access=known(
                yes="portable_ramp door_opened_for_you toilet seats_with_arms bus_stop_within_200m",
                no="step_free_entrance changing_places baby_changing",
                entrance_steps=1,
                details={"portable_ramp": FactDetail("Ring the brass bell and we bring it out", today - 12 * DAY, "host")},
            ),
            provision="hot_drinks snacks warm_room games_and_crafts worship_optional faith_covenant greeter",
            languages=("en", "pl"),
            contacts=(
                phone("01632 960127", label="Parish office"),
                email("hall@st-ethelfrith.example"),
                phone("07700 900127", label="Hall keeper, at home", is_public=False, of_person=True),
            ),
            schedules=(
                weekly("tu", "10:00", "12:00", note="Not in Holy Week"),
                weekly("th", "10:00", "12:00", note="Not in Holy Week"),
                weekly("th", "11:30", "13:30", label="Soup lunch", cost="pay_what_you_can"),
            ),
            **agreed(date(2024, 11, 2), "churchwarden", "in writing"),
        ),
        venue(
            slug="gurdwara-sri-chardi-kala",
            name="Gurdwara Sri Chardi Kala",
            **member(date(2020, 4, 13), date(2025, 4, 13)),
            **located("Kettle Cross", 7.5, 3.25, "40 Saffron Street", "AA1 1AH"),
            about="Langar, a free meal cooked and shared, is for everybody of any faith or none.\nਜੀ ਆਇਆਂ ਨੂੰ",
            first_visit="Shoes come off at the door and heads are covered: there are scarves to borrow.",
            access=known(
                yes="blue_badge_parking drop_off_at_door step_free_entrance doors_80cm step_free_inside toilet "
                "accessible_toilet wheelchair_space_at_table door_opened_for_you",
                no="hearing_loop quiet_space",
                details={
                    "wheelchair_space_at_table": FactDetail("Tables and chairs in the small hall", today - 95 * DAY, "visitor")
                },
            ),
            provision="hot_meal hot_drinks vegetarian_food warm_room prayer_room worship_optional food_parcels "
            "faith_covenant greeter",
            languages=("pa", "hi", "en"),
            contacts=(phone("01632 960135", label="Office"), website("chardi-kala")),
            schedules=(weekly(EVERY_DAY, "11:00", "15:00", bank_holidays="as_usual", languages=("pa", "en")),),
            **agreed(date(2024, 9, 21), "committee secretary", "face to face"),
        ),
        venue(
            slug="zoes-front-room",
            name="Zoë’s Front Room",
            kind="community_cafe",
            **located("Kettle Cross", 5.6, 4.25, "5 Doorstep Terrace", "AA1 1AJ"),
            about="Six tables in what was once somebody’s front room. Pay what you can, or wash up.",
            access=known(yes="toilet quiet_space", no="step_free_entrance accessible_toilet", entrance_steps=1),
            provision="hot_drinks snacks hot_meal vegetarian_food wifi volunteering",
            languages=("en",),
            contacts=(email("zoe@front-room.example", label="Zoë", of_person=True, consented_on=date(2025, 5, 12)),),
            schedules=(
                weekly("we th fr", "9:30", "12:30", cost="pay_what_you_can"),
                weekly("we th fr", "13:30", "16:00", cost="pay_what_you_can"),
                weekly("su", "10:00", "13:00", cost="pay_what_you_can", label="Slow Sunday", nth="1 3"),
            ),
            **agreed(date(2025, 5, 12), "owner", "face to face"),
        ),
    )
