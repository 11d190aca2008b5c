"""Where a roadmap stands on the way to its end: a pure function of its last year and the day."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

ENDING: Final = timedelta(days=60)  # before the last day: what lacks a closing word is named from then on
FINAL_ROUND: Final = timedelta(
    days=30
)  # before the last day: each official is asked for the word on each of theirs
CLOSING: Final = timedelta(days=31)  # after the last day; then the roadmap is archived by itself


class Phase(StrEnum):
    RUNNING = "running"
    ENDING = "ending"
    FINAL_ROUND = "final_round"
    CLOSING = "closing"  # its period is over, the last words come in
    ARCHIVED = "archived"

    @property
    def is_over(self) -> bool:
        """True once the period of the roadmap has ended."""
        return self in (Phase.CLOSING, Phase.ARCHIVED)


def last_day_of(last_year: int) -> date:
    """Returns the last day of a roadmap whose period ends with that year."""
    return date(last_year, 12, 31)


def phase_on(last_year: int, day: date) -> Phase:
    """Returns the phase on that day of a roadmap whose period ends with `last_year`.

    >>> phase_on(2026, date(2026, 12, 1))
    <Phase.FINAL_ROUND: 'final_round'>
    """
    last = last_day_of(last_year)
    if day > last + CLOSING:
        return Phase.ARCHIVED
    if day > last:
        return Phase.CLOSING
    if day >= last - FINAL_ROUND:
        return Phase.FINAL_ROUND
    return Phase.ENDING if day >= last - ENDING else Phase.RUNNING
