"""What stands in the group after corrections and withdrawals: nothing of earlier versions but what the author knows of."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.schema.errors import bad_request
from bot.screens.notes.confirmation import Leftovers
from data.messaging.deliveries import DeliveryState
from data.messaging.outbox import RowState
from data.messaging.posted_messages import posted_messages
from tests.bot.outbox.outbox_fixtures import OutboxFixture, outbox_fixture
from tests.bot.outbox.test_outbox import lost_after_sending, media

LONG = "слово 😀 " * 430  # two messages
DAYS = 49 * 3600


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[OutboxFixture]:
    async with outbox_fixture(tmp_path) as running:
        yield running
        running.sandbox.check()


async def test_files_and_continuations_leave_with_their_version(world: OutboxFixture) -> None:
    """One photo, two more and a long text, then neither: only the last words stand, and a withdrawal leaves nothing unsaid."""
    first = world.photo()
    note = await world.posted("до", files=(first,))
    await world.correct(note, LONG, (first, world.photo(), world.photo()))
    await world.ends(note, DeliveryState.PUBLISHED)
    await world.correct(note, "после", ())
    await world.ends(note, DeliveryState.PUBLISHED)
    assert world.texts() == ["после"]
    assert media(world) == set()
    await world.withdraw(note)
    await world.ends(note, DeliveryState.PUBLISHED)
    assert [text.split(": ")[-1] for text in world.texts()] == ["Ошибка в сумме"]


@pytest.mark.parametrize("refuses", [False, True])
async def test_a_file_taken_out_after_two_days(world: OutboxFixture, refuses: bool) -> None:
    """It is marked, the others are not doubled, and where Telegram refuses that too its author reads that it stays."""
    kept, gone = world.photo(), world.photo()
    note = await world.posted("до", files=(kept, gone))
    world.advance(DAYS)
    world.sandbox.advance(DAYS)
    if refuses:
        world.sandbox.faults.error(bad_request("holiday"), method="editMessageCaption")
    await world.correct(note, "после", (kept,))
    await world.ends(note, DeliveryState.PUBLISHED)
    text, first, second = world.posts()
    assert text.text.endswith("после")
    assert "изъят" not in first.text
    assert ("изъят" in second.text) is not refuses
    assert await world.leftovers(note) == Leftovers(refused=int(refuses))


async def test_a_deletion_that_is_refused_becomes_a_mark(world: OutboxFixture) -> None:
    """Also within two days: nothing is failed, and nothing waits for it."""
    kept, gone = world.photo(), world.photo()
    note = await world.posted("до", files=(kept, gone))
    world.sandbox.faults.error(bad_request("message can't be deleted"), method="deleteMessage")
    await world.correct(note, "после", (kept,))
    await world.ends(note, DeliveryState.PUBLISHED)
    assert "изъят" in world.posts()[2].text
    assert await world.leftovers(note) == Leftovers()


async def test_withdrawn_while_its_post_is_under_way(
    world: OutboxFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telegram asks to wait: the withdrawn words are not sent afterwards."""
    world.sandbox.faults.too_many_requests(3, method="sendMessage")
    send = world.session.call_once

    async def withdrawing(*call: Any) -> Any:
        monkeypatch.undo()
        await world.withdraw(note)
        return await send(*call)

    monkeypatch.setattr(world.session, "call_once", withdrawing)
    note = await world.publish("рано")
    await world.ends(note, DeliveryState.RECORDED)
    world.advance(60)
    assert world.posts() == []
    assert [row.state for row in await world.rows(note)] == [RowState.CANCELLED]


async def test_withdrawn_while_a_correction_waits_for_a_post_without_a_name(world: OutboxFixture) -> None:
    """The correction is not posted, the withdrawal is, and the author reads that the first post stays as it was."""
    note = await lost_after_sending(world, "первые слова")
    (uncertain,) = await world.rows(note)
    await world.confirm(note, uncertain.id)
    world.sandbox.faults.too_many_requests(600, method="sendMessage")
    await world.correct(note, "верные слова")

    async def waits() -> bool:
        return any(row.not_before for row in await world.rows(note))

    await world.until(waits, "the correction is held up")
    await world.withdraw(note)
    world.advance(601)
    await world.ends(note, DeliveryState.PUBLISHED)
    assert [text.split(": ")[-1] for text in world.texts()] == ["первые слова", "Ошибка в сумме"]
    assert await world.leftovers(note) == Leftovers(nameless=1)


async def test_posted_anew_ends_the_doubt_about_the_old_post(world: OutboxFixture) -> None:
    """Its files are not asked about any more and not sent again, the author knows of them, and the link leads to the new post."""
    world.sandbox.faults.dropped_connection(executes=True, method="sendMediaGroup")
    note = await world.publish("до", files=(world.document("а.pdf"), world.document("б.pdf")))
    uncertain = (await world.ends(note, DeliveryState.UNCERTAIN)).row
    assert uncertain
    world.sandbox.state.delete_message(world.posts()[0], world.anna.user)
    world.sandbox.expects("message to edit not found")
    await world.correct(note, "после")
    failed = (await world.ends(note, DeliveryState.FAILED)).row
    assert failed
    await world.repeat(note, failed.id)
    await world.ends(note, DeliveryState.PUBLISHED)
    before = len(world.posts())
    await world.repeat(note, uncertain.id)
    assert len(world.posts()) == before
    assert await world.leftovers(note) == Leftovers(doubtful=2)
    link = posted_messages(await world.rows(note)).link
    assert link
    assert next(post for post in world.posts() if post.id == link.message_id).text.endswith("после")
