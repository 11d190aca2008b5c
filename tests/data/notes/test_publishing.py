"""A draft becomes a note once, versions stay, a withdrawal is for ever."""

import asyncio
import sqlite3

import pytest

from data.database import Database
from data.decisions.activity_history import select_events
from data.messaging.posts import MessageAddress
from data.notes.counted import select_news
from data.notes.draft_content import delete_draft_texts, insert_draft_text
from data.notes.drafts import insert_correction, select_draft, update_draft_status
from data.notes.notes import (
    Note,
    select_activity_note_count,
    select_agency_notes,
    select_last_note,
    select_note,
    select_roadmap_note_count,
    select_roadmap_notes,
    select_versions,
)
from data.notes.problems import ContentRefused, NoteProblem
from data.notes.publishing import (
    AlreadyPublished,
    MessageEdit,
    Published,
    correct_from_message,
    publish_draft,
    withdraw_note,
)
from data.notes.statuses import NoteStatus
from data.notes.text_chunks import TextChunk
from tests.data.notes.note_fixtures import (
    EXCHANGE,
    PORT,
    PRIVATE,
    TOURNAMENT,
    document,
    draft,
    note,
    photo,
    publish,
)
from tests.data.people.people_fixtures import ANNA, BORIS, BUILDING, HARBOUR, NOW, SPORT


async def withdraw(db: Database, note_id: int, reason: str = "Ошибка в сумме") -> Published:
    async with db.writing() as connection:
        return await withdraw_note(connection, note_id, ANNA, reason, NOW + 60)


async def edits_message(db: Database, message_id: int, text: str, update_id: int = 500) -> Published:
    edit = MessageEdit(ANNA, update_id, TextChunk(text, NOW + 30, MessageAddress(PRIVATE, message_id)))
    async with db.writing() as connection:
        return await correct_from_message(connection, edit, NOW + 31)


async def test_a_note_says_what_its_draft_said(db: Database) -> None:
    """Words, status and files go over whole, with the time they were written; the draft is gone."""
    files = (photo("a", 110), document("акт.pdf", 111))
    published = await note(db, "Сваи забиты", status=NoteStatus.AT_RISK, files=files)
    assert (published.number, published.activity_id, published.agency_id) == (1, PORT, BUILDING)
    assert (published.latest.text, published.latest.status) == ("Сваи забиты", NoteStatus.AT_RISK)
    assert published.latest.files == files
    assert (published.latest.written_at, published.latest.received_at) == (NOW - 5, NOW)
    assert await select_draft(db.reader, ANNA) is None
    assert await select_note(db.reader, published.id) == published


async def test_five_presses_make_one_note(db: Database) -> None:
    """«Опубликовать» pressed five times at once publishes once; the other presses find the note."""
    begun = await draft(db, "один раз")
    outcomes = await asyncio.gather(*(publish(db, begun, 900 + press) for press in range(5)))
    made = [outcome for outcome in outcomes if isinstance(outcome, Note)]
    assert len(made) == 1
    assert outcomes.count(AlreadyPublished(made[0])) == 4
    assert len(await select_roadmap_notes(db.reader, 1, 10)) == 1


async def test_two_devices_make_one_note(db: Database) -> None:
    """Two connections to the same file that publish one draft at the same time make one note."""
    other = await Database.open(db.path)
    begun = await draft(db, "один раз")
    outcomes = await asyncio.gather(*(publish(database, begun) for database in (db, other, db, other)))
    await other.close()
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyPublished"] * 3 + ["Note"]


async def test_the_constraint_holds_without_the_lock(db: Database) -> None:
    """Even a second row for the same draft, written past every check, is refused by the database."""
    published = await note(db, "один раз")
    async with db.writing() as connection:
        with pytest.raises(sqlite3.IntegrityError, match="draft_id"):
            await connection.execute(
                "INSERT INTO note_versions SELECT note_id, 2, text, status, document_number, document_date, author_id,"
                " written_at, received_at, draft_id, NULL, office, speaks FROM note_versions WHERE note_id = ?",
                (published.id,),
            )


async def test_numbers_have_no_gaps(db: Database) -> None:
    """A publication that is rolled back uses up no number."""
    await note(db, "первая")
    begun = await draft(db, "вторая")

    async def broken() -> None:
        async with db.writing() as connection:
            await publish_draft(connection, begun.id, ANNA, NOW, None)
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        await broken()
    kept = await publish(db, begun)
    assert isinstance(kept, Note)
    assert kept.number == 2
    numbered = {published.number: published for published in await select_roadmap_notes(db.reader, 1, 9)}
    assert numbered[2] == kept


