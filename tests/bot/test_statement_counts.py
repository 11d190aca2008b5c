"""How many SQL statements the commonest flows cost the real bot, from the inbox to the mark of the update."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.bot_harness import BotHarness, running_bot
from tests.handlers.notes.note_fixtures import open_office

TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK")


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[BotHarness]:
    async with running_bot(tmp_path / "roadmap.db") as running:
        yield running


@asynccontextmanager
async def counting(bot: BotHarness) -> AsyncIterator[list[str]]:
    """Collects the statements of both connections until the update is marked, those of inbox, outbox and marks too.

    Brackets of transactions are not counted. A trigger shows the statement that fired it once more, which is not either.
    """
    statements: list[str] = []

    def count(statement: str) -> None:
        is_fired = bool(statements) and statement == statements[-1] and not statement.startswith("SELECT")
        if not statement.startswith(TRANSACTION) and not is_fired:
            statements.append(statement)

    async def is_marked() -> bool:
        return any(
            statement.startswith("INSERT INTO inbox") and "'done'" in statement for statement in statements
        )

    await _marked(bot)
    await _trace(bot, count)
    yield statements
    await bot.sandbox.until(is_marked, what="the update was not marked")
    await _trace(bot, lambda _: None)


async def _marked(bot: BotHarness) -> None:
    """Waits until the updates before are marked."""

    async def none_left() -> bool:
        rows = await bot.db.reader.execute_fetchall("SELECT 1 FROM inbox WHERE state <> 'done'")
        return not list(rows)

    await bot.settled()
    await bot.sandbox.until(none_left, what="an update was not marked")


async def _trace(bot: BotHarness, callback: Callable[[str], None]) -> None:
    await bot.db.reader.set_trace_callback(callback)
    async with bot.db.writing() as connection:
        await connection.set_trace_callback(callback)


async def test_a_readers_question(bot: BotHarness) -> None:
    """The answer to a question in plain words, with buttons that can show it again."""
    anna = bot.person()
    await anna.sends("спорт")
    async with counting(bot) as statements:
        await anna.sends("культура 2026")
    assert len(statements) <= 12


async def test_a_strangers_text(tmp_path: Path) -> None:
    """A person without access is told how to ask for it, whatever they write."""
    async with running_bot(tmp_path / "closed.db", read_access="members") as bot:
        stranger = bot.person()
        await stranger.sends("кто здесь?")
        async with counting(bot) as statements:
            await stranger.sends("что по культуре?")
        assert len(statements) <= 6


async def test_words_into_the_form(bot: BotHarness) -> None:
    """The words are stored and the form is shown below them."""
    office = await open_office(bot)
    await office.begins(office.anna)
    async with counting(bot) as statements:
        await office.says(office.anna, "Соглашение подписано.")
    assert len(statements) <= 25


async def test_publishing_until_the_author_is_told(bot: BotHarness) -> None:
    """The note is stored and posted, and the author is shown that the post has arrived."""
    office = await open_office(bot)
    await office.begins(office.anna)
    await office.says(office.anna, "Соглашение подписано.")
    async with counting(bot) as statements:
        await office.anna.presses("Опубликовать")

        async def is_told() -> bool:
            return any(statement.startswith("UPDATE outbox SET told") for statement in statements)

        await bot.sandbox.until(is_told, what="the author was not told")
    assert len(statements) <= 55
