"""A production calendar that an administrator sends: read whole, or refused with what is wrong."""

import contextlib
import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.primitives.refusal import Refused
from data.primitives.working_days import WorkingCalendar, shipped_years
from data.roadmap.calendars import LARGEST, CalendarProblem, read_calendar


def file(**years: Any) -> bytes:
    return json.dumps({year.removeprefix("y"): kinds for year, kinds in years.items()}).encode()


def kinds(off: list[str] | None = None, worked: list[str] | None = None) -> dict[str, list[str]]:
    return {"days_off": off or [], "working_weekends": worked or []}


WEEKDAYS = [
    day.isoformat() for n in range(365) if (day := date(2027, 1, 1) + timedelta(days=n)).weekday() < 5
]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", CalendarProblem.SHAPE),
        (b"[]", CalendarProblem.SHAPE),
        (b"{}", CalendarProblem.SHAPE),
        (b"\xff", CalendarProblem.SHAPE),
        (file(y2027=[]), CalendarProblem.SHAPE),
        (file(y2027={"days_off": []}), CalendarProblem.SHAPE),
        (file(y2027=kinds() | {"more": []}), CalendarProblem.SHAPE),
        (file(y2027=kinds() | {"days_off": "2027-01-01"}), CalendarProblem.SHAPE),
        (file(y1999=kinds()), CalendarProblem.YEAR),
        (file(soon=kinds()), CalendarProblem.YEAR),
        (file(y2027=kinds(["2026-01-01"])), CalendarProblem.DAY),
        (file(y2027=kinds(["01.01.2027"])), CalendarProblem.DAY),
        (file(y2027=kinds(["2027-01-01", "2027-01-01"])), CalendarProblem.DAY),
        (file(y2027=kinds(["2027-01-02"])), CalendarProblem.WEEKDAY),
        (file(y2027=kinds(worked=["2027-01-04"])), CalendarProblem.WEEKDAY),
        (file(y2027=kinds(WEEKDAYS)), CalendarProblem.FEW),
        (b" " * (LARGEST + 1), CalendarProblem.SIZE),
    ],
)
def test_what_is_no_calendar_is_refused(body: bytes, problem: CalendarProblem) -> None:
    """Each mistake has its own name."""
    with pytest.raises(Refused) as refused:
        read_calendar(body)
    assert refused.value.problem is problem


@given(
    st.binary(max_size=200)
    | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(
        lambda value: json.dumps({"2027": value}).encode()
    )
)
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    """Nothing else is raised."""
    with contextlib.suppress(Refused):
        assert read_calendar(body)


@given(st.sets(st.sampled_from(WEEKDAYS), max_size=30))
def test_a_year_that_was_sent_is_followed(off: set[str]) -> None:
    """Exactly the days off of the file are not worked, and the years that ship stay as they are."""
    sent = WorkingCalendar(read_calendar(file(y2027=kinds(sorted(off)))))
    for day in map(date.fromisoformat, WEEKDAYS):
        assert sent.is_working_day(day) is (day.isoformat() not in off)
    assert not sent.is_working_day(date(2026, 1, 9))
    assert shipped_years().keys() == {2024, 2025, 2026}
