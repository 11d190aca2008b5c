"""Control dates in force: the wording on working days, then what people decided."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from data.primitives.working_days import HOLIDAYS, WorkingCalendar
from data.roadmap.control_dates import Days, DeadlineMove, days_in_force, reported_until, working_day_of
from data.roadmap.models import DeadlineKind

CALENDAR = WorkingCalendar()
KINDS = dict(zip((1, 2, 3), (DeadlineKind.DATE, DeadlineKind.QUARTERLY, DeadlineKind.ONGOING), strict=True))

days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
keys = st.tuples(st.integers(1, 3), days.map(date.isoformat))
stored = st.dictionaries(
    keys, st.tuples(days.map(date.isoformat), st.sampled_from((0, 1)), st.none(), st.none()), max_size=8
)


def move(activity_id: int, nominal: date | None, day: date) -> DeadlineMove:
    return DeadlineMove(0, activity_id, nominal, day, "решение", 1, None, 1, 1)


@given(stored)
def test_without_decisions_every_day_is_the_working_day_of_its_wording(before: Days) -> None:
    """Whatever stood there before, by hand or by another calendar; doing it again changes nothing."""
    after = days_in_force(before, KINDS, [], CALENDAR)
    assert after.keys() == before.keys()
    for (activity, nominal), (day, by_hand, *_) in after.items():
        assert date.fromisoformat(day) == working_day_of(
            KINDS[activity], date.fromisoformat(nominal), CALENDAR
        )
        assert not by_hand
    assert days_in_force(after, KINDS, [], CALENDAR) == after


@given(stored, st.data())
def test_a_decision_moves_one_day_and_no_other(before: Days, data: st.DataObject) -> None:
    """The day chosen stands as it is, also on a day off; a decision about a day that is gone is not followed."""
    key = data.draw(st.sampled_from(sorted(before)) if before else keys)
    day = data.draw(days)
    after = days_in_force(before, KINDS, [move(key[0], date.fromisoformat(key[1]), day)], CALENDAR)
    plain = days_in_force(before, KINDS, [], CALENDAR)
    if key in before:
        assert after[key] == (day.isoformat(), 1, plain[key][0], plain[key][0])
    assert {k: v for k, v in after.items() if k != key} == {k: v for k, v in plain.items() if k != key}
    assert after.keys() == before.keys()


@given(days, days)
def test_a_wording_without_a_day_has_the_decided_one_alone(first: date, then: date) -> None:
    """The first decision adds a day, a later one stands in its place, and working it out again keeps it."""
    once = days_in_force({}, KINDS, [move(1, None, first)], CALENDAR)
    never = date.max.isoformat()
    assert once == {(1, first.isoformat()): (first.isoformat(), 1, None, never)}
    twice = days_in_force(once, KINDS, [move(1, None, then)], CALENDAR)
    assert twice == {(1, then.isoformat()): (then.isoformat(), 1, None, never)}
    assert days_in_force(twice, KINDS, [move(1, None, then)], CALENDAR) == twice


@given(days)
def test_an_unknown_year_knows_weekends_and_holidays_only(day: date) -> None:
    """In a year without a calendar Monday to Friday are worked but for the holidays of the Labour Code."""
    far = day.replace(year=day.year + 20, day=min(day.day, 28))
    assert CALENDAR.is_working_day(far) is (far.weekday() < 5 and (far.month, far.day) not in HOLIDAYS)
    assert far - CALENDAR.previous_working_day(far) <= timedelta(days=12)


@given(st.sampled_from(DeadlineKind), days)
def test_no_report_is_due_before_its_time_has_ended(kind: DeadlineKind, nominal: date) -> None:
    """Back to a working day, unless that lies in the time reported on: then on to the next one."""
    day, end = working_day_of(kind, nominal, CALENDAR), reported_until(kind, nominal)
    assert CALENDAR.is_working_day(day)
    assert end is None or day >= end
    assert day in (CALENDAR.previous_working_day(nominal), CALENDAR.next_working_day(nominal))
