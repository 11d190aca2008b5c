"""A confirming document as an official types it in one line: «№ 123-п от 15.03.2026»."""

import re
from datetime import date
from enum import StrEnum
from typing import Final

from data.notes import ConfirmingDocument
from data.pieces import cleaned

LONGEST_NUMBER: Final = 60  # characters
WRITTEN: Final = re.compile(
    r"(?:№|#|No?\.|No?(?=[\s\d]))?\s*(?P<number>\S(?:.*?\S)??)\s*,?\s+(?:от|of|dated)?\s*"
    r"(?:(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})|(?P<iso>\d{4}-\d{2}-\d{2}))\s*г?\.?",
    re.IGNORECASE,
)
MARK_ALONE: Final = re.compile(r"(?:№|N|No\.?|#|от|of|dated)+", re.IGNORECASE)


class DocumentProblem(StrEnum):
    SHAPE = "shape"  # no number, or no date
    DAY = "day"  # no such day
    FUTURE = "future"
    LENGTH = "length"


class DocumentRefused(ValueError):
    """What was typed is not a document's number and date; `problem` says why."""

    def __init__(self, problem: DocumentProblem) -> None:
        super().__init__(f"not a number and a date of a document: {problem}")
        self.problem = problem


def parsed_document(text: str, today: date) -> ConfirmingDocument:
    """Its number and day; raises `DocumentRefused`.

    >>> parsed_document("№ 123-п от 15.03.2026", date(2026, 11, 24))
    ConfirmingDocument(number='123-п', day=datetime.date(2026, 3, 15))
    """
    found = WRITTEN.fullmatch(" ".join(cleaned(text).split()))
    if found is None or MARK_ALONE.fullmatch(found["number"]):
        raise DocumentRefused(DocumentProblem.SHAPE)
    if len(found["number"]) > LONGEST_NUMBER:
        raise DocumentRefused(DocumentProblem.LENGTH)
    day = _day(found)
    if day > today:
        raise DocumentRefused(DocumentProblem.FUTURE)
    return ConfirmingDocument(found["number"], day)


def _day(found: re.Match[str]) -> date:
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        raise DocumentRefused(DocumentProblem.DAY) from None
