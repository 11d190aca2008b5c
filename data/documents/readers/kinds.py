"""What a file is, by its contents; its name says nothing that can be relied on."""

import re
import zlib
from enum import Enum
from typing import Final

from data.documents.readers.archive import Archive
from data.documents.readers.office_parts import related_parts
from data.documents.refusal import DocumentProblem, DocumentRefused


class SourceKind(Enum):
    """Kinds that are read, kinds that are known and refused, and every other."""

    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    RTF = "rtf"
    TEXT = "text"
    ARCHIVE = "archive"  # a zip; or one that is no office file
    DOC = "doc"
    XLS = "xls"
    PDF = "pdf"
    SCAN = "scan"  # a picture, or a PDF that has no letters
    ODS = "ods"
    HTML = "html"
    XML = "xml"
    PRESENTATION = "presentation"
    OTHER = "other"


COMPOUND: Final = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word and Excel until 2003, and everything with a password
)
PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8", b"AT&TFORM")
PACKED: Final = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x7fELF")
MARKS: Final = (
    ((b"PK\x03\x04", b"PK\x05\x06"), SourceKind.ARCHIVE),
    ((b"{\\rtf",), SourceKind.RTF),
    (PICTURES, SourceKind.SCAN),
    (PACKED, SourceKind.OTHER),
)
MARKUP: Final = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<(!doctype\s+html|html|\?xml|!--|\w+:\w+)", re.IGNORECASE
)
STREAM: Final = re.compile(rb"/ObjStm\b[^>]{0,500}>>\s{0,9}stream\r?\n")
MOST_STREAMS, LARGEST_STREAM = 50, 2 * 1024 * 1024
MACRO_PARTS: Final = re.compile(
    r"(?:.*/)?(?:vbaProject\.bin|vbaData\.xml)|Basic/.+/(?!script-l[bc]\.xml)[^/]+|Scripts/.+"
)
ODF: Final = {
    "application/vnd.oasis.opendocument.text": SourceKind.ODT,
    "application/vnd.oasis.opendocument.spreadsheet": SourceKind.ODS,
    "application/vnd.oasis.opendocument.presentation": SourceKind.PRESENTATION,
}
ROOTS: Final = {"word/": SourceKind.DOCX, "xl/": SourceKind.XLSX, "ppt/": SourceKind.PRESENTATION}


def kind_of(content: bytes) -> SourceKind:
    """Returns the kind of the file; every office file of today is an archive. Raises `DocumentRefused` for a locked one."""
    if content.startswith(COMPOUND):
        return _compound_kind(content)
    if content[:1024].lstrip().startswith(b"%PDF"):
        return SourceKind.PDF if _has_letters(content) else SourceKind.SCAN
    if marked := next((kind for marks, kind in MARKS if content.startswith(marks)), None):
        return marked
    if markup := MARKUP.match(content[:1024]):
        return (
            SourceKind.XML
            if markup[1].lower() == b"?xml" and b"<html" not in content[:4096]
            else SourceKind.HTML
        )
    return SourceKind.TEXT


def office_kind(archive: Archive) -> tuple[SourceKind, str]:
    """Returns the kind of an office file and its main part; raises `DocumentRefused` for macros and a password."""
    if any(MACRO_PARTS.fullmatch(name) for name in archive.names):
        raise DocumentRefused(DocumentProblem.MACROS)
    if "mimetype" in archive.names:
        if b"encryption-data" in archive.whole("META-INF/manifest.xml"):
            raise DocumentRefused(DocumentProblem.ENCRYPTED)
        return ODF.get(
            archive.whole("mimetype").decode("ascii", "replace").strip(), SourceKind.OTHER
        ), "content.xml"
    if "EncryptedPackage" in archive.names:
        raise DocumentRefused(DocumentProblem.ENCRYPTED)
    main = next(iter(related_parts(archive, "").get("officeDocument", ())), "")
    if b"macroEnabled" in archive.whole("[Content_Types].xml"):
        raise DocumentRefused(DocumentProblem.MACROS)
    kinds = [kind for root, kind in ROOTS.items() if main.startswith(root)]
    return (kinds[0] if kinds and main in archive.names else SourceKind.ARCHIVE), main


def _compound_kind(content: bytes) -> SourceKind:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise DocumentRefused(DocumentProblem.ENCRYPTED)
    if "WordDocument".encode("utf-16-le") in content:
        return SourceKind.DOC
    books = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
    return SourceKind.XLS if any(book in content for book in books) else SourceKind.OTHER


def _has_letters(content: bytes) -> bool:
    """True for a PDF that names a font, also within its packed objects."""
    if b"/Font" in content:
        return True
    at = 0
    for _stream in range(MOST_STREAMS):
        at = content.find(b"/ObjStm", at + 1)
        stream = STREAM.match(content, at) if at > 0 else None
        if at < 0 or (stream and b"/Font" in _inflated(content[stream.end() :])):
            return at > 0
    return False


def _inflated(content: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(content, LARGEST_STREAM)
    except zlib.error:
        return b""
