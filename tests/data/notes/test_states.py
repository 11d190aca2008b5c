"""How an activity stands: each side's word, the state of all, year by year, and as of an earlier day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.database import Database
from data.documents.deadlines import read_deadline
from data.notes.activity_state import ActivityState, Moment
from data.notes.publishing import withdraw_note
from data.notes.record import OpenRequest, Reopened, select_records
from data.notes.states import activity_state, select_state, select_states
from data.notes.statuses import RANK, NoteStatus, StateKind
from data.people.people import Role
from data.primitives.working_days import WorkingCalendar
from data.regions.regional_clocks import MOSCOW
from data.roadmap.control_dates import DeadlineMove, insert_move
from data.roadmap.models import ControlDate, Deadline, DeadlineKind
from data.roadmap.roadmap import select_content
from tests.data.notes.note_fixtures import EXCHANGE, PORT, TOURNAMENT, note
from tests.data.notes.state_fixtures import noon, record, said, state_by, state_on
from tests.data.people.people_fixtures import ANNA, HARBOUR, NORTH, NOW, SOUTH, SPORT

CALENDAR = WorkingCalendar()
DUE = date(2026, 11, 20)
ONCE = Deadline(
    "20 ноября",
    DeadlineKind.DATE,
    (ControlDate(DUE, DUE),),
    recurring=False,
    assumed=False,
    months=(),
    years=(),
)
YEARLY = read_deadline("Ежегодно в декабре", 2024, 2026, CALENDAR)  # 28.12.2024, 30.12.2025, 30.12.2026
DAY = timedelta(days=1)
DONE, RISK, GOING = NoteStatus.DONE, NoteStatus.AT_RISK, NoteStatus.IN_PROGRESS


async def states(db: Database, activity_id: int) -> ActivityState:
    """The state as both ways of asking give it."""
    alone = await select_state(db.reader, activity_id, Moment(NOW, MOSCOW))
    content = await select_content(db.reader, 1)
    assert content
    assert (await select_states(db.reader, content, Moment(NOW, MOSCOW).day, MOSCOW))[activity_id] == alone
    return alone


async def test_an_activity_nobody_spoke_of_is_open(db: Database) -> None:
    """Without notes every side with agencies on it is silent, and no word is awaited yet."""
    state = await states(db, PORT)
    assert state.words == ((NORTH, None), (SOUTH, None))
    assert (state.kind, state.is_closed, state.awaited) == (StateKind.NOT_DUE, False, ())
    assert (await states(db, EXCHANGE)).kind is StateKind.NO_REPORTS  # «по графику»


async def test_one_sides_done_is_interim(db: Database) -> None:
    """«Исполнено» of one side awaits the other; of both it closes the activity."""
    await note(db, "готово", status=DONE)
    state = await states(db, PORT)
    assert (state.kind, state.declared, state.awaited) == (StateKind.AWAITED, (NORTH,), (SOUTH,))
    await note(db, "и у нас", agency_id=HARBOUR, status=DONE)
    state = await states(db, PORT)
    assert (state.kind, state.is_closed, state.awaited, state.now.is_late) == (
        StateKind.DONE,
        True,
        (),
        False,
    )


async def test_the_first_named_body_or_the_coordinator_speaks_for_the_side(db: Database) -> None:
    """What another body declares done is on the way; it undoes no «done», but is heard where it is worse."""
    await note(db, "наша часть готова", activity_id=EXCHANGE, agency_id=SPORT, status=DONE)
    state = await states(db, EXCHANGE)
    assert (state.kind, state.declared) == (StateKind.IN_PROGRESS, ())
    await note(db, "идёт", activity_id=EXCHANGE, status=GOING)
    await note(db, "не успеваем", activity_id=EXCHANGE, agency_id=SPORT, status=RISK)
    assert (await states(db, EXCHANGE)).kind is StateKind.AT_RISK
    await note(db, "готово", activity_id=EXCHANGE, status=DONE)
    await note(db, "не совсем", activity_id=EXCHANGE, agency_id=SPORT, status=RISK)
    [side] = (await states(db, EXCHANGE)).now.sides
    assert [(word.agency_id, word.status) for word in side.agency_words][-1] == (SPORT, RISK)
    assert side.declares
    async with db.writing() as connection:
        await connection.execute("INSERT INTO people (user_id, role) VALUES (?, ?)", (ANNA, Role.COORDINATOR))
        await connection.execute(
            "INSERT INTO person_parties (user_id, party_id) VALUES (?, ?)", (ANNA, NORTH)
        )
    await note(db, "сторона докладывает", activity_id=EXCHANGE, agency_id=SPORT, status=RISK)
    assert (await states(db, EXCHANGE)).kind is StateKind.AT_RISK


async def test_a_side_without_agencies_is_not_waited_for(db: Database) -> None:
    """An activity of one side alone is closed by that side."""
    await note(db, "сыграли", activity_id=TOURNAMENT, agency_id=SPORT, status=DONE)
    assert (await states(db, TOURNAMENT)).is_closed


async def test_a_note_without_a_status_leaves_the_word(db: Database) -> None:
    """News without a status do not change what the side has declared; alone they say that it is under way."""
    await note(db, "просто новость")
    state = await states(db, PORT)
    assert (state.kind, state.now.sides[0].word, state.now.sides[0].last_note) == (
        StateKind.IN_PROGRESS,
        None,
        1,
    )
    await note(db, "под угрозой", status=RISK)
    await note(db, "просто новость")
    word = dict((await states(db, PORT)).words)[NORTH]
    assert word is not None
    assert (word.status, word.note_number) == (RISK, 2)


async def test_a_withdrawn_word_is_unsaid(db: Database) -> None:
    """Withdrawing a note brings back the side's word before it."""
    await note(db, "идёт", status=GOING)
    second = await note(db, "готово", status=DONE)
    async with db.writing() as connection:
        await withdraw_note(connection, second.id, ANNA, "рано", NOW)
    word = dict((await states(db, PORT)).words)[NORTH]
    assert word is not None
    assert word.status is GOING


