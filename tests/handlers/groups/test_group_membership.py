"""Reading ends with leaving the roadmap's group, and begins with joining it, at once."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.middlewares.throttling import Throttle
from bot.sandbox.people import group_actions
from bot.sandbox.people.person import Person
from bot.sandbox.state.chats import Chat
from bot.sandbox.state.members import Member, Status
from tests.bot_harness import BotHarness, running_bot


@dataclass(frozen=True, slots=True)
class Shared:
    """Anna owns the roadmap's group and Boris is in it; both have just read privately."""

    bot: BotHarness
    group: Chat
    anna: Person
    boris: Person

    async def reads(self, person: Person) -> bool:
        await self.bot.settled()
        await person.sends("/start")
        return "открыта только её участникам" not in person.text


@pytest.fixture
async def shared(tmp_path: Path) -> AsyncIterator[Shared]:
    async with running_bot(tmp_path / "roadmap.db", read_access="group") as bot:
        anna, boris = bot.person(), bot.person("Борис")
        group = bot.sandbox.group("Дорожная карта", members=[anna, boris], bot=Status.MEMBER)
        async with bot.db.writing() as connection:
            await connection.execute(
                "INSERT INTO bound_chats (roadmap_id, chat_id, bound_at) VALUES (1, ?, 0)", (group.id,)
            )
        made = Shared(bot, group, anna, boris)
        assert await made.reads(anna)
        assert await made.reads(boris)
        yield made


async def test_who_leaves_reads_no_more(shared: Shared) -> None:
    """The next message after leaving is refused; the others read on."""
    shared.boris.leaves(shared.group)
    assert not await shared.reads(shared.boris)
    assert await shared.reads(shared.anna)


async def test_who_is_removed_reads_no_more(shared: Shared) -> None:
    """Being put out by another person is the same."""
    telegram = shared.bot.sandbox.telegram
    group_actions.remove(telegram, shared.group, shared.anna.user, shared.boris.user)
    assert not await shared.reads(shared.boris)


async def test_who_joins_reads_at_once(shared: Shared) -> None:
    """A refusal a moment ago does not outlast being added."""
    vera = shared.bot.person("Вера")
    assert not await shared.reads(vera)
    vera.joins(shared.group, added_by=shared.anna.user)
    assert await shared.reads(vera)


@pytest.mark.parametrize("status", [Status.LEFT, Status.KICKED])
async def test_an_administrator_needs_no_message_of_it(shared: Shared, status: Status) -> None:
    """Where the group shows no message of a person's leaving, `chat_member` tells the bot that is its administrator."""
    shared.anna.promotes_bot(shared.group)
    telegram = shared.bot.sandbox.telegram
    group_actions.set_member(telegram, shared.group, shared.anna.user, Member(shared.boris.user, status))
    assert not await shared.reads(shared.boris)


async def test_a_bot_put_out_lets_nobody_read(shared: Shared) -> None:
    """Who was known to be inside is not believed any more when the bot itself is removed."""
    shared.bot.sandbox.expects("bot was kicked")
    await shared.bot.admin().sends("/start")
    telegram = shared.bot.sandbox.telegram
    group_actions.remove(telegram, shared.group, shared.anna.user, telegram.bot)
    assert not await shared.reads(shared.boris)


async def test_a_flood_does_not_hide_the_leaving(shared: Shared) -> None:
    """A person who has written too much, and is ignored for a while, has left all the same."""
    shared.bot.app.dispatcher["throttle"] = Throttle(burst=0.5, per_second=0)
    shared.boris.leaves(shared.group)
    await shared.bot.settled()
    shared.bot.app.dispatcher["throttle"] = Throttle(burst=1e9)
    assert not await shared.reads(shared.boris)
