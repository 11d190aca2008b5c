"""The text of a Word document's paragraphs and cells: tracked changes accepted, marks of notes left out."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from data.documents.readers.assembly import FoundCell, FoundParagraph, FoundRow, FoundTable
from data.documents.readers.docx_lists import DocxLists, child, is_on
from data.documents.readers.xml_stream import attribute, number

SOFT_HYPHEN: Final = "\u00ad"
PRIVATE_USE: Final = range(0xE000, 0xF900)  # signs of symbol fonts, which no other font has
SKIPPED: Final = frozenset(
    {
        *("del", "moveFrom", "delText", "delInstrText", "instrText"),
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr"),
        *("rt", "annotationRef", "footnoteRef", "endnoteRef"),
    }
)
SIGNS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}


class DocxText:
    """Turns elements into texts and tables, in the document's order, as lists are counted on the way."""

    def __init__(self, lists: DocxLists) -> None:
        self._lists = lists
        self._carried = ""  # the text of a paragraph whose end was deleted: the next one continues it

    def content(self, container: Element) -> list[str | FoundTable]:
        """Returns the paragraphs and tables within the element."""
        found: list[str | FoundTable] = []
        for element in container:
            if element.tag == "p":
                found.extend(self.paragraph(element))
            elif element.tag == "tbl":
                found.append(FoundTable([row for part in _rows(element) if (row := self.row(part))]))
            elif element.tag == "AlternateContent":
                found.extend(self.content(_chosen(element)))
            elif element.tag not in SKIPPED:
                found.extend(self.content(element))
        return found

    def paragraph(self, element: Element) -> list[str | FoundTable]:
        """Returns the texts of its text boxes and then its own."""
        properties = child(element, "pPr")
        label = self._lists.label(properties) if not self._carried else ""
        paragraph = FoundParagraph()
        self._collect(element, paragraph)
        text = "".join(paragraph.pieces).replace(SOFT_HYPHEN, "")
        text = self._carried + (f"{label} {text}".rstrip(" ") if label else text)
        self._carried = ""
        if _is_end_deleted(properties):
            self._carried = text
            return paragraph.boxes
        return [*paragraph.boxes, text]

    def row(self, element: Element) -> FoundRow | None:
        """Returns the row, None for one that was deleted."""
        properties = child(element, "trPr")
        if child(properties, "del") is not None:
            return None
        cells: list[FoundCell] = []
        for part in _cells(element):
            self._add_cell(part, cells)
        return FoundRow(cells, number(child(properties, "gridBefore"), "val", 0), _is_hidden(properties))

    def _add_cell(self, element: Element, cells: list[FoundCell]) -> None:
        properties = child(element, "tcPr")
        width = max(number(child(properties, "gridSpan"), "val", 1), 1)
        if cells and _continues(properties, "hMerge"):
            cells[-1].width += width
            return
        is_covered = _continues(properties, "vMerge")
        cells.append(FoundCell([] if is_covered else self.content(element), width, is_covered))
        self._carried = ""

    def _collect(self, container: Element, paragraph: FoundParagraph) -> None:
        for element in container:
            tag = element.tag
            if tag in ("t", "text"):
                paragraph.pieces.append(element.text or "")
            elif tag in SIGNS:
                paragraph.pieces.append(SIGNS[tag])
            elif tag == "r":
                self._collect_run(element, paragraph)
            elif tag == "txbxContent":
                paragraph.boxes.extend(self.content(element))
            elif tag == "AlternateContent":
                self._collect(_chosen(element), paragraph)
            elif tag == "sym":
                paragraph.pieces.append(_symbol(element))
            elif tag not in SKIPPED:
                self._collect(element, paragraph)

    def _collect_run(self, run: Element, paragraph: FoundParagraph) -> None:
        hidden = child(child(run, "rPr"), "vanish")
        is_note = any(_is_custom_note(element) for element in run)
        if not is_note and (hidden is None or not is_on(hidden)):
            self._collect(run, paragraph)


def _rows(container: Element) -> Iterator[Element]:
    """Yields the rows, also those in content controls and marked as inserted."""
    for element in container:
        if element.tag == "tr":
            yield element
        elif element.tag not in SKIPPED:
            yield from _rows(element)


def _cells(container: Element) -> Iterator[Element]:
    for element in container:
        if element.tag == "tc":
            if child(child(element, "tcPr"), "cellDel") is None:
                yield element
        elif element.tag not in SKIPPED:
            yield from _cells(element)


def _continues(properties: Element | None, tag: str) -> bool:
    merge = child(properties, tag)
    return merge is not None and attribute(merge, "val", "continue") == "continue"


def _is_hidden(properties: Element | None) -> bool:
    hidden = child(properties, "hidden")
    return hidden is not None and is_on(hidden)


def _is_end_deleted(properties: Element | None) -> bool:
    mark = child(properties, "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _is_custom_note(element: Element) -> bool:
    is_reference = element.tag in ("footnoteReference", "endnoteReference")
    return is_reference and attribute(element, "customMarkFollows", "0") in ("1", "true", "on")


def _chosen(alternatives: Element) -> Element:
    """Returns the first alternative; all say the same in different ways."""
    return next((part for part in alternatives if part.tag == "Choice"), alternatives)


def _symbol(element: Element) -> str:
    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        return ""
    return "" if code in PRIVATE_USE or not 0x20 <= code < 0xD800 else chr(code)