@pytest.mark.parametrize(
    ("how", "refusal"),
    [
        ({"activity_id": TOURNAMENT, "agency_id": BUILDING}, NoteProblem.NOT_RESPONSIBLE),
        ({"agency_id": None}, NoteProblem.NO_SUBJECT),
    ],
)
async def test_an_agency_speaks_only_of_its_activities(
    db: Database, how: dict[str, int], refusal: NoteProblem
) -> None:
    """A draft for an agency that does not answer for the activity, or for none, is refused and kept."""
    begun = await draft(db, "слово", **how)  # type: ignore[arg-type]  # the fields above
    assert await publish(db, begun) is refusal
    assert await select_draft(db.reader, ANNA) is not None


async def test_nothing_is_published_of_nothing(db: Database) -> None:
    """An empty draft is refused, one of files only is a note; a foreign or unknown draft is not found."""
    empty = await draft(db, "  \x00 ")
    assert await publish(db, empty) is NoteProblem.EMPTY
    async with db.writing() as connection:
        assert await publish_draft(connection, empty.id, BORIS, NOW, None) is NoteProblem.NO_DRAFT
        assert await publish_draft(connection, 12345, ANNA, NOW, None) is NoteProblem.NO_DRAFT
    assert (await note(db, user_id=BORIS, files=(photo(),))).latest.text == ""


async def test_a_correction_is_a_version_more(db: Database) -> None:
    """The corrected note has a new latest version, the earlier one is still there word for word."""
    first = await note(db, "Забито 40 свай", status=NoteStatus.IN_PROGRESS)
    async with db.writing() as connection:
        begun = await insert_correction(connection, ANNA, first, NOW)
        assert begun is not None
        await delete_draft_texts(connection, begun.id)
        await insert_draft_text(
            connection, begun.id, TextChunk("Забито 42 сваи", NOW + 9, MessageAddress(PRIVATE, 300))
        )
    second = await publish(db, begun)
    assert isinstance(second, Note)
    assert (second.id, second.number, second.latest.version) == (first.id, 1, 2)
    assert [version.text for version in await select_versions(db.reader, first.id)] == [
        "Забито 40 свай",
        "Забито 42 сваи",
    ]
    assert await publish(db, begun) == AlreadyPublished(second)


async def test_a_correction_that_changes_nothing_is_none(db: Database) -> None:
    """Publishing an untouched correction makes no version; a changed status alone does."""
    first = await note(db, "Забито 40 свай", files=(photo("a", 110),))
    async with db.writing() as connection:
        begun = await insert_correction(connection, ANNA, first, NOW)
    assert begun is not None
    assert await publish(db, begun) is NoteProblem.UNCHANGED
    async with db.writing() as connection:
        await update_draft_status(connection, begun.id, NoteStatus.DONE, NOW)
    changed = await publish(db, begun)
    assert isinstance(changed, Note)
    assert (changed.latest.version, changed.latest.status) == (2, NoteStatus.DONE)


async def test_an_edited_message_corrects_its_note(db: Database) -> None:
    """Editing one of the messages a note was made of changes those words in a new version."""
    first = await note(db, "Начали", "Сваи")
    changed = await edits_message(db, 101, "Сваи забиты")
    assert isinstance(changed, Note)
    assert changed.id == first.id
    assert (changed.latest.text, changed.latest.written_at) == ("Начали\n\nСваи забиты", NOW + 30)
    assert await edits_message(db, 101, "Сваи забиты", 500) == AlreadyPublished(changed)
    assert await edits_message(db, 101, "Сваи забиты", 501) is NoteProblem.UNCHANGED
    assert await edits_message(db, 999, "чужое", 502) is NoteProblem.NO_NOTE


async def test_an_edited_picture_corrects_its_note(db: Database) -> None:
    """A message edited to hold another picture changes the note's file in a new version."""
    await note(db, files=(photo("old", 110), photo("other", 111)))
    edit = MessageEdit(ANNA, 500, TextChunk("", NOW, MessageAddress(PRIVATE, 110)), photo("new", 110))
    async with db.writing() as connection:
        changed = await correct_from_message(connection, edit, NOW)
    assert isinstance(changed, Note)
    assert [file.file_id for file in changed.latest.files] == ["id-new", "id-other"]


async def test_an_edit_that_is_too_long_leaves_the_note(db: Database) -> None:
    """More words than a note holds are refused, and the note says what it said."""
    first = await note(db, "Начали")
    with pytest.raises(ContentRefused):
        await edits_message(db, 100, "а" * 3501)
    assert await select_note(db.reader, first.id) == first


