"""A text: tables of tabs, of a delimiter or of ruled lines, and lines between them."""

import re
from collections.abc import Iterable
from typing import Final

from data.documents.grid import Place, SourceCell, SourceDocument, SourceParagraph, SourceRow, SourceTable
from data.documents.readers.bounds import LONGEST_LINE, MOST_COLUMNS, MOST_LINES, MOST_ROWS
from data.documents.readers.broken_lines import whole_records
from data.documents.readers.delimited import NAMED, WIDEST, Record, found_delimiter, records
from data.documents.readers.lined_text import read_lined
from data.documents.readers.ruled_text import is_ruled, read_ruled
from data.documents.readers.text_encoding import decoded
from data.documents.refusal import DocumentProblem, DocumentRefused

SOFT_BREAK: Final = re.compile("[\v\f\x85\u2028\u2029]")  # page and line breaks within a cell
SOFT_HYPHEN: Final = "\u00ad"


def read_plain_text(content: bytes) -> SourceDocument:
    """Returns what the text holds; raises `DocumentRefused` for what is not readable text."""
    text = decoded(content).replace(SOFT_HYPHEN, "")
    _require_lines(text)
    if is_ruled(text):
        return SourceDocument("txt", read_ruled(text))
    if "\t" in text:
        is_quoted = '\t"' in text or '"\t' in text
        found = records(text, "\t") if is_quoted else _lines(text)
        return SourceDocument("tsv" if is_quoted else "txt", _blocks(whole_records(found)))
    if delimiter := found_delimiter(text):
        found = records(text, delimiter)
        return SourceDocument("csv", _blocks(found[1:] if NAMED.match(text) else found))
    return SourceDocument("txt", read_lined(text) or _blocks(_lines(text)))


def _require_lines(text: str) -> None:
    """Raises `DocumentRefused` for a line that no person wrote: what reads it would take minutes."""
    if text.count("\n") + text.count("\r") > 2 * MOST_LINES:
        raise DocumentRefused(DocumentProblem.TOO_MANY_ROWS, Place(line=MOST_LINES), most=MOST_ROWS)
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            raise DocumentRefused(
                DocumentProblem.TOO_LONG, Place(line=number), text=line[:60], limit=LONGEST_LINE
            )


def _lines(text: str) -> list[Record]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        if line.count("\t") > WIDEST:
            raise DocumentRefused(DocumentProblem.TOO_MANY_COLUMNS, Place(line=number), most=MOST_COLUMNS)
    return [Record(number, tuple(line.split("\t"))) for number, line in enumerate(lines, start=1)]


def _blocks(found: Iterable[Record]) -> tuple[SourceParagraph | SourceTable, ...]:
    """Rows of several cells that follow each other are a table, lines of one are paragraphs."""
    blocks: list[SourceParagraph | SourceTable] = []
    rows: list[Record] = []
    count = 0
    for record in map(_trimmed, found):
        if len(record.cells) > 1:
            count += 1
            _check(record, count)
            rows.append(record)
            continue
        blocks.extend(_table(rows))
        rows = []
        if record.cells[0].strip():
            blocks.append(SourceParagraph(_clean(record.cells[0]), Place(line=record.line)))
    return (*blocks, *_table(rows))


def _trimmed(record: Record) -> Record:
    """Empty cells at the end of a very wide row are left out."""
    cells = record.cells
    while len(cells) > MOST_COLUMNS and not cells[-1].strip():
        cells = cells[:-1]
    return Record(record.line, cells)


def _check(record: Record, count: int) -> None:
    place = Place(line=record.line)
    if count > MOST_ROWS:
        raise DocumentRefused(DocumentProblem.TOO_MANY_ROWS, place, most=MOST_ROWS)
    if len(record.cells) > MOST_COLUMNS:
        raise DocumentRefused(DocumentProblem.TOO_MANY_COLUMNS, place, most=MOST_COLUMNS)


def _table(found: list[Record]) -> list[SourceTable]:
    filled = [record for record in found if any(cell.strip() for cell in record.cells)]
    if not filled:
        return []
    width = max(len(record.cells) for record in filled)
    return [SourceTable(tuple(_row(record, width) for record in filled))]


def _row(record: Record, width: int) -> SourceRow:
    texts = (*record.cells, *[""] * (width - len(record.cells)))
    cells = (
        SourceCell(_clean(text), Place(line=record.line, column=column))
        for column, text in enumerate(texts, start=1)
    )
    return SourceRow(tuple(cells), Place(line=record.line))


def _clean(text: str) -> str:
    return SOFT_BREAK.sub("\n", text)
