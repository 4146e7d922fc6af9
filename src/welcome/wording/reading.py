"""What came of reading somebody's words about opening times."""

from typing import Literal

import msgspec

from welcome.directory.hours import Closure, Schedule

ReadingStatus = Literal["read", "ask", "refused"]


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Schedules read from `text`, with all that was not plain about it.

    status: `read` when the schedules may be believed, `ask` when a person must answer a question first, `refused` when the
    text is not about times at all or breaks its format. Unless `read`, the schedules and closures are suggestions to show
    beside the questions, not times to publish. guessed: what was assumed, as sentences. left_over: the exact words that
    nothing was made of. questions: sentences to put to the person who wrote it. closures: days on which the schedules do
    not apply ("closed 24 December to 2 January").
    """

    text: str
    status: ReadingStatus
    schedules: tuple[Schedule, ...] = ()
    closures: tuple[Closure, ...] = ()
    guessed: tuple[str, ...] = ()
    left_over: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
