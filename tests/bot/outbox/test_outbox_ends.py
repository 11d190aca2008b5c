"""Ends of posts that are hard to record or to tell: each is known, and no chat waits for ever."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiogram.methods import GetMe

from bot.fatal_errors import TokenRefused
from bot.outbox import calls, listeners, worker
from bot.outbox.transitions import store_outcome
from bot.sandbox.schema.errors import ApiError
from bot.telegram.errors import NotSent
from data.messaging.deliveries import Delivery, DeliveryState
from data.messaging.outbox import FailureReason, RowState
from tests.bot.outbox.outbox_fixtures import OutboxFixture, outbox_fixture
from tests.data.people.people_fixtures import BORIS, HARBOUR

THREE_DAYS = 3 * 24 * 3600


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[OutboxFixture]:
    async with outbox_fixture(tmp_path) as running:
        yield running
        running.sandbox.check()


async def test_the_author_is_told_of_a_doubt_however_long_telegram_is_away(
    world: OutboxFixture, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Twenty tries in vain and a restart later the listener is called still; no traceback for a network."""
    monkeypatch.setattr(listeners, "RETRY_SECONDS", 0.01)
    monkeypatch.setattr(listeners, "LONGEST_PAUSE", 0.01)
    tries, away = 0, True
    hear = world._hear

    async def unreachable(delivery: Delivery) -> None:
        nonlocal tries
        tries += 1
        if away:
            raise NotSent(GetMe(), "Telegram was not reached")
        await hear(delivery)

    monkeypatch.setattr(world, "_hear", unreachable)
    await world.restart()
    world.sandbox.faults.dropped_connection(executes=True, method="sendMessage")
    note = await world.publish("дошло?")
    await world.ends(note, DeliveryState.UNCERTAIN)

    async def tried() -> bool:
        return tries >= 20

    await world.until(tried, "tries")
    await world.restart()
    away = False
    world.outbox.wake()
    assert (await world.hears(DeliveryState.UNCERTAIN)).row is not None
    assert not [record for record in caplog.records if record.exc_info]


