"""What every reader makes of a file, whatever its kind: paragraphs and tables of cells that know their place."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal

DocumentKind = Literal["docx", "xlsx", "odt", "rtf", "csv", "tsv", "txt"]


class Merge(Enum):
    """Whether a cell is covered by a merge, and where the cell that covers it lies."""

    NONE = "none"
    DOWN = "down"  # covered by a cell above
    ACROSS = "across"  # covered by a cell to the left in the same row


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands; every number counts from 1 and is 0 where it says nothing.

    A line of a text («строка 14»), a paragraph («абзац 3»), a row of a table («таблица 2, строка 7») or a cell of a
    sheet («лист «План», B9»). Tables within tables are counted where they begin.
    """

    line: int = 0
    paragraph: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell as it is shown, paragraphs and line breaks divided by line feeds.

    The label of an automatic list stands before its paragraph («1.1. Турнир»), numbers and dates are written as their
    format shows them («1.10»), soft hyphens are left out. A covered cell repeats the text of the one that covers it.
    """

    text: str
    place: Place
    merge: Merge = Merge.NONE
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row with as many cells as its table has columns; a cell of a hidden column is hidden in each."""

    cells: tuple[SourceCell, ...]
    place: Place
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table, or a sheet with its name; `name` is empty for every other table."""

    rows: tuple[SourceRow, ...]
    name: str = ""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """A paragraph or a line outside the tables."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """What a file holds, in its order."""

    kind: DocumentKind
    blocks: tuple[SourceParagraph | SourceTable, ...]
