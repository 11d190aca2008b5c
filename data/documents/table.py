"""What the recogniser reads: rows of clean cells that know their place, whatever the file was."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from data.documents.grid import Merge, Place, SourceDocument, SourceParagraph, SourceRow, SourceTable
from data.documents.line_ends import rejoined
from data.primitives.folding import INVISIBLE, with_own_letters

HYPHENS: Final = re.compile(
    "[\u2010\u2011\ufe63\uff0d]"
)  # ‐ and ‑ look like a hyphen and are never found by a search
STARS: Final = re.compile(r"(?<=\S)\s*(?:\*+\)?|[\u00b9\u00b2\u00b3\u2070-\u2079]+)(?=\s|$)")


@dataclass(frozen=True)
class Row:
    """A row of a table, or a paragraph as one cell.

    `cells` are texts of one line, `paragraphs` the same divided as the document divides them. `across` and `down` are
    the columns that a merge covers: their cells repeat what stands to the left or above.
    """

    place: Place
    cells: tuple[str, ...]
    paragraphs: tuple[tuple[str, ...], ...] = ()
    across: frozenset[int] = frozenset()
    down: frozenset[int] = frozenset()
    is_paragraph: bool = False

    @cached_property
    def filled(self) -> tuple[str, ...]:
        """The texts of the cells that are not empty, one of each merge across."""
        return tuple(cell for column, cell in enumerate(self.cells) if cell and column not in self.across)

    @property
    def is_alone(self) -> bool:
        """True for a line outside a table, or one that fills its table from side to side."""
        return self.is_paragraph or len(self.cells) == 1

    def cell(self, column: int | None) -> str:
        """Returns the cell, or an empty text where the row is shorter or there is no such column."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""

    def pieces(self, column: int) -> tuple[str, ...]:
        """Returns the paragraphs of a cell."""
        if column < len(self.paragraphs):
            return self.paragraphs[column]
        return (self.cell(column),) if self.cell(column) else ()


def rows_of(document: SourceDocument, *, with_hidden: bool = False) -> tuple[Row, ...]:
    """Returns the rows that hold anything, in the document's order; what is hidden is left out unless asked for."""
    return tuple(row for row in _rows(document, with_hidden) if row.filled)


def _rows(document: SourceDocument, with_hidden: bool) -> Iterator[Row]:
    for block in document.blocks:
        if isinstance(block, SourceParagraph):
            yield Row(block.place, (clean(block.text),), (_paragraphs(block.text),), is_paragraph=True)
        elif with_hidden or not block.is_hidden:
            yield from (_row(row, with_hidden) for row in _shown(block, with_hidden))


def _shown(table: SourceTable, with_hidden: bool) -> Iterator[SourceRow]:
    return (row for row in table.rows if with_hidden or not row.is_hidden)


def _row(row: SourceRow, with_hidden: bool) -> Row:
    cells = [cell for cell in row.cells if with_hidden or not cell.is_hidden]
    return Row(
        row.place,
        tuple(clean(cell.text) for cell in cells),
        tuple(_paragraphs(cell.text) for cell in cells),
        frozenset(column for column, cell in enumerate(cells) if cell.merge is Merge.ACROSS),
        frozenset(column for column, cell in enumerate(cells) if cell.merge is Merge.DOWN),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(clean, text.split("\n"))))


def clean(text: str) -> str:
    """One line without invisible characters, every kind of space a single blank, hyphens as people type them.

    Divided words are whole, each word has the letters of one alphabet, and the stars of footnotes are left out.
    """
    plain = INVISIBLE.sub("", rejoined(HYPHENS.sub("-", text)))
    return STARS.sub("", with_own_letters(" ".join(plain.split())))
