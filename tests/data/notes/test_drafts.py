"""The form a note is written in: one a person, kept until it is published or thrown away."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.database import Database
from data.messaging.posts import MessageAddress
from data.notes.attachments import MAX_BYTES
from data.notes.draft_content import insert_draft_file, insert_draft_text
from data.notes.drafts import (
    delete_draft,
    insert_correction,
    insert_draft,
    select_draft,
    select_own_draft,
    update_draft_as_last_time,
    update_draft_document,
    update_draft_status,
    update_draft_step,
    update_draft_subject,
)
from data.notes.notes import ConfirmingDocument
from data.notes.problems import ContentRefused, NoteProblem
from data.notes.statuses import NoteStatus
from data.notes.text_chunks import MAX_TEXT, TextChunk
from data.primitives.text_cleaning import cleaned
from tests.data.notes.note_fixtures import EXCHANGE, PORT, PRIVATE, document, draft, note, open_people, photo
from tests.data.people.people_fixtures import ANNA, BORIS, BUILDING, NOW


async def test_a_draft_survives_a_restart_as_it_was(tmp_path: Path) -> None:
    """Everything typed, attached and chosen is there again when the database is opened anew."""
    db = await open_people(tmp_path)
    begun = await draft(
        db, "Сваи забиты", status=NoteStatus.AT_RISK, files=(photo("a", 105), document("б.pdf", 106))
    )
    async with db.writing() as connection:
        await update_draft_step(connection, begun.id, "preview", MessageAddress(PRIVATE, 99), NOW + 1)
        await update_draft_document(
            connection, begun.id, ConfirmingDocument("15-3", date(2026, 11, 20)), NOW + 1
        )
    before = await select_draft(db.reader, ANNA)
    await db.close()
    db = await Database.open(tmp_path / "roadmap.db")
    after = await select_draft(db.reader, ANNA)
    await db.close()
    assert before == after is not None
    assert (after.text, after.status, after.step, after.form) == (
        "Сваи забиты",
        "at_risk",
        "preview",
        MessageAddress(PRIVATE, 99),
    )
    assert [file.name for file in after.files] == ["", "б.pdf"]
    assert after.document == ConfirmingDocument("15-3", date(2026, 11, 20))


async def test_a_person_has_one_draft_at_a_time(db: Database) -> None:
    """A second one is not begun, and the first one stays as it was; another person has their own."""
    await draft(db, "первый")
    async with db.writing() as connection:
        assert await insert_draft(connection, ANNA, EXCHANGE, BUILDING, NOW) is None
        assert await insert_draft(connection, BORIS, EXCHANGE, BUILDING, NOW) is not None
    kept = await select_draft(db.reader, ANNA)
    assert kept is not None
    assert (kept.activity_id, kept.text) == (PORT, "первый")


async def test_nobody_reaches_the_draft_of_another(db: Database) -> None:
    """A draft's id is no use to another person, and a thrown away draft's id never comes back."""
    begun = await draft(db, "моё")
    assert await select_own_draft(db.reader, begun.id, BORIS) is None
    assert await select_own_draft(db.reader, begun.id, ANNA) is not None
    async with db.writing() as connection:
        assert await delete_draft(connection, ANNA)
        assert not await delete_draft(connection, ANNA)
    again = await draft(db, "снова")
    assert again.id > begun.id


async def test_an_edited_message_changes_its_words_only(db: Database) -> None:
    """Words of an edited message take the place of what it said, the others stay in their order."""
    begun = await draft(db, "раз", "два", "три")
    async with db.writing() as connection:
        await insert_draft_text(connection, begun.id, TextChunk("ДВА", NOW, MessageAddress(PRIVATE, 101)))
    found = await select_draft(db.reader, ANNA)
    assert found is not None
    assert found.text == "раз\n\nДВА\n\nтри"
    assert found.holds(MessageAddress(PRIVATE, 101))
    assert not found.holds(MessageAddress(PRIVATE, 999))
    assert found.written_at == NOW


async def test_too_many_words_are_refused_and_the_draft_stays(db: Database) -> None:
    """What does not fit is refused with both numbers, whether new or edited, and nothing typed before is lost."""
    begun = await draft(db, "а" * 2000)
    for source in (MessageAddress(PRIVATE, 200), None):
        async with db.writing() as connection:
            with pytest.raises(ContentRefused, match=r"length.: 3502, .limit.: 3500"):
                await insert_draft_text(connection, begun.id, TextChunk("б" * 1500, NOW, source))
    async with db.writing() as connection:
        with pytest.raises(ContentRefused):
            await insert_draft_text(
                connection, begun.id, TextChunk("в" * (MAX_TEXT + 1), NOW, MessageAddress(PRIVATE, 100))
            )
    found = await select_draft(db.reader, ANNA)
    assert found is not None
    assert found.text == "а" * 2000


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (document("вирус.pdf.exe", 1), NoteProblem.FILE_TYPE),
        (replace(document("без типа", 1), mime=""), NoteProblem.FILE_TYPE),
        (document("отчёт.PDF", 1, size=MAX_BYTES + 1), NoteProblem.FILE_SIZE),
        (photo("eleventh", 1), NoteProblem.FILE_COUNT),
    ],
)
async def test_a_file_that_a_note_does_not_take_is_named(
    db: Database, file: object, problem: NoteProblem
) -> None:
    """Type, size and number are limited, and the refusal says which file and why."""
    held = tuple(photo(str(number), 100 + number) for number in range(10))
    begun = await draft(db, files=held)
    async with db.writing() as connection:
        with pytest.raises(ContentRefused) as refused:
            await insert_draft_file(connection, begun.id, file)  # type: ignore[arg-type]  # a parameter of the test
    assert refused.value.problem is problem
    found = await select_draft(db.reader, ANNA)
    assert found is not None
    assert found.files == held


async def test_an_edited_message_brings_another_file(db: Database) -> None:
    """The file of an edited message takes the place of the one it brought, also in a full album."""
    begun = await draft(db, files=tuple(photo(str(number), 100 + number) for number in range(10)))
    async with db.writing() as connection:
        await insert_draft_file(connection, begun.id, photo("better", 104))
    found = await select_draft(db.reader, ANNA)
    assert found is not None
    assert [file.file_id for file in found.files][3:6] == ["id-3", "id-better", "id-5"]


async def test_a_correction_begins_with_what_the_note_says(db: Database) -> None:
    """«Исправить» opens a draft with the words, messages, status and files of the latest version."""
    published = await note(
        db, "Начали", "Продолжаем", status=NoteStatus.IN_PROGRESS, files=(photo("a", 110),)
    )
    async with db.writing() as connection:
        begun = await insert_correction(connection, ANNA, published, NOW)
        assert await insert_correction(connection, ANNA, published, NOW) is None
    assert begun is not None
    assert begun.note_id == published.id
    assert (begun.text, begun.status) == ("Начали\n\nПродолжаем", NoteStatus.IN_PROGRESS)
    assert [chunk.source for chunk in begun.chunks] == [
        MessageAddress(PRIVATE, 100),
        MessageAddress(PRIVATE, 101),
    ]
    assert begun.files == published.latest.files


async def test_as_last_time_brings_the_words_and_not_the_files(db: Database) -> None:
    """«Как в прошлый раз» fills in words and status; they belong to no message, so editing an old one changes nothing."""
    last = await note(db, "Идёт по плану", status=NoteStatus.IN_PROGRESS, files=(photo("a", 110),))
    begun = await draft(db, "черновик")
    async with db.writing() as connection:
        await update_draft_as_last_time(connection, begun, last, NOW)
    found = await select_draft(db.reader, ANNA)
    assert found is not None
    assert (found.text, found.status, found.files) == ("Идёт по плану", NoteStatus.IN_PROGRESS, ())
    assert not found.holds(MessageAddress(PRIVATE, 100))


async def test_a_removed_activity_leaves_the_words(db: Database) -> None:
    """A new edition of the roadmap may drop the draft's activity, not the draft."""
    begun = await draft(db, "ценное")
    async with db.writing() as connection:
        await connection.execute("UPDATE all_activities SET gone_at = ? WHERE id = ?", (NOW, PORT))
    found = await select_draft(db.reader, ANNA)
    assert found is not None
    assert (found.activity_id, found.text) == (None, "ценное")
    async with db.writing() as connection:
        await update_draft_subject(connection, begun.id, EXCHANGE, BUILDING, NOW)
        await update_draft_status(connection, begun.id, None, NOW)
    moved = await select_draft(db.reader, ANNA)
    assert moved is not None
    assert (moved.activity_id, moved.agency_id) == (EXCHANGE, BUILDING)


@given(st.text(st.characters(exclude_categories=[]), max_size=60))
def test_cleaned_words_can_be_stored_and_keep_what_is_visible(text: str) -> None:
    """Any text, also with NUL and halves of surrogate pairs, becomes one that SQLite and JSON carry whole."""
    fit = cleaned(text)
    assert fit.encode("utf-8").decode("utf-8") == fit
    assert "\x00" not in fit
    assert "\r" not in fit
    assert cleaned(fit) == fit
    visible = [
        character for character in text if character.isalnum() and not "\ud800" <= character <= "\udfff"
    ]
    assert [character for character in fit if character.isalnum()] == visible


def test_a_pair_of_surrogates_is_one_character() -> None:
    """Two halves that belong together are joined, a lone one is shown as missing."""
    assert cleaned("\ud83d\ude00") == "😀"
    assert cleaned("а\ud83dб") == "а\ufffdб"
