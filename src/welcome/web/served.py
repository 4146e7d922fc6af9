"""What every request reads: one picture of the directory, replaced as a whole."""

from datetime import datetime

import msgspec
from litestar import Request

from welcome.directory.postcodes import NO_POSTCODES, PostcodeTable
from welcome.directory.snapshot import Snapshot
from welcome.web.documents import Documents
from welcome.web.open_data import makers
from welcome.web.page import Pages


def at_hand(request: Request) -> "tuple[Served, datetime]":
    """Return what is served now, and the moment.

    From the application's state and not by injection, which starts a group of tasks as soon as two things are injected: that
    alone would take a fifth of the time of an answer.
    """
    state = request.app.state
    return state["served"](), state["now"]()


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
