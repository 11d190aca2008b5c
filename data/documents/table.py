"""What every reader makes of a document: rows of clean cells that know their line."""

import re
from dataclasses import dataclass

from data.documents.line_ends import rejoined
from data.primitives.folding import INVISIBLE, with_own_letters

HYPHENS = re.compile(
    "[\u2010\u2011\ufe63\uff0d]"
)  # ‐ and ‑ look like a hyphen and are never found by a search


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table, or a line outside it as one cell; `line` counts from 1."""

    line: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> tuple[str, ...]:
        """The texts of the cells that are not empty."""
        return tuple(cell for cell in self.cells if cell)

    def cell(self, column: int) -> str:
        """Returns the cell, or an empty text where the row is shorter."""
        return self.cells[column] if column < len(self.cells) else ""


def clean(text: str) -> str:
    """One line without invisible characters, every kind of space a single blank, hyphens as people type them.

    Divided words are whole, and each word has the letters of one alphabet.
    """
    plain = INVISIBLE.sub("", rejoined(HYPHENS.sub("-", text)))
    return with_own_letters(" ".join(plain.split()))
