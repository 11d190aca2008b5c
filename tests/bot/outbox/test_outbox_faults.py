"""What goes wrong on the way to the group: nothing is lost silently, nothing is posted twice by itself."""

import asyncio
from collections.abc import AsyncIterator, Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.outbox.transitions import ChatFailure
from bot.sandbox.api.faults import Faults
from bot.sandbox.schema.errors import ApiError, bad_request
from data.messaging.chats import PauseReason, update_chat_migrated
from data.messaging.deliveries import DeliveryState, resume_batch
from data.messaging.outbox import (
    Destination,
    FailureReason,
    Method,
    OutboxBatch,
    OutboxCall,
    Reference,
    RowState,
    insert_batch,
    select_batch,
)
from tests.bot.outbox.outbox_fixtures import OutboxFixture, outbox_fixture
from tests.data.people.people_fixtures import BORIS, HARBOUR, NOW


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[OutboxFixture]:
    async with outbox_fixture(tmp_path) as running:
        yield running
        running.sandbox.check()


async def postponed(world: OutboxFixture, note: Any, reason: FailureReason) -> float:
    """Waits until the note's post is held back for that reason; until when."""

    async def held() -> bool:
        row = (await world.rows(note))[0]
        return row.state is RowState.PENDING and row.reason is reason

    await world.until(held, f"{reason}")
    return (await world.rows(note))[0].not_before


@pytest.mark.parametrize(("retry_after", "seconds"), [(3, 3), (3600, 3600), (None, 3)])
async def test_telegram_asks_to_wait(world: OutboxFixture, retry_after: int | None, seconds: int) -> None:
    """One post, not a second before the time is over; without a time the usual one; an hour is told to the author."""
    world.sandbox.faults.too_many_requests(retry_after, method="sendMessage")
    note = await world.publish("подождёт")
    assert await postponed(world, note, FailureReason.FLOOD) == NOW + seconds
    if seconds > 60:
        waiting = await world.hears(DeliveryState.WAITING)
        assert waiting.row is not None
        assert waiting.row.not_before == NOW + seconds
    world.advance(seconds - 1)
    other = await elsewhere(world)
    assert (world.texts(), other) == ([], ["в другой группе"])
    world.advance(1)
    await world.ends(note, DeliveryState.PUBLISHED)
    assert world.texts() == ["подождёт"]
    assert DeliveryState.WAITING not in [delivery.state for delivery in world.told] or seconds > 60


async def elsewhere(world: OutboxFixture) -> list[str]:
    """Posts something in another group and waits for it; what that group reads."""
    chat = world.sandbox.group("Другая", members=[world.anna], supergroup=True)
    world.anna.adds_bot(chat)
    part = OutboxCall(Method.SEND_MESSAGE, {"text": "в другой группе"})
    async with world.db.writing() as connection:
        await insert_batch(
            connection, OutboxBatch("elsewhere", Destination(chat.id), Reference(), (part,)), NOW
        )
    world.outbox.wake()

    async def arrived() -> bool:
        return bool(world.posts(chat))

    await world.until(arrived, "a post in the other group")
    return world.texts(chat)


