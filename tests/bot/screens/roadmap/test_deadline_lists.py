"""The lists of activities by their control dates."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.callbacks.roadmap import DeadlineList, OpenDeadlineList
from bot.i18n import speaking
from bot.screens.decisions.form import day_choices
from bot.screens.roadmap.deadline_lists import listed
from bot.screens.roadmap.deadlines import deadline_list_screen
from data.decisions.agenda import agenda_of
from data.notes.activity_state import ActivityState
from data.notes.statuses import NoteStatus
from data.primitives.working_days import WorkingCalendar
from data.roadmap.models import Activity, RoadmapContent
from tests.bot.screens.content_fixtures import content, contents
from tests.data.notes.state_fixtures import record, said, state_by, state_on

CALENDAR = WorkingCalendar()

days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def nothing_said(made: RoadmapContent, today: date) -> dict[int, ActivityState]:
    return {a.id: state_by({1: None, 2: None}, today, a.deadline, a.id) for a in made.activities}


def closed_on(activity: Activity, today: date) -> ActivityState:
    """Both sides have declared each of its years done."""
    days = sorted({when.day for when in activity.deadline.control_dates} | {today})
    notes = [
        said(n, party, NoteStatus.DONE, day)
        for n, (day, party) in enumerate([(day, party) for day in days for party in (1, 2)], start=1)
    ]
    return replace(state_on(today, record(activity.deadline, *notes)), activity_id=activity.id)


@given(contents, days)
def test_shorter_lists_are_parts_of_longer_ones(made: RoadmapContent, today: date) -> None:
    """Seven days within fourteen within thirty, the quarter within the year, and what is overdue in none of them to come."""
    found = {
        which: {activity.id for activity in listed(made, which, today, nothing_said(made, today))}
        for which in DeadlineList
    }
    assert found[DeadlineList.WEEK] <= found[DeadlineList.FORTNIGHT] <= found[DeadlineList.SOON]
    assert found[DeadlineList.QUARTER] <= found[DeadlineList.THIS_YEAR]
    assert not found[DeadlineList.OVERDUE] & found[DeadlineList.SOON]
    assert not found[DeadlineList.UNDATED] & found[DeadlineList.THIS_YEAR]


@given(contents, days, st.sampled_from((DeadlineList.OVERDUE, DeadlineList.WEEK, DeadlineList.SOON)))
def test_what_is_closed_does_not_press(made: RoadmapContent, today: date, which: DeadlineList) -> None:
    """A closed activity is in no list of what is overdue or due soon."""
    silent = nothing_said(made, today)
    done = {activity.id: closed_on(activity, today) for activity in made.activities if activity.id % 2}
    shown = {activity.id for activity in listed(made, which, today, silent | done)}
    assert shown == {activity.id for activity in listed(made, which, today, silent)} - done.keys()


@given(contents, days)
def test_an_agenda_names_each_open_activity_once(made: RoadmapContent, today: date) -> None:
    """Every activity that is overdue or due soon is on it once, and none that is closed."""
    closed = nothing_said(made, today) | {
        activity.id: closed_on(activity, today) for activity in made.activities[::2]
    }
    agenda = [activity_id for activity_id, _ in agenda_of(made, closed, today)]
    pressing = {
        activity.id
        for which in (DeadlineList.OVERDUE, DeadlineList.SOON)
        for activity in listed(made, which, today, closed)
    }
    assert len(agenda) == len(set(agenda))
    assert set(agenda) == pressing


@given(days, st.none() | days)
def test_the_days_offered_are_working_days_to_come(today: date, current: date | None) -> None:
    """Later than today, other than the date in force, in order."""
    offered = day_choices(current, today, CALENDAR)
    assert offered == sorted(set(offered))
    assert all(day > today and day != current and CALENDAR.is_working_day(day) for day in offered)


def test_the_state_of_a_year_stands_beside_its_own_date() -> None:
    """Last year's «done» says nothing of this year; the list of the year shows the year's state and day."""
    [activity] = content(1, 1, 1, wording="Ежегодно в декабре").activities
    made = replace(content(1, 1, 1), activities=(activity,))
    done = [said(n, n, NoteStatus.DONE, date(2025, 12, 1)) for n in (1, 2)]
    states = {activity.id: state_on(date(2026, 3, 1), record(activity.deadline, *done))}
    with speaking("ru"):
        shown = deadline_list_screen(
            made, OpenDeadlineList(which=DeadlineList.ANNUAL), date(2026, 3, 1), states
        )
    text = shown.text.render()[0]
    assert "2026: срок не наступил · Ежегодно в декабре → 30.12.2026" in text
    assert "исполнено" not in text
