"""Resetting a local Telegram while it serves."""

from bot.sandbox.server import Sandbox
from bot.sandbox.state.events import EventKind


async def test_people_chats_and_faults_are_forgotten() -> None:
    """The state is empty and numbers people and groups as the first time; subscribers stay subscribed."""
    async with Sandbox.running() as sandbox:
        first = (sandbox.person("Анна").id, sandbox.group("Группа").id)
        sandbox.person("Борис").writes("/start")
        sandbox.faults.server_error()
        before = sandbox.telegram.events.count
        sandbox.telegram.reset()
        assert not sandbox.state.users
        assert not sandbox.telegram.queue.waiting()
        assert not sandbox.faults.planned
        assert (sandbox.person("Вера").id, sandbox.group("Другая").id) == first
        kinds = [event.kind for event in sandbox.telegram.events.since(before)]
        assert kinds == [EventKind.MESSAGE, EventKind.CHAT, EventKind.CHAT]  # the latest first
