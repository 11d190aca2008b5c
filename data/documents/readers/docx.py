"""A Word document (.docx), read row by row."""

from data.documents.grid import SourceDocument
from data.documents.readers.archive import Archive
from data.documents.readers.assembly import Assembly
from data.documents.readers.docx_lists import DocxLists
from data.documents.readers.docx_text import DocxText
from data.documents.readers.office_parts import related_parts
from data.documents.readers.xml_stream import xml_units

UNITS = frozenset({"p", "tr"})


def read_docx(archive: Archive, main: str) -> SourceDocument:
    """Returns what the main part holds; raises `DocumentRefused`."""
    related = related_parts(archive, main)
    with (
        archive.part(next(iter(related.get("numbering", ())), "")) as numbering,
        archive.part(next(iter(related.get("styles", ())), "")) as styles,
    ):
        text = DocxText(DocxLists(numbering, styles))
    assembly = Assembly("docx")
    with archive.part(main) as chunks:
        for kind, element in xml_units(chunks, UNITS):
            if kind == "unit" and element.tag == "p":
                assembly.content(text.paragraph(element))
            elif kind == "unit":
                row = text.row(element)
                if row:
                    assembly.row(row)
            elif element.tag == "tbl":
                assembly.begin_table() if kind == "start" else assembly.end_table()
    return assembly.document()