async def test_an_activity_without_agencies_never_closes(db: Database) -> None:
    """No side can declare it done, so it is open, and overdue when its date has passed."""
    state = await select_state(db.reader, 999, Moment(NOW, MOSCOW))
    assert not state.is_closed
    assert state_on(DUE + DAY, record(ONCE, sides=())).now.is_overdue


async def test_as_of_an_earlier_day_is_what_was_known_then(db: Database) -> None:
    """Later notes, withdrawals and moved dates are left out; one side's date does not bind, also then."""
    first = await note(db, "готово", status=DONE)
    async with db.writing() as connection:
        await withdraw_note(connection, first.id, ANNA, "рано", NOW + 10 * 86400)
        move = DeadlineMove(
            0, PORT, date(2026, 12, 31), date(2027, 3, 1), "письмо", None, None, ANNA, NOW + 100
        )
        await insert_move(connection, move, "2026 г.")
        alone = replace(move, day=date(2027, 5, 1), party_id=NORTH, at=NOW + 200)
        await insert_move(connection, alone, "2026 г.")
    content = await select_content(db.reader, 1)
    assert content

    async def dates(at: int | None) -> list[tuple[date, date, int]]:
        found = (await select_records(db.reader, content, at))[PORT] if content else None
        return (
            [(when.day, when.last_day, len(found.notes)) for when in found.deadline.control_dates]
            if found
            else []
        )

    signed, moved, asked = date(2026, 12, 30), date(2027, 3, 1), date(2027, 5, 1)
    assert await dates(NOW - 3600) == [(signed, signed, 0)]
    assert await dates(NOW + 50) == [(signed, signed, 1)]
    assert await dates(NOW + 150) == [(moved, moved, 1)]
    assert await dates(None) == await dates(NOW + 20 * 86400) == [(asked, moved, 0)]


