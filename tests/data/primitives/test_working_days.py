"""The production calendar: days off, worked Saturdays, and years nobody has published yet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.primitives.working_days import WorkingCalendar

CALENDAR = WorkingCalendar()


@pytest.mark.parametrize(("year", "working"), [(2024, 248), (2025, 247), (2026, 247)])
def test_a_known_year_has_its_official_number_of_working_days(year: int, working: int) -> None:
    """The totals of the five-day week are those of the published calendars."""
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
    assert sum(map(CALENDAR.is_working_day, days)) == working


@pytest.mark.parametrize(
    ("day", "moved"),
    [
        (date(2024, 12, 31), date(2024, 12, 28)),  # a worked Saturday before two moved days off
        (date(2025, 12, 31), date(2025, 12, 30)),
        (date(2026, 12, 31), date(2026, 12, 30)),
        (date(2026, 1, 10), date(2025, 12, 30)),  # over the New Year's holidays and the moved 31 December
        (date(2025, 11, 1), date(2025, 11, 1)),
        (date(2026, 5, 11), date(2026, 5, 8)),
        (date(2026, 6, 30), date(2026, 6, 30)),
        (date(2026, 3, 8), date(2026, 3, 6)),
    ],
)
def test_a_day_off_moves_to_the_working_day_before(day: date, moved: date) -> None:
    """Holidays and moved days off push a date back, worked Saturdays hold it."""
    assert CALENDAR.previous_working_day(day) == moved


def test_an_unknown_year_has_weekends_and_the_holidays_of_every_year() -> None:
    """Without a published calendar no day off is moved, and that can be asked."""
    assert CALENDAR.is_known(2026)
    assert not CALENDAR.is_known(2031)
    assert CALENDAR.previous_working_day(date(2031, 11, 2)) == date(2031, 10, 31)
    assert not CALENDAR.is_working_day(date(2031, 11, 4))
    assert CALENDAR.is_working_day(date(2031, 11, 3))
    assert CALENDAR.previous_working_day(date(2027, 1, 10)) == date(2026, 12, 30)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31)))
def test_a_moved_day_is_worked_and_not_later(day: date) -> None:
    """Whatever the day, it moves to a working day at most two weeks before it."""
    moved = CALENDAR.previous_working_day(day)
    assert CALENDAR.is_working_day(moved)
    assert timedelta(0) <= day - moved < timedelta(days=14)


def test_abroad_only_weekends_are_known() -> None:
    """Another country's days off are not Russia's, and its calendar is known for no year."""
    abroad = WorkingCalendar(is_abroad=True)
    assert not abroad.is_known(2026)
    assert abroad.is_working_day(date(2026, 11, 4))
    assert abroad.is_working_day(date(2027, 1, 4))
    assert not abroad.is_working_day(date(2026, 11, 7))
