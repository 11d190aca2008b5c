"""Which note counts in which week: by when it was written, unless it came more than a day late."""

from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.database import Database
from data.messaging.posts import MessageAddress
from data.notes.counted import select_last_reports_at, select_news
from data.notes.draft_content import insert_draft_text
from data.notes.drafts import insert_draft
from data.notes.notes import Note
from data.notes.publishing import publish_draft
from data.notes.record import GRACE
from data.notes.text_chunks import TextChunk
from tests.data.notes.note_fixtures import NOW, PORT, open_people
from tests.data.people.people_fixtures import ANNA, BUILDING
from tests.thoroughness import examples

WEEK = 7 * 24 * 3600
ENDS = [NOW + WEEK * number for number in range(6)]


async def written(db: Database, written_at: int, received_at: int) -> int:
    """A note whose words Telegram got at the one moment, and which was published at the other; its id."""
    async with db.writing() as connection:
        begun = await insert_draft(connection, ANNA, PORT, BUILDING, written_at)
        assert begun
        await insert_draft_text(connection, begun.id, TextChunk("Слова.", written_at, MessageAddress(101, 1)))
        made = await publish_draft(connection, begun.id, ANNA, received_at, None)
    assert isinstance(made, Note)
    return made.id


async def weeks_of(db: Database, note_id: int) -> list[int]:
    """In which of the weeks, from 1, the note is news."""
    found = []
    for number, (since, until) in enumerate(pairwise(ENDS), start=1):
        if note_id in [news.note_id for news in await select_news(db.reader, 1, since, until)]:
            found.append(number)
    return found


@pytest.mark.random
@settings(
    max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 4 * WEEK), st.integers(0, 2 * WEEK))
async def test_each_note_is_news_once(tmp_path_factory: pytest.TempPathFactory, at: int, delay: int) -> None:
    """However late a note arrives, exactly one week has it: that of the writing, or that of the arrival."""
    db = await open_people(tmp_path_factory.mktemp("weeks"))
    try:
        weeks = await weeks_of(db, await written(db, NOW + at, NOW + at + delay))
    finally:
        await db.close()
    own = at // WEEK + 1
    in_time = at + delay < own * WEEK + GRACE
    assert len(weeks) <= 1
    assert not in_time or weeks == [own]
    assert in_time or at + delay >= 5 * WEEK or weeks[0] > own


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_people(tmp_path)
    yield opened
    await opened.close()


@pytest.mark.parametrize(("late", "week"), [(GRACE - 1, [1]), (GRACE, [2])])
async def test_a_day_of_grace(db: Database, late: int, week: list[int]) -> None:
    """Written in the first week's last second, a note belongs to it if it arrives within a day of its end."""
    assert await weeks_of(db, await written(db, ENDS[1] - 1, ENDS[1] + late)) == week


async def test_the_record_of_an_earlier_moment(db: Database) -> None:
    """Before the note was written nobody was heard of; afterwards its agency is."""
    await written(db, ENDS[1], ENDS[1])
    assert await select_last_reports_at(db.reader, 1, ENDS[1]) == {}
    assert await select_last_reports_at(db.reader, 1, ENDS[1] + 1) == {BUILDING: ENDS[1]}
