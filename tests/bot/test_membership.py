"""Who is in the group, remembered for a while."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.doors.membership import KEPT, Membership
from bot.sandbox.members import Status
from tests.living import Living, living


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Living]:
    async with living(tmp_path / "roadmap.db") as running:
        yield running


async def test_telegram_is_asked_once_in_five_minutes(bot: Living) -> None:
    """What it said holds for five minutes and not longer: then somebody who has left is out."""
    now = 0.0
    membership = Membership(lambda: now)
    anna, boris = bot.person(), bot.person("Борис")
    group = bot.sandbox.group("Группа", members=[anna, boris], bot=Status.MEMBER)

    async def inside() -> bool:
        return await membership.holds(bot.app.bot, group.id, boris.id)

    assert await inside()
    boris.leaves(group)
    now = KEPT - 1
    assert await inside()
    now = KEPT + 1
    assert not await inside()
    assert len(bot.sandbox.journal.calls("getChatMember")) == 2


async def test_a_failure_is_not_remembered(bot: Living) -> None:
    """Somebody refused because Telegram could not be asked is let in as soon as it can."""
    membership = Membership()
    anna = bot.person()
    group = bot.sandbox.group("Группа", members=[anna], bot=Status.MEMBER)
    bot.sandbox.faults.server_error(method="getChatMember", times=3)
    assert not await membership.holds(bot.app.bot, group.id, anna.id)
    assert await membership.holds(bot.app.bot, group.id, anna.id)
