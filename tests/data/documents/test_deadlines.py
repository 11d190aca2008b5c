"""Wordings of deadlines: the rule that is applied and the days that follow."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.documents.deadlines import read_deadline
from data.primitives.working_days import WorkingCalendar
from data.roadmap.control_dates import reported_until
from data.roadmap.models import Deadline, DeadlineKind
from tests.data.documents.deadline_wordings import WORDINGS

CALENDAR = WorkingCalendar()

Kind = DeadlineKind


def read(wording: str) -> Deadline:
    return read_deadline(wording, 2024, 2026, CALENDAR)


def nominal(wording: str) -> str:
    """The days before they are moved, as «31.12.25 …»."""
    return " ".join(f"{when.nominal:%d.%m.%y}" for when in read(wording).control_dates)


@pytest.mark.parametrize(
    ("wording", "kind", "days"),
    [
        *WORDINGS,
        ("15.03.2025", Kind.DATE, "15.03.25"),
        ("не позднее 25 декабря 2024 года", Kind.DATE, "25.12.24"),
        ("до 1-го июня 2025 г.", Kind.DATE, "01.06.25"),
        ("2025-06-01", Kind.DATE, "01.06.25"),
        ("30 ноября 2024 г.; 30 ноября 2025 г.", Kind.DATE, "30.11.24 30.11.25"),
        ("с 1 по 15 марта 2025 г.", Kind.DATE, "15.03.25"),
        ("с 1 марта по 15 апреля 2025 г.", Kind.DATE, "15.04.25"),
        ("01.03.2024 – 15.04.2024", Kind.DATE, "15.04.24"),
        ("2025 год, до 15 декабря", Kind.DATE, "15.12.25"),
        ("31.02.2025", Kind.DATE, "28.02.25"),  # a day that the month does not have is its last
        ("2025 гг.", Kind.YEAR, "31.12.25"),
        ("2024 гг.", Kind.YEAR, "31.12.24"),
        ("в течение 2025 года", Kind.YEAR, "31.12.25"),
        ("до конца 2026 года", Kind.YEAR, "31.12.26"),
        ("до конца года", Kind.YEAR, "31.12.26"),
        ("2024, 2026 гг.", Kind.YEAR, "31.12.24 31.12.26"),
        ("2024-2026 гг.", Kind.PERIOD, "31.12.26"),
        ("2024 – 2025 годы", Kind.PERIOD, "31.12.25"),
        ("2024-26 гг.", Kind.PERIOD, "31.12.26"),
        ("с 2024 по 2026 год", Kind.PERIOD, "31.12.26"),
        ("начиная с 2025 года", Kind.PERIOD, "31.12.26"),
        ("2024–2026 гг. (по отдельному плану)", Kind.PERIOD, "31.12.26"),
        ("в течение всего срока действия Соглашения", Kind.PERIOD, "31.12.26"),
        ("май 2025", Kind.MONTH, "31.05.25"),
        ("март – апрель 2025 г.", Kind.MONTH, "30.04.25"),
        ("март, октябрь 2025", Kind.MONTH, "31.03.25 31.10.25"),
        ("с марта 2024 по май 2025 года", Kind.MONTH, "31.05.25"),
        ("II квартал 2025 г.", Kind.QUARTER, "30.06.25"),
        ("I–II кварталы 2025 года", Kind.QUARTER, "30.06.25"),
        ("I, III кварталы 2025", Kind.QUARTER, "31.03.25 30.09.25"),
        ("четвёртый квартал 2025 года", Kind.QUARTER, "31.12.25"),
        ("1У квартал 2025", Kind.QUARTER, "31.12.25"),
        ("3-й кв. 2025", Kind.QUARTER, "30.09.25"),
        ("2024 г. – I квартал, 2025 г. – II квартал", Kind.QUARTER, "31.03.24 30.06.25"),
        ("II квартал 2024 г., IV квартал 2025 г.", Kind.QUARTER, "30.06.24 31.12.25"),
        ("первое полугодие 2025 года", Kind.HALF_YEAR, "30.06.25"),
        ("2-е полугодие 2026", Kind.HALF_YEAR, "31.12.26"),
        ("Ежегодно", Kind.ANNUAL, "31.12.24 31.12.25 31.12.26"),
        ("один раз в год", Kind.ANNUAL, "31.12.24 31.12.25 31.12.26"),
        ("ежегодно, 2025–2026 гг.", Kind.ANNUAL, "31.12.25 31.12.26"),
        ("Ежегодно в декабре", Kind.ANNUAL_MONTH, "31.12.24 31.12.25 31.12.26"),
        ("Ежегодно до 15 декабря", Kind.ANNUAL_MONTH, "15.12.24 15.12.25 15.12.26"),
        (
            "ежегодно, до 20 января года, следующего за отчетным",
            Kind.ANNUAL_MONTH,
            "20.01.25 20.01.26 20.01.27",
        ),
        ("ежегодно во II квартале", Kind.QUARTER, "30.06.24 30.06.25 30.06.26"),
        ("раз в полугодие, 2025", Kind.HALF_YEAR, "30.06.25 31.12.25"),
        ("ежеквартально в 2025 году", Kind.QUARTERLY, "10.04.25 10.07.25 10.10.25 10.01.26"),
        (
            "ежеквартально, до 15 числа месяца, следующего за отчётным, 2025",
            Kind.QUARTERLY,
            "15.04.25 15.07.25 15.10.25 15.01.26",
        ),
        ("Постоянно", Kind.ONGOING, "20.01.25 20.01.26 20.01.27"),
        ("по согласованию сторон", Kind.BY_SCHEDULE, ""),
        ("Ежегодно по отдельному графику", Kind.BY_SCHEDULE, ""),
        ("в течение 30 дней после подписания", Kind.UNKNOWN, ""),
        ("1941-1943 гг.", Kind.UNKNOWN, ""),  # no roadmap has such years
        ("Маяк", Kind.UNKNOWN, ""),
        ("", Kind.UNKNOWN, ""),
    ],
)
def test_a_wording_has_its_rule_and_its_days(wording: str, kind: DeadlineKind, days: str) -> None:
    """The table of rules, in the many ways in which officials write."""
    assert (read(wording).kind, nominal(wording)) == (kind, days)


def test_monthly_reports_are_due_on_the_tenth_of_the_next_month() -> None:
    """Every month of the period, the last one in the January after it."""
    days = [when.nominal for when in read("ежемесячно").control_dates]
    assert len(days) == 36
    assert (days[0], days[-1]) == (date(2024, 2, 10), date(2027, 1, 10))


@pytest.mark.parametrize(
    ("wording", "assumed"),
    [
        ("15.03.2025", False),
        ("ежегодно до 15 декабря", False),
        ("ежемесячно до 5 числа", False),
        ("2025 г.", True),
    ],
)
def test_only_days_that_are_not_in_the_wording_are_assumed(wording: str, assumed: bool) -> None:
    """A wording with a day of its own is taken at its word."""
    assert read(wording).assumed is assumed


def test_nothing_is_assumed_where_nothing_is_computed() -> None:
    """An undated wording makes no claim."""
    assert not read("по мере необходимости").assumed


@pytest.mark.parametrize(
    ("wording", "recurring"),
    [
        ("Ежегодно по отдельному графику", True),
        ("в декабре", True),  # every December of a period of several years
        ("в декабре 2025 г.", False),
        ("ежеквартально", True),
        ("постоянно", False),
        ("2024-2026 гг.", False),
    ],
)
def test_what_comes_again_is_known(wording: str, recurring: bool) -> None:
    """Repetition is what the wording says, or a month without a year."""
    assert read(wording).recurring is recurring


def test_months_and_years_are_those_named_or_covered() -> None:
    """A range of months names those between; a repetition covers every year of the roadmap."""
    due = read("ежегодно, март – май")
    assert due.months == (3, 4, 5)
    assert due.years == (2024, 2025, 2026)
    assert read("2025 гг.").years == (2025,)


def test_the_wording_is_kept_as_signed() -> None:
    """Whatever was understood, the words stay."""
    assert read("2024–2026  ГГ.").wording == "2024–2026  ГГ."


@pytest.mark.parametrize(
    ("wording", "day"),
    [
        ("ежеквартально", date(2027, 1, 11)),
        ("ежемесячно", date(2027, 1, 11)),
        ("ежемесячно, до 5 числа", date(2027, 1, 11)),
        ("ежегодно до 10 января года, следующего за отчётным", date(2027, 1, 11)),
        ("10.01.2027", date(2026, 12, 30)),  # nothing is reported on
    ],
)
def test_no_control_date_lies_before_the_end_of_what_it_reports_on(wording: str, day: date) -> None:
    """After the New Year's holidays, not before them, while a day of its own moves back as ever."""
    assert read(wording).control_dates[-1].day == day


