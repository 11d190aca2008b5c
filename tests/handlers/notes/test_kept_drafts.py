"""A note survives restarts at every step, a storage that takes nothing, and edits of every kind."""

import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.sandbox.api.options import Options
from bot.sandbox.inspection.seen import Seen
from bot.sandbox.people import actions
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from tests.bot_harness import BotHarness, serving
from tests.handlers.notes.note_fixtures import Office, open_office

PATIENCE = 20.0  # seconds


@pytest.fixture
async def office(bot: BotHarness) -> Office:
    return await open_office(bot)


async def test_restart_between_any_two_steps(tmp_path: Path) -> None:
    """The draft, the form's buttons and the waiting document survive a restart before each step."""
    path = tmp_path / "roadmap.db"
    async with Sandbox.running(options=Options(rates=None), strict=True) as sandbox:
        async with serving(sandbox, path) as bot:
            office = await open_office(bot)
            anna, chat = office.anna, office.chat
            assert chat
            await office.boris.sends("/start")  # who is asked to confirm what Anna declares done
            await office.begins(anna)
        steps: list[Callable[[], Awaitable[Seen]]] = [
            lambda: anna.sends("Первое сообщение.", until="Так увидит группа."),
            lambda: anna.sends_document("акт.pdf", b"%PDF", until="Вложен 1 файл."),
            lambda: anna.presses("Статус", until="Как исполняется мероприятие?"),
            lambda: anna.presses("исполнено", until="Подтверждающий документ"),
            lambda: anna.sends("№ 7 от 01.11.2026", until="№ 7 от 1 ноября 2026"),
            lambda: anna.presses("Опубликовать", until="Опубликовано в группе."),
        ]
        for step in steps:
            async with serving(sandbox, path) as bot:
                await step()
                await bot.settled()
        own = [message for message in chat.messages.values() if message.sender is sandbox.state.bot]
        assert len(own) == 1
        assert "Первое сообщение." in own[0].text
        assert own[0].media


async def test_storage_locked(office: Office) -> None:
    """Another process holds the file for longer than SQLite waits: the words come back, and later they go in."""
    await office.begins(office.anna)
    await be_impatient(office)
    with locked(office):
        office.anna.writes("Важные слова")
        await office.bot.sandbox.until(lambda: told(office.anna), timeout=PATIENCE)
        assert office.anna.text.endswith("Важные слова")
        assert office.anna.text.startswith("Не сохранено")
    await office.bot.settled()
    await office.says(office.anna, "Важные слова")
    await be_impatient(office)
    with locked(office):
        query = office.anna.taps("Опубликовать")
        await office.bot.sandbox.until(lambda: query.answer is not None, timeout=PATIENCE)
        assert "Не сохранено" in (query.answer or {})["text"]
    assert await office.count("notes") == 0
    await office.bot.settled()
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    assert len(office.posts()) == 1


async def test_storage_read_only(office: Office) -> None:
    """A storage that takes nothing: nothing half-written, the words come back, and reading goes on."""
    await office.begins(office.anna)
    await refuse_writing(office, refused=True)
    await office.anna.sends("Важные слова", until="Не сохранено")
    assert office.anna.text.endswith("Важные слова")
    card = await office.anna.sends("/1_1", until="Сфера:")
    assert "Срок:" in card.text
    await refuse_writing(office, refused=False)
    await office.says(office.anna, "Важные слова")
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)


async def test_edit_of_a_left_draft(office: Office) -> None:
    """The draft follows an edited message also when its author is elsewhere, and says so."""
    await office.begins(office.anna)
    said = office.anna.writes("Было")
    await office.anna.sees("Так увидит группа.")
    await office.anna.sends("/start", until="Дорожная карта")
    await office.anna.edits_message(said, "Стало", until="Черновик изменён вслед за сообщением.")
    await office.anna.presses("Продолжить")
    assert office.anna.text.endswith("Стало")


async def test_edits_that_cannot_be_stored(office: Office) -> None:
    """An edited message of a draft or of a note is told not to be saved, with its words; once more, and it is."""
    await office.begins(office.anna)
    said = office.anna.writes("Было")
    await office.anna.sees("Так увидит группа.")
    await office.bot.settled()
    await refuse_writing(office, refused=True)
    told = await office.anna.edits_message(said, "Стало", until="Не сохранено")
    assert told.text.endswith("Стало")
    await refuse_writing(office, refused=False)
    await office.anna.edits_message(said, "Стало так", until="Стало так")
    await office.bot.settled()
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    await refuse_writing(office, refused=True)
    told = await office.anna.edits_message(said, "Стало иначе", until="Стало иначе")
    assert told.text.startswith("Не сохранено")
    await refuse_writing(office, refused=False)
    await office.anna.edits_message(said, "Стало иначе!", until="исправлен (ред. 2)")
    assert await office.count("note_versions") == 2


async def test_edit_of_somebody_elses_message(office: Office) -> None:
    """Edits of messages that are part of nothing are passed over in silence."""
    question = office.anna.writes("спорт")
    await office.bot.settled()
    before = len(office.anna.history())
    message = office.anna.private.messages[question.message_id]
    actions.edit(office.anna.telegram, office.anna.user, message, actions.typed("культура"))
    await office.bot.settled()
    assert len(office.anna.history()) == before


async def test_correcting_after_the_right_is_gone(office: Office) -> None:
    """An edited message of a published note changes nothing once its author has lost the agency."""
    await office.begins(office.anna)
    said = office.anna.writes("Слова")
    await office.anna.sees("Так увидит группа.")
    await office.bot.settled()
    await office.anna.presses("Опубликовать")
    await office.is_out(office.anna)
    async with office.bot.db.writing() as connection:
        await connection.execute("DELETE FROM person_agencies WHERE user_id = ?", (office.anna.id,))
    await office.anna.edits_message(said, "Другие слова", until="Этот отчёт не Ваш.")
    assert await office.count("note_versions") == 1


@contextmanager
def locked(office: Office) -> Iterator[None]:
    """A second connection holds the file."""
    connection = sqlite3.connect(office.bot.db.path, PATIENCE, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


async def be_impatient(office: Office) -> None:
    """SQLite waits for the lock a tenth of a second instead of five: a locked file is the same, only sooner."""
    await office.bot.db._wait_at_most(100)


async def refuse_writing(office: Office, *, refused: bool) -> None:
    """As a file system that became read-only."""
    await office.bot.db._writer.execute(f"PRAGMA query_only = {int(refused)}")


def told(person: Person) -> bool:
    return any("Не сохранено" in seen.text for seen in person.history())
