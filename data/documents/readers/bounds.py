"""What a document may weigh at most; far more than any signed roadmap needs."""

from typing import Final

from data.documents.grid import Place
from data.documents.refusal import DocumentProblem, DocumentRefused

MEGABYTE: Final = 1024 * 1024
LARGEST_FILE: Final = 16 * MEGABYTE  # ten thousand activities take about half of it
LARGEST_PART: Final = 64 * MEGABYTE  # bytes of one part of an office file, unpacked
MOST_TEXT: Final = 16 * 1024 * 1024  # characters of all cells and paragraphs
LONGEST_LINE: Final = 100_000  # characters of one line
MOST_PARTS: Final = 2_000  # parts in an office file
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 64
DEEPEST: Final = 150  # elements within each other; Word's drawings need about forty
MOST_PARAGRAPHS: Final = 400_000  # of all cells
MOST_LINES: Final = 200_000  # of a text
MOST_SHARED_TEXTS: Final = 200_000  # of a workbook
MOST_ELEMENTS: Final = 200_000  # of XML within one row; a plan within a frame is one
LONGEST_TAG: Final = 128 * 1024  # bytes without an end of a tag
BOMB_RATIO: Final = 250  # unpacked to packed; tables of equal rows reach about a hundred
BOMB_SIZE: Final = 2 * MEGABYTE  # what is smaller unpacked is no bomb


class Budget:
    """How much a document may still hold; raises `DocumentRefused` with the place where it is too much."""

    def __init__(self) -> None:
        self._left, self._rows = MOST_TEXT, MOST_ROWS

    def take(self, text: str, place: Place) -> None:
        """Takes a cell's or a paragraph's text."""
        self._left -= len(text)
        if self._left < 0:
            raise DocumentRefused(DocumentProblem.TOO_MUCH_TEXT, place)

    def take_row(self, place: Place) -> None:
        """Takes a row."""
        self._rows -= 1
        if self._rows < 0:
            raise DocumentRefused(DocumentProblem.TOO_MANY_ROWS, place, most=MOST_ROWS)
