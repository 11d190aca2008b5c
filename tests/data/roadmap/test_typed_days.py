"""A day as people type it."""

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.roadmap.typed_days import DayProblem, DayRefused, read_day

TODAY = date(2026, 11, 24)
to_come = st.integers(0, 3000).map(lambda n: TODAY + timedelta(days=n))
SHAPES = st.sampled_from(
    ("{0:%d.%m.%Y}", "{0.day}.{0.month}.{0.year}", " до {0:%d.%m.%Y} г. ", "{0:%Y-%m-%d}", "{0:%d/%m/%y}")
)


@given(to_come, SHAPES)
def test_every_usual_shape_is_read(day: date, shape: str) -> None:
    """With dots, slashes, dashes, a short year, «до … г.»."""
    assert read_day(shape.format(day), TODAY) == day


def test_a_month_before_its_day_is_read_where_it_can_be_nothing_else() -> None:
    """“12/25/2026” is Christmas, “12/05/2027” the twelfth of May."""
    assert read_day("12/25/2026", TODAY) == date(2026, 12, 25)
    assert read_day("12/05/2027", TODAY) == date(2027, 5, 12)


@given(st.integers(0, 364).map(lambda n: TODAY + timedelta(days=n)))
def test_without_a_year_it_is_the_next_such_day(day: date) -> None:
    """«15.12» is this year's when it is to come, else next year's."""
    assert read_day(f"{day:%d.%m}", TODAY) == day


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("завтра", DayProblem.SHAPE),
        ("", DayProblem.SHAPE),
        ("31.02.2027", DayProblem.ABSENT),
        ("12/32/2026", DayProblem.ABSENT),
        ("2027-13-01", DayProblem.ABSENT),
        ("29.02", DayProblem.ABSENT),
        ("23.11.2026", DayProblem.PAST),
        ("01.01.2226", DayProblem.FAR),
    ],
)
def test_what_is_no_day_to_come_is_refused(text: str, problem: DayProblem) -> None:
    """Each mistake has its own name."""
    with pytest.raises(DayRefused) as refused:
        read_day(text, TODAY)
    assert refused.value.problem is problem


@given(st.text(max_size=30))
def test_any_text_is_a_day_to_come_or_refused(text: str) -> None:
    """Nothing else is raised."""
    with contextlib.suppress(DayRefused):
        assert read_day(text, TODAY) >= TODAY
