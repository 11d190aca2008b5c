"""The time a question names."""

from datetime import date

import pytest

from data.roadmap.models import DeadlineKind
from data.search.language.periods import find_time
from data.search.language.words import split_words
from data.search.models import AskedTime

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("что в декабре", AskedTime(months=(12,))),
        ("в марте 2025 года", AskedTime(months=(3,), years=(2025,))),
        ("с января по март", AskedTime(months=(1, 2, 3))),
        ("IV квартал", AskedTime(months=(10, 11, 12))),
        ("4-й квартал 2026", AskedTime(months=(10, 11, 12), years=(2026,))),
        ("первое полугодие", AskedTime(months=(1, 2, 3, 4, 5, 6))),
        ("Q4 2025", AskedTime(months=(10, 11, 12), years=(2025,))),
        ("2024–2026 гг.", AskedTime(years=(2024, 2025, 2026))),
        ("в этом году", AskedTime(years=(2026,))),
        ("next year", AskedTime(years=(2027,))),
        ("ежегодно", AskedTime(kinds=(DeadlineKind.ANNUAL,), recurring=True)),
        ("раз в квартал", AskedTime(kinds=(DeadlineKind.QUARTERLY,), recurring=True)),
        ("по графику", AskedTime(kinds=(DeadlineKind.BY_SCHEDULE,))),
        ("просрочено", AskedTime(overdue=True)),
        ("сроки истекли", AskedTime(overdue=True)),
        ("без срока", AskedTime(undated=True)),
        ("with no deadline", AskedTime(undated=True)),
        ("ближайшие 30 дней", AskedTime(within_days=30)),
        ("next two weeks", AskedTime(within_days=14)),
        ("что горит", AskedTime(overdue=True, within_days=30)),
        ("до конца года", AskedTime(since=TODAY, until=date(2026, 12, 31))),
        ("by the end of next month", AskedTime(since=TODAY, until=date(2026, 12, 31))),
        ("на следующей неделе", AskedTime(since=date(2026, 11, 30), until=date(2026, 12, 6))),
        ("в этом месяце", AskedTime(years=(2026,), months=(11,))),
        ("в следующем квартале", AskedTime(years=(2027,), months=(1, 2, 3))),
        ("до 15 декабря", AskedTime(since=TODAY, until=date(2026, 12, 15))),
        ("31.12.2026", AskedTime(since=date(2026, 12, 31), until=date(2026, 12, 31))),
        ("летом", AskedTime(months=(6, 7, 8))),
        ("may I ask", None),
        ("in May", AskedTime(months=(5,))),
        ("период 1941-1943", None),
    ],
)
def test_time_is_read(question: str, asked: AskedTime | None) -> None:
    """Months, years, parts of years, repetitions, lateness and days ahead are read from words."""
    assert find_time(split_words(question), TODAY)[0] == asked
