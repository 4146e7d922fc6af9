"""Venues around the middle of Examplebury: Otter's Reach and Marmalade Park."""

from datetime import date

from welcome.directory.hours import Closure, ExtraOpening
from welcome.directory.venues import FactDetail, Outage, Venue
from welcome.examplebury.making import (
    DAY,
    EVERY_DAY,
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
from welcome.examplebury.terms import ACADEMIES


def otters_reach(today: date) -> tuple[Venue, ...]:
    """Return the venues of the ward, not yet numbered."""
    return (
        venue(
            slug="otters-reach-boathouse",
            name="Otter’s Reach Boathouse",
            **member(date(2022, 7, 1)),
            **located("Otter's Reach", 4.5, 4.25, "Weirside Path", "AA1 2BL", "map"),
            about="Benches, blankets and a view of the weir. Otters come in their own time.",
            nearest_stop="Weir Bridge: 300 metres along the river path",
            access=known(
                yes="step_free_entrance toilet",
                no="bus_stop_within_200m drop_off_at_door good_lighting accessible_toilet",
                details={"good_lighting": FactDetail("The path has no lamps after dusk", today - 200 * DAY, "visitor")},
            ),
            provision="hot_drinks snacks volunteering local_information",
            languages=("en",),
            contacts=(phone("01632 960142"),),
            schedules=(weekly("mo th", "13:00", "16:00", bank_holidays="as_usual", words="Mon and Thurs 1-4 incl bank hols"),),
            closures=(
                Closure(first_day=today + 12 * DAY, last_day=today + 19 * DAY, reason="The river wall is being repaired"),
            ),
            extra_openings=(
                ExtraOpening(
                    day=today + 15 * DAY, opens=minutes("10:00"), closes=minutes("12:00"), reason="Tea on the bank instead"
                ),
            ),
            **agreed(date(2025, 7, 7), "boat club secretary", "by e-mail"),
        ),
        venue(
            slug="signing-hands-club",
            name="Signing Hands Club at Millrace House",
            **member(date(2023, 1, 10), date(2025, 1, 10)),
            **located("Otter's Reach", 6.5, 5.25, "Millrace House, Upper Weir Street", "AA1 2BN"),
            about="An evening in British Sign Language, for people who sign, people who are learning, and their friends.",
            access=known(
                yes="bsl_signer good_lighting step_free_entrance doors_80cm step_free_inside toilet accessible_toilet "
                "quiet_space bus_stop_within_200m",
                no="hearing_loop blue_badge_parking door_opened_for_you",
                outages=(Outage("step_free_inside", today + 6 * DAY, today + 8 * DAY, "The lift is being serviced"),),
            ),
            provision="hot_drinks games_and_crafts advice community_dialogue",
            languages=("bfi", "en"),
            contacts=(email("club@signing-hands.example", label="Club"),),
            schedules=(
                weekly("tu", "18:30", "21:00", nth="2", languages=("bfi",), words="2nd Tuesday, 6.30 to 9"),
                weekly("tu", "18:30", "21:00", nth="last", languages=("bfi",), label="Story night"),
            ),
            **agreed(date(2024, 12, 12), "chair", "in sign language, face to face"),
        ),
        venue(
            slug="ferrymans-rooms",
            name="The Ferryman’s Rooms",
            **member(date(2022, 2, 2)),
            **located("Otter's Reach", 8.5, 4.1, "Ferry Steps", "AA1 2BP"),
            hidden=True,
            about="Breakfast by the old landing stage.",
            provision="hot_drinks snacks",
            languages=("en",),
            schedules=(weekly("sa", "9:00", "11:00"),),
            **agreed(date(2025, 3, 3), "keeper", "by phone"),
        ),
    )


def marmalade_park(today: date) -> tuple[Venue, ...]:
    """Return the venues of the ward, not yet numbered."""
    season = today.year if today <= date(today.year, 9, 30) else today.year + 1
    return (
        venue(
            slug="bandstand-cafe",
            name="Bandstand Café",
            kind="community_cafe",
            **located("Marmalade Park", 4.4, 5.75, "Middle of the Park", "AA2 1DT"),
            about="Summer weekends under the bandstand roof, with marmalade on everything that will hold it.",
            access=known(yes="step_free_entrance seats_with_arms scooter_space", no="toilet baby_changing dementia_aware"),
            provision="hot_drinks snacks childrens_corner",
            languages=("en",),
            contacts=(website("bandstand"),),
            schedules=(
                weekly(
                    "sa su",
                    "10:30",
                    "16:30",
                    valid_from=date(season, 4, 1),
                    valid_to=date(season, 9, 30),
                    bank_holidays="as_usual",
                    cost="paid",
                    cost_note="Tea £1.20",
                    words="Weekends April to September",
                ),
                weekly(EVERY_DAY, "10:30", "16:30", months="apr may jun jul aug sep", bank_holidays="only", cost="paid"),
            ),
            **agreed(date(2025, 4, 1), "manager", "by e-mail"),
        ),
        venue(
            slug="quaker-meeting-house",
            name="Quaker Meeting House, Orchard Row",
            **member(date(2019, 5, 5), date(2025, 5, 5)),
            **located("Marmalade Park", 5.6, 6.25, "9 Orchard Row", "AA2 1DU"),
            about="A quiet hour and then soup. Nobody will mind if you say nothing at all.",
            access=known(
                yes="quiet_space step_free_entrance doors_80cm step_free_inside seats_with_arms toilet accessible_toilet "
                "hearing_loop dementia_aware",
                no="baby_changing",
                details={
                    "dementia_aware": FactDetail("All our door-keepers have been on the course", today - 150 * DAY, "host")
                },
            ),
            provision="hot_drinks hot_meal vegetarian_food worship_optional community_dialogue",
            languages=("en",),
            contacts=(phone("01632 960158", label="Warden’s office"),),
            schedules=(
                weekly(
                    "th",
                    "12:00",
                    "14:00",
                    every_weeks=4,
                    anchor=date(2025, 1, 9),
                    words="Every fourth Thursday from 9 January 2025",
                ),
            ),
            not_every_week=True,
            **agreed(date(2025, 1, 9), "warden", "face to face"),
        ),
        venue(
            slug="park-school-family-room",
            name="Park School Family Room",
            kind="warm_space",
            **located("Marmalade Park", 3.75, 6.25, "Peel Street", "AA2 1DW"),
            about="For families with children of any age, after the morning bell. Toys come out, and so does toast.",
            first_visit="Ring at the school gate and say you have come for the family room.",
            access=known(yes="step_free_entrance baby_changing toilet drop_off_at_door", no="blue_badge_parking"),
            provision="hot_drinks snacks childrens_corner advice food_parcels",
            languages=("en", "uk", "ar"),
            contacts=(phone("01632 960163", label="School office"),),
            schedules=(weekly("mo we fr", "9:00", "11:00", term="term_only", audience="families", bank_holidays="closed"),),
            term_calendar=ACADEMIES,
            **agreed(date(2025, 9, 10), "head teacher", "in writing"),
        ),
    )
