"""Who is in the group, remembered for a while."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest
from aiogram import Bot

from bot.middlewares.group_membership import CACHE_SECONDS, GroupMembership
from bot.sandbox.state.members import Status
from tests.bot_harness import BotHarness, running_bot


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[BotHarness]:
    async with running_bot(tmp_path / "roadmap.db") as running:
        yield running


async def test_telegram_is_asked_once_in_a_minute(bot: BotHarness) -> None:
    """Where it tells nothing, what it said holds for a minute and not longer: then a person who has left is out."""
    now = 0.0
    membership = GroupMembership(lambda: now)
    anna, boris = bot.person(), bot.person("Борис")
    group = bot.sandbox.group("Группа", members=[anna, boris], bot=Status.MEMBER)

    async def inside() -> bool:
        return await membership.holds(bot.app.bot, group.id, boris.id)

    assert await inside()
    boris.leaves(group)
    now = CACHE_SECONDS - 1
    assert await inside()
    now = CACHE_SECONDS + 1
    assert not await inside()
    assert len(bot.sandbox.journal.calls("getChatMember")) == 2


async def test_a_failure_is_not_remembered(bot: BotHarness) -> None:
    """A person refused because Telegram could not be asked is let in as soon as it can."""
    membership = GroupMembership()
    anna = bot.person()
    group = bot.sandbox.group("Группа", members=[anna], bot=Status.MEMBER)
    bot.sandbox.faults.server_error(method="getChatMember", times=3)
    assert not await membership.holds(bot.app.bot, group.id, anna.id)
    assert await membership.holds(bot.app.bot, group.id, anna.id)


async def test_an_answer_overtaken_by_a_change_is_not_remembered(bot: BotHarness) -> None:
    """A person leaves while Telegram's answer about them is under way: it is asked anew the next time."""
    membership = GroupMembership()
    boris = bot.person("Борис")
    group = bot.sandbox.group("Группа", members=[bot.person(), boris], bot=Status.MEMBER)

    class Slow:
        async def get_chat_member(self, chat_id: int, user_id: int) -> object:
            member = await bot.app.bot.get_chat_member(chat_id, user_id)
            boris.leaves(group)
            membership.forget(chat_id, user_id)
            return member

    assert await membership.holds(cast(Bot, Slow()), group.id, boris.id)
    assert not await membership.holds(bot.app.bot, group.id, boris.id)
