"""A confirming document as an official types it in one line: «Распоряжение № 123-п от 15.03.2026»."""

import re
from datetime import date
from typing import Final

from data.notes.notes import ConfirmingDocument
from data.notes.problems import ContentRefused, NoteProblem
from data.primitives.text_cleaning import cleaned
from data.roadmap.typed_days import DAY, day_of

LONGEST_NUMBER: Final = 100  # characters, with the kind of the document; a post shows no more
MARK: Final = r"(?:№|#|No\.|No?\.?(?=\s*\d))"
DATED: Final = rf"(?:(?:от|of|dated)\s*)?{DAY}"
DATE_LAST: Final = re.compile(rf"(?P<named>\S.*?)[\s,]++{DATED}[\s,;]*", re.IGNORECASE)
DATE_FIRST: Final = re.compile(
    rf"(?P<kind>.*?)[\s,]*{DATED}[\s,]*(?P<number>{MARK}\s*\S.*?|\S*\d\S*?)[.;]*", re.IGNORECASE
)
LEADING_MARK: Final = re.compile(rf"^{MARK}\s*", re.IGNORECASE)
ENDS_OPEN: Final = re.compile(r"(?:.*\s)?(?:№|#|N|No\.?|от|of|dated)+", re.IGNORECASE)


def parsed_document(text: str, today: date) -> ConfirmingDocument:
    """Its number, after its kind where that was typed, and its day; raises `ContentRefused`.

    >>> parsed_document("№ 123-п от 15.03.2026", date(2026, 11, 24))
    ConfirmingDocument(number='123-п', day=datetime.date(2026, 3, 15))
    >>> parsed_document("Акт от 15 марта 2026 г. № 7", date(2026, 11, 24))
    ConfirmingDocument(number='Акт № 7', day=datetime.date(2026, 3, 15))
    """
    line = " ".join(cleaned(text).split())
    found = DATE_LAST.fullmatch(line) or DATE_FIRST.fullmatch(line)
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
    if found.re is DATE_LAST:
        return found["named"]
    return f"{found['kind']} {found['number']}".strip()


def _day(found: re.Match[str], today: date) -> date:
    try:
        day = day_of(found, today)
    except ValueError:
        raise ContentRefused(NoteProblem.DOCUMENT_DAY) from None
    if day > today:
        raise ContentRefused(NoteProblem.DOCUMENT_FUTURE)
    return day
