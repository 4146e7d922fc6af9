"""What Examplebury's coordinators decided and what they still have to ask: flagged wards and open questions."""

from datetime import date, timedelta

from welcome.directory.demonstration import PriorityFlag, VenueQuestion
from welcome.directory.places import Ward
from welcome.examplebury.map import CURRENT_SET


def flags(today: date, wards: tuple[Ward, ...]) -> tuple[PriorityFlag, ...]:
    """Return the flags, two that stand (one of them past its review date) and one that has ended."""
    code = {ward.name: ward.gss for ward in wards if ward.boundary_set == CURRENT_SET}
    return (
        PriorityFlag(
            gss=code["Saltwhistle"],
            boundary_set=CURRENT_SET,
            reason="Two halls closed in three years, and a third of households have no car. New openings here come first.",
            source="Examplebury network plan, page 4 (invented)",
            flagged_on=today - timedelta(days=140),
            review_on=today + timedelta(days=225),
        ),
        PriorityFlag(
            gss=code["Upper Fiddling"],
            boundary_set=CURRENT_SET,
            reason="The longest walk in the borough to an open door, and no bus after 5pm.",
            source="Walking survey by the Examplebury network (invented)",
            flagged_on=today - timedelta(days=385),
            review_on=today - timedelta(days=20),
        ),
        PriorityFlag(
            gss=code["Brassbutton"],
            boundary_set=CURRENT_SET,
            reason="No opening after midday on any weekday. The Button Factory has since changed that.",
            source="Examplebury network plan, page 9 (invented)",
            flagged_on=today - timedelta(days=700),
            review_on=today - timedelta(days=335),
            ended_on=today - timedelta(days=300),
        ),
    )


def standing(flags: tuple[PriorityFlag, ...], today: date) -> frozenset[str]:
    """Return the codes of the wards whose flag stands on `today`."""
    return frozenset(flag.gss for flag in flags if flag.ended_on is None or flag.ended_on > today)


QUESTIONS = (
    VenueQuestion(
        venue_slug="crumb-common-village-hall",
        about="hours",
        sentence="“Fortnightly” needs a date: on which Friday does it happen next?",
        value="Tuesdays 10-12, closed BH. Also fortnightly on Fridays 2-4",
    ),
    VenueQuestion(
        venue_slug="lower-fiddling-chapel-of-ease",
        about="hours",
        sentence="On which days is it open, and from when to when?",
        value="Most mornings when somebody is there",
    ),
    VenueQuestion(
        venue_slug="sandmartin-court-lounge",
        about="postcode",
        sentence="AA4 4ZZ is not in our list: it may be new, closed or mistyped. Where is this venue?",
        value="AA4 4ZZ",
    ),
    VenueQuestion(
        venue_slug="nant-y-glaw-post-office",
        about="position",
        sentence="It is placed in Nant-y-Glaw, but its postcode AA2 4PT is in Marmalade Park, over 3 km away. Which is right?",
        value="AA2 4PT",
    ),
    VenueQuestion(
        venue_slug="brass-button-comm-hall",
        about="duplicate",
        sentence="This looks like Brassbutton Community Hall: same postcode, nearly the same name. Is it the same place?",
        value="brassbutton-community-hall",
    ),
)
