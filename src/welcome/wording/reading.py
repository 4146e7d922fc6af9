"""What came of reading somebody's words about opening times."""

from typing import Literal

import msgspec

from welcome.directory.hours import Schedule

ReadingStatus = Literal["read", "ask", "refused"]


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Schedules read from `text`, with all that was not plain about it.

    status: `read` when the schedules may be believed, `ask` when a person must answer a question first, `refused` when the
    text is not about times at all or breaks its format. guessed: what was assumed, as sentences. left_over: the exact words
    that nothing was made of. questions: sentences to put to the person who wrote it.
    """

    text: str
    status: ReadingStatus
    schedules: tuple[Schedule, ...] = ()
    guessed: tuple[str, ...] = ()
    left_over: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
