"""From the bytes of a file to its form; the kind is known by the contents."""

from data.documents.grid import SourceDocument
from data.documents.readers.archive import Archive
from data.documents.readers.docx import read_docx
from data.documents.readers.kinds import SourceKind, kind_of, office_kind
from data.documents.readers.odt import read_odt
from data.documents.readers.plain_text import read_plain_text
from data.documents.readers.rtf import read_rtf
from data.documents.readers.xlsx import read_xlsx
from data.documents.refusal import DocumentProblem, DocumentRefused


def read_content(content: bytes) -> SourceDocument:
    """Returns what the file holds; raises `DocumentRefused` for one that is not read, with its kind."""
    if not content.strip():
        raise DocumentRefused(DocumentProblem.EMPTY)
    kind = kind_of(content)
    if kind is SourceKind.ARCHIVE:
        return _read_office(Archive(content))
    if kind is SourceKind.RTF:
        return read_rtf(content)
    if kind is SourceKind.TEXT:
        return read_plain_text(content)
    raise DocumentRefused(DocumentProblem.OTHER_KIND, kind=kind.value)


def _read_office(archive: Archive) -> SourceDocument:
    kind, main = office_kind(archive)
    if kind is SourceKind.DOCX:
        return read_docx(archive, main)
    if kind is SourceKind.XLSX:
        return read_xlsx(archive, main)
    if kind is SourceKind.ODT:
        return read_odt(archive)
    raise DocumentRefused(DocumentProblem.OTHER_KIND, kind=kind.value)
