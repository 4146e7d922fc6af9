"""Venues in the east and north of Examplebury (Brassbutton, Penny Wells, Nant-y-Glaw), and the two that lie in no ward."""

from datetime import date

from welcome.directory.hours import Closure, Schedule
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
from welcome.examplebury.terms import NOT_PUBLISHED


def brassbutton(today: date) -> tuple[Venue, ...]:
    """Return the venues of the ward, not yet numbered."""
    return (
        venue(
            slug="brassbutton-community-hall",
            name="Brassbutton Community Hall",
            **member(date(2018, 6, 12), date(2025, 6, 12)),
            **located("Brassbutton", 10.0, 2.6, "60 Button Row", "AA5 2HA"),
            about="Buttons from eleven mills on the wall, and a chair below every one of them.",
            access=known(
                yes="blue_badge_parking drop_off_at_door step_free_entrance doors_80cm step_free_inside toilet "
                "accessible_toilet scooter_space",
                details={"doors_80cm": FactDetail("Measured at 84 cm", today - 210 * DAY, "survey")},
            ),
            provision="hot_drinks snacks games_and_crafts computers digital_help",
            languages=("en", "gu", "hi"),
            contacts=(phone("01632 960241", label="Hall office"),),
            schedules=(weekly("mo fr", "10:00", "14:00", bank_holidays="closed"), weekly("we", "10:00", "12:00")),
            **agreed(date(2025, 6, 12), "trustee", "by e-mail"),
        ),
        venue(
            slug="brass-button-comm-hall",
            name="Brass Button Comm. Hall",
            listing="draft",
            **located("Brassbutton", 10.02, 2.61, "60 Button Rw", "AA5 2HA", "given"),
            schedules=(weekly("mo fr", "10:00", "14:00", words="Mon & Fri 10-2"),),
        ),
        venue(
            slug="the-button-factory",
            name="The Button Factory",
            kind="other",
            **located("Brassbutton", 9.8, 3.7, "Shank Mill, 4 Button Row", "AA5 2HB"),
            about="Decks, dice, a climbing wall with no queue. For people between school and whatever comes next.",
            access=known(yes="toilet bus_stop_within_200m good_lighting", no="quiet_space step_free_inside bsl_signer"),
            provision="snacks wifi charging computers games_and_crafts advice",
            languages=("en", "bfi"),
            contacts=(email("hello@button-factory.example"),),
            schedules=(
                weekly("fr", "16:00", "19:00", audience="young_people", min_age=11, max_age=18, term="term_only"),
                weekly("tu", "12:00", "17:00", audience="young_people", min_age=11, max_age=18, term="holidays_only"),
            ),
            **agreed(date(2025, 9, 1), "youth worker", "face to face"),
        ),
        venue(
            slug="brassbutton-institute",
            name="Brassbutton Working People’s Institute",
            listing="closed",
            **member(date(2016, 4, 4)),
            **located("Brassbutton", 10.4, 3.4, "1 Eyelet Street", "AA5 2HD"),
            old_slugs=("working-mens-institute",),
            about="The Institute shut its doors after a hundred years of tea. Its people moved to the Community Hall.",
            schedules=(weekly("mo", "10:00", "12:00"),),
            **agreed(date(2024, 4, 4), "last secretary", "in writing"),
        ),
        venue(
            slug="sandmartin-court-lounge",
            name="Sandmartin Court Lounge",
            kind="other",
            address="Sandmartin Court, Brassbutton",
            postcode="AA4 4ZZ",
            about="The residents’ lounge, open to the whole street on Thursdays.",
            access=known(yes="step_free_entrance doors_80cm step_free_inside seats_with_arms toilet"),
            provision="hot_drinks snacks",
            languages=("en",),
            contacts=(phone("07700 900251", label="Scheme manager", is_public=False, of_person=True),),
            schedules=(weekly("th", "14:00", "16:00"),),
        ),
    )


def penny_wells(today: date) -> tuple[Venue, ...]:
    """Return the venues of the ward, not yet numbered."""
    return (
        venue(
            slug="penny-wells-library",
            name="Penny Wells Library",
            kind="library",
            **located("Penny Wells", 9.85, 5.05, "Fountain Square", "AA5 3JA"),
            about="Books downstairs, sea charts upstairs, and a penny well that still takes pennies.",
            access=known(
                yes="blue_badge_parking step_free_entrance doors_80cm step_free_inside toilet accessible_toilet hearing_loop",
                no="changing_places",
            ),
            provision="warm_room wifi computers local_information volunteering",
            languages=("en",),
            contacts=(phone("01632 960262", label="Desk"), website("libraries")),
            schedules=(weekly(MONDAY_TO_FRIDAY, "9:00", "17:00", bank_holidays="closed"), weekly("sa", "9:00", "13:00")),
            closures=(Closure(first_day=today - 4 * DAY, last_day=today + 10 * DAY, reason="The ceiling is being repaired"),),
            **agreed(date(2025, 1, 14), "library manager", "in writing"),
        ),
        venue(
            slug="our-lady-of-the-wells",
            name="Our Lady of the Wells Parish Centre",
            **member(date(2021, 12, 8), date(2024, 12, 8)),
            **located("Penny Wells", 9.3, 5.8, "3 Well Street", "AA5 3JB"),
            about="Coffee after Mass for everybody who is there, at Mass or not.\nЛаскаво просимо. Serdecznie witamy.",
            access=known(yes="step_free_entrance doors_80cm step_free_inside toilet", no="accessible_toilet baby_changing"),
            provision="hot_drinks snacks worship_optional english_conversation food_parcels",
            languages=("pl", "uk", "en"),
            contacts=(phone("01632 960268", label="Parish office"),),
            schedules=(
                weekly("su", "11:30", "13:00", bank_holidays="as_usual"),
                weekly("we", "18:00", "20:00", label="English over supper", booking="welcome", languages=("en", "uk")),
            ),
            **agreed(date(2024, 12, 8), "parish secretary", "by phone"),
        ),
        venue(
            slug="cafe-societe-etoile",
            name="Café Société Étoile",
            kind="community_cafe",
            listing="draft",
            **located("Penny Wells", 9.5, 6.25, "30 Halfpenny Hill", "AA5 3JD"),
            about="Not open yet: the coffee machine is still on a boat.",
            languages=("en",),
            schedules=(weekly("sa", "10:00", "12:00", valid_from=today + 30 * DAY, cost="paid"),),
        ),
    )


