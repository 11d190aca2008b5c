"""Plain text, one row a line, tabs between the cells: UTF-8, UTF-16 with its mark, or Windows-1251."""

import codecs
import re

from data.documents.grid import Place
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.documents.table import Row, clean

OTHER_FORMATS = (
    b"PK\x03\x04",
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
)  # office archives, PDF, old Word, RTF
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
LINE_END = re.compile("\r\n|\r|\n")
SOFT_BREAK = re.compile("[\v\f\x85\u2028\u2029]")  # page and line breaks inside a cell
CYRILLIC = re.compile("[а-яёА-ЯЁ]")
FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffd-\uffff]")


def read_text(content: bytes) -> tuple[Row, ...]:
    """Returns the lines that hold anything; raises `DocumentRefused` for what is not readable text."""
    lines = LINE_END.split(SOFT_BREAK.sub(" ", _decode(content)))
    return tuple(row for number, line in enumerate(lines, start=1) if (row := _row(number, line)).filled)


def _row(number: int, line: str) -> Row:
    if forbidden := FORBIDDEN.search(line):
        character = f"U+{ord(forbidden.group()):04X}"
        raise DocumentRefused(DocumentProblem.CONTROL_CHARACTER, Place(line=number), character=character)
    return Row(
        Place(line=number), tuple(clean(cell) for cell in line.split("\t")), is_paragraph="\t" not in line
    )


def _decode(content: bytes) -> str:
    if content.startswith(UTF_16):
        return _decoded(content, "utf-16")
    if content.startswith(OTHER_FORMATS) or b"\0" in content:
        raise DocumentRefused(DocumentProblem.BINARY)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _is_spoilt_utf_8(content):
            place = Place(line=_line_of(content, error.start))
            raise DocumentRefused(DocumentProblem.UNDECODABLE, place) from error
        return _decoded(content, "cp1251")


def _is_spoilt_utf_8(content: bytes) -> bool:
    text = content.decode("utf-8", "replace")
    return len(CYRILLIC.findall(text)) > text.count("\ufffd")


def _line_of(content: bytes, offset: int) -> int:
    return len(LINE_END.split(content[:offset].decode("utf-8")))


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentRefused(DocumentProblem.UNDECODABLE) from error
