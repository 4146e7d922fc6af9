"""Examplebury, an invented borough with its people, postcodes and venues, to try everything on and to learn from.

Nothing here exists. The ground is open sea (see `map`), the postcodes are of an area that Royal Mail has never given out,
the telephone numbers are kept by Ofcom for drama, and every web name ends in `.example`. All of it is made by code from a
fixed seed: the same day gives the same borough. Dates hang on `today` only where they must, such as a closure in progress.

Postcodes to remember; each leads to a situation that a resident can be in. All AA1 postcodes but these are in the centre.

| postcode | what is there |
| --- | --- |
| `AA1 1AA` | The Cross: one venue within 10 minutes' walk, a fire station that is open every day, 8am to 10pm |
| `AA1 2AA` | Fiddler's Top: no venue within 2 km |
| `AA1 3AA` | a corner on the border of Marmalade Park and Thimble Hill: both wards cover it |
| `AA1 4AA` | 250 m outside the borough, in no ward; the nearest venue is outside it as well |
| `AA1 5AA` | three venues within 200 m: the way in for a wheelchair is known to be there, known not to be, and not known |
| `AA1 6AA` | two venues in the same five-minute band, open together on Tuesdays; the one further off is in a flagged ward |
| `AA1 7AA` | two entries for what is probably one hall, a few steps apart; only one of them is published |
| `AA1 8AA` | the nearest venue, a library, is closed at the moment for a stated reason |
| `AA1 9AA` | the one venue near has no opening that anybody can walk into: women, men, families, or booked ahead |
| `AA6 1BB` | Nextover, next door: a venue outside every ward |
| `AA1 1ZZ`, `AA9 9AA` | well formed and in no list |
| `AA4 4ZZ` | in no list either, though a venue gives it as its own |
"""

from datetime import date

from welcome.directory.demonstration import Demonstration
from welcome.examplebury import centre, east, map, park, people, planning, postcodes, south, terms, west
from welcome.examplebury.making import numbered
from welcome.examplebury.map import ATTRIBUTION, BOUNDARY_SETS

__all__ = ["ATTRIBUTION", "examplebury"]


def examplebury(today: date) -> Demonstration:
    """Return the whole borough as it stands on `today`; bank holidays are England's own and left to whoever loads it."""
    flags = planning.flags(today, map.wards())
    wards = map.wards(flagged=planning.standing(flags, today))
    residents = people.population(wards)
    venues = numbered(
        (
            *centre.kettle_cross(today),
            *park.otters_reach(today),
            *park.marmalade_park(today),
            *west.thimble_hill(today),
            *west.crumb_common(today),
            *west.upper_fiddling(today),
            *south.saltwhistle(today),
            *south.lower_fiddling(today),
            *south.lantern_quay(today),
            *east.brassbutton(today),
            *east.penny_wells(today),
            *east.nant_y_glaw(today),
            *east.beyond(today),
        ),
        today,
    )
    return Demonstration(
        boundary_sets=BOUNDARY_SETS,
        wards=wards,
        flags=flags,
        postcodes=postcodes.postcodes(wards, residents, venues),
        population=residents,
        areas=map.areas(),
        calendars=terms.calendars(today),
        venues=venues,
        questions=planning.QUESTIONS,
        attribution=ATTRIBUTION,
    )
