"""Rows that a program saved as text has cut at the paragraphs of their cells, put together again."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from data.documents.readers.delimited import Record

NUMBERED: Final = re.compile(
    r"\s*(?:\d{1,4}(?:[.,]\d{1,4})*[.)]?(?=\s|$)|[IVX]+[.)]|раздел\b)", re.IGNORECASE
)
# What goes on with the last cell of the row above, and is no heading.
SMALL: Final = re.compile(r"\s*(?:[а-яёa-z(]|20\d\d\b)")
BODY: Final = re.compile(
    r"\s*(?:(?:[А-ЯЁ][а-яё-]+\s+)?(?:министерство|комитет|департамент|управление|агентство|служба|инспекция))\b",
    re.IGNORECASE,
)
SIGN: Final = re.compile(r"\s*№\s*")
LONGEST_ROW: Final = 60  # lines


def whole_records(found: Sequence[Record]) -> Iterator[Record]:
    """Yields the rows, each as wide as the header where lines below it make that width together."""
    width, below = _header(found)
    place = 0
    while place < len(found):
        may_be_cut = width > 2 and (place < below or NUMBERED.match(found[place].cells[0]))
        taken = _taken(found, place, width) if may_be_cut else 1
        yield _joined(found[place : place + taken])
        place += taken


def _header(found: Sequence[Record]) -> tuple[int, int]:
    """Returns the most cells of a row above the first numbered one, and where that stands."""
    width = 0
    for place, record in enumerate(found):
        if width > 1 and NUMBERED.match(record.cells[0]):
            return width, place
        width = max(width, len(record.cells))
    return width, 0


def _taken(found: Sequence[Record], place: int, width: int) -> int:
    """Returns how many lines make the row that begins at `place`."""
    first = found[place]
    if SIGN.fullmatch(first.cells[0]) and len(first.cells) == 1 and place + 1 < len(found):
        return 2 if len(found[place + 1].cells) == width else 1
    if len(first.cells) == 1:
        return 1
    cells, taken = len(first.cells), 1
    while cells < width and place + taken < len(found) and taken < LONGEST_ROW:
        following = found[place + taken].cells
        is_new = len(following) > 1 and NUMBERED.match(following[0])
        if is_new or (len(following) == 1 and not following[0].strip()):
            return 1
        cells += len(following) - 1
        taken += 1
    if cells != width:
        return 1
    while place + taken < len(found) and _continues(found[place + taken]):
        taken += 1
    return taken


def _continues(record: Record) -> bool:
    text = record.cells[0]
    return len(record.cells) == 1 and bool(SMALL.match(text) or BODY.match(text))


def _joined(parts: Sequence[Record]) -> Record:
    cells = list(parts[0].cells)
    for part in parts[1:]:
        cells[-1] = f"{cells[-1]}\n{part.cells[0]}"
        cells.extend(part.cells[1:])
    return Record(parts[0].line, tuple(cells))
