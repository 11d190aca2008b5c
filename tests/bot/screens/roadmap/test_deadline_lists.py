"""The lists of activities by their control dates."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.callbacks.roadmap import DeadlineList
from bot.i18n import speaking
from bot.screens.decisions.form import day_choices
from bot.screens.fragments import year_words
from bot.screens.roadmap.deadline_lists import is_listed, listed
from data.decisions.agenda import agenda_of
from data.notes.statuses import ActivityState, NoteStatus, SideStatus
from data.primitives.working_days import WorkingCalendar
from data.roadmap.models import RoadmapContent
from tests.bot.screens.content_fixtures import contents

CALENDAR = WorkingCalendar()

days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
ZONE = ZoneInfo("Europe/Moscow")
REGIONS = {1: "Область А", 2: "Край Б"}


@given(contents, days)
def test_shorter_lists_are_parts_of_longer_ones(made: RoadmapContent, today: date) -> None:
    """Seven days within fourteen within thirty, the quarter within the year, and what is overdue in none of them to come."""
    found = {which: {activity.id for activity in listed(made, which, today)} for which in DeadlineList}
    assert found[DeadlineList.WEEK] <= found[DeadlineList.FORTNIGHT] <= found[DeadlineList.SOON]
    assert found[DeadlineList.QUARTER] <= found[DeadlineList.THIS_YEAR]
    assert not found[DeadlineList.OVERDUE] & found[DeadlineList.SOON]
    assert not found[DeadlineList.UNDATED] & found[DeadlineList.THIS_YEAR]


@given(contents, days, st.sampled_from((DeadlineList.OVERDUE, DeadlineList.WEEK, DeadlineList.SOON)))
def test_what_is_closed_does_not_press(made: RoadmapContent, today: date, which: DeadlineList) -> None:
    """A closed activity is in no list of what is overdue or due soon."""
    closed = {activity.id for activity in made.activities if activity.id % 2}
    shown = {activity.id for activity in listed(made, which, today, closed)}
    assert (
        shown
        == {activity.id for activity in made.activities if is_listed(activity.deadline, which, today)}
        - closed
    )


@given(contents, days)
def test_an_agenda_names_each_open_activity_once(made: RoadmapContent, today: date) -> None:
    """Every activity that is overdue or due soon is on it once, and none that is closed."""
    done = SideStatus(NoteStatus.DONE, 1, 1, 1, 1)
    closed = {
        activity.id: ActivityState(activity.id, ((1, done), (2, done))) for activity in made.activities[::2]
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


def word(status: NoteStatus, year: int, *, void: bool = False) -> SideStatus:
    return SideStatus(status, 1, 1, 1, int(datetime(year, 5, 1, tzinfo=UTC).timestamp()), void)


def test_the_state_of_a_year_counts_words_of_that_year_only() -> None:
    """Last year's «done» says nothing of this year, and one of before a reopening does not close it."""
    done = word(NoteStatus.DONE, 2026)
    cases = {
        "сведений за год нет": (word(NoteStatus.DONE, 2025), None),
        "исполнено обеими сторонами": (done, done),
        "исполнено одной стороной, ожидается: Край Б": (done, word(NoteStatus.DONE, 2025)),
        "под угрозой": (word(NoteStatus.AT_RISK, 2026), None),
        "исполнено одной стороной, ожидается: Область А": (word(NoteStatus.DONE, 2026, void=True), done),
    }
    with speaking("ru"):
        for words, said in cases.items():
            state = ActivityState(1, tuple(zip((1, 2), said, strict=True)))
            assert year_words(state, REGIONS, 2026, ZONE) == words
