"""Cells divided by a character: CSV with semicolons or commas, and tabs with Excel's quotation marks."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from data.documents.grid import Place
from data.documents.readers.bounds import MOST_COLUMNS
from data.documents.readers.text_encoding import LINE_END
from data.documents.refusal import DocumentProblem, DocumentRefused

DELIMITERS: Final = ";,|"
SAMPLE_ROWS: Final = 200
NAMED: Final = re.compile(r"sep=([;,|\t])\r?\n")  # Excel's first line
FEWEST_CELLS: Final = 3
WIDEST: Final = 1_000  # cells of a row: those beyond the limit may be empty


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a text; `line` is the line where it begins, counted from 1."""

    line: int
    cells: tuple[str, ...]


def records(text: str, delimiter: str, most: int | None = None) -> list[Record]:
    """Returns the records of a text; a quoted cell may hold delimiters and line breaks.

    A quotation mark within a cell, or one that is never closed before a delimiter or a line's end, is a sign as any.
    """
    found: list[Record] = []
    cells: list[str] = []
    line = begun = 1
    for cell in _cells(delimiter).finditer(text):
        quoted, plain, end = cell.groups()
        cells.append(quoted.replace('""', '"') if quoted is not None else plain)
        line += len(LINE_END.findall(quoted)) if quoted else 0
        if end == delimiter:
            _check(cells, line)
            continue
        if end or len(cells) > 1 or cells[0]:
            found.append(Record(begun, tuple(LINE_END.sub("\n", text) for text in cells)))
        cells, line = [], line + 1
        begun = line
        if not end or (most and len(found) >= most):
            break
    return found


def found_delimiter(text: str) -> str:
    """Returns the delimiter of a CSV file, empty for a text that is none."""
    if named := NAMED.match(text):
        return named[1]
    best, most = "", 0
    for delimiter in DELIMITERS:
        if text.count(f"{delimiter} ") * 2 > text.count(delimiter):
            continue  # a blank follows it: it divides words
        widths = _widths(text, delimiter)
        width, rows = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(1, 0))
        if width >= FEWEST_CELLS and rows * 2 > widths.total() and rows * width > most and rows > 1:
            best, most = delimiter, rows * width
    return best


def _widths(text: str, delimiter: str) -> Counter[int]:
    try:
        return Counter(len(record.cells) for record in records(text, delimiter, SAMPLE_ROWS))
    except DocumentRefused:
        return Counter()


def _check(cells: Sequence[str], line: int) -> None:
    if len(cells) > WIDEST:
        raise DocumentRefused(DocumentProblem.TOO_MANY_COLUMNS, Place(line=line), most=MOST_COLUMNS)


@lru_cache
def _cells(delimiter: str) -> re.Pattern[str]:
    sign = re.escape(delimiter)
    end = rf"({sign}|\r\n|\r|\n|\Z)"
    return re.compile(rf'(?:"((?:[^"]|"")*+)"[ ]*+(?={sign}|\r|\n|\Z)|([^{sign}\r\n]*+)){end}')
