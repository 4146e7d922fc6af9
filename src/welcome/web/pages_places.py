"""What somebody means who types one line: a postcode in any form, a part of town, a ward, or the name of a venue."""

import re

import msgspec

from welcome.directory.errors import BadPostcode, Unknown, UnknownPostcode
from welcome.directory.places import Point, normalise_outcode, normalise_postcode
from welcome.directory.postcodes import PostcodeTable, find_postcode, middle_of_outcode
from welcome.directory.snapshot import Snapshot, middle_of, ward_named
from welcome.directory.text import likeness, plain
from welcome.wording.catalogue import Catalogue

#: A postcode with its last letter or two missing: venues whose own postcodes begin so are not what is meant.
_BEGUN_POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]?\d[a-z]?")


class Sought(msgspec.Struct, frozen=True):
    """Where to look from, or the words to look for. name: as it is said back; exact: False for the middle of an area."""

    name: str = ""
    point: Point | None = None
    ward: str | None = None
    text: str = ""
    exact: bool = True


def sought(typed: str, snapshot: Snapshot, postcodes: PostcodeTable, area_name: str, say: Catalogue) -> Sought:
    """Return what a line means, the whole directory for an empty one.

    Raises BadPostcode or Unknown with the sentence to show, where it is meant as a postcode and is none that we know.
    """
    words = typed.strip()
    if not words:
        return Sought()
    if is_postcode(words):
        try:
            return Sought(*find_postcode(postcodes, words))
        except UnknownPostcode as error:
            area = area_name or say.say("page.this_area")
            sentence = say.say("page.find.wrong.not_in_list", postcode=normalise_postcode(words), area=area)
            raise UnknownPostcode(sentence) from error
    outcode = normalise_outcode(words)
    if outcode:
        middle = middle_of_outcode(postcodes, words)
        if middle:
            return Sought(*middle, exact=False)
    wanted = plain(words)
    for area in snapshot.contents.areas:
        if wanted in (plain(name) for name in (area.name, *area.aliases)):
            return Sought(area.name, area.point, exact=False)
    found = bool(likeness(words, snapshot.names, snapshot.texts).any())
    try:
        ward = ward_named(snapshot, words)
    except Unknown:
        ward = None
    if ward:
        middle = middle_of(ward)
        return Sought(ward.name, middle, None if middle else ward.gss, exact=False)
    if outcode and not found:
        raise Unknown(say.say("page.find.wrong.no_outcode", outcode=outcode))
    if _BEGUN_POSTCODE.fullmatch(plain(words).replace(" ", "")) or (any(map(str.isdecimal, words)) and not found):
        raise BadPostcode(say.say("page.find.wrong.not_whole", typed=words))
    return Sought(text=words)


def is_postcode(words: str) -> bool:
    """Return whether a line has the shape of a whole postcode."""
    try:
        normalise_postcode(words)
    except BadPostcode:
        return False
    return True
