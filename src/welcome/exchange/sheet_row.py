"""One row of somebody's sheet while it is read, and everything there is to say about it."""

import re

from welcome.directory.errors import FaultyFile
from welcome.exchange.report import Remark, RemarkKind, shown
from welcome.exchange.sheet import Row

#: What people write where they have nothing to write.
BLANK_WORDS = frozenset((
    "-", "–", "—", ".", "?", "n/a", "n.a.", "na", "nil", "null", "none", "none given", "not given", "hours not given",
    "not known", "unknown", "tbc", "t.b.c.", "tba", "to be confirmed", "to be advised", "to follow", "not sure", "see notes",
))  # fmt: skip
#: What Excel shows where a formula failed.
_FAILED = re.compile(r"#(n/a|ref!|name\?|value!|div/0!|num!|null!|spill!|####*)", re.IGNORECASE)
#: A cell that a spreadsheet would run. Names may not begin so; in other cells `-`, `+` and `@` are ordinary beginnings.
FORMULA_BEGINNINGS_OF_A_NAME = ("=", "+", "-", "@")


class RowFault(FaultyFile):
    """The row cannot become a venue; the sentence says why and what to do."""

    def __init__(self, column: str, value: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.value = column, value


class SheetRow:
    """The cells of one row by column key; what is asked or warned of on the way is kept in `said`."""

    def __init__(self, row: Row) -> None:
        self.number = row.number
        self.said: list[Remark] = []
        self._cells = row.cells
        self._told: set[str] = set()

    @property
    def name(self) -> str:
        """The name as it was typed, for whoever looks for the row; it may be faulty or empty."""
        return shown(self._cells.get("name", ""))

    def raw(self, column: str) -> str:
        """Return a cell as it stands."""
        return self._cells.get(column, "")

    def text(self, column: str) -> str:
        """Return what a cell says: nothing where it says “n/a” or the like, or holds a formula, which is warned of once."""
        cell = self.raw(column)
        if cell.casefold() in BLANK_WORDS:
            return ""
        if not (cell.startswith("=") or _FAILED.fullmatch(cell)):
            return cell
        if column not in self._told:
            self._told.add(column)
            sentence = f"“{shown(cell)}” under {column} is a formula, not a value, and was not read. Write the value itself."
            self.warn(column, cell, sentence)
        return ""

    def line(self, column: str) -> str:
        """Return what a cell says on one line, its line breaks made commas."""
        return ", ".join(part.strip(" ,") for part in self.text(column).split("\n") if part.strip(" ,"))

    def ask(self, column: str, value: str, sentence: str) -> None:
        """Keep the row, with a question that a person must answer."""
        self._say("question", column, value, sentence)

    def warn(self, column: str, value: str, sentence: str) -> None:
        """Say what was left out or assumed; nobody need answer."""
        self._say("warning", column, value, sentence)

    def note(self, column: str, value: str, sentence: str) -> None:
        """Repeat what the sheet says and the public does not see."""
        self._say("note", column, value, sentence)

    def _say(self, kind: RemarkKind, column: str, value: str, sentence: str) -> None:
        remark = Remark(kind=kind, sentence=sentence, row=self.number, name=self.name, column=column, value=shown(value))
        self.said.append(remark)
