"""What a document hides and what is therefore left out of the roadmap."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from data.documents.grid import Merge, Place, SourceDocument, SourceRow, SourceTable
from data.documents.table import clean


class HiddenKind(Enum):
    SHEET = "sheet"
    ROWS = "rows"
    COLUMNS = "columns"


@dataclass(frozen=True, slots=True)
class HiddenPart:
    """A hidden sheet, or the hidden rows or columns of one table, by their numbers from 1; empty ones do not count.

    `place` names the sheet or the table and nothing within it.
    """

    kind: HiddenKind
    place: Place
    numbers: tuple[int, ...] = ()


def hidden_parts(document: SourceDocument) -> tuple[HiddenPart, ...]:
    """Returns what `recognise` leaves out unless asked, in the document's order."""
    tables = (block for block in document.blocks if isinstance(block, SourceTable))
    return tuple(part for table in tables for part in _parts(table))


def _parts(table: SourceTable) -> Iterator[HiddenPart]:
    rows = [row for row in table.rows if any(_filled(row))]
    if not rows:
        return
    place = Place(table=rows[0].place.table, sheet=table.name)
    if table.is_hidden:
        yield HiddenPart(HiddenKind.SHEET, place)
        return
    if hidden := tuple(row.place.row for row in rows if row.is_hidden):
        yield HiddenPart(HiddenKind.ROWS, place, hidden)
    shown = (row for row in rows if not row.is_hidden)
    if columns := {number for row in shown for number in _hidden_columns(row)}:
        yield HiddenPart(HiddenKind.COLUMNS, place, tuple(sorted(columns)))


def _hidden_columns(row: SourceRow) -> Iterator[int]:
    cells = enumerate(zip(row.cells, _filled(row), strict=True), start=1)
    return (cell.place.column or place for place, (cell, filled) in cells if cell.is_hidden and filled)


def _filled(row: SourceRow) -> tuple[bool, ...]:
    return tuple(cell.merge is Merge.NONE and bool(clean(cell.text)) for cell in row.cells)
