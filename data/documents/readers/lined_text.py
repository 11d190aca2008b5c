"""Tables that a program saved as text with every cell in lines of its own."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from data.documents.grid import Place, SourceCell, SourceParagraph, SourceRow, SourceTable
from data.documents.readers.broken_lines import BODY

Line = tuple[int, str]

NUMBER: Final = re.compile(r"\d{1,4}(?:\.\d{1,4}){0,3}[.)]?")
SPHERE: Final = re.compile(r"(?:(?i:раздел)\s+)?(?:\d{1,3}|[IVX]{1,5})[.)]\s*[^\W\d].*")
SIGN: Final = re.compile(r"№")
SIDE: Final = re.compile(r"(?:\bот|со стороны)\s+(.+)", re.IGNORECASE)
COMMON: Final = re.compile(r"ответствен|исполнител", re.IGNORECASE)
TITLE: Final = re.compile(r"мероприят|наименован|содержани", re.IGNORECASE)
DEADLINE: Final = re.compile(r"срок|период|дата", re.IGNORECASE)
WORD: Final = re.compile(r"[^\W\d_]{4,}")
PLAIN_WORDS: Final = re.compile(
    r"област|республик|кра[йя]|сторон|город|правительств|автономн|округ", re.IGNORECASE
)
LONGEST_HEADER: Final = 14  # lines
LONGEST_RECORD: Final = 200  # lines, with what stands under the last
STEM: Final = 5  # letters of a side's name that stand in each of its cases


def read_lined(text: str) -> tuple[SourceParagraph | SourceTable, ...]:
    """Returns the table with what stands over and under it; empty for a text that is none of this kind."""
    lines = enumerate(text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff").split("\n"), start=1)
    filled = [(number, line.strip()) for number, line in lines if line.strip()]
    start = next((place for place, (_, line) in enumerate(filled) if SIGN.match(line)), len(filled))
    first = next((place for place in range(start + 1, len(filled)) if _opens(filled[place][1])), len(filled))
    if not 3 < first - start <= LONGEST_HEADER or first == len(filled):
        return ()
    columns = _columns([line for _, line in filled[start:first]])
    if not columns or not _is_whole(filled[first:], len(columns)):
        return ()
    rows = [_row(filled[start][0], [[column] for column in columns])]
    rows.extend(_rows(filled[first:], columns))
    return (*_paragraphs(filled[:start]), SourceTable(tuple(rows)))


def _opens(line: str) -> bool:
    return NUMBER.fullmatch(line) is not None or SPHERE.fullmatch(line) is not None


def _is_whole(filled: Sequence[Line], width: int) -> bool:
    """True when each numbered record has a line for each column: where a cell was merged or empty nothing tells which."""
    starts = [place for place, (_, line) in enumerate(filled) if _opens(line)]
    lengths = zip(starts, (*starts[1:], len(filled)), strict=True)
    numbered = ((first, last) for first, last in lengths if NUMBER.fullmatch(filled[first][1]))
    return all(last - first in {1, *range(width, LONGEST_RECORD)} for first, last in numbered)


def _columns(header: Sequence[str]) -> list[str]:
    """Returns the header's columns: the sides, which stand under their common cell, come in its place."""
    sides = [line for line in header if SIDE.match(line)]
    columns: list[str] = []
    for line in (line for line in header if line not in sides):
        columns += sides if sides and COMMON.search(line) and not SIDE.search(line) else [line]
    is_whole = any(map(TITLE.search, columns)) and any(map(DEADLINE.search, columns))
    return columns if is_whole and sum(SIDE.search(column) is not None for column in columns) > 1 else []


def _rows(filled: Sequence[Line], columns: Sequence[str]) -> Iterator[SourceRow]:
    record: list[Line] = []
    for number, line in filled:
        if _opens(line):
            yield from _record(record, columns)
            record = [(number, line)]
            if not NUMBER.fullmatch(line):
                yield _row(number, [[line]], len(columns))
                record = []
        elif record:
            record.append((number, line))
        else:
            yield _row(number, [[line]], len(columns))
    yield from _record(record, columns)


def _record(record: Sequence[Line], columns: Sequence[str]) -> Iterator[SourceRow]:
    """Yields the row of a record and the lines under it; nothing for a number that only counts the columns."""
    if len(record) < len(columns):
        return
    texts, place = [line for _, line in record], 0
    cells: list[list[str]] = []
    for column, header in enumerate(columns):
        left = len(columns) - column - 1
        end = place + 1
        while left and len(texts) - end > left and _stays(header, (*columns, "")[column + 1], texts[end]):
            end += 1
        cells.append(texts[place:end])
        place = end
    yield _row(record[0][0], cells)
    yield from (_row(number, [[line]], len(columns)) for number, line in record[place:])


def _stays(header: str, following: str, line: str) -> bool:
    """True for another body in a side's cell, unless it has the name of the next side; and for what goes on in small letters."""
    if not SIDE.search(header):
        return bool(TITLE.search(header)) and not BODY.match(line) and line[0].islower()
    side = SIDE.search(following)
    return BODY.match(line) is not None and not (
        side and any(stem in line.lower() for stem in _stems(side[1]))
    )


def _stems(side: str) -> list[str]:
    words = [word for word in WORD.findall(side.lower()) if not PLAIN_WORDS.match(word)]
    return [word[:STEM] for word in words]


def _row(number: int, cells: Sequence[Sequence[str]], width: int = 0) -> SourceRow:
    texts = ["\n".join(cell) for cell in cells]
    texts += [""] * (width - len(texts))
    place = Place(line=number)
    return SourceRow(tuple(SourceCell(text, Place(line=number)) for text in texts), place)


def _paragraphs(filled: Sequence[Line]) -> Iterator[SourceParagraph]:
    return (SourceParagraph(line, Place(line=number)) for number, line in filled)
