"""What every command is given: the settings and the moment."""

from datetime import date, datetime

import msgspec

from welcome.directory.wall_clock import LONDON
from welcome.settings import Settings


class Context(msgspec.Struct, frozen=True):
    """now: an aware datetime."""

    settings: Settings
    now: datetime

    @property
    def today(self) -> date:
        """The London date."""
        return self.now.astimezone(LONDON).date()
