"""ISO weeks as they are written and counted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.roadmap.weeks import Week

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@given(DAYS)
def test_a_week_is_read_as_it_is_written(day: date) -> None:
    """What a week is written as names the same week, whose seven days hold the day it was made of."""
    week = Week.of(day)
    assert Week.parse(str(week)) == week
    assert day in [week.day(weekday) for weekday in range(7)]


@given(DAYS, DAYS)
def test_weeks_stand_in_the_order_of_their_days(one: date, other: date) -> None:
    """Weeks compare as their Mondays do, also over the end of a year."""
    assert (Week.of(one) < Week.of(other)) == (Week.of(one).day(0) < Week.of(other).day(0))


@given(DAYS, st.integers(-60, 60))
def test_a_shifted_week_is_so_many_weeks_away(day: date, weeks: int) -> None:
    """A week shifted lies seven days for each week further."""
    assert Week.of(day).shifted(weeks) == Week.of(day + timedelta(weeks=weeks))


@pytest.mark.parametrize("text", ["2026-W54", "2025-W53", "2026-W00", "0000-W01", "47", "2026-47", ""])
def test_what_is_no_week_is_refused(text: str) -> None:
    """A week that the year does not have, or another writing, is not taken for some week."""
    with pytest.raises(ValueError, match=r".+"):
        Week.parse(text)