@pytest.mark.parametrize("word", ["после ввода", "кроме лета", "не", "99", "перенесено", "выставка"])
@given(data=st.data())
def test_a_word_that_no_rule_knows_is_never_swallowed(word: str, data: st.DataObject) -> None:
    """Put anywhere among words that are understood it leaves the wording without a day."""
    words = data.draw(
        st.sampled_from([wording for wording, kind, _ in WORDINGS if kind is not Kind.UNKNOWN])
    ).split()
    place = data.draw(st.integers(0, len(words)))
    assert read(" ".join([*words[:place], word, *words[place:]])).kind is Kind.UNKNOWN


VOCABULARY = """
ежегодно ежеквартально ежемесячно постоянно до с по в и - – , ; . ( 1 15 31 45 0 IV II III П 4 квартал полугодие марта декабре
мая 2024 2025 2031 2099 гг. года числа 31.02.2025 00.13.2025 2025-99-99 по графику конца далее начиная
не ранее позднее раз зима весной сент. 9 месяцев п/г декада
"""
WORDS = st.sampled_from(VOCABULARY.split())


@given(
    st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60),
    st.integers(2000, 2099),
    st.integers(0, 5),
)
def test_no_wording_fails_and_every_day_is_worked(wording: str, first: int, length: int) -> None:
    """Any text gives a deadline; its days are in order and worked, after what the wording gives only for a report."""
    due = read_deadline(wording, first, min(first + length, 2099), CALENDAR)
    assert [when.nominal for when in due.control_dates] == sorted(
        {when.nominal for when in due.control_dates}
    )
    assert all(
        when.day <= when.nominal or reported_until(due.kind, when.nominal) for when in due.control_dates
    )
    assert all(CALENDAR.is_working_day(when.day) for when in due.control_dates)
    assert not (due.assumed and not due.control_dates)
