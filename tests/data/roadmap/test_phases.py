"""Where a roadmap stands on the way to its end."""

from datetime import date

import pytest

from data.roadmap.phases import Phase, phase_on


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (date(2026, 10, 31), Phase.RUNNING),
        (date(2026, 11, 1), Phase.ENDING),
        (date(2026, 11, 30), Phase.ENDING),
        (date(2026, 12, 1), Phase.FINAL_ROUND),
        (date(2026, 12, 31), Phase.FINAL_ROUND),
        (date(2027, 1, 1), Phase.CLOSING),
        (date(2027, 1, 31), Phase.CLOSING),
        (date(2027, 2, 1), Phase.ARCHIVED),
    ],
)
def test_phases_follow_the_last_day(day: date, phase: Phase) -> None:
    """Sixty and thirty days before it, and thirty-one after it."""
    assert phase_on(2026, day) is phase
    assert phase.is_over == (day.year > 2026)
