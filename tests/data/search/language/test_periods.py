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
        ("что просрочено на 1 января 2027", AskedTime(overdue=True, as_of=date(2027, 1, 1))),
        ("просрочено к 15 декабря", AskedTime(overdue=True, as_of=date(2026, 12, 15))),
        ("overdue as of 1 January 2027", AskedTime(overdue=True, as_of=date(2027, 1, 1))),
        (
            "просрочено на прошлой неделе",
            AskedTime(overdue=True, since=date(2026, 11, 16), until=date(2026, 11, 22)),
        ),
        ("что после 1 июня 2026", AskedTime(since=date(2026, 6, 2))),
        ("после июня 2026", AskedTime(since=date(2026, 7, 1))),
        ("с 1 июня 2026", AskedTime(since=date(2026, 6, 1))),
        ("начиная с 01.06.2026", AskedTime(since=date(2026, 6, 1))),
        ("не ранее 1 июня 2026 г.", AskedTime(since=date(2026, 6, 1))),
        ("с 2025 года", AskedTime(since=date(2025, 1, 1))),
        ("since June 2026", AskedTime(since=date(2026, 6, 1))),
        ("с 1 июня по 31 декабря", AskedTime(since=date(2026, 6, 1), until=date(2026, 12, 31))),
        ("с 1 по 15 декабря", AskedTime(since=date(2026, 12, 1), until=date(2026, 12, 15))),
        ("1–15 декабря", AskedTime(since=date(2026, 12, 1), until=date(2026, 12, 15))),
        ("с 20 декабря по 15 января", AskedTime(since=date(2026, 12, 20), until=date(2027, 1, 15))),
        ("между 01.06.2026 и 31.12.2026", AskedTime(since=date(2026, 6, 1), until=date(2026, 12, 31))),
        ("между июнем и августом", AskedTime(months=(6, 7, 8))),
        ("between June 1 and July 15 2026", AskedTime(since=date(2026, 6, 1), until=date(2026, 7, 15))),
        ("по 15 декабря 2026", AskedTime(since=TODAY, until=date(2026, 12, 15))),
        ("не позднее 15.12", AskedTime(since=TODAY, until=date(2026, 12, 15))),
        ("к 15 января", AskedTime(since=TODAY, until=date(2027, 1, 15))),
        ("раньше 1 июня 2026", AskedTime(until=date(2026, 5, 31))),
        ("до 2026 года", AskedTime(until=date(2025, 12, 31))),
        ("с 2024 по 2026 год", AskedTime(years=(2024, 2025, 2026))),
        ("вчера", AskedTime(since=date(2026, 11, 23), until=date(2026, 11, 23))),
        ("позавчера", AskedTime(since=date(2026, 11, 22), until=date(2026, 11, 22))),
        ("yesterday", AskedTime(since=date(2026, 11, 23), until=date(2026, 11, 23))),
        ("the day after tomorrow", AskedTime(since=date(2026, 11, 26), until=date(2026, 11, 26))),
        ("на неделе", AskedTime(since=date(2026, 11, 23), until=date(2026, 11, 29))),
        ("в пятницу", AskedTime(since=date(2026, 11, 27), until=date(2026, 11, 27))),
        ("в среду", AskedTime(since=date(2026, 11, 25), until=date(2026, 11, 25))),
        ("до понедельника", AskedTime(since=TODAY, until=date(2026, 11, 30))),
        ("next friday", AskedTime(since=date(2026, 12, 4), until=date(2026, 12, 4))),
        ("last friday", AskedTime(since=date(2026, 11, 20), until=date(2026, 11, 20))),
        ("городская среда", None),
        ("12/25/2026", AskedTime(since=date(2026, 12, 25), until=date(2026, 12, 25))),
        ("25/12/2026", AskedTime(since=date(2026, 12, 25), until=date(2026, 12, 25))),
        ("2026-12-15", AskedTime(since=date(2026, 12, 15), until=date(2026, 12, 15))),
        ("the 15th of December", AskedTime(since=date(2026, 12, 15), until=date(2026, 12, 15))),
        ("4Q 2026", AskedTime(months=(10, 11, 12), years=(2026,))),
        ("в 12 месяце", AskedTime(months=(12,))),
        ("что в 13 месяце", None),
        ("month 13", None),
        ("за 3 месяца", AskedTime(within_days=90)),
        ("31.02.2026", None),
        ("15.13.2026", None),
        ("in May", AskedTime(months=(5,))),
        ("период 1941-1943", None),
    ],
)
def test_time_is_read(question: str, asked: AskedTime | None) -> None:
    """Months, years, parts of years, repetitions, lateness and days ahead are read from words."""
    assert find_time(split_words(question), TODAY)[0] == asked
