"""When the weekly summary is due."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.primitives.working_days import WorkingCalendar
from data.roadmap.weeks import Week
from data.summaries.schedule import Occasion, Rule, eve, occasion, parse_rule
from data.summaries.timetable import CATCH_UP, DueSummary, Schedule, Timetable
from tests.thoroughness import examples

CALENDAR = WorkingCalendar()

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
RULES = st.builds(
    Rule, st.integers(0, 6), st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))
)
# Lord Howe leaps by half an hour, Apia once left out a whole day.
ZONES = st.sampled_from(
    [
        MOSCOW,
        BERLIN,
        *map(ZoneInfo, ("Asia/Yekaterinburg", "Australia/Lord_Howe", "Pacific/Apia", "America/Nuuk")),
    ]
)
MOMENTS = st.datetimes(datetime(2010, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive
MONDAY = parse_rule("mon 10:00")


def moscow(day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of November 2026 by the clock of Moscow; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)


@dataclass(frozen=True)
class LastSummary:
    """The schedule began at `since`, and the newest week that was sent or skipped is `week`."""

    since: datetime
    week: Week | None = None


def latest_due(rule: Rule, zone: ZoneInfo, now: datetime) -> Occasion:
    return Timetable([Schedule(now, rule, zone)]).latest(now)


def next_due(rule: Rule, zone: ZoneInfo, now: datetime) -> Occasion:
    return Timetable([Schedule(now, rule, zone)]).next(now)


def due_period(rule: Rule, zone: ZoneInfo, last: LastSummary, now: datetime) -> DueSummary:
    return Timetable([Schedule(last.since, rule, zone)]).due(last.week, now)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("mon 10:00", Rule(0, time(10))),
        (" SUN  9:05 ", Rule(6, time(9, 5))),
        ("wed 00:00", Rule(2, time(0))),
    ],
)
def test_a_rule_is_a_day_and_a_time(text: str, rule: Rule) -> None:
    """Letters of any size and a short hour are understood, and written in one way."""
    assert parse_rule(text) == rule
    assert parse_rule(str(rule)) == rule


@pytest.mark.parametrize(
    "text", ["", "mon", "10:00", "mon 24:00", "mon 10:60", "mon 10", "day 10:00", "пн 10:00"]
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(ValueError, match=r".+"):
        parse_rule(text)


def test_a_monday_tells_of_the_week_before_a_friday_of_its_own() -> None:
    """The days a summary tells of lie behind it."""
    assert occasion(MONDAY, MOSCOW, Week(2026, 47)).at == moscow(23)
    assert occasion(parse_rule("fri 16:00"), MOSCOW, Week(2026, 47)).at == moscow(20, 16)


def test_a_time_the_clocks_leap_over_comes_later() -> None:
    """On 29 March 2026 there is no 02:30 in Berlin: it is 03:30 by the clocks that were set."""
    sunday = parse_rule("sun 02:30")
    at = occasion(sunday, BERLIN, Week(2026, 13)).at
    assert at.isoformat() == "2026-03-29T03:30:00+02:00"


def test_of_a_time_that_comes_twice_the_first_counts() -> None:
    """On 25 October 2026 there are two 02:30 in Berlin; the second one is not another occasion."""
    sunday = parse_rule("sun 02:30")
    first = occasion(sunday, BERLIN, Week(2026, 43)).at
    assert first.isoformat() == "2026-10-25T02:30:00+02:00"
    assert next_due(sunday, BERLIN, first + timedelta(minutes=50)).week == Week(2026, 44)


@given(RULES, ZONES, MOMENTS)
def test_now_lies_between_the_last_occasion_and_the_next(rule: Rule, zone: ZoneInfo, now: datetime) -> None:
    """There is always a last one and a next one, of weeks that follow each other."""
    last, coming = latest_due(rule, zone, now), next_due(rule, zone, now)
    assert last.at <= now < coming.at
    assert coming.week == last.week.shifted(1)
    assert coming.at - last.at > timedelta(days=5)


@given(RULES, ZONES, MOMENTS)
def test_an_occasion_shows_the_time_of_the_rule(rule: Rule, zone: ZoneInfo, now: datetime) -> None:
    """By the clock on the wall it is the day and time asked for, unless the clocks leapt over it."""
    at = next_due(rule, zone, now).at
    asked = at.replace(hour=rule.at.hour, minute=rule.at.minute)
    exists = asked.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == asked.replace(tzinfo=None)
    assert (at.weekday(), at.time()) == (rule.weekday, rule.at) or not exists or at.weekday() != rule.weekday


@given(RULES, ZONES, MOMENTS, st.lists(st.timedeltas(timedelta(-2), timedelta(9)), max_size=40))
def test_every_week_is_done_at_most_once_and_none_is_lost(
    rule: Rule, zone: ZoneInfo, start: datetime, steps: list[timedelta]
) -> None:
    """Whether the bot sleeps for days or its clock goes back, weeks are sent or skipped in order, without a gap."""
    done: list[Week] = []
    now = furthest = start
    for step in steps:
        now += step
        furthest = max(furthest, now)
        due = due_period(rule, zone, LastSummary(start, done[-1] if done else None), now)
        done += due.skip
        if due.send:
            assert timedelta(0) <= now - due.send.at <= CATCH_UP
            done.append(due.send.week)
    first, last = latest_due(rule, zone, start).week, latest_due(rule, zone, furthest).week
    expected = [first.shifted(number) for number in range(1, 1 + len(done))]
    assert done == expected
    assert not done or done[-1] == last


@given(RULES, ZONES, ZONES, MOMENTS)
def test_another_zone_does_not_make_a_week_due_again(
    rule: Rule, old: ZoneInfo, new: ZoneInfo, now: datetime
) -> None:
    """A week that was sent by one zone's clock is not sent by another's."""
    sent = latest_due(rule, old, now)
    due = due_period(rule, new, LastSummary(now - timedelta(days=30), sent.week), now)
    assert due.send is None or due.send.week > sent.week


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (-1, DueSummary()),
        (0, DueSummary(occasion(MONDAY, MOSCOW, Week(2026, 47)))),
        (47, DueSummary(occasion(MONDAY, MOSCOW, Week(2026, 47)), late=True)),
        (48, DueSummary(occasion(MONDAY, MOSCOW, Week(2026, 47)), late=True)),
        (49, DueSummary(skip=(Week(2026, 47),))),
    ],
)
def test_a_missed_summary_is_worth_sending_for_two_days(hours: int, expected: DueSummary) -> None:
    """Up to 48 hours late it is sent, later it is skipped."""
    now = moscow(23) + timedelta(hours=hours)
    assert due_period(MONDAY, MOSCOW, LastSummary(moscow(1), Week(2026, 46)), now) == expected


def test_after_weeks_of_downtime_one_summary_is_sent() -> None:
    """The weeks before are skipped: a group is not flooded."""
    due = due_period(MONDAY, MOSCOW, LastSummary(moscow(1), Week(2026, 44)), moscow(23, 12))
    assert due.skip == (Week(2026, 45), Week(2026, 46))
    assert due.send is not None
    assert due.send.week == Week(2026, 47)


def test_a_group_bound_after_the_moment_waits_for_the_next() -> None:
    """What was due before the group was bound is not sent late."""
    bound = moscow(23, 11)
    assert due_period(MONDAY, MOSCOW, LastSummary(bound), moscow(23, 12)) == DueSummary()
    assert due_period(MONDAY, MOSCOW, LastSummary(bound), moscow(30)).send is not None


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("mon 10:00", date(2026, 11, 27)),
        ("fri 16:00", date(2026, 11, 26)),
        ("sun 10:00", date(2026, 11, 27)),
    ],
)
def test_the_eve_is_a_working_day(rule: str, day: date) -> None:
    """Before a Monday it is Friday."""
    assert eve(next_due(parse_rule(rule), MOSCOW, moscow(24)), CALENDAR) == day


def test_a_week_whose_new_moment_has_passed_keeps_the_old_one() -> None:
    """Friday 16:00, from Monday 10:00 to Friday 10:00, then to Friday 17:00: nothing of before the change is owed."""
    began, friday = Schedule(moscow(1), MONDAY, MOSCOW), moscow(27, 16)
    at_ten = Timetable([began, Schedule(friday, parse_rule("fri 10:00"), MOSCOW)])
    assert at_ten.due(Week(2026, 47), friday) == DueSummary()
    assert at_ten.next(friday) == Occasion(Week(2026, 48), moscow(30))
    assert at_ten.next(moscow(30)) == Occasion(Week(2026, 49), moscow(30) + timedelta(days=4))
    at_five = Timetable([*at_ten.schedules, Schedule(friday, parse_rule("fri 17:00"), MOSCOW)])
    assert at_five.next(friday) == Occasion(Week(2026, 48), moscow(27, 17))
    assert not at_five.is_kept(at_five.next(friday))
    assert at_ten.is_kept(at_ten.next(friday))


CHANGES = st.lists(st.tuples(st.timedeltas(timedelta(0), timedelta(9)), RULES, ZONES), max_size=6)


@pytest.mark.random
@settings(max_examples=examples(100), deadline=None)
@given(RULES, ZONES, MOMENTS, CHANGES)
def test_no_change_owes_what_was_or_loses_a_week(
    rule: Rule, zone: ZoneInfo, start: datetime, changes: list[tuple[timedelta, Rule, ZoneInfo]]
) -> None:
    """However often rule and zone change, each week has its one moment, and right after a change nothing is due by it."""
    timetable, now = Timetable([Schedule(start, rule, zone)]), start
    for wait, anew, there in changes:
        now += wait
        owed = timetable.due(None, now)
        timetable = Timetable([*timetable.schedules, Schedule(now, anew, there)])
        after = timetable.due(None, now)
        assert (after.send.week if after.send else None) == (owed.send.week if owed.send else None)
        assert after.skip == owed.skip
        assert timetable.next(now).week == timetable.latest(now).week.shifted(1)
        assert timetable.next(now).at - now < timedelta(days=15)
