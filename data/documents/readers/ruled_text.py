"""Tables drawn with signs: ┌─┬─┐ or +---+ and | between the cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from data.documents.grid import Merge, Place, SourceCell, SourceParagraph, SourceRow, SourceTable
from data.documents.readers.bounds import MOST_COLUMNS, MOST_ROWS
from data.documents.refusal import DocumentProblem, DocumentRefused

RULING: Final = re.compile(
    r"\s*(?:[┌├└╔╠╚╒╞╘╓╟╙][─━═┬┼┴┐┤┘╦╬╩╗╣╝╤╪╧╕╡╛╥╫╨╖╢╜┬│║ ]*|\+[-=+]{3,})\s*", re.MULTILINE
)
BARS: Final = "│║┃|"
CORNERS: Final = "┌├└┬┼┴┐┤┘╔╠╚╦╬╩╗╣╝╒╞╘╤╪╧╕╡╛╓╟╙╥╫╨╖╢╜+"
STROKES: Final = "─━═-="
FEWEST_RULINGS: Final = 2


def is_ruled(text: str) -> bool:
    """True for a text with a drawn table."""
    rulings = 0
    for line in text.splitlines():
        rulings += line.strip()[:1] in "┌╔├╠└╚+" and RULING.fullmatch(line) is not None and bool(line.strip())
        if rulings >= FEWEST_RULINGS:
            return True
    return False


@dataclass(slots=True)
class _DrawnRow:
    line: int
    texts: list[str]
    spans: list[int]  # for each column the one where its cell begins
    down: list[bool] = field(default_factory=list)


class _Drawing:
    """One table: the edges of its columns, and rows of text between rulings."""

    def __init__(self, edges: list[int]) -> None:
        self._edges = edges
        self.rows: list[_DrawnRow] = []
        self._is_open = False
        self._down = [False] * (len(edges) - 1)

    def rule(self, line: str) -> None:
        """Takes a ruling: columns without a stroke go on below it, and so does what stands in their gap."""
        columns = range(len(self._edges) - 1)
        if not self.rows:
            return
        self._down = [
            not any(sign in STROKES for sign in self._slice(line, column, column)) for column in columns
        ]
        if any(self._down):
            gaps = "".join(sign if sign not in STROKES + CORNERS else " " for sign in line)
            for column in columns:
                if self._down[column]:
                    self._append(self.rows[-1], column, self._slice(gaps, column, column))
        self._is_open = False

    def text(self, number: int, line: str) -> None:
        """Takes a line of text."""
        if not self._is_open:
            self._open(number, line)
        row = self.rows[-1]
        for column, first in enumerate(row.spans):
            if first == column:
                last = max(place for place, begun in enumerate(row.spans) if begun == first)
                target = self._covering(column)
                self._append(target, column, self._slice(line, column, last))

    def _open(self, number: int, line: str) -> None:
        spans: list[int] = []
        for column in range(len(self._edges) - 1):
            at = self._edges[column]
            is_edge = column == 0 or line[at : at + 1] in tuple(BARS)
            spans.append(column if is_edge else spans[-1])
        down = [is_down and bool(self.rows) for is_down in self._down]
        self.rows.append(_DrawnRow(number, [""] * len(spans), spans, down))
        self._is_open = True
        self._down = [False] * len(spans)

    def _covering(self, column: int) -> _DrawnRow:
        """Returns the row where the cell of the last row's column begins."""
        place = len(self.rows) - 1
        while place and self.rows[place].down[column]:
            place -= 1
        return self.rows[place]

    def _append(self, row: _DrawnRow, column: int, text: str) -> None:
        words = " ".join(text.strip(BARS + " ").split())
        if words:
            row = row if not row.down[column] else self._covering(column)
            row.texts[column] = f"{row.texts[column]}\n{words}" if row.texts[column] else words

    def _slice(self, line: str, first: int, last: int) -> str:
        return line[self._edges[first] + 1 : self._edges[last + 1]]

    def table(self) -> SourceTable:
        """Returns the table; covered cells repeat the text of the one that covers them."""
        rows: list[SourceRow] = []
        for place, row in enumerate(self.rows):
            cells: list[SourceCell] = []
            for column, first in enumerate(row.spans):
                above = rows[place - 1].cells[column].text if row.down[column] else row.texts[first]
                merge = Merge.DOWN if row.down[column] else Merge.ACROSS if first < column else Merge.NONE
                cells.append(SourceCell(above, Place(line=row.line, column=column + 1), merge))
            rows.append(SourceRow(tuple(cells), Place(line=row.line)))
        return SourceTable(tuple(rows))


def read_ruled(text: str) -> tuple[SourceParagraph | SourceTable, ...]:
    """Returns the drawn tables and the lines between them; raises `DocumentRefused` for what is beyond the limits."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    blocks: list[SourceParagraph | SourceTable] = []
    place = 0
    while place < len(lines):
        taken = _length(lines, place)
        if taken:
            blocks.append(_drawn(lines[place : place + taken], place + 1))
        elif lines[place].strip():
            blocks.append(SourceParagraph(lines[place].strip(), Place(line=place + 1)))
        place += max(taken, 1)
    return tuple(blocks)


def _length(lines: Sequence[str], place: int) -> int:
    """Returns how many lines the table has that begins here, 0 for none."""
    end = place
    while (
        end < len(lines)
        and lines[end].strip()
        and (_is_ruling(lines[end]) or lines[end].strip()[0] in BARS + CORNERS)
    ):
        end += 1
    return end - place if end - place > 1 and _is_ruling(lines[place]) else 0


def _is_ruling(line: str) -> bool:
    return bool(line.strip()) and RULING.fullmatch(line) is not None


def _drawn(lines: Sequence[str], first: int) -> SourceTable:
    edges = sorted({place for line in lines if _is_ruling(line) for place in _corners(line)})
    if len(edges) > MOST_COLUMNS + 1:
        raise DocumentRefused(DocumentProblem.TOO_MANY_COLUMNS, Place(line=first), most=MOST_COLUMNS)
    drawing = _Drawing(edges)
    for number, line in enumerate(lines, start=first):
        if _is_ruled_across(line):
            drawing.rule(line)
        else:
            drawing.text(number, line)
        if len(drawing.rows) > MOST_ROWS:
            raise DocumentRefused(DocumentProblem.TOO_MANY_ROWS, Place(line=number), most=MOST_ROWS)
    return drawing.table()


def _is_ruled_across(line: str) -> bool:
    """True for a ruling, also one that goes through some columns only."""
    return _is_ruling(line) or re.search(r"[├┼┬┴┤╟╫╠╬╣][─━═]{2,}[┤┼┬┴├╢╫╣╬╠]", line) is not None


def _corners(line: str) -> Iterator[int]:
    return (place for place, sign in enumerate(line) if sign in CORNERS + BARS)
