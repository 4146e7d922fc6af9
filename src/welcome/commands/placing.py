"""Places the venues of a sheet that no postcode places, by the address service if one has been set up."""

import msgspec
import shapely

from welcome.directory.demonstration import VenueQuestion
from welcome.directory.places import grown
from welcome.directory.postcodes import PostcodeTable
from welcome.directory.venues import Venue
from welcome.directory.ward_index import WardIndex
from welcome.exchange.report import Remark
from welcome.exchange.spreadsheet import VenueSheet
from welcome.geocoding import AddressService, Geocoder
from welcome.settings import Settings

#: A venue may lie so far beyond the borders of the area and still be meant.
BEYOND_M = 5_000


async def placed_by_service(
    sheet: VenueSheet, settings: Settings, postcodes: PostcodeTable, wards: WardIndex | None
) -> VenueSheet:
    """Return the sheet with the positions that the address service knows; each is a question until a person has looked.

    Without a service the sheet stays as it is. A service that fails leaves the venue where it was: nowhere.
    """
    lost = [venue for venue in sheet.venues if venue.point is None and venue.listing == "listed" and venue.address]
    if not settings.geocoder or not lost:
        return sheet
    service = AddressService(settings.geocoder, settings.geocoder_url)
    geocoder = Geocoder(lambda: postcodes, service, area_name=settings.area_name, within=_around(wards))
    try:
        answers = {venue.slug: await geocoder.find(_address(venue, settings)) for venue in lost}
    finally:
        service.close()
    found = {slug: answer for slug, answer in answers.items() if answer.source == "geocoder"}
    told = [
        Remark(
            kind="question" if venue.slug in found else "warning",
            sentence=f"The address service puts it at “{answers[venue.slug].name}”. Is that right?"
            if venue.slug in found
            else f"The address service could not place it: {answers[venue.slug].sentence}",
            name=venue.name,
            column="address",
            value=venue.address,
        )
        for venue in lost
    ]
    counts = dict(sheet.report.counts)
    for remark in told:
        counts[remark.kind] = counts.get(remark.kind, 0) + 1
    asked = [
        VenueQuestion(venue_slug=venue.slug, about="position", sentence=remark.sentence, value=found[venue.slug].name)
        for venue, remark in zip(lost, told, strict=True)
        if venue.slug in found
    ]
    return VenueSheet(
        venues=tuple(_placed(venue, found[venue.slug].point) if venue.slug in found else venue for venue in sheet.venues),
        already=sheet.already,
        questions=(*sheet.questions, *asked),
        report=msgspec.structs.replace(sheet.report, remarks=(*sheet.report.remarks, *told), counts=counts),
    )


def _placed(venue: Venue, point: object) -> Venue:
    return msgspec.structs.replace(venue, point=point, position_source="geocoder")


def _address(venue: Venue, settings: Settings) -> str:
    return ", ".join(part for part in (venue.address, settings.area_name) if part)


def _around(wards: WardIndex | None) -> tuple[float, float, float, float] | None:
    """Return the box of the area and BEYOND_M around it, None where no outlines are known."""
    drawn = [ward.polygon for ward in wards.wards if ward.polygon is not None] if wards else []
    return grown(shapely.union_all(drawn), BEYOND_M).bounds if drawn else None
