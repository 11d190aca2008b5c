"""How an activity stands: each side's latest word, and when it is closed."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from data.database import Database
from data.notes.publishing import withdraw_note
from data.notes.statuses import (
    ActivityState,
    NoteStatus,
    SideStatus,
    select_activity_state,
    select_activity_states,
)
from data.roadmap.models import ControlDate, Deadline, DeadlineKind
from tests.data.notes.note_fixtures import EXCHANGE, PORT, TOURNAMENT, note
from tests.data.people.people_fixtures import ANNA, BUILDING, HARBOUR, NORTH, NOW, SOUTH, SPORT

OVER = ControlDate(date(2026, 11, 20), date(2026, 11, 20))
OVERDUE = Deadline(
    "20 ноября", DeadlineKind.DATE, (OVER,), recurring=False, assumed=False, months=(), years=()
)
TODAY = date(2026, 11, 24)


async def states(db: Database, activity_id: int) -> ActivityState:
    """The state as both ways of asking give it."""
    alone = await select_activity_state(db.reader, activity_id)
    assert (await select_activity_states(db.reader, 1))[activity_id] == alone
    return alone


async def test_an_activity_nobody_spoke_of_is_open(db: Database) -> None:
    """Without notes every side with agencies on it is silent, and nobody's word is awaited yet."""
    state = await states(db, PORT)
    assert state.words == ((NORTH, None), (SOUTH, None))
    assert (state.is_closed, state.awaited) == (False, ())


async def test_one_sides_done_is_interim(db: Database) -> None:
    """«Исполнено» of one side awaits the other; of both it closes the activity."""
    await note(db, "готово", status=NoteStatus.DONE)
    state = await states(db, PORT)
    assert (state.is_closed, state.declared, state.awaited) == (False, (NORTH,), (SOUTH,))
    await note(db, "и у нас", agency_id=HARBOUR, status=NoteStatus.DONE)
    state = await states(db, PORT)
    assert (state.is_closed, state.awaited) == (True, ())
    assert not state.is_overdue(OVERDUE, TODAY)


async def test_a_later_word_of_the_same_side_opens_it_again(db: Database) -> None:
    """The latest word of a side counts, whichever of its agencies says it."""
    await note(db, "готово", activity_id=EXCHANGE, status=NoteStatus.DONE)
    assert (await states(db, EXCHANGE)).is_closed
    await note(db, "не совсем", activity_id=EXCHANGE, agency_id=SPORT, status=NoteStatus.AT_RISK)
    state = await states(db, EXCHANGE)
    word = dict(state.words)[NORTH]
    assert not state.is_closed
    assert word is not None
    assert (word.status, word.agency_id, word.note_number) == (NoteStatus.AT_RISK, SPORT, 2)
    assert state.is_overdue(OVERDUE, TODAY)


async def test_a_side_without_agencies_is_not_waited_for(db: Database) -> None:
    """An activity of one side alone is closed by that side."""
    await note(db, "сыграли", activity_id=TOURNAMENT, agency_id=SPORT, status=NoteStatus.DONE)
    assert (await states(db, TOURNAMENT)).is_closed


async def test_a_note_without_a_status_leaves_the_word(db: Database) -> None:
    """News without a status do not change what the side has declared."""
    await note(db, "под угрозой", status=NoteStatus.AT_RISK)
    await note(db, "просто новость")
    word = dict((await states(db, PORT)).words)[NORTH]
    assert word is not None
    assert (word.status, word.note_number) == (NoteStatus.AT_RISK, 1)


async def test_a_withdrawn_word_is_unsaid(db: Database) -> None:
    """Withdrawing a note brings back the side's word before it."""
    await note(db, "идёт", status=NoteStatus.IN_PROGRESS)
    second = await note(db, "готово", status=NoteStatus.DONE)
    async with db.writing() as connection:
        await withdraw_note(connection, second.id, ANNA, "рано", NOW)
    word = dict((await states(db, PORT)).words)[NORTH]
    assert word is not None
    assert word.status is NoteStatus.IN_PROGRESS


async def test_an_activity_without_agencies_never_closes(db: Database) -> None:
    """Nobody can declare it done, so it is open, and overdue when its date has passed."""
    state = await select_activity_state(db.reader, 999)
    assert not state.is_closed
    assert state.is_overdue(OVERDUE, TODAY)


words = st.none() | st.builds(
    SideStatus, st.sampled_from(NoteStatus), st.just(1), st.just(1), st.just(BUILDING), st.just(NOW)
)


@given(st.lists(words, max_size=4))
def test_closed_awaited_and_declared_agree(said: list[SideStatus | None]) -> None:
    """Closed exactly when someone has spoken and all said «done»; awaited are just those who have not, once one has."""
    state = ActivityState(1, tuple(enumerate(said, start=1)))
    done = {party for party, word in state.words if word and word.status is NoteStatus.DONE}
    others = {party for party, _ in state.words} - done
    assert state.is_closed == (bool(said) and not others)
    assert set(state.awaited) == (others if done else set())
    assert state.is_overdue(OVERDUE, TODAY) is not state.is_closed
