"""An OpenDocument text (.odt), read row by row."""

from xml.etree.ElementTree import Element

from data.documents.grid import SourceDocument
from data.documents.readers.archive import Archive
from data.documents.readers.assembly import Assembly
from data.documents.readers.bounds import MOST_COLUMNS
from data.documents.readers.odt_lists import STYLES, OdtLists
from data.documents.readers.odt_text import OdtText, RowSpans
from data.documents.readers.xml_stream import attribute, number, xml_units

TEXTS = frozenset({"p", "h", "list"})
UNITS = STYLES | TEXTS | {"table-row", "tracked-changes"}


def read_odt(archive: Archive) -> SourceDocument:
    """Returns what the text holds; raises `DocumentRefused`."""
    lists = OdtLists()
    with archive.part("styles.xml") as chunks:
        lists.take_styles(chunks)
    body = _OdtBody(lists)
    with archive.part("content.xml") as chunks:
        for kind, element in xml_units(chunks, UNITS):
            body.take(kind, element)
    return body.assembly.document()


class _OdtBody:
    """The text so far; tables within tables come as parts of a row."""

    def __init__(self, lists: OdtLists) -> None:
        self.assembly = Assembly("odt")
        self._lists, self._text = lists, OdtText(lists)
        self._spans = RowSpans()
        self._hidden: set[int] = set()
        self._columns = 0

    def take(self, kind: str, element: Element) -> None:
        """Takes an element outside the units, or a unit."""
        if kind == "unit":
            self._take_unit(element)
        elif element.tag == "table":
            self._begin() if kind == "start" else self.assembly.end_table(frozenset(self._hidden))
        elif element.tag == "table-column" and kind == "start":
            times = min(number(element, "number-columns-repeated", 1), MOST_COLUMNS)
            if attribute(element, "visibility", "visible") != "visible":
                self._hidden.update(range(self._columns, self._columns + times))
            self._columns += times

    def _take_unit(self, element: Element) -> None:
        if element.tag in STYLES:
            self._lists.take_style(element)
        elif element.tag in TEXTS:
            self.assembly.content(self._text.block(element))
        elif element.tag == "table-row":
            for row in self._text.rows(element, self._spans):
                self.assembly.row(row)

    def _begin(self) -> None:
        self._spans, self._hidden, self._columns = RowSpans(), set(), 0
        self.assembly.begin_table()
