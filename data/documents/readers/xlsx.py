"""A workbook of Excel (.xlsx): each sheet is a table whose rows know their numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from data.documents.grid import SourceDocument
from data.documents.readers.archive import Archive
from data.documents.readers.bounds import MOST_COLUMNS, MOST_SHARED_TEXTS, Budget
from data.documents.readers.cell_formats import BUILT_IN, GENERAL, shown_number
from data.documents.readers.office_parts import related_parts, relations
from data.documents.readers.sheet_grid import SheetGrid
from data.documents.readers.xml_stream import attribute, number, xml_units
from data.documents.refusal import DocumentProblem, DocumentRefused

ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
REFERENCE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
RANGE: Final = re.compile(rf"{REFERENCE.pattern}(?::{REFERENCE.pattern})?")
SHEET_UNITS: Final = frozenset({"row", "mergeCell", "col"})
BOOLEAN: Final = {"1": "ИСТИНА", "0": "ЛОЖЬ"}


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets share: texts by their index, formats by the style's index."""

    texts: list[str]
    formats: list[str]
    is_1904: bool
    budget: Budget


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    is_hidden: bool
    part: str


def read_xlsx(archive: Archive, main: str) -> SourceDocument:
    """Returns a table for each sheet that holds anything; raises `DocumentRefused`."""
    sheets, is_1904 = _sheets(archive, main)
    related = related_parts(archive, main)
    texts = [text for part in related.get("sharedStrings", ()) for text in _shared_texts(archive, part)]
    formats = [form for part in related.get("styles", ()) for form in _formats(archive, part)]
    book = _Book(texts, formats, is_1904, Budget())
    grids = [_read_sheet(archive, sheet, book) for sheet in sheets]
    return SourceDocument("xlsx", tuple(table for grid in grids if (table := grid.table()).rows))


def column_number(letters: str) -> int:
    """Returns 1 for «A», 28 for «AB»."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _sheets(archive: Archive, main: str) -> tuple[list[_Sheet], bool]:
    parts = {identifier: path for identifier, kind, path in relations(archive, main) if kind == "worksheet"}
    found: list[_Sheet] = []
    is_1904 = False
    with archive.part(main) as chunks:
        for kind, element in xml_units(chunks, frozenset({"sheet", "workbookPr"})):
            if kind == "unit" and element.tag == "workbookPr":
                is_1904 = attribute(element, "date1904", "0") in ("1", "true")
            elif kind == "unit" and attribute(element, "id") in parts:
                is_hidden = attribute(element, "state", "visible") != "visible"
                found.append(_Sheet(attribute(element, "name"), is_hidden, parts[attribute(element, "id")]))
    return found, is_1904


def _shared_texts(archive: Archive, part: str) -> Iterator[str]:
    with archive.part(part) as chunks:
        texts = (element for kind, element in xml_units(chunks, frozenset({"si"})) if kind == "unit")
        for count, element in enumerate(texts):
            if count >= MOST_SHARED_TEXTS:
                raise DocumentRefused(DocumentProblem.TOO_MUCH_TEXT)
            yield _rich_text(element)


def _rich_text(element: Element) -> str:
    """Returns the text of all runs, without the phonetic ones."""
    pieces = (
        part.text or ""
        for outer in element
        if outer.tag in ("t", "r")
        for part in ((outer,) if outer.tag == "t" else outer)
        if part.tag == "t"
    )
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    plain = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
    return plain.replace("\r\n", "\n").replace("\r", "\n").replace("\u00ad", "")


def _formats(archive: Archive, part: str) -> list[str]:
    """Returns the format of each cell style."""
    own: dict[int, str] = {}
    formats: list[str] = []
    in_cells = False
    with archive.part(part) as chunks:
        for kind, element in xml_units(chunks, frozenset({"numFmt", "xf"})):
            if element.tag == "cellXfs":
                in_cells = kind == "start"
            elif kind == "unit" and element.tag == "numFmt":
                own[number(element, "numFmtId", 0)] = attribute(element, "formatCode", GENERAL)
            elif kind == "unit" and in_cells:
                identifier = number(element, "numFmtId", 0)
                formats.append(own.get(identifier) or BUILT_IN.get(identifier, GENERAL))
    return formats


def _read_sheet(archive: Archive, sheet: _Sheet, book: _Book) -> SheetGrid:
    grid = SheetGrid(sheet.name, book.budget, is_hidden=sheet.is_hidden)
    with archive.part(sheet.part) as chunks:
        for kind, element in xml_units(chunks, SHEET_UNITS):
            if kind == "unit":
                _TAKES[element.tag](element, grid, book)
    return grid


def _take_row(element: Element, grid: SheetGrid, book: _Book) -> None:
    row = number(element, "r", grid.last_row + 1)
    column = 0
    cells: list[tuple[int, str]] = []
    for cell in element:
        if cell.tag == "c":
            found = REFERENCE.fullmatch(attribute(cell, "r"))
            column = column_number(found[1]) if found else column + 1
            if text := _cell_text(cell, book):
                cells.append((column, text))
    is_hidden = attribute(element, "hidden") in ("1", "true") or attribute(element, "ht") == "0"
    grid.add(row, cells, is_hidden=is_hidden)


def _take_merge(element: Element, grid: SheetGrid, _book: _Book) -> None:
    found = RANGE.fullmatch(attribute(element, "ref"))
    if found and found[3]:
        grid.merge(int(found[2]), column_number(found[1]), int(found[4]), column_number(found[3]))


def _take_column(element: Element, grid: SheetGrid, _book: _Book) -> None:
    if attribute(element, "hidden") in ("1", "true") or attribute(element, "width") == "0":
        last = min(number(element, "max", 0), MOST_COLUMNS)
        grid.hidden_columns.update(range(number(element, "min", 1), last + 1))


_TAKES: Final = {"row": _take_row, "mergeCell": _take_merge, "col": _take_column}


def _cell_text(cell: Element, book: _Book) -> str:
    kind = attribute(cell, "t", "n")
    if kind == "inlineStr":
        return "".join(_rich_text(part) for part in cell if part.tag == "is")
    raw = next((part.text or "" for part in cell if part.tag == "v"), "")
    if kind == "s":
        return book.texts[int(raw)] if raw.isascii() and raw.isdigit() and int(raw) < len(book.texts) else ""
    if kind == "b":
        return BOOLEAN.get(raw, raw)
    if kind in ("str", "e"):
        return _unescaped(raw)
    style = number(cell, "s", 0)
    form = book.formats[style] if 0 <= style < len(book.formats) else GENERAL
    return _iso_day(raw) if kind == "d" else shown_number(raw, form, is_1904=book.is_1904) if raw else ""


def _iso_day(raw: str) -> str:
    """«2026-06-01T00:00:00» → «01.06.2026»."""
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)", raw)
    return f"{found[3]}.{found[2]}.{found[1]}" if found else raw