@pytest.mark.parametrize(
    ("north", "south", "before", "after"),
    [
        (DONE, DONE, StateKind.DONE, StateKind.DONE),
        (DONE, RISK, StateKind.AWAITED, StateKind.AWAITED),
        (NoteStatus.NEEDS_EXTENSION, RISK, StateKind.NEEDS_EXTENSION, StateKind.OVERDUE),
        (RISK, GOING, StateKind.AT_RISK, StateKind.OVERDUE),
        (GOING, None, StateKind.IN_PROGRESS, StateKind.OVERDUE),
        (NoteStatus.NOT_DUE, None, StateKind.NOT_DUE, StateKind.OVERDUE),
        (None, None, StateKind.NOT_DUE, StateKind.OVERDUE),
    ],
)
def test_the_first_that_holds(
    north: NoteStatus | None, south: NoteStatus | None, before: StateKind, after: StateKind
) -> None:
    """On the control date itself nothing is overdue yet; after it all is that no side has declared done."""
    notes = [
        said(n, party, status, DUE) for n, (party, status) in enumerate(((1, north), (2, south)), 1) if status
    ]
    on_time, late = (state_on(day, record(ONCE, *notes)) for day in (DUE, DUE + DAY))
    assert (on_time.kind, late.kind) == (before, after)
    assert late.now.is_late is (after in (StateKind.AWAITED, StateKind.OVERDUE))


def test_done_in_time_or_late() -> None:
    """It is the last side's word that counts, on the day it was first said."""
    notes = (said(1, 1, DONE, DUE), said(2, 2, DONE, DUE + DAY))
    state = state_on(DUE + 30 * DAY, record(ONCE, *notes)).now
    assert (state.since, state.is_late) == (DUE + DAY, True)
    assert [side.is_late for side in state.sides] == [False, True]


def test_a_day_that_one_side_has_set_binds_nobody() -> None:
    """The activity is overdue by the day that all have agreed to, the request to move it stands beside that."""
    alone = ControlDate(DUE + 60 * DAY, DUE, by_hand=True, signed=DUE, binding=DUE)
    asked = OpenRequest(1, DUE + 90 * DAY, noon(DUE))
    state = state_on(DUE + DAY, record(replace(ONCE, control_dates=(alone,)), request=asked))
    assert (state.kind, state.now.when, state.request) == (StateKind.OVERDUE, alone, asked)
    assert state_on(DUE, record(replace(ONCE, control_dates=(alone,)))).kind is StateKind.NOT_DUE


def test_what_was_opened_again_is_on_the_way() -> None:
    """«Done» of before counts no more and is no state; the mark goes when it is closed once more."""
    closed = (said(1, 1, DONE, DUE), said(2, 2, DONE, DUE))
    opened = record(ONCE, *closed, reopenings=(Reopened(2, noon(DUE)),))
    state = state_on(DUE, opened)
    assert (state.kind, state.now.reopened_on) == (StateKind.IN_PROGRESS, DUE)
    again = record(ONCE, *closed, said(3, 1, DONE, DUE), said(4, 2, DONE, DUE), reopenings=opened.reopenings)
    assert (state_on(DUE, again).kind, state_on(DUE, again).now.reopened_on) == (StateKind.DONE, None)


def test_each_year_is_closed_by_itself() -> None:
    """«Ежегодно в декабре»: a year's words and date are its own, and the last one closes the activity."""
    notes = [
        *(said(n, n, DONE, date(2024, 12, 20)) for n in (1, 2)),
        said(3, 1, DONE, date(2026, 1, 12)),  # of 2025, after its date
        said(4, 2, DONE, date(2025, 12, 25)),
    ]
    state = state_on(date(2026, 2, 1), record(YEARLY, *notes))
    assert [(year.year, year.kind, year.is_late) for year in state.years] == [
        (2024, StateKind.DONE, False),
        (2025, StateKind.DONE, True),
        (2026, StateKind.NOT_DUE, False),
    ]
    assert (state.now.year, state.is_closed, state.now.when) == (2026, False, YEARLY.control_dates[2])
    assert [year.when and year.when.day.year for year in state.years] == [2024, 2025, 2026]
    last = [said(5, 1, DONE, date(2026, 11, 2)), said(6, 2, DONE, date(2026, 12, 30))]
    for day in (date(2026, 12, 30), date(2027, 3, 1)):
        closed = state_on(day, record(YEARLY, *notes, *last))
        assert (closed.is_closed, closed.now.year, closed.next_due(day)) == (True, 2026, None)


def test_a_late_confirmation_closes_the_year_that_awaits_it() -> None:
    """One side declared 2025 in December, the other confirms in March: 2025 is closed, and 2026 has its own words."""
    notes = [*(said(n, n, DONE, date(2024, 12, 20)) for n in (1, 2)), said(3, 1, DONE, date(2025, 12, 20))]
    late = [*notes, said(4, 2, DONE, date(2026, 3, 2))]
    assert state_on(date(2026, 3, 3), record(YEARLY, *late)).closed_years == {2024, 2025}
    own = [*notes, said(4, 2, DONE, date(2026, 12, 20))]
    assert 2025 not in state_on(date(2026, 12, 21), record(YEARLY, *own)).closed_years


