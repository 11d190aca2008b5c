"""The group is left, silenced, let in again, upgraded: posts wait and follow, and the administrators know."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from aiogram import Bot
from aiogram.methods import SendMessage, TelegramMethod

from bot.outbox.listeners import OutboxListeners
from bot.outbox.worker import Outbox
from bot.sandbox.people.person import Person
from bot.sandbox.state.chats import Chat
from bot.sandbox.state.members import Status
from bot.services.groups.admin_notices import GroupNotices
from bot.services.messages.notifier import Notifier
from data.audit import select_audit
from data.messaging.chats import BoundChat, PauseReason, select_bound_chat
from data.messaging.outbox import Destination, Method, OutboxBatch, OutboxCall, Reference, insert_batch
from tests.bot_harness import NOW, BotHarness


@dataclass(frozen=True, slots=True)
class Council:
    """A basic group, bound, in which the bot is a member; the outbox runs."""

    bot: BotHarness
    outbox: Outbox
    admin: Person
    group: Chat

    async def posts(self, *texts: str) -> None:
        """Notes are published while the bot may or may not be there."""
        async with self.bot.db.writing() as connection:
            chat = await select_bound_chat(connection, 1)
            assert chat is not None
            for text in texts:
                parts = (OutboxCall(Method.SEND_MESSAGE, {"text": text}),)
                address = Destination(chat.chat_id, chat.thread_id, 1)
                await insert_batch(
                    connection, OutboxBatch(text, address, Reference(), parts), int(NOW.timestamp())
                )
        self.outbox.wake()

    async def bound(self) -> BoundChat:
        chat = await select_bound_chat(self.bot.db.reader, 1)
        assert chat is not None
        return chat

    async def actions(self) -> list[str]:
        """What the journal says, oldest first."""
        return [str(entry.action) for entry in reversed(await select_audit(self.bot.db.reader))]


@pytest.fixture
async def council(bot: BotHarness) -> AsyncIterator[Council]:
    admin = bot.admin()
    await admin.sends("/start")
    group = bot.sandbox.group("Совет", members=[admin], bot=Status.MEMBER)
    await admin.sends("/bind", chat=group)
    await admin.sees("Группа подключена")
    notifier = Notifier(bot.app.bot, bot.db, bot.app.settings)
    listeners = OutboxListeners(on_chat_failure=GroupNotices(notifier).of_outbox)
    outbox = Outbox(bot.db, bot.app.bot, bot.app.session, listeners)
    bot.app.dispatcher["outbox"] = outbox
    running = asyncio.create_task(outbox.run())
    yield Council(bot, outbox, admin, group)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    await outbox.stop(1)


async def test_removed_and_let_in_again(council: Council) -> None:
    """Posts wait while the bot is out and come in their order when it is back; each turn is told once."""
    council.admin.removes_bot(council.group)
    await council.admin.sees("Бота больше нет в группе «Совет». Добавьте его снова.")
    assert (await council.bound()).paused is PauseReason.REMOVED
    await council.posts("первое", "второе", "третье")
    council.admin.adds_bot(council.group)
    await council.admin.sees("Бот снова может писать в группе «Совет».")
    await council.admin.sees("третье", chat=council.group)
    came = [
        seen.text
        for seen in council.admin.history(council.group)
        if seen.text in ("первое", "второе", "третье")
    ]
    assert came == ["первое", "второе", "третье"]
    assert await council.actions() == ["bound", "paused", "resumed"]
    assert sum("Бота больше нет" in seen.text for seen in council.admin.history()) == 1


async def test_silenced_and_allowed_again(council: Council) -> None:
    """A right taken away holds posts back, given back it lets them go."""
    group = council.admin.upgrades(council.group)
    await council.admin.sees("стала супергруппой")
    council.admin.restricts_bot(group)
    await council.admin.sees("Бот не может писать в группе «Совет».")
    await council.posts("важное")
    assert (await council.bound()).paused is PauseReason.NO_RIGHTS
    council.admin.promotes_bot(group)
    await council.admin.sees("важное", chat=group)
    assert (await council.bound()).paused is None


async def test_a_group_that_grows_is_followed_once(council: Council) -> None:
    """Two service messages tell of it; the id changes once, posts arrive, the journal has one row."""
    group = council.admin.upgrades(council.group)
    await council.bot.settled()
    assert (await council.bound()).chat_id == group.id
    await council.posts("после переезда")
    await council.admin.sees("после переезда", chat=group)
    assert await council.actions() == ["bound", "migrated"]
    assert sum("стала супергруппой" in seen.text for seen in council.admin.history()) == 1


async def test_the_outbox_may_notice_first(council: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    """A post that meets the new id and the service messages about it: one swap, one row, the post arrives."""
    await council.bot.settled()
    council.bot.sandbox.expects("upgraded to a supergroup")
    session = council.bot.app.session
    upgraded: list[Chat] = []
    send = session.call_once

    async def send_to_the_old_id(bot: Bot, call: TelegramMethod[Any], *seconds: float | None) -> Any:
        """The group grows while the post is on its way, whatever the bot hears of it meanwhile."""
        if isinstance(call, SendMessage) and not upgraded:
            upgraded.append(council.admin.upgrades(council.group))
        return await send(bot, call, *seconds)

    monkeypatch.setattr(session, "call_once", send_to_the_old_id)
    await council.posts("в пути")
    await council.bot.sandbox.until(lambda: bool(upgraded))
    (group,) = upgraded
    await council.admin.sees("в пути", chat=group)
    await council.bot.settled()
    assert (await council.bound()).chat_id == group.id
    assert (await council.actions()).count("migrated") == 1


async def test_a_lost_topic_falls_back_once(council: Council) -> None:
    """Posts for a deleted topic go to General, and the administrators hear of it once."""
    group = council.bot.sandbox.group(
        "Форум", members=[council.admin], topics=["Исполнение"], bot=Status.MEMBER
    )
    council.admin.writes("/bind", chat=group, topic="Исполнение")
    await council.admin.sees("Публиковать", chat=group, topic="Исполнение")
    question = council.admin.looks(group, "Исполнение")
    await council.admin.presses("Публиковать здесь", chat=group, message=question, until="Группа подключена")
    await council.bot.settled()
    topic = next(iter(group.topics.values()))
    council.bot.sandbox.expects("TOPIC_DELETED")
    council.admin.deletes_topic(group, topic)
    await council.posts("раз", "два")
    await council.admin.sees("два", chat=group)
    await council.admin.sees("Тема в группе «Форум» закрыта или удалена")
    assert sum("закрыта или удалена" in seen.text for seen in council.admin.history()) == 1
    assert (await council.bound()).thread_id is None
    assert (await council.actions())[-1] == "topic_lost"


async def test_the_title_follows(council: Council) -> None:
    """A renamed group is named by its new title from then on."""
    council.admin.retitles(council.group, "Рабочая группа")
    await council.bot.settled()
    assert (await council.bound()).title == "Рабочая группа"


async def test_an_administrator_who_adds_the_bot_is_told_how_to_bind(council: Council) -> None:
    """Privately, once; other people are told nothing."""
    stranger = council.bot.person("Борис")
    theirs = council.bot.sandbox.group("Чужая", members=[stranger])
    stranger.adds_bot(theirs)
    await council.bot.settled()
    assert not stranger.history()
    assert not [seen for seen in stranger.history(theirs) if seen.card["from"]["is_bot"]]
    own = council.bot.sandbox.group("Новая", members=[council.admin])
    council.admin.adds_bot(own)
    await council.admin.sees("Бот добавлен в группу «Новая». Чтобы публиковать там отчёты, отправьте /bind")
    channel = council.bot.sandbox.group("Вестник", members=[council.admin])
    channel.type = "channel"
    council.admin.adds_bot(channel)
    await council.admin.sees("«Вестник» — это канал. Отчёты публикуются в группе")


async def test_a_group_nobody_bound_changes_nothing(council: Council) -> None:
    """Leaving some other group is no news."""
    other = council.bot.sandbox.group("Другая", members=[council.admin], bot=Status.MEMBER)
    before = len(council.admin.history())
    council.admin.removes_bot(other)
    await council.bot.settled()
    assert len(council.admin.history()) == before
    assert await council.actions() == ["bound"]


async def test_service_messages_are_not_answered_in_the_group(council: Council) -> None:
    """A person who upgrades or renames the group, even anonymously, gets no reply from the bot."""
    council.group.member(council.admin.user).anonymous = True
    before = len(council.admin.history(council.group))
    council.admin.retitles(council.group, "Тихо")
    await council.bot.settled()
    assert len(council.admin.history(council.group)) == before + 1


async def test_what_happened_to_a_group_is_told_however_long_telegram_is_away(council: Council) -> None:
    """The administrators hear that the bot was removed also where their private chat takes nothing at that moment."""
    faults = council.bot.sandbox.faults
    council.bot.sandbox.allows("Bad Gateway")
    for _ in range(3):
        faults.bad_gateway(method="sendMessage", chat_id=council.admin.id)
    letters = "SELECT count(*) FROM outbox WHERE chat_id = ?"
    [[before]] = await council.bot.db.reader.execute_fetchall(letters, (council.admin.id,))
    council.admin.removes_bot(council.group)
    await council.bot.settled()
    [[after]] = await council.bot.db.reader.execute_fetchall(letters, (council.admin.id,))
    assert after - before == 1
