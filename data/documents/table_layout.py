"""Which column of the table holds what, by the words of its header."""

import re
from dataclasses import dataclass

from data.documents.refusal import DocumentProblem, DocumentRefused
from data.documents.table import Row
from data.regions.named_regions import find_mentions, find_region
from data.regions.regions import find_words, words_of

# What may stand in a header before the party: «Ответственные исполнители от Пермского края».
RESPONSIBLE = re.compile(
    r"(?:(?:ответственн|исполнит|исполнен|соисполн|орган|власт|государств)\w*|за|\W)+", re.IGNORECASE
)
OF = re.compile(r"(?:от|со стороны)\s+", re.IGNORECASE)
NUMBER, TITLE, DEADLINE = ("№", "п/п"), ("мероприят", "наименован"), ("срок",)


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns counted from 0; `territories` are the parties as the header names them («Пермского края»)."""

    number: int
    title: int
    deadline: int
    parties: tuple[int, ...]
    territories: tuple[str, ...]
    header: frozenset[tuple[str, ...]]

    @property
    def columns(self) -> frozenset[int]:
        """The indexes of all columns that are read."""
        return frozenset((self.number, self.title, self.deadline, *self.parties))


def is_header(row: Row) -> bool:
    """True for the row that names the activity and the deadline in two of its cells."""
    return len(row.filled) > 2 and _has(row.cells, TITLE) and _has(row.cells, DEADLINE)


def is_column_count(row: Row) -> bool:
    """True for «1 2 3 4 5», which opens every page."""
    return len(row.filled) > 2 and row.filled == tuple(str(n + 1) for n in range(len(row.filled)))


def read_layout(header: tuple[Row, ...], document_title: str) -> Layout:
    """Returns the layout of the rows of a header; raises `DocumentRefused` when they cannot be understood."""
    width = max(len(row.cells) for row in header)
    columns = [" ".join(filter(None, (row.cell(column) for row in header))) for column in range(width)]
    line = header[0].line
    number = _column(columns, NUMBER, set()) or 0
    title = _column(columns, TITLE, {number})
    deadline = _column(columns, DEADLINE, {number, title})
    if title is None or deadline is None:
        raise DocumentRefused(DocumentProblem.NO_TABLE, line)
    parties = tuple(
        column for column, text in enumerate(columns) if text and column not in (number, title, deadline)
    )
    territories = tuple(_territory(columns[column], document_title, line) for column in parties)
    if len(territories) < 2 or not all(territories):
        raise DocumentRefused(DocumentProblem.NO_PARTIES, line)
    shown = frozenset(row.filled for row in header)
    return Layout(number, title, deadline, parties, territories, shown)


def _territory(column: str, title: str, line: int) -> str:
    """Returns the party of a column; it is a party when the header says «от» or the document's title names it."""
    responsible = RESPONSIBLE.match(column)
    name = column[responsible.end() :] if responsible else column
    of = OF.match(name)
    territory = name[of.end() :] if of else name
    if of or not territory or find_words(words_of(title), words_of(territory)) is not None:
        return territory
    region = find_region(territory)
    if region and any(mention.region is region for mention in find_mentions(title)):
        return territory
    raise DocumentRefused(DocumentProblem.UNKNOWN_COLUMN, line, column=column)


def _column(columns: list[str], marks: tuple[str, ...], taken: set[int | None]) -> int | None:
    return next(
        (column for column, text in enumerate(columns) if column not in taken and _has((text,), marks)), None
    )


def _has(cells: tuple[str, ...], marks: tuple[str, ...]) -> bool:
    return any(mark in cell.lower() for cell in cells for mark in marks)
