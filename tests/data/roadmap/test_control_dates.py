"""Control dates in force: the wording on working days, then what people decided."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from data.primitives.working_days import WorkingCalendar
from data.roadmap.control_dates import Days, DeadlineMove, days_in_force

CALENDAR = WorkingCalendar()

days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
keys = st.tuples(st.integers(1, 3), days.map(date.isoformat))
stored = st.dictionaries(keys, st.tuples(days.map(date.isoformat), st.sampled_from((0, 1))), max_size=8)


def move(activity_id: int, nominal: date | None, day: date) -> DeadlineMove:
    return DeadlineMove(0, activity_id, nominal, day, "решение", 1, None, 1, 1)


@given(stored)
def test_without_decisions_every_day_is_the_working_day_of_its_wording(before: Days) -> None:
    """Whatever stood there before, by hand or by another calendar; doing it again changes nothing."""
    after = days_in_force(before, [], CALENDAR)
    assert after.keys() == before.keys()
    for (_, nominal), (day, by_hand) in after.items():
        assert date.fromisoformat(day) == CALENDAR.previous_working_day(date.fromisoformat(nominal))
        assert not by_hand
    assert days_in_force(after, [], CALENDAR) == after


@given(stored, st.data())
def test_a_decision_moves_one_day_and_no_other(before: Days, data: st.DataObject) -> None:
    """The day chosen stands as it is, also on a day off; a decision about a day that is gone is not followed."""
    key = data.draw(st.sampled_from(sorted(before)) if before else keys)
    day = data.draw(days)
    after = days_in_force(before, [move(key[0], date.fromisoformat(key[1]), day)], CALENDAR)
    plain = days_in_force(before, [], CALENDAR)
    if key in before:
        assert after[key] == (day.isoformat(), 1)
    assert {k: v for k, v in after.items() if k != key} == {k: v for k, v in plain.items() if k != key}
    assert after.keys() == before.keys()


@given(days, days)
def test_a_wording_without_a_day_has_the_decided_one_alone(first: date, then: date) -> None:
    """The first decision adds a day, a later one stands in its place, and working it out again keeps it."""
    once = days_in_force({}, [move(1, None, first)], CALENDAR)
    assert once == {(1, first.isoformat()): (first.isoformat(), 1)}
    twice = days_in_force(once, [move(1, None, then)], CALENDAR)
    assert twice == {(1, then.isoformat()): (then.isoformat(), 1)}
    assert days_in_force(twice, [move(1, None, then)], CALENDAR) == twice


@given(days)
def test_an_unknown_year_knows_weekends_only(day: date) -> None:
    """In a year without a calendar exactly Monday to Friday are worked."""
    far = day.replace(year=day.year + 20, day=min(day.day, 28))
    assert CALENDAR.is_working_day(far) is (far.weekday() < 5)
    assert far - CALENDAR.previous_working_day(far) <= timedelta(days=2)