async def test_waiting_is_idle(world: OutboxFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """While Telegram makes the post wait, the outbox neither calls it nor turns in circles."""
    world.sandbox.faults.too_many_requests(3600, method="sendMessage")
    note = await world.publish("подождёт")
    await postponed(world, note, FailureReason.FLOOD)
    await world.hears(DeliveryState.WAITING)
    looks = count()
    monkeypatch.setattr(world.outbox, "_clock", lambda: world.now + 0 * next(looks))
    await asyncio.sleep(0.3)
    assert next(looks) <= 2
    assert len(world.calls("sendMessage")) == 1


AMBIGUOUS: list[tuple[Callable[[Faults], object], int]] = [
    (lambda faults: faults.bad_gateway(executes=True, method="sendMessage"), 1),
    (lambda faults: faults.bad_gateway(method="sendMessage"), 0),
    (lambda faults: faults.stub_page(method="sendMessage"), 0),
    (lambda faults: faults.dropped_connection(executes=True, method="sendMessage"), 1),
    (lambda faults: faults.dropped_connection(executes=False, method="sendMessage"), 0),
    (lambda faults: faults.no_answer(executes=True, method="sendMessage"), 1),
    (lambda faults: faults.no_answer(executes=False, method="sendMessage"), 0),
    (lambda faults: faults.error(ApiError(500, "restart"), method="sendMessage"), 0),
]


@pytest.mark.parametrize(("fault", "copies"), AMBIGUOUS)
async def test_an_unknown_outcome_is_the_authors_to_decide(
    world: OutboxFixture, monkeypatch: pytest.MonkeyPatch, fault: Callable[[Faults], object], copies: int
) -> None:
    """A page of a gateway, a broken connection, silence: uncertain, told, never sent again by itself; others go on."""
    monkeypatch.setattr("bot.telegram.session.RESPONSE_SECONDS", 0.5)
    fault(world.sandbox.faults)
    note = await world.publish("неизвестно")
    await world.ends(note, DeliveryState.UNCERTAIN)
    assert (await world.hears(DeliveryState.UNCERTAIN)).row is not None
    await world.posted("дальше", user_id=BORIS, agency_id=HARBOUR)
    await world.restart()
    world.advance(100_000)
    await world.posted("и дальше", user_id=BORIS, agency_id=HARBOUR)
    assert world.texts() == ["неизвестно"] * copies + ["дальше", "и дальше"]


@pytest.mark.parametrize(("fault", "copies"), AMBIGUOUS)
async def test_a_change_of_unknown_outcome_is_repeated(
    world: OutboxFixture, monkeypatch: pytest.MonkeyPatch, fault: Callable[[Faults], object], copies: int
) -> None:
    """Editing twice does no harm: after the same faults the post says the new words, and no person is asked."""
    monkeypatch.setattr("bot.telegram.session.RESPONSE_SECONDS", 0.5)
    note = await world.posted("до")
    world.told.clear()
    fault(world.sandbox.faults)
    world.sandbox.faults.planned[-1].method = "editMessageText"
    await world.correct(note, "после")

    async def stalled() -> bool:
        return (await world.rows(note))[-1].attempts == 1

    await world.until(stalled, "a first attempt")
    world.sandbox.allows("message is not modified")
    world.advance(5)
    await world.ends(note, DeliveryState.PUBLISHED)
    assert world.texts() == ["после"]
    assert [delivery.state for delivery in world.told if delivery.state is not DeliveryState.PUBLISHED] == []
    assert copies in (0, 1)


async def test_a_refused_connection_is_tried_until_it_works(world: OutboxFixture) -> None:
    """Nothing left the machine: it waits longer and longer, up to a minute, and posts once."""
    pauses = []
    async with world.sandbox.offline():
        note = await world.publish("дошло")
        for attempt in range(1, 9):

            async def tried(attempt: int = attempt) -> bool:
                row = (await world.rows(note))[0]
                return row.attempts == attempt and row.state is RowState.PENDING

            await world.until(tried, f"attempt {attempt}")
            pauses.append((await world.rows(note))[0].not_before - world.now)
            world.advance(pauses[-1])
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    world.advance(60)
    await world.ends(note, DeliveryState.PUBLISHED)
    assert world.texts() == ["дошло"]


async def test_an_error_of_telegrams_is_tried_again_within_bounds(world: OutboxFixture) -> None:
    """A JSON 500 is tried four times in all; then it is uncertain."""
    world.sandbox.faults.server_error(method="sendMessage", times=1)
    note = await world.publish("со второго раза")
    world.advance(await postponed(world, note, FailureReason.SERVER) - world.now)
    await world.ends(note, DeliveryState.PUBLISHED)
    world.sandbox.faults.server_error(method="sendMessage", times=99)
    lost = await world.publish("никак", user_id=BORIS, agency_id=HARBOUR)
    for attempt in range(1, 4):

        async def tried(attempt: int = attempt) -> bool:
            row = (await world.rows(lost))[0]
            return row.attempts == attempt and row.state is RowState.PENDING

        await world.until(tried, f"attempt {attempt}")
        world.advance(60)
    await world.ends(lost, DeliveryState.UNCERTAIN)
    assert len(world.calls("sendMessage")) == 2 + 4
    assert world.texts() == ["со второго раза"]


async def test_a_refused_token_loses_nothing(world: OutboxFixture) -> None:
    """While the token is not accepted posts wait; they are not failed."""
    world.sandbox.faults.unauthorized(method="sendMessage")
    note = await world.publish("позже")
    world.advance(await postponed(world, note, FailureReason.TOKEN) - world.now)
    await world.ends(note, DeliveryState.PUBLISHED)


async def test_a_post_that_telegram_does_not_take_fails_with_its_reason(world: OutboxFixture) -> None:
    """The reason is told, later notes go on, and once the note is corrected it goes out."""
    world.sandbox.faults.error(bad_request("message is too long"), method="sendMessage")
    note = await world.publish("слишком")
    failed = await world.ends(note, DeliveryState.FAILED)
    assert failed.row is not None
    assert (failed.reason, failed.row.detail) == (FailureReason.REFUSED, "Bad Request: message is too long")
    await world.posted("дальше", user_id=BORIS, agency_id=HARBOUR)
    await world.correct(note, "короче")
    await world.ends(note, DeliveryState.PUBLISHED)
    assert world.texts() == ["дальше", "короче"]


async def test_an_album_goes_on_from_the_part_that_failed(world: OutboxFixture) -> None:
    """A note of a long text, an album of ten and one of documents that stops at part 2 resumes from part 2."""
    files = (*(world.photo() for _ in range(8)), world.document("а.pdf"), world.document("б.pdf"))
    world.sandbox.faults.error(bad_request("internal trouble"), method="sendMediaGroup")
    note = await world.publish("слово " * 400, files=files)
    failed = await world.ends(note, DeliveryState.FAILED)
    assert failed.row is not None
    assert failed.row.part == 2
    assert [post.kind for post in world.posts()] == ["text"]
    async with world.db.writing() as connection:
        await resume_batch(connection, failed.row.group_key)
    world.outbox.wake()
    await world.ends(note, DeliveryState.PUBLISHED)
    assert [post.kind for post in world.posts()] == ["text"] + ["photo"] * 8 + ["document"] * 2


@pytest.mark.parametrize("first_told_by", ["the refusal", "the service message"])
async def test_a_group_becomes_a_supergroup(tmp_path: Path, first_told_by: str) -> None:
    """Told by a refused call, by the service message, or by both: the id is swapped once and every post arrives once."""
    async with outbox_fixture(tmp_path, supergroup=False) as world:
        before = await world.posted("до")
        old, new = world.chat, world.anna.upgrades(world.chat)
        world.sandbox.allows("group chat was upgraded to a supergroup chat")

        async def swap() -> None:
            async with world.db.writing() as connection:
                await update_chat_migrated(connection, old.id, new.id)
            world.outbox.wake()

        if first_told_by == "the service message":
            await swap()
        notes = [await world.publish(f"после {number}") for number in range(3)]
        await world.ends(notes[-1], DeliveryState.PUBLISHED)
        await swap()
        assert world.texts(new) == ["после 0", "после 1", "после 2"]
        assert [event.failure for event in world.chat_events] == (
            [ChatFailure.MIGRATED] if first_told_by == "the refusal" else []
        )
        await world.correct(before, "исправлено")
        await world.ends(before, DeliveryState.PUBLISHED)
        assert (world.texts(old), world.texts(new)[-1]) == (["до"], "исправлено")
        world.sandbox.check()


@pytest.mark.parametrize("shut", ["removed", "restricted"])
async def test_a_group_that_shuts_the_bot_out_gets_its_posts_later(world: OutboxFixture, shut: str) -> None:
    """Kicked or muted: told once, nothing fails, and once it is back everything comes in order."""
    world.sandbox.allows("Forbidden")
    world.sandbox.allows("not enough rights")
    await world.posted("до")
    if shut == "removed":
        world.anna.removes_bot(world.chat)
    else:
        world.anna.restricts_bot(world.chat)
    notes = [await world.publish(f"после {number}") for number in range(3)]

    async def told() -> bool:
        return bool(world.chat_events)

    await world.until(told, "the event of the chat")
    assert {(await world.ends(note, DeliveryState.WAITING)).state for note in notes} == {
        DeliveryState.WAITING
    }
    await world.restart()
    assert (await elsewhere(world), world.texts()) == (["в другой группе"], ["до"])
    world.anna.adds_bot(world.chat)
    await world.reopen()
    await world.ends(notes[-1], DeliveryState.PUBLISHED)
    assert world.texts() == ["до", "после 0", "после 1", "после 2"]
    (event,) = world.chat_events
    reason = PauseReason.REMOVED if shut == "removed" else PauseReason.NO_RIGHTS
    assert (event.failure, event.chat.paused, event.chat.roadmap_id) == (ChatFailure.CLOSED, reason, 1)


@pytest.mark.parametrize("fate", ["deleted", "closed"])
async def test_a_topic_that_is_gone(tmp_path: Path, fate: str) -> None:
    """Posts fall back to the General topic at once, the admin is told once, nothing is lost."""
    async with outbox_fixture(tmp_path) as world:
        forum = world.sandbox.group("Форум", members=[world.anna], topics=["Отчёты"], supergroup=True)
        world.anna.adds_bot(forum)
        topic = world.sandbox.topic(forum, "Отчёты")
        await world.bind(forum, topic.id)
        await world.posted("в теме")
        world.sandbox.allows("message thread not found")
        world.sandbox.allows("TOPIC_")
        if fate == "deleted":
            world.anna.deletes_topic(forum, topic)
        else:
            world.anna.closes_topic(forum, topic)
        notes = [await world.publish(f"после {number}") for number in range(2)]
        await world.ends(notes[-1], DeliveryState.PUBLISHED)
        fallen = [post for post in world.posts() if "после" in post.text]
        assert [post.thread_id for post in fallen] == [None, None]
        assert [(event.failure, event.chat.thread_id) for event in world.chat_events] == [
            (ChatFailure.TOPIC_GONE, None)
        ]
        world.sandbox.check()


async def test_a_person_who_blocked_the_bot_is_not_waited_for(world: OutboxFixture) -> None:
    """A post to a private chat that is closed fails, and no group is paused for it."""
    world.anna.writes("/start")
    world.anna.blocks_bot()
    world.sandbox.allows("bot was blocked by the user")
    part = OutboxCall(Method.SEND_MESSAGE, {"text": "напоминание"})
    async with world.db.writing() as connection:
        await insert_batch(
            connection, OutboxBatch("reminder", Destination(world.anna.id), Reference(), (part,)), NOW
        )
    world.outbox.wake()
    failed = await world.hears(DeliveryState.FAILED)
    assert failed.reason is FailureReason.FORBIDDEN
    await world.posted("в группу")


async def test_a_database_that_cannot_be_written_causes_no_doubt(
    world: OutboxFixture, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A post sent just before the disk filled up is stored once there is room: not uncertain, not sent again."""
    monkeypatch.setattr("bot.outbox.worker.STORAGE_PAUSE", 0.01)
    send = world.session.call_once

    async def send_and_fill_the_disk(*call: Any) -> Any:
        result = await send(*call)
        await world.db._writer.execute("PRAGMA query_only = ON")
        return result

    monkeypatch.setattr(world.session, "call_once", send_and_fill_the_disk)
    note = await world.publish("сохранится")

    async def in_vain() -> bool:
        return caplog.text.count("was not stored") >= 2

    await world.until(in_vain, "attempts to write the end down")
    assert [row.state for row in await world.rows(note)] == [RowState.SENDING]
    await world.db._writer.execute("PRAGMA query_only = OFF")
    await world.ends(note, DeliveryState.PUBLISHED)
    assert world.texts() == ["сохранится"]


async def test_nothing_is_sent_that_cannot_be_claimed(
    world: OutboxFixture, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """While the database is read-only nothing goes out, the outbox lives, and goes on when it can write."""
    monkeypatch.setattr("bot.outbox.worker.STORAGE_PAUSE", 0.01)
    monkeypatch.setattr(world.outbox, "wake", lambda: None)
    note = await world.publish("сохранится")
    monkeypatch.undo()
    monkeypatch.setattr("bot.outbox.worker.STORAGE_PAUSE", 0.01)
    await world.db._writer.execute("PRAGMA query_only = ON")
    world.outbox.wake()

    async def in_vain() -> bool:
        return caplog.text.count("posts wait") >= 2

    await world.until(in_vain, "attempts to claim the row")
    assert world.calls("sendMessage") == []
    await world.db._writer.execute("PRAGMA query_only = OFF")
    await world.ends(note, DeliveryState.PUBLISHED)
    assert world.texts() == ["сохранится"]


async def test_every_state_survives_a_restart(world: OutboxFixture) -> None:
    """Stopped and started between any two steps, the outbox goes on where it was."""
    async with world.sandbox.offline():
        waiting = await world.publish("первая")
        await postponed(world, waiting, FailureReason.UNREACHABLE)
        await world.restart()
        assert [row.state for row in await world.rows(waiting)] == [RowState.PENDING]
    world.advance(60)
    await world.ends(waiting, DeliveryState.PUBLISHED)
    await world.restart()
    await world.correct(waiting, "исправленная")
    await world.ends(waiting, DeliveryState.PUBLISHED)
    await world.restart()
    await world.withdraw(waiting)
    await world.ends(waiting, DeliveryState.PUBLISHED)
    (post,) = world.posts()
    assert post.text.endswith("Ошибка в сумме")
    assert await select_batch(world.db.reader, "nothing") == []
