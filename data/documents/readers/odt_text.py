"""The text of an OpenDocument: what was deleted lies apart, marks of notes are left out."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from data.documents.readers.assembly import FoundCell, FoundParagraph, FoundRow, FoundTable
from data.documents.readers.bounds import MOST_COLUMNS, MOST_ROWS
from data.documents.readers.list_numbers import ListCounter
from data.documents.readers.odt_lists import OdtLists
from data.documents.readers.xml_stream import attribute, number
from data.documents.refusal import DocumentProblem, DocumentRefused

BLANKS: Final = re.compile("[ \t\n\r]+")
SOFT_HYPHEN: Final = "\u00ad"
MOST_BLANKS: Final = 1000
SKIPPED: Final = frozenset(
    {
        *(
            "note",
            "annotation",
            "annotation-end",
            "tracked-changes",
            "ruby-text",
            "hidden-text",
            "hidden-paragraph",
        ),
        *(
            "change",
            "change-start",
            "change-end",
            "sequence-decls",
            "forms",
            "title",
            "desc",
            "object",
            "image",
        ),
    }
)


class OdtText:
    """Turns elements into texts and tables, in the document's order, as lists are counted on the way."""

    def __init__(self, lists: OdtLists) -> None:
        self._lists = lists

    def content(self, container: Element) -> list[str | FoundTable]:
        """Returns the paragraphs and tables within the element."""
        return [item for element in container for item in self.block(element)]

    def block(self, element: Element) -> list[str | FoundTable]:
        """Returns what one element within a text holds."""
        if element.tag in ("p", "h"):
            return self._paragraph(element, self._heading_label(element))
        if element.tag == "list":
            return list(self._list(element, self._lists.counter(element), 0))
        if element.tag == "table":
            rows = RowSpans()
            return [FoundTable([row for part in _rows(element) for row in self.rows(part, rows)])]
        return [] if element.tag in SKIPPED else self.content(element)

    def rows(self, element: Element, spans: "RowSpans") -> list[FoundRow]:
        """Returns the row, more than once where it is repeated; an empty one is there once."""
        times = number(element, "number-rows-repeated", 1)
        cells = [cell for part in element for cell in self._cells(part, spans)]
        while cells and not cells[-1].content and not cells[-1].continues:
            cells.pop()
        spans.end_row()
        is_hidden = attribute(element, "visibility", "visible") != "visible"
        if times > MOST_ROWS and cells:
            raise DocumentRefused(DocumentProblem.TOO_MANY_ROWS, None, most=MOST_ROWS)
        return [FoundRow(list(cells), 0, is_hidden)] * (times if cells else 1)

    def _cells(self, element: Element, spans: "RowSpans") -> Iterator[FoundCell]:
        if element.tag not in ("table-cell", "covered-table-cell"):
            return
        times = number(element, "number-columns-repeated", 1)
        content = self.content(element) if element.tag == "table-cell" else []
        has_text = any(isinstance(item, FoundTable) or item for item in content)
        width, height = (
            number(element, "number-columns-spanned", 1),
            number(element, "number-rows-spanned", 1),
        )
        if has_text and times > MOST_COLUMNS:
            raise DocumentRefused(DocumentProblem.TOO_MANY_COLUMNS, None, most=MOST_COLUMNS)
        for _time in range(min(times, MOST_COLUMNS)):
            if element.tag == "table-cell":
                spans.begin(width, height)
                yield FoundCell(content if has_text else [], min(width, MOST_COLUMNS + 1))
            elif covering := spans.covered():
                yield FoundCell([], covering, continues=True)

    def _paragraph(self, element: Element, label: str) -> list[str | FoundTable]:
        paragraph = FoundParagraph()
        self._collect(element, paragraph)
        text = "".join(paragraph.pieces).replace(SOFT_HYPHEN, "").strip(" ")
        return [*paragraph.boxes, f"{label} {text}".rstrip(" ") if label else text]

    def _collect(self, element: Element, paragraph: FoundParagraph) -> None:
        _add(paragraph.pieces, element.text)
        for part in element:
            if part.tag == "s":
                paragraph.pieces.append("\u0020" * min(number(part, "c", 1), MOST_BLANKS))
            elif part.tag in ("tab", "line-break"):
                paragraph.pieces.append("\t" if part.tag == "tab" else "\n")
            elif part.tag in ("text-box", "list", "table"):
                paragraph.boxes.extend(self.content(part) if part.tag == "text-box" else self.block(part))
            elif part.tag == "p":
                paragraph.boxes.extend(self._paragraph(part, ""))
            elif part.tag not in SKIPPED:
                self._collect(part, paragraph)
            _add(paragraph.pieces, part.tail)

    def _list(self, element: Element, counter: ListCounter, level: int) -> Iterator[str | FoundTable]:
        for item in element:
            if item.tag not in ("list-item", "list-header"):
                continue
            if start := attribute(item, "start-value"):
                counter.restart(level, int(start) if start.isdigit() else 1)
            is_first = item.tag == "list-item"
            for part in item:
                if part.tag == "list":
                    yield from self._list(part, counter, level + 1)
                    is_first = False
                else:
                    label = counter.label(level) if is_first and part.tag in ("p", "h") else ""
                    yield from self._paragraph(part, label) if part.tag in ("p", "h") else self.block(part)
                    is_first = False

    def _heading_label(self, element: Element) -> str:
        is_numbered = element.tag == "h" and attribute(element, "is-list-header") != "true"
        return self._lists.heading_label(number(element, "outline-level", 1) - 1) if is_numbered else ""


class RowSpans:
    """Which columns of the rows to come a cell above covers."""

    def __init__(self) -> None:
        self._left: dict[
            int, tuple[int, int]
        ] = {}  # column where the cell begins → its width and rows to come
        self._column = 0
        self._across = 0  # covered columns of this row that belong to a cell of this row
        self._below: dict[int, tuple[int, int]] = {}

    def begin(self, width: int, height: int) -> None:
        """Takes a cell that begins."""
        if height > 1:
            self._below[self._column] = (width, height - 1)
        self._column += 1
        self._across = width - 1

    def covered(self) -> int:
        """Returns the width of the cell from above that covers this column and those after it, 0 within a cell."""
        column = self._column
        self._column += 1
        if self._across:
            self._across -= 1
            return 0
        width, rows = self._left.get(column, (0, 0))
        if not rows:
            return 0
        self._below[column] = (width, rows - 1)
        self._across = width - 1
        return width

    def end_row(self) -> None:
        """Ends the row."""
        self._left = {column: span for column, span in self._below.items() if span[1]}
        self._below, self._column, self._across = {}, 0, 0


def _rows(container: Element) -> Iterator[Element]:
    for element in container:
        if element.tag == "table-row":
            yield element
        elif element.tag not in SKIPPED:
            yield from _rows(element)


def _add(pieces: list[str], text: str | None) -> None:
    if not text:
        return
    plain = BLANKS.sub(" ", text)
    if plain[0] == " " and (not pieces or pieces[-1].endswith((" ", "\n"))):
        plain = plain[1:]
    pieces.append(plain)