async def test_a_listener_with_an_error_of_the_program_is_tried_again_by_the_next_start(
    world: OutboxFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five times, then it is left; the end counts as untold, and the next start tells it."""
    monkeypatch.setattr(listeners, "RETRY_SECONDS", 0.01)
    tries: list[DeliveryState] = []
    hear = world._hear

    async def broken(delivery: Delivery) -> None:
        tries.append(delivery.state)
        raise KeyError(delivery.state)

    monkeypatch.setattr(world, "_hear", broken)
    await world.restart()
    await world.posted("слова")

    async def given_up() -> bool:
        return len(tries) == listeners.ATTEMPTS

    await world.until(given_up, "five tries")
    await asyncio.sleep(0.1)
    assert len(tries) == listeners.ATTEMPTS
    monkeypatch.setattr(world, "_hear", hear)
    await world.restart()
    await world.hears(DeliveryState.PUBLISHED)


@pytest.mark.parametrize("executes", [True, False])
async def test_what_the_database_refuses_each_time_does_not_block_the_chat(
    world: OutboxFixture, monkeypatch: pytest.MonkeyPatch, executes: bool
) -> None:
    """A reference that is gone, say: it is recorded without it, once, the post is not sent again, the next one goes."""
    tries = 0

    async def in_the_transaction(connection: Any, *given: Any) -> Any:
        nonlocal tries
        tries += 1
        if tries == 1:
            await connection.execute("INSERT INTO posts VALUES (1, 1, NULL, 999999, NULL)")
        return await store_outcome(connection, *given)

    monkeypatch.setattr(worker, "store_outcome", in_the_transaction)
    if not executes:
        world.sandbox.faults.dropped_connection(executes=False, method="sendMessage")
    note = await world.publish("слова")
    await world.ends(note, DeliveryState.PUBLISHED if executes else DeliveryState.UNCERTAIN)
    await world.posted("дальше", user_id=BORIS, agency_id=HARBOUR)
    assert world.texts() == ["слова", "дальше"] if executes else ["дальше"]
    assert (await world.rows(note))[0].message_ids != () or not executes


async def test_a_change_that_never_gets_a_response_is_given_up_and_told(
    world: OutboxFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While Telegram answers others: six attempts, then the author knows, and the next note of the chat goes."""
    monkeypatch.setattr("bot.telegram.session.RESPONSE_SECONDS", 0.05)
    note = await world.posted("до")
    world.sandbox.faults.no_answer(executes=False, method="editMessageText", times=10**6)
    answered = asyncio.create_task(_answered_meanwhile(world))
    await world.correct(note, "после")
    behind = await world.publish("дальше", user_id=BORIS, agency_id=HARBOUR)
    while (await world.rows(note))[-1].state is not RowState.FAILED:
        world.advance(60)
        await asyncio.sleep(0.02)
    assert (await world.hears(DeliveryState.FAILED)).reason is FailureReason.NO_ANSWER
    await world.ends(behind, DeliveryState.PUBLISHED)
    answered.cancel()
    assert len(world.calls("editMessageText")) <= calls.CHANGE_ATTEMPTS + 1
    assert world.texts() == ["до", "дальше"]


async def _answered_meanwhile(world: OutboxFixture) -> None:
    while True:
        await world.outbox._bot.get_me()
        await asyncio.sleep(0.005)


async def test_a_change_waits_as_long_as_telegram_answers_nobody(
    world: OutboxFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In an outage no attempt counts: afterwards the change is made."""
    monkeypatch.setattr("bot.telegram.session.RESPONSE_SECONDS", 0.02)
    note = await world.posted("до")
    outage = world.sandbox.faults.no_answer(executes=False, method="editMessageText", times=10**6)
    await world.correct(note, "после")
    while len(world.calls("editMessageText")) < 2 * calls.CHANGE_ATTEMPTS:
        world.advance(60)
        await asyncio.sleep(0.02)
    monkeypatch.setattr("bot.telegram.session.RESPONSE_SECONDS", 2.0)
    world.sandbox.faults.planned.remove(outage)
    while (await world.rows(note))[-1].state is not RowState.SENT:
        world.advance(60)
        await asyncio.sleep(0.02)
    assert world.texts() == ["после"]


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_clock_that_was_days_ahead_stops_no_chat(world: OutboxFixture, restarted: bool) -> None:
    """Told to wait an hour by a clock three days ahead, set right since: the post goes after an hour, not after days."""
    world.advance(THREE_DAYS)
    world.sandbox.faults.too_many_requests(3600, method="sendMessage")
    note = await world.publish("через час")

    async def waits() -> bool:
        return (await world.rows(note))[0].reason is FailureReason.FLOOD

    await world.until(waits, "the wait")
    world.advance(-THREE_DAYS)
    if restarted:
        await world.restart()

    async def repaired() -> bool:
        return (await world.rows(note))[0].not_before == world.now + 3600

    await world.until(repaired, "the repaired wait")
    world.advance(3601)
    await world.ends(note, DeliveryState.PUBLISHED)


async def test_a_row_that_the_program_cannot_read_is_set_aside(
    world: OutboxFixture, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Its chat goes on after five tries, the others go on at once, and the notices of other posts come."""
    monkeypatch.setattr(worker, "STORAGE_PAUSE", 0.01)
    caplog.set_level(logging.CRITICAL)
    async with world.sandbox.offline():
        broken = await world.publish("нечитаемое")

        async def tried() -> bool:
            return (await world.rows(broken))[0].attempts > 0

        await world.until(tried, "a first attempt")
        async with world.db.writing() as connection:
            await connection.execute("UPDATE outbox SET payload = '{', not_before = 0")
    behind = await world.publish("дальше", user_id=BORIS, agency_id=HARBOUR)
    await world.ends(behind, DeliveryState.PUBLISHED)
    ((state, reason),) = await world.db.reader.execute_fetchall(
        "SELECT state, error FROM outbox WHERE payload = '{'"
    )
    assert (state, reason) == ("failed", "broken")
    await world.hears(DeliveryState.PUBLISHED)


async def test_a_token_refused_again_and_again_ends_the_process(world: OutboxFixture) -> None:
    """By a webhook the bot hears of it in no other way: posts wait, and the loop says what is wrong."""
    world.sandbox.faults.error(ApiError(401), method="sendMessage", times=1000)
    note = await world.publish("позже")
    while world.outbox._fatal is None or (row := (await world.rows(note))[0]).state is RowState.SENDING:
        world.advance(calls.TOKEN_PAUSE)
        await asyncio.sleep(0.01)
    assert isinstance(world.outbox._fatal, TokenRefused)
    assert row.attempts >= worker.TOKEN_ATTEMPTS
    assert row.state is RowState.PENDING


async def test_what_a_crash_left_in_doubt_is_told_whichever_loop_begins_first(tmp_path: Path) -> None:
    """The loop that tells may look before the other one has found what was being sent when the bot was killed."""
    async with outbox_fixture(tmp_path, runs=False) as world:
        await world.publish("дошло?")
        async with world.db.writing() as connection:
            await connection.execute("UPDATE outbox SET state = 'sending'")
        telling = asyncio.create_task(world.outbox.notify())
        await asyncio.sleep(0.05)
        posting = asyncio.create_task(world.outbox.run())
        await world.hears(DeliveryState.UNCERTAIN)
        for task in (telling, posting):
            task.cancel()
        await asyncio.gather(telling, posting, return_exceptions=True)
