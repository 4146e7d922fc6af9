"""What every request reads: one picture of the directory, replaced as a whole."""

import msgspec

from welcome.directory.postcodes import NO_POSTCODES, PostcodeTable
from welcome.directory.snapshot import Snapshot
from welcome.web.documents import Documents
from welcome.web.open_data import makers
from welcome.web.page import Pages


class Served(msgspec.Struct, frozen=True):
    """A snapshot with the postcodes and the documents that go with it."""

    snapshot: Snapshot
    postcodes: PostcodeTable
    documents: Documents
    pages: Pages
    area_name: str = ""

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        postcodes: PostcodeTable = NO_POSTCODES,
        area_name: str = "",
        before: "Served | None" = None,
    ) -> "Served":
        """Return what is served from this snapshot on; its documents are made when they are first asked for.

        before: what was served until now, of which this keeps what is still so.
        """
        pages = Pages(snapshot, before.pages if before else None)
        return cls(snapshot, postcodes, Documents(makers(snapshot, postcodes)), pages, area_name)