def nant_y_glaw(today: date) -> tuple[Venue, ...]:
    """Return the venues of the ward, not yet numbered."""
    return (
        venue(
            slug="capel-y-bont",
            name="Capel y Bont",
            **member(date(2019, 3, 1), date(2025, 3, 1)),
            **located("Nant-y-Glaw", 7.3, 7.25, "Ffordd y Felin", "AA2 4PA"),
            about="A chapel by the bridge, with Welsh cakes on a bakestone. Croeso i bawb.",
            access=known(yes="step_free_entrance toilet", no="good_lighting hearing_loop"),
            provision="hot_drinks snacks worship_optional community_dialogue",
            languages=("cy", "en"),
            contacts=(phone("01632 960274", label="Chapel house"),),
            schedules=(weekly("tu", "14:00", "16:00", languages=("cy", "en")), weekly("sa", "10:00", "12:00", nth="5")),
            **agreed(date(2025, 3, 1), "deacon", "face to face"),
        ),
        venue(
            slug="ty-croeso",
            name="Tŷ Croeso",
            kind="warm_space",
            **located("Nant-y-Glaw", 6.8, 6.75, "Next to Nant-y-Glaw School", "AA2 4PB"),
            about="The house beside the school. It opens with the school gates; nobody has said yet when those will be.",
            access=known(yes="step_free_entrance baby_changing", no="scooter_space"),
            provision="hot_drinks warm_room childrens_corner",
            languages=("en", "cy"),
            contacts=(email("ty@croeso.example"),),
            schedules=(weekly("mo tu we th fr", "8:45", "10:15", term="term_only", bank_holidays="closed"),),
            term_calendar=NOT_PUBLISHED,
            **agreed(date(2025, 9, 15), "school secretary", "by e-mail"),
        ),
        venue(
            slug="nant-y-glaw-post-office",
            name="Nant-y-Glaw Post Office and Stores",
            kind="other",
            **located("Nant-y-Glaw", 8.4, 7.2, "The Counter, Rain Street", "AA2 4PT", "given"),
            about="Two chairs and a heater by the counter. Stamps are not compulsory.",
            access=known(yes="step_free_entrance bus_stop_within_200m", no="toilet"),
            provision="warm_room local_information",
            languages=("en",),
            contacts=(phone("01632 960277", label="Counter"),),
            schedules=(weekly("mo tu we th fr sa", "9:00", "12:30", bank_holidays="closed"),),
            **agreed(date(2025, 5, 26), "postmistress", "by phone"),
        ),
        venue(
            slug="nant-y-glaw-village-hall",
            name="Nant-y-Glaw Village Hall",
            listing="paused",
            **member(date(2020, 9, 30)),
            **located("Nant-y-Glaw", 7.4, 7.9, "Hill Street", "AA2 4PD"),
            about="Between two groups of helpers. We will be back when the new ones have the key.",
            access=known(yes="toilet", no="step_free_entrance", entrance_steps=4),
            provision="hot_drinks",
            languages=("en", "cy"),
            contacts=(phone("01632 960279", is_public=False),),
            schedules=(weekly("th", "10:00", "12:00"),),
            **agreed(date(2024, 9, 30), "committee", "by phone"),
        ),
    )


def beyond(today: date) -> tuple[Venue, ...]:
    """Return the venue across the boundary, which residents may well walk to, and the one that has no fixed place."""
    return (
        venue(
            slug="nextover-parish-rooms",
            name="Nextover Parish Rooms",
            **member(date(2022, 9, 4)),
            **located("Nextover", 11.7, 3.2, "Boundary Road", "AA6 1BB"),
            about="Across the boundary by the width of a road. We do not ask where you live.",
            access=known(yes="step_free_entrance toilet seats_with_arms", no="baby_changing"),
            provision="hot_drinks snacks greeter",
            languages=("en",),
            schedules=(weekly("tu fr", "10:00", "12:00", bank_holidays="closed"),),
            **agreed(date(2025, 9, 4), "parish clerk", "by e-mail"),
        ),
        venue(
            slug="the-welcome-bus",
            name="The Welcome Bus",
            **member(date(2024, 5, 1)),
            address="A different street each week: ask where it is today",
            about="A yellow bus with a kettle. It stops where there is no hall, and stays for two hours.",
            access=known(no="toilet step_free_entrance wheelchair_space_at_table", entrance_steps=2),
            provision="hot_drinks advice digital_help",
            languages=("en", "syl"),
            contacts=(phone("01632 960288", label="Bus office"),),
            schedules=(
                weekly("we", "10:00", "12:00"),
                Schedule(kind="by_appointment", words="Ask us to come to your street", booking="needed"),
            ),
            **agreed(date(2025, 5, 1), "driver", "face to face"),
        ),
    )
