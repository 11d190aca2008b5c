"""A confirming document in one line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.confirmations import LONGEST_NUMBER, DocumentProblem, DocumentRefused, parsed_document
from data.notes import ConfirmingDocument

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "number", "day"),
    [
        ("№ 123-п от 15.03.2026", "123-п", date(2026, 3, 15)),
        ("№15/3 от 1.2.2026 г.", "15/3", date(2026, 2, 1)),
        ("15/3,  01.02.2026", "15/3", date(2026, 2, 1)),
        ("No. 15 of 2026-01-02", "15", date(2026, 1, 2)),
        ("N5 от 01.01.2026", "5", date(2026, 1, 1)),
        ("письмо № 7\nот 24.11.2026", "письмо № 7", TODAY),
    ],
)
def test_ways_people_write_it(text: str, number: str, day: date) -> None:
    """Number and date are understood with and without the usual words around them."""
    assert parsed_document(text, TODAY) == ConfirmingDocument(number, day)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("№ 5", DocumentProblem.SHAPE),
        ("от 15.03.2026", DocumentProblem.SHAPE),
        ("№ от 15.03.2026", DocumentProblem.SHAPE),
        ("акт подписан", DocumentProblem.SHAPE),
        ("№ 5 от 15.03.26", DocumentProblem.SHAPE),
        ("№ 5 от 31.02.2026", DocumentProblem.DAY),
        ("№ 5 от 25.11.2026", DocumentProblem.FUTURE),
        (f"№ {'9' * (LONGEST_NUMBER + 1)} от 01.01.2026", DocumentProblem.LENGTH),
    ],
)
def test_what_is_refused(text: str, problem: DocumentProblem) -> None:
    """Each way to get it wrong has its own name, and so its own sentence."""
    with pytest.raises(DocumentRefused) as refused:
        parsed_document(text, TODAY)
    assert refused.value.problem is problem


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """Whatever is typed gives a number and a past day, or a refusal; nothing else happens."""
    try:
        found = parsed_document(text, TODAY)
    except DocumentRefused:
        return
    assert 0 < len(found.number) <= LONGEST_NUMBER
    assert found.day is not None
    assert found.day <= TODAY
