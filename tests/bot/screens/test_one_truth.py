"""Whatever happens to activities: card, lists, counts, summary, agenda, reminders and answers say the same of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

import aiosqlite
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.callbacks.roadmap import DeadlineList, OpenActivity, OpenSphere, OpenStateList, StateList
from bot.i18n import speaking
from bot.screens.fragments import activity_words, count_open, regions_of
from bot.screens.roadmap.activity import CardFacts, activity_screen
from bot.screens.roadmap.activity_status import ActivityStatus
from bot.screens.roadmap.deadline_lists import listed, next_due
from bot.screens.roadmap.home import Visitor, home_screen
from bot.screens.roadmap.spheres import sphere_screen
from bot.screens.roadmap.states import state_list_screen
from data.database import Database
from data.decisions.agenda import agenda_of
from data.decisions.meetings import AgendaSection
from data.decisions.reopenings import insert_reopening
from data.notes.activity_state import ActivityState, Moment
from data.notes.states import select_state, select_states
from data.notes.statuses import TROUBLED, NoteStatus, StateKind
from data.regions.regional_clocks import MOSCOW
from data.roadmap.control_dates import DeadlineMove, insert_move
from data.roadmap.models import RoadmapContent
from data.roadmap.roadmap import select_content
from data.roadmap.weeks import Week
from data.search.models import with_states
from data.search.search import Search
from data.summaries.facts import select_facts
from data.summaries.summaries import Period
from tests.data.people.people_fixtures import BUILDING, HARBOUR, NORTH, SOUTH, SPORT, open_people
from tests.thoroughness import examples

FIRST: Final = date(2026, 1, 12)
AGENCIES: Final = {1: (BUILDING, HARBOUR), 2: (BUILDING, SPORT), 3: (SPORT,), 4: (BUILDING, HARBOUR)}
YEARLY: Final = (
    (
        "INSERT INTO all_activities (id, roadmap_id, sphere_id, position, number, title)"
        " VALUES (4, 1, 1, 3, '1.4', 'Форум')"
    ),
    "INSERT INTO all_responsibilities VALUES (4, 11, 0, 'Минстрой'), (4, 21, 1, 'Комитет')",
    "INSERT INTO deadlines VALUES (4, 'Ежегодно в декабре', 'annual_month', 1, 1, '[12]', '[2026, 2027]')",
    (
        "INSERT INTO control_dates (activity_id, nominal, day) VALUES (4, '2026-12-31', '2026-12-31'),"
        " (4, '2027-12-31', '2027-12-30')"
    ),
)

activities = st.sampled_from(sorted(AGENCIES))
statuses = st.none() | st.sampled_from(NoteStatus) | st.just(NoteStatus.DONE)
events = st.lists(
    st.one_of(
        st.tuples(st.just("note"), activities, st.integers(0, 1), statuses, st.booleans()),
        st.tuples(st.just("both"), activities),
        st.tuples(st.just("correct"), st.integers(0, 30), statuses),
        st.tuples(st.just("withdraw"), st.integers(0, 30)),
        st.tuples(st.just("reopen"), activities),
        st.tuples(st.just("move"), activities, st.integers(-60, 200), st.booleans()),
        st.tuples(st.just("edition"), activities),
        st.tuples(st.just("days"), st.integers(1, 120)),
    ),
    max_size=25,
)


@dataclass
class History:
    """A record that grows by one thing after the other; `at` is the moment it has come to, in Unix seconds."""

    db: Database
    day: date = FIRST
    notes: int = 0

    @property
    def at(self) -> int:
        noon = datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC)
        return int(noon.timestamp()) + self.notes

    async def follow(self, event: tuple[object, ...]) -> None:
        kind, *how = event
        if kind == "days":
            self.day += timedelta(days=int(str(how[0])))
        else:
            await getattr(self, f"_{kind}")(*how)

    async def _note(self, activity: int, body: int, status: NoteStatus | None, speaks: bool) -> None:
        self.notes += 1
        agency = AGENCIES[activity][body % len(AGENCIES[activity])]
        async with self.db.writing() as connection:
            await connection.execute(
                "INSERT INTO notes (id, roadmap_id, number, activity_id, agency_id, author_id, created_at)"
                " VALUES (?1, 1, ?1, ?2, ?3, 1, ?4)",
                (self.notes, activity, agency, self.at),
            )
            await self._say(connection, (self.notes, 1, self.notes), status, speaks)

    async def _both(self, activity: int) -> None:
        for body in (0, 1):
            await self._note(activity, body, NoteStatus.DONE, True)

    async def _correct(self, note: int, status: NoteStatus | None) -> None:
        async with self.db.writing() as connection:
            rows = await connection.execute_fetchall(
                "SELECT max(version) AS last, max(speaks) AS speaks FROM note_versions WHERE note_id = ? HAVING last",
                (note,),
            )
            for row in rows:
                await self._say(connection, (note, row["last"] + 1, None), status, bool(row["speaks"]))

    async def _withdraw(self, note: int) -> None:
        async with self.db.writing() as connection:
            await connection.execute(
                "UPDATE notes SET state = 'withdrawn', withdrawn_at = ?, withdrawn_by = 1, withdrawal_reason = 'x'"
                " WHERE id = ? AND state = 'published'",
                (self.at, note),
            )

    async def _reopen(self, activity: int) -> None:
        state = await select_state(self.db.reader, activity, Moment(self.at, MOSCOW))
        if state.now.is_done:
            async with self.db.writing() as connection:
                await insert_reopening(connection, activity, NORTH, "причина", (1, self.at))

    async def _move(self, activity: int, days: int, alone: bool) -> None:
        content = await self.content()
        deadline = next((a.deadline for a in content.activities if a.id == activity), None)
        if deadline is None:
            return
        nominal = deadline.control_dates[0].nominal if deadline.control_dates and activity != 2 else None
        day = self.day + timedelta(days=days)
        move = DeadlineMove(0, activity, nominal, day, "письмо", SOUTH if alone else None, None, 1, self.at)
        async with self.db.writing() as connection:
            await insert_move(connection, move, deadline.wording)

    async def _edition(self, activity: int) -> None:
        """An edition leaves the activity out, or brings it back."""
        async with self.db.writing() as connection:
            await connection.execute(
                "UPDATE all_activities SET gone_at = CASE WHEN gone_at IS NULL THEN ? END WHERE id = ?",
                (self.at, activity),
            )

    async def _say(
        self,
        connection: aiosqlite.Connection,
        place: tuple[int, int, int | None],
        status: NoteStatus | None,
        speaks: bool,
    ) -> None:
        note, version, draft = place
        await connection.execute(
            "INSERT INTO note_versions (note_id, version, text, status, document_number, author_id, written_at,"
            " received_at, draft_id, speaks) VALUES (?, ?, 'слова', ?, '', 1, ?, ?, ?, ?)",
            (note, version, status, self.at, self.at, draft, speaks),
        )

    async def content(self) -> RoadmapContent:
        content = await select_content(self.db.reader, 1)
        assert content
        return content


@pytest.mark.slow
@pytest.mark.random
@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(events)
async def test_whatever_happens(
    tmp_path_factory: pytest.TempPathFactory, happened: list[tuple[object, ...]]
) -> None:
    """Notes, corrections, withdrawals, closings, reopenings, moves, editions and days, in any order."""
    db = await open_people(tmp_path_factory.mktemp("truth"))
    try:
        async with db.writing() as connection:
            for statement in YEARLY:
                await connection.execute(statement)
        history = History(db)
        for event in happened:
            await history.follow(event)
        await check(history)
    finally:
        await db.close()


async def check(history: History) -> None:
    content, day = await history.content(), history.day
    states = await select_states(history.db.reader, content, day, MOSCOW)
    kinds = {key: state.kind for key, state in states.items()}
    due = {key: when.day for key, state in states.items() if (when := state.next_due(day))}
    with speaking("ru"):
        check_lists(content, states, day)
        for activity_id, state in states.items():
            assert await select_state(history.db.reader, activity_id, Moment(history.at, MOSCOW)) == state
            check_card(content, state, day, history.db)
    await check_summary(history, content, states)
    agenda = dict(agenda_of(content, states, day))
    assert {key for key, section in agenda.items() if section is AgendaSection.OVERDUE} == of(
        kinds, StateKind.OVERDUE
    )
    assert {key for key, section in agenda.items() if section is AgendaSection.AT_RISK} == of(
        kinds, *TROUBLED
    )
    assert not agenda.keys() & of(kinds, StateKind.DONE)
    answer = with_states(Search(content).ask("просрочено", day), states, day)
    assert set(answer.intent.activities) == of(kinds, StateKind.OVERDUE)
    soon = with_states(Search(content).ask("в ближайшие 30 дней", day), states, day)
    assert set(soon.intent.activities) == {
        key for key, when in due.items() if when <= day + timedelta(days=30)
    }


def of(kinds: Mapping[int, StateKind], *wanted: StateKind) -> set[int]:
    return {key for key, kind in kinds.items() if kind in wanted}


def check_lists(content: RoadmapContent, states: Mapping[int, ActivityState], day: date) -> None:
    kinds = {key: state.kind for key, state in states.items()}
    lists = {which: {a.id for a in listed(content, which, day, states)} for which in DeadlineList}
    done = of(kinds, StateKind.DONE)
    assert lists[DeadlineList.OVERDUE] == of(kinds, StateKind.OVERDUE)
    assert not done & (lists[DeadlineList.OVERDUE] | {key for key in lists[DeadlineList.SOON] if key != 4})
    home = home_screen(content, Visitor(states=states), day).text.render()[0]
    soon = len(lists[DeadlineList.SOON])
    assert f"Просрочено: {len(lists[DeadlineList.OVERDUE])} · в ближайшие 30 дней: {soon}" in home
    nearest = next_due(content, day, states)
    assert ("Ближайшая контрольная дата" in home) is (nearest is not None)
    shown = state_list_screen(content, OpenStateList(which=StateList.DONE), states).text.render()[0]
    sphere = sphere_screen(content, OpenSphere(sphere_id=1), states).text.render()[0] if states else ""
    for activity in content.activities:
        words = activity_words(states[activity.id], regions_of(content))
        assert f"{words} · {activity.deadline.wording}" in sphere
        assert (f"{activity.number} {activity.title}" in shown) is (activity.id in done)
    if done:
        assert f"Открытых: {count_open(states, content.activities)} из {len(states)}" in sphere


def check_card(content: RoadmapContent, state: ActivityState, day: date, db: Database) -> None:
    facts = CardFacts(day, db.calendar, {}, ActivityStatus(state, notes=1))
    card = activity_screen(content, OpenActivity(activity_id=state.activity_id), facts).text.render()[0]
    assert activity_words(state, regions_of(content)) in card
    for year in state.years:
        assert f"{year.year}: " in card
    if state.now.reopened_on:
        assert card.count("возобновлено") == 1
        assert not state.now.is_done


async def check_summary(
    history: History, content: RoadmapContent, states: Mapping[int, ActivityState]
) -> None:
    kinds = {key: state.kind for key, state in states.items()}
    period = Period(Week.of(history.day), history.at - 7 * 86400, history.at + 1)
    facts = await select_facts(history.db.reader, content, period, MOSCOW)
    # A withdrawal counts in a summary a day later: what is shown today and what is published tell apart only by that.
    later = await select_states(history.db.reader, content, history.day, MOSCOW, history.at + 1)
    expected = {key: state.kind for key, state in later.items()}
    assert facts.figures.done == len(of(expected, StateKind.DONE))
    assert facts.figures.overdue == len(facts.overdue) == len(of(expected, StateKind.OVERDUE))
    assert facts.figures.awaited == len(of(expected, StateKind.AWAITED))
    assert facts.figures.at_risk == len(of(expected, *TROUBLED))
    assert not {a.id for a, _ in facts.due} & {key for key in of(expected, StateKind.DONE) if key != 4}
    settled = await select_states(history.db.reader, content, history.day, MOSCOW, history.at + 2 * 86400)
    assert {key: state.kind for key, state in settled.items()} == kinds