async def test_words_that_were_replaced_no_longer_correct(db: Database) -> None:
    """After a correction from other messages, editing the old message changes nothing any more."""
    first = await note(db, "Начали")
    async with db.writing() as connection:
        begun = await insert_correction(connection, ANNA, first, NOW)
        assert begun is not None
        await delete_draft_texts(connection, begun.id)
        await insert_draft_text(
            connection, begun.id, TextChunk("Закончили", NOW, MessageAddress(PRIVATE, 300))
        )
    await publish(db, begun)
    assert await edits_message(db, 100, "Передумали") is NoteProblem.NO_NOTE


async def test_a_withdrawal_is_for_ever(db: Database) -> None:
    """A withdrawn note keeps its number and words, says who withdrew it and why, and changes no more."""
    first = await note(db, "Забито 40 свай")
    assert await withdraw(db, first.id, " \n ") is NoteProblem.EMPTY
    gone = await withdraw(db, first.id)
    assert isinstance(gone, Note)
    assert gone.withdrawal is not None
    assert (gone.number, gone.latest.text, gone.withdrawal.reason) == (1, "Забито 40 свай", "Ошибка в сумме")
    assert await withdraw(db, first.id, "ещё раз") == AlreadyPublished(gone)
    assert await withdraw(db, 777) is NoteProblem.NO_NOTE
    assert await edits_message(db, 100, "Передумали") is NoteProblem.WITHDRAWN
    async with db.writing() as connection:
        begun = await insert_correction(connection, ANNA, gone, NOW)
        assert begun is not None
        await update_draft_status(connection, begun.id, NoteStatus.DONE, NOW)
    assert await publish(db, begun) is NoteProblem.WITHDRAWN


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM notes",
        "DELETE FROM note_versions",
        "DELETE FROM note_files",
        "UPDATE note_versions SET text = 'другое'",
        "UPDATE note_files SET file_id = 'другое'",
        "UPDATE notes SET number = 7",
        "UPDATE notes SET agency_id = 21",
        "DELETE FROM all_activities WHERE id = 1",
        "DELETE FROM all_agencies WHERE id = 11",
        "DELETE FROM roadmaps",
    ],
)
async def test_the_record_cannot_be_rewritten(db: Database, statement: str) -> None:
    """No statement removes a note, changes what it said, or takes its activity away."""
    await note(db, "Забито 40 свай", files=(photo(),))
    async with db.writing() as connection:
        with pytest.raises(sqlite3.IntegrityError):
            await connection.execute(statement)


async def test_notes_are_found_by_activity_agency_and_time(db: Database) -> None:
    """Lists come newest first and in pages, a period oldest first, each with its own notes only."""
    for text in ("один", "два", "три"):
        await note(db, text)
    await note(db, "порт", user_id=BORIS, agency_id=HARBOUR)
    await note(db, "спорт", activity_id=EXCHANGE, agency_id=SPORT)
    assert [event.words for event in await select_events(db.reader, PORT, 2)] == [
        "порт",
        "три",
    ]
    assert [event.words for event in await select_events(db.reader, PORT, 2, 2)] == [
        "два",
        "один",
    ]
    assert [published.latest.text for published in await select_agency_notes(db.reader, BUILDING, 9)] == [
        "три",
        "два",
        "один",
    ]
    assert [published.number for published in await select_roadmap_notes(db.reader, 1, 2)] == [5, 4]
    assert [counted.number for counted in await select_news(db.reader, 1, 0, NOW + 1)] == [1, 2, 3, 4, 5]
    assert await select_news(db.reader, 1, NOW + 1, NOW + 2) == ()
    assert await select_activity_note_count(db.reader, PORT) == 4
    assert await select_activity_note_count(db.reader, EXCHANGE) == 1
    assert await select_roadmap_note_count(db.reader, 1) == 5


async def test_the_last_note_is_one_that_still_holds(db: Database) -> None:
    """«Как в прошлый раз» passes over withdrawn notes and those of other agencies."""
    await note(db, "старая")
    newest = await note(db, "новая")
    await note(db, "чужая", user_id=BORIS, agency_id=HARBOUR)
    await withdraw(db, newest.id)
    last = await select_last_note(db.reader, PORT, BUILDING)
    assert last is not None
    assert last.latest.text == "старая"
    assert await select_last_note(db.reader, EXCHANGE, BUILDING) is None
