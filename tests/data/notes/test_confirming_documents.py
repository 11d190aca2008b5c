"""A confirming document in one line."""

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from data.notes.confirming_documents import LONGEST_NUMBER, parsed_document
from data.notes.notes import ConfirmingDocument
from data.notes.problems import NoteProblem
from data.primitives.refusal import Refused

TODAY = date(2026, 11, 24)
DAY = date(2026, 11, 20)
DECREE = "Постановление Правительства Пермского края"
MARKS = st.sampled_from(("№ ", "№", "N ", "No. ", "#", ""))
KINDS = st.sampled_from(("", "Акт", "письмо", "Распоряжение Губернатора", DECREE, "Order"))
SPELLINGS = st.sampled_from(
    [
        *("d.M.y", "dd.MM.y", "dd.MM.yy", "dd.MM.y г.", "dd.MM.y года", "d/M/y", "dd/MM/y", "d-M-y"),
        *("y-MM-dd", "d MMMM y", "d MMMM y г.", "«d» MMMM y года", "d MMM y"),
    ]
)


@pytest.mark.parametrize(
    ("text", "number", "day"),
    [
        ("№ 123-п от 15.03.2026", "123-п", date(2026, 3, 15)),
        ("№15/3 от 1.2.2026 г.", "15/3", date(2026, 2, 1)),
        ("15/3,  01.02.2026", "15/3", date(2026, 2, 1)),
        ("No. 15 of 2026-01-02", "15", date(2026, 1, 2)),
        ("N5 от 01.01.2026", "5", date(2026, 1, 1)),
        ("письмо № 7\nот 24.11.2026", "письмо № 7", TODAY),
        ("№ 15-р от 20 ноября 2026 г.", "15-р", DAY),
        ("№ 15-р от 1 ноября 2026", "15-р", date(2026, 11, 1)),
        ("15-р от 20.11.26", "15-р", DAY),
        ("15-р от 20.11.2026 года", "15-р", DAY),
        ("15-р от 20/11/2026", "15-р", DAY),
        ("15-р от 03/02/2026", "15-р", date(2026, 2, 3)),
        ("№ 5 от 11/20/2026", "5", DAY),
        ("Акт от 20.11.2026 № 15-р", "Акт № 15-р", DAY),
        ("акт от 20.11.2026, №15-р", "акт №15-р", DAY),
        ("от 20.11.2026 № 15-р", "15-р", DAY),
        ("20.11.2026 15-р", "15-р", DAY),
        ("распоряжение № 15-р от 20.11.2026", "распоряжение № 15-р", DAY),
        (f"{DECREE} от 20 ноября 2026 г. № 915-п", f"{DECREE} № 915-п", DAY),
        (f"{DECREE} от «20» ноября 2026 года № 915-п.", f"{DECREE} № 915-п", DAY),
        ("№ 15-р от 20 нояб. 2026", "15-р", DAY),
        ("No. 15-r of 20 November 2026", "15-r", DAY),
        ("Order No. 15-r dated 20 Nov 2026", "Order No. 15-r", DAY),
        ("No. 15-r of November 20th, 2026", "15-r", DAY),
        ("15-р 2026-11-20", "15-р", DAY),
        ("Акт от 20.11.2026", "Акт", DAY),
        ("№ 15-11 от 20-11-2026", "15-11", DAY),
        ("письмо № 5 от 15 ноября", "письмо № 5", date(2026, 11, 15)),
        ("письмо № 5 от 24 ноября.", "письмо № 5", TODAY),
        ("№ 5 от 15.03", "5", date(2026, 3, 15)),
        ("письмо от 26 ноября № 12/3", "письмо № 12/3", date(2025, 11, 26)),
        ("Order 7 of 3 Nov", "Order 7", date(2026, 11, 3)),
        ("Акт от 01.02.2026 № 3 от 20.11.2026", "Акт от 01.02.2026 № 3", DAY),
    ],
)
def test_ways_people_write_it(text: str, number: str, day: date) -> None:
    """Number, kind and date are understood in any usual order and spelling, the day before the month."""
    assert parsed_document(text, TODAY) == ConfirmingDocument(number, day)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("№ 5", NoteProblem.DOCUMENT_SHAPE),
        ("от 15.03.2026", NoteProblem.DOCUMENT_SHAPE),
        ("№ от 15.03.2026", NoteProblem.DOCUMENT_SHAPE),
        ("Акт № от 15.03.2026", NoteProblem.DOCUMENT_SHAPE),
        ("акт подписан", NoteProblem.DOCUMENT_SHAPE),
        ("Акт от 15.03.2026 подписан", NoteProblem.DOCUMENT_SHAPE),
        ("№ 5, 15.03", NoteProblem.DOCUMENT_SHAPE),
        ("№ 5 от 15 ноябряб 2026", NoteProblem.DOCUMENT_SHAPE),
        ("№ 5 от 31.02.2026", NoteProblem.DOCUMENT_DAY),
        ("№ 5 от 20/20/2026", NoteProblem.DOCUMENT_DAY),
        ("№ 5 от 31 ноября 2026 г.", NoteProblem.DOCUMENT_DAY),
        ("№ 5 от 25.11.2026", NoteProblem.DOCUMENT_FUTURE),
        (f"№ {'9' * (LONGEST_NUMBER + 1)} от 01.01.2026", NoteProblem.DOCUMENT_LENGTH),
    ],
)
def test_what_is_refused(text: str, problem: NoteProblem) -> None:
    """Each way to get it wrong has its own name, and so its own sentence."""
    with pytest.raises(Refused) as refused:
        parsed_document(text, TODAY)
    assert refused.value.problem is problem


@given(
    bare=st.from_regex(r"[1-9][0-9]{0,3}([-/][0-9]{1,2})?(-(р|п|пп|r))?", fullmatch=True),
    day=st.dates(date(2000, 1, 1), TODAY),
    written=st.tuples(SPELLINGS, st.sampled_from(("ru", "en"))),
    kind=KINDS,
    mark=MARKS,
    order=st.sampled_from(
        (
            "{name} от {day}",
            "{name} of {day}",
            "{name}, {day}",
            "{kind} от {day} № {bare}",
            "{kind} {day} № {bare}",
        )
    ),
)
def test_every_spelling_is_read_back(
    *, bare: str, day: date, written: tuple[str, str], kind: str, mark: str, order: str
) -> None:
    """Whatever the order, the mark and the way to write the day: the same number and the same day."""
    spelling, locale = written
    name = f"{kind} {mark or '№ '}{bare}" if kind else f"{mark}{bare}"
    text = order.format(name=name, kind=kind, bare=bare, day=format_date(day, spelling, locale=locale))
    found = parsed_document(text, TODAY)
    assert found.day == day
    assert found.number.removeprefix(kind).lstrip(" №#No.") == bare
    assert found.number.startswith(kind)


@given(st.text(max_size=200) | st.text("0123456789.,№ отгn", max_size=4096))
def test_any_text(text: str) -> None:
    """Whatever is typed gives a number and a past day, or a refusal; nothing else happens."""
    try:
        found = parsed_document(text, TODAY)
    except Refused:
        return
    assert 0 < len(found.number) <= LONGEST_NUMBER
    assert found.day is not None
    assert found.day <= TODAY
