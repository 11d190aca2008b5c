"""A confirming document as an official types it in one line: «Распоряжение № 123-п от 15.03.2026»."""

import re
from datetime import date
from typing import Final

from data.notes.notes import ConfirmingDocument
from data.notes.problems import ContentRefused, NoteProblem
from data.primitives.text_cleaning import cleaned
from data.roadmap.typed_days import DAY, NAME, day_of, day_pattern

LONGEST_NUMBER: Final = 100  # characters, with the kind of the document; a post shows no more
MARK: Final = r"(?:№|#|No\.|No?\.?(?=\s*\d))"
NAMED_DAY: Final = rf"(?=[«“\"]?\d{{1,2}}[»”\"]?\s*{NAME})"  # «12.11» alone may be a number
DATED: Final = rf"(?:(?:от|of|dated)\s*)?{DAY}"
DATED_WITHOUT_YEAR: Final = rf"(?:(?:от|of|dated)\s*|{NAMED_DAY}){day_pattern('(?P<year>(?!))?')}"


def _shapes(dated: str) -> tuple[re.Pattern[str], ...]:
    """Returns the patterns of a line with the date last, and with the date first."""
    number = rf"(?P<number>{MARK}\s*\S.*?|\S*\d\S*?)[.;]*"
    last, first = rf"(?P<named>\S.*?)[\s,]++{dated}[\s,;]*", rf"(?P<kind>.*?)[\s,]*{dated}[\s,]*{number}"
    return re.compile(last, re.IGNORECASE), re.compile(first, re.IGNORECASE)


SHAPES: Final = (*_shapes(DATED), *_shapes(DATED_WITHOUT_YEAR))
LEADING_MARK: Final = re.compile(rf"^{MARK}\s*", re.IGNORECASE)
ENDS_OPEN: Final = re.compile(r"(?:.*\s)?(?:№|#|N|No\.?|от|of|dated)+", re.IGNORECASE)


def parsed_document(text: str, today: date) -> ConfirmingDocument:
    """Its number, after its kind where that was typed, and its day, without a year the last such one; raises `ContentRefused`.

    >>> parsed_document("№ 123-п от 15.03.2026", date(2026, 11, 24))
    ConfirmingDocument(number='123-п', day=datetime.date(2026, 3, 15))
    >>> parsed_document("Акт от 15 марта 2026 г. № 7", date(2026, 11, 24))
    ConfirmingDocument(number='Акт № 7', day=datetime.date(2026, 3, 15))
    >>> parsed_document("письмо № 5 от 12.11", date(2026, 11, 24))
    ConfirmingDocument(number='письмо № 5', day=datetime.date(2026, 11, 12))
    """
    line = " ".join(cleaned(text).split())
    found = next(filter(None, (shape.fullmatch(line) for shape in SHAPES)), None)
    if found is None:
        raise ContentRefused(NoteProblem.DOCUMENT_SHAPE)
    number = LEADING_MARK.sub("", _named(found))
    if not number or ENDS_OPEN.fullmatch(number):
        raise ContentRefused(NoteProblem.DOCUMENT_SHAPE)
    if len(number) > LONGEST_NUMBER:
        raise ContentRefused(NoteProblem.DOCUMENT_LENGTH)
    return ConfirmingDocument(number, _day(found, today))


def is_bare(number: str) -> bool:
    """True for a number without the kind of the document: «123-п», not «Акт № 123-п»."""
    first, *_rest = number.split(maxsplit=1) or [""]
    return any(character.isdecimal() for character in first)


def _named(found: re.Match[str]) -> str:
    parts = found.groupdict()
    return parts["named"] if "named" in parts else f"{parts['kind']} {parts['number']}".strip()


def _day(found: re.Match[str], today: date) -> date:
    try:
        day = day_of(found, today, past=True)
    except ValueError:
        raise ContentRefused(NoteProblem.DOCUMENT_DAY) from None
    if day > today:
        raise ContentRefused(NoteProblem.DOCUMENT_FUTURE)
    return day
