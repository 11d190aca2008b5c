"""When the bot looks at its clock in a year in which it is off at times, and in which its clock is set back."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import cycle
from typing import Final, NamedTuple

from tests.handlers.summaries.summary_fixtures import MOSCOW

MONDAY: Final = date(2026, 1, 12)  # the first day of all
DAY: Final = timedelta(days=1)
HOURS: Final = {
    0: (9.5, 10, 16.5),
    4: (7.5, 10, 16.5),
    5: (12,),
    6: (12,),
}  # by day of the week; Perm is 2 h ahead
OTHERWISE: Final = (7.5, 16.5)


class Outage(NamedTuple):
    """In hours since a Monday, 00:00 in Moscow."""

    begins: int
    ends: int


SKIPPING: Final = Outage(9, 60)  # 50 hours over Monday, 10:00
LATE: Final = Outage(-4, 33)  # 23 hours over it
OVER_THE_EVE: Final = Outage(84, 132)  # from Thursday to Saturday
SHORT: Final = Outage(58, 59)
OUTAGES: Final = (SKIPPING, LATE, OVER_THE_EVE, SHORT)  # in turn, every third week
SETBACKS: Final = (timedelta(hours=1), DAY)  # in turn, every third week


def stretches(weeks: int) -> list[list[datetime]]:
    """The moments between two restarts each; the first of each but the first is when the bot was started again."""
    off = [(at(week, outage.begins), at(week, outage.ends)) for week, outage in _outages(weeks)]
    found: list[list[datetime]] = [[]]
    for moment in _moments(weeks):
        over = [ends for _, ends in off if ends <= moment]
        if len(over) >= len(found):
            found.append([over[-1]])
        if not any(begins <= moment < ends for begins, ends in off):
            found[-1].append(moment)
    return found


def mondays(weeks: int) -> tuple[list[datetime], list[datetime]]:
    """When a summary is due: those that are published, those that are skipped."""
    lost = {week for week, outage in _outages(weeks) if outage is SKIPPING}
    due = {week: at(week, 10) for week in range(weeks)}
    return [due[week] for week in due if week not in lost], [due[week] for week in sorted(lost)]


def at(week: int, hour: float) -> datetime:
    return datetime.combine(MONDAY, time(), MOSCOW) + timedelta(weeks=week, hours=hour)


def _moments(weeks: int) -> Iterator[datetime]:
    setbacks = dict(zip(range(1, weeks, 3), cycle(SETBACKS), strict=False))
    for week in range(weeks):
        for day in range(7):
            yield from (at(week, day * 24 + hour) for hour in HOURS.get(day, OTHERWISE))
            if day == 0 and week in setbacks:
                back = at(week, 16.5) - setbacks[week]
                yield from (back, *(at(week, hour) for hour in HOURS[0] if at(week, hour) > back))


def _outages(weeks: int) -> Iterator[tuple[int, Outage]]:
    return zip(range(2, weeks, 3), cycle(OUTAGES), strict=False)
