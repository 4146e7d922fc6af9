"""Who changes something, what is imported, and what came of it: the values that commands take and give."""

from typing import Literal

import msgspec

ImportKind = Literal["wards", "postcodes", "population", "venues", "areas", "terms", "demonstration"]


class Who(msgspec.Struct, frozen=True):
    """Who makes a change: a person, or words alone such as "import: venues.csv"."""

    words: str
    person_id: int | None = None


class ImportRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One file: what it was, its bytes' SHA-256, how many rows were read and refused, and what its licence wants said."""

    kind: ImportKind
    file_name: str = ""
    sha256: str = ""
    rows_read: int = 0
    rows_refused: int = 0
    attribution: str = ""
    licence: str = ""


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What an import did. Slugs, codes or names in `added` and `changed`; `unchanged` counts what said the same as before.

    already: the same file was imported before and nothing was done. current: the boundary set, or term calendar, that this
    import put to use. demonstration_removed: the invented borough was there and is gone.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: int = 0
    kept: int = 0
    already: bool = False
    current: str | None = None
    demonstration_removed: bool = False
    revision: int = 0


class Revision(msgspec.Struct, frozen=True):
    """The numbers that every worker watches: of the directory, and of the list of postcodes."""

    directory: int
    postcodes: int