def test_what_is_closed_early_is_due_next_year() -> None:
    """In the year that is done nothing is due, neither soon nor overdue; its last day passed, the next one begins."""
    notes = [said(n, n, DONE, date(2025, 3, 1)) for n in (1, 2)]
    made = record(YEARLY, *notes)
    state = state_on(date(2025, 12, 20), made)
    assert (state.now.year, state.kind, state.closed_years) == (2025, StateKind.DONE, frozenset({2025}))
    assert state.next_due(date(2025, 12, 20)) == YEARLY.control_dates[2]
    assert state_on(date(2025, 12, 31), made).now.year == 2026
    opened = record(YEARLY, *notes, reopenings=(Reopened(2, noon(date(2025, 3, 2))),))
    assert [year.kind for year in state_on(date(2025, 3, 3), opened).years][1] is StateKind.IN_PROGRESS


def test_a_report_of_january_belongs_to_the_year_before() -> None:
    """«Ежеквартально»: the report on the last quarter is due in January, and closes its year."""
    quarterly = read_deadline("ежеквартально", 2024, 2026, CALENDAR)
    state = state_on(
        date(2025, 1, 9), record(quarterly, *(said(n, n, DONE, date(2025, 1, 9)) for n in (1, 2)))
    )
    assert state.closed_years == {2024}
    assert state.now.year == 2025
    assert [len(year.dates) for year in state.years] == [4, 4, 4]


statuses = st.none() | st.sampled_from(NoteStatus)


@given(st.dictionaries(st.integers(1, 4), statuses, max_size=4), st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_closed_awaited_and_declared_agree(words: dict[int, NoteStatus | None], day: date) -> None:
    """Closed exactly when all said «done»; awaited are just those who have not, once one has."""
    state = state_by(words, day, ONCE)
    done = {party for party, status in words.items() if status is DONE}
    others = words.keys() - done
    assert state.is_closed == (bool(words) and not others)
    assert set(state.awaited) == (others if done else set())
    assert state.now.is_overdue is (day > DUE and not done)
    assert (state.kind is StateKind.AWAITED) is (bool(done) and bool(others))


notes = st.lists(
    st.tuples(st.integers(1, 2), statuses, st.integers(0, 1200), st.booleans(), st.integers(1, 2)),
    max_size=12,
)


@given(
    notes,
    st.sampled_from([ONCE, YEARLY, read_deadline("ежеквартально", 2024, 2026, CALENDAR)]),
    st.integers(0, 1200),
    st.none() | st.integers(1, 12),
)
def test_whatever_was_said(
    told: list[tuple[int, NoteStatus | None, int, bool, int]], deadline: Deadline, on: int, voided: int | None
) -> None:
    """Each year has one state from its own words and dates, the sides agree with it, and nothing done is due."""
    first = date(2024, 1, 1)
    made = [
        said(number, party, status, first + ago * DAY, speaks=int(speaks), agency_id=party * 10 + body)
        for number, (party, status, ago, speaks, body) in enumerate(sorted(told, key=lambda t: t[2]), start=1)
        if ago <= on
    ]
    day = first + on * DAY
    opened = (Reopened(voided, noon(day)),) if voided and voided <= len(made) else ()
    state = activity_state(record(deadline, *made, reopenings=opened), day, MOSCOW)
    assert state.now in state.periods
    for period in state.periods:
        assert period.is_done == (bool(period.sides) and all(side.declares for side in period.sides))
        assert all(when in deadline.control_dates for when in period.dates)
        worst = min(RANK[side.kind] for side in period.sides)
        assert period.kind is StateKind.AWAITED or RANK[period.kind] >= worst
        assert not (period.is_overdue and period.declared)
        if period.is_done:
            assert not set(period.dates) & set(state.due_dates)
    assert sum(len(period.dates) for period in state.periods) == len(deadline.control_dates)
    coming = state.next_due(day)
    assert coming is None or coming.day >= day
