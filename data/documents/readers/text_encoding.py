"""The letters of a text: by its mark, else UTF-8, UTF-16 or Windows-1251; everything else is unknown."""

import codecs
import re
from typing import Final

from data.documents.grid import Place
from data.documents.refusal import DocumentProblem, DocumentRefused

LINE_END: Final = re.compile("\r\n|\r|\n")
CYRILLIC: Final = re.compile("[а-яёА-ЯЁ]")
FORBIDDEN: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffd-\uffff]")
STRANGE: Final = re.compile(
    "[^\x00-\x7fа-яёА-ЯЁ\u00a0\u00ad«»–—№„“”‘’…•§©°±·®™і-їІ-Їєўґ]"
)  # what no Russian text has
MOST_STRANGE: Final = 0.005  # of them to a letter
SWAPPED: Final = re.compile(
    r"\b[а-яё][А-ЯЁ]{2,}\b|[A-Za-z][а-яё]|[а-яё][A-Za-z]"
)  # «пЛАН», «йtй»: of other code pages
WORD: Final = re.compile(r"\b[а-яА-ЯёЁ]{3,}\b")
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE: Final = 4096  # bytes


def decoded(content: bytes) -> str:
    """Returns the text; raises `DocumentRefused` with the line where letters are spoilt or a control character stands."""
    text = _decoded(content)
    if forbidden := FORBIDDEN.search(text):
        place = Place(line=len(LINE_END.split(text[: forbidden.start()])))
        character = f"U+{ord(forbidden[0]):04X}"
        raise DocumentRefused(DocumentProblem.CONTROL_CHARACTER, place, character=character)
    return text


def _decoded(content: bytes) -> str:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    if encoding := _unmarked_utf_16(content):
        return _strictly(content, encoding)
    if b"\0" in content:
        raise DocumentRefused(DocumentProblem.BINARY)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_spoilt_utf_8(content):
            place = Place(line=len(LINE_END.split(content[: error.start].decode("utf-8"))))
            raise DocumentRefused(DocumentProblem.UNDECODABLE, place) from error
        return _windows_1251(content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentRefused(DocumentProblem.UNDECODABLE) from error


def _unmarked_utf_16(content: bytes) -> str:
    """Russian and Latin letters have 4 or 0 in the upper byte; line ends and blanks have 0 there."""
    sample = content[:SAMPLE]
    if len(content) % 2 or b"\0" not in sample:
        return ""
    for encoding, upper in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if sum(byte in (0, 4) for byte in upper) > 0.9 * len(upper):
            return encoding
    return ""


def _is_spoilt_utf_8(content: bytes) -> bool:
    text = content.decode("utf-8", "replace")
    return len(CYRILLIC.findall(text)) > text.count("\ufffd")


def _windows_1251(content: bytes) -> str:
    text = _strictly(content, "cp1251")
    strange = len(STRANGE.findall(text))
    is_russian = strange <= MOST_STRANGE * len(CYRILLIC.findall(text))
    if not is_russian or len(SWAPPED.findall(text)) * 3 > len(WORD.findall(text)):
        raise DocumentRefused(DocumentProblem.UNDECODABLE)
    return text
