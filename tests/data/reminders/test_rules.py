"""When word about an activity is due: steps before a control date, weeks after it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.documents.deadlines import read_deadline
from data.primitives.working_days import WorkingCalendar
from data.reminders.choices import ReminderKind
from data.reminders.rules import dated_line
from tests.bot.screens.content_fixtures import WORDINGS

CALENDAR = WorkingCalendar()

BEFORE, AFTER = ReminderKind.BEFORE_DATE, ReminderKind.AFTER_DATE
DAY = date(2026, 12, 15)  # a Tuesday
ONCE = read_deadline("15 декабря 2026 г.", 2024, 2026, CALENDAR)
MONTHLY = read_deadline("ежемесячно", 2024, 2026, CALENDAR)


def demanded(today: date, reported: date | None = None) -> tuple[str, int] | None:
    line = dated_line(1, ONCE.control_dates, reported, today, CALENDAR)
    return (line.kind, line.step) if line else None


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 30), None),  # eleven working days before
        (date(2026, 12, 1), (BEFORE, 10)),
        (date(2026, 12, 7), (BEFORE, 10)),  # six: the tenth day's word may still be owed
        (date(2026, 12, 8), (BEFORE, 5)),
        (date(2026, 12, 14), (BEFORE, 1)),
        (date(2026, 12, 15), (BEFORE, 1)),
        (date(2026, 12, 16), (AFTER, 0)),
        (date(2027, 12, 16), (AFTER, 0)),
    ],
)
def test_the_steps_are_counted_in_working_days(today: date, expected: tuple[str, int] | None) -> None:
    """Ten, five and one working days before the date, then after it without an end."""
    assert demanded(today) == expected


def test_word_silences_what_it_answers() -> None:
    """Word since the tenth working day before the date is enough until the date; older word is not."""
    assert demanded(date(2026, 12, 14), reported=date(2026, 12, 1)) is None
    assert demanded(date(2026, 12, 14), reported=date(2026, 11, 30)) == (BEFORE, 1)


def test_after_the_last_date_word_gives_a_week() -> None:
    """Interim word is not completion: a week later the activity is asked after again."""
    assert demanded(date(2026, 12, 22), reported=date(2026, 12, 16)) is None
    assert demanded(date(2026, 12, 23), reported=date(2026, 12, 16)) == (AFTER, 0)


def test_a_date_that_others_follow_is_settled_by_word() -> None:
    """Of a monthly deadline the date gone by is asked after until word comes, and not for longer than four weeks."""
    yearly = read_deadline("Ежегодно в декабре", 2024, 2026, CALENDAR)
    gone = date(2024, 12, 28)
    assert dated_line(1, yearly.control_dates, None, gone + timedelta(days=28), CALENDAR) is not None
    assert dated_line(1, yearly.control_dates, None, gone + timedelta(days=29), CALENDAR) is None
    assert (
        dated_line(1, yearly.control_dates, date(2024, 12, 20), gone + timedelta(days=20), CALENDAR) is None
    )
    assert (
        dated_line(1, yearly.control_dates, date(2024, 11, 20), gone + timedelta(days=20), CALENDAR)
        is not None
    )


def test_the_next_date_comes_before_the_one_gone_by() -> None:
    """A monthly deadline whose next date is near is asked for that one."""
    line = dated_line(1, MONTHLY.control_dates, None, date(2026, 11, 9), CALENDAR)
    assert line is not None
    assert (line.kind, line.about) == (BEFORE, date(2026, 11, 10))


@given(
    st.sampled_from(WORDINGS),
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    st.none() | st.integers(0, 60),
)
def test_no_demand_follows_fresh_word(wording: str, today: date, ago: int | None) -> None:
    """Whatever the deadline: within seven days of any word nothing is asked, and a step is never late or early."""
    deadline = read_deadline(wording, 2024, 2026, CALENDAR)
    reported = None if ago is None else today - timedelta(days=ago)
    line = dated_line(1, deadline.control_dates, reported, today, CALENDAR)
    if line is None:
        return
    assert ago is None or ago >= 7
    if line.kind is BEFORE:
        assert CALENDAR.working_days_left(today, line.about) <= line.step
        assert reported is None or reported < CALENDAR.working_days_before(line.about, 10)
    else:
        assert line.about < today
