"""The facts that answers speak of: states of activities, reports, decided deadlines, and what the asking person answers for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

import aiosqlite

from data.notes.activity_state import ActivityState
from data.notes.states import UNKNOWN, select_states
from data.notes.statuses import NoteStatus
from data.people.appointments import select_acting_appointment
from data.roadmap.models import RoadmapContent
from data.search.intents.models import Days, QuestionIntent

EXCERPT: Final = 200  # characters of a report that an answer may show
# Answers to these read reports; those to the others read states alone.
OF_NOTES: Final = frozenset(
    {
        QuestionIntent.NOTES,
        QuestionIntent.SILENCE,
        QuestionIntent.COUNT,
        QuestionIntent.COMPARE,
        QuestionIntent.CHANGES,
        QuestionIntent.SUMMARY,
        QuestionIntent.STATUS,
    }
)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report that is not withdrawn, as a list shows it; `day` is when it was published, in the bot's zone."""

    note_id: int
    number: int
    activity_id: int
    agency_id: int
    party_id: int
    status: NoteStatus | None
    text: str
    day: date


@dataclass(frozen=True, slots=True)
class MovedDeadline:
    """A control date that both sides moved, and the day on which they agreed."""

    activity_id: int
    to: date
    day: date


@dataclass(frozen=True, slots=True)
class Asker:
    """What the person who asks answers for: ids of agencies, or of sides."""

    agencies: frozenset[int] = frozenset()
    parties: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """`reports` are newest first; `asker` is None where the asker is not known."""

    content: RoadmapContent
    today: date
    states: Mapping[int, ActivityState] = field(default_factory=dict)
    reports: tuple[ReportLine, ...] = ()
    moved: tuple[MovedDeadline, ...] = ()
    asker: Asker | None = None

    def state(self, activity_id: int) -> ActivityState:
        """Returns what the sides have said of an activity; of one without agencies nothing."""
        return self.states.get(activity_id, ActivityState(activity_id, UNKNOWN))


async def select_answer_facts(
    connection: aiosqlite.Connection, content: RoadmapContent, at: datetime
) -> AnswerFacts:
    """Loads what every answer of a conversation needs; `at` is aware, in the zone that days are of."""
    states = await select_states(connection, content, at.date(), _zone(at))
    return AnswerFacts(content, at.date(), states)


async def with_reports(
    connection: aiosqlite.Connection, facts: AnswerFacts, intent: QuestionIntent, at: datetime
) -> AnswerFacts:
    """Adds the reports and the moved deadlines, as far as answers to questions of that intent speak of them."""
    roadmap_id, zone = facts.content.roadmap.id, _zone(at)
    reports = await _reports(connection, roadmap_id, zone) if intent in OF_NOTES else ()
    moved = await _moved(connection, roadmap_id, zone) if intent is QuestionIntent.CHANGES else ()
    return replace(facts, reports=reports, moved=moved)


async def select_asker(
    connection: aiosqlite.Connection, user_id: int | None, first_admins: Collection[int] = ()
) -> Asker | None:
    """Loads what the person answers for; None for a person without an agency and a side."""
    if user_id is None:
        return None
    held = await select_acting_appointment(connection, user_id, first_admins)
    agencies = frozenset(held.agencies) if held.role else frozenset[int]()
    parties = held.parties if held.role else frozenset[int]()
    return Asker(agencies, parties) if agencies or parties else None


async def _reports(
    connection: aiosqlite.Connection, roadmap_id: int, zone: ZoneInfo
) -> tuple[ReportLine, ...]:
    rows = await connection.execute_fetchall(
        "SELECT notes.id, notes.number, notes.activity_id, notes.agency_id, agencies.party_id, notes.created_at,"
        " v.status, substr(v.text, 1, ?2) AS text FROM notes"
        " JOIN all_agencies AS agencies ON agencies.id = notes.agency_id"
        " JOIN note_versions AS v ON v.note_id = notes.id"
        "  AND v.version = (SELECT max(version) FROM note_versions WHERE note_id = notes.id)"
        " WHERE notes.roadmap_id = ?1 AND notes.state = 'published' ORDER BY notes.number DESC",
        (roadmap_id, EXCERPT),
    )
    return tuple(
        ReportLine(
            row["id"],
            row["number"],
            row["activity_id"],
            row["agency_id"],
            row["party_id"],
            NoteStatus(row["status"]) if row["status"] else None,
            row["text"],
            _day(row["created_at"], zone),
        )
        for row in rows
    )


async def _moved(
    connection: aiosqlite.Connection, roadmap_id: int, zone: ZoneInfo
) -> tuple[MovedDeadline, ...]:
    rows = await connection.execute_fetchall(
        "SELECT r.activity_id, r.day, r.ended_at AS at FROM move_requests AS r"
        " JOIN all_activities AS a ON a.id = r.activity_id"
        " WHERE a.roadmap_id = ? AND r.state = 'granted' ORDER BY r.ended_at DESC",
        (roadmap_id,),
    )
    return tuple(
        MovedDeadline(row["activity_id"], date.fromisoformat(row["day"]), _day(row["at"], zone))
        for row in rows
    )


def within(day: date, days: Days | None) -> bool:
    """True for a day among those asked for; any day where none are."""
    if days is None:
        return True
    return (days.since is None or days.since <= day) and (days.until is None or day <= days.until)


def _zone(at: datetime) -> ZoneInfo:
    return at.tzinfo if isinstance(at.tzinfo, ZoneInfo) else ZoneInfo("UTC")


def _day(at: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(at, UTC).astimezone(zone).date()
