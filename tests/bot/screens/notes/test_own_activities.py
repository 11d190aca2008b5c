"""What waits first among a person's own activities."""

from datetime import date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from bot.callbacks.notes import OpenOwnActivities
from bot.i18n import speaking
from bot.screens.notes.own_activities import Urgency, own_activities, own_activities_screen
from data.notes.activity_state import ActivityState
from data.notes.draft_summary import DraftSummary
from data.notes.statuses import NoteStatus
from data.roadmap.models import RoadmapContent
from data.roadmap.roadmap import select_content
from tests.data.notes.state_fixtures import state_by
from tests.data.people.people_fixtures import (
    BUILDING,
    NORTH,
    SOUTH,
    SPORT,
    coordinator,
    official,
    open_people,
)

MOSCOW: Final = ZoneInfo("Europe/Moscow")

TODAY = date(2026, 11, 24)
PORT, EXCHANGE, TOURNAMENT = 1, 2, 3


async def roadmap(folder: Path) -> RoadmapContent:
    db = await open_people(folder)
    content = await select_content(db.reader, 1)
    await db.close()
    assert content
    return content


def state(content: RoadmapContent, day: date, **words: NoteStatus | None) -> ActivityState:
    port = next(activity for activity in content.activities if activity.id == PORT)
    return state_by({NORTH: words["north"], SOUTH: words["south"]}, day, port.deadline, PORT)


async def test_whose_activities(tmp_path: Path) -> None:
    """An official has those of their agencies, a coordinator those of the side; a side is what they speak for."""
    content = await roadmap(tmp_path)
    assert [own.activity.id for own in own_activities(content, official(SPORT), {}, {}, MOSCOW)] == [
        EXCHANGE,
        TOURNAMENT,
    ]
    south = own_activities(content, coordinator(SOUTH), {}, {}, MOSCOW)
    assert [(own.activity.id, own.parties) for own in south] == [(PORT, frozenset({SOUTH}))]


async def test_urgency(tmp_path: Path) -> None:
    """Overdue, awaited, threatened, soon, later, declared, closed: as the card says, then by the side's own word."""
    content = await roadmap(tmp_path)
    done, risk = NoteStatus.DONE, NoteStatus.AT_RISK
    for north, south, day, expected in (
        (risk, None, TODAY, Urgency.THREATENED),
        (None, risk, TODAY, Urgency.LATER),
        (risk, None, date(2027, 1, 1), Urgency.OVERDUE),
        (None, None, date(2026, 12, 20), Urgency.SOON),
        (None, None, date(2027, 1, 1), Urgency.OVERDUE),
        (None, done, TODAY, Urgency.AWAITED),
        (risk, done, TODAY, Urgency.AWAITED),
        (done, None, date(2027, 1, 1), Urgency.DECLARED),
        (done, done, date(2027, 1, 1), Urgency.CLOSED),
    ):
        (port, *_) = own_activities(
            content, official(BUILDING), {PORT: state(content, day, north=north, south=south)}, {}, MOSCOW
        )
        assert port.urgency(day) is expected, (north, south, day)


async def test_the_screen(tmp_path: Path) -> None:
    """The threatened one stands first, in its section, and its button is the form."""
    content = await roadmap(tmp_path)
    states = {a.id: state_by({NORTH: None}, TODAY, a.deadline, a.id) for a in content.activities}
    states[EXCHANGE] = state_by({NORTH: NoteStatus.NEEDS_EXTENSION}, TODAY, activity_id=EXCHANGE)
    own = own_activities(content, coordinator(NORTH), states, {}, MOSCOW)
    with speaking("ru"):
        screen = own_activities_screen(own, OpenOwnActivities(), TODAY, DraftSummary(1, EXCHANGE, "1.2"))
    text = screen.text.as_kwargs()["text"]
    assert text.index("Под угрозой") < text.index("1.2 Обмен") < text.index("Ближайшие") < text.index("1.3")
    labels = [button.text for row in screen.keyboard.inline_keyboard for button in row]
    assert labels[:3] == ["1.2", "1.3", "1.1"]
    assert "Продолжить черновик к 1.2" in labels


async def test_the_day_of_a_note_is_told_where_its_reader_is(tmp_path: Path) -> None:
    """Half past one at night in Moscow is the day before in London."""
    content = await roadmap(tmp_path)
    said = {(EXCHANGE, NORTH): int(datetime(2026, 11, 20, 1, 30, tzinfo=MOSCOW).timestamp())}
    own = own_activities(content, coordinator(NORTH), {}, said, MOSCOW)
    with speaking("ru"):
        screen = own_activities_screen(own, OpenOwnActivities(), TODAY, None)
    assert "отчёт от 20.11.2026" in screen.text.as_kwargs()["text"]
