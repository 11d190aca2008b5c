"""The local Telegram, started and stopped: `async with Sandbox.running() as sandbox:`."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from bot.sandbox.api.dispatch import execute_reply
from bot.sandbox.api.faults import Faults
from bot.sandbox.api.http_server import HttpServer, application
from bot.sandbox.api.options import Options
from bot.sandbox.api.telegram import Telegram, new_telegram
from bot.sandbox.inspection.waiting import Condition, NotSeen, eventually
from bot.sandbox.people.actions import speak_as_channel
from bot.sandbox.people.factories import ChatFactory
from bot.sandbox.people.person import Person
from bot.sandbox.state.account import Account, id_of_token
from bot.sandbox.state.chats import Chat, Topic
from bot.sandbox.state.clock import Clock
from bot.sandbox.state.events import Event
from bot.sandbox.state.journal import Journal
from bot.sandbox.state.members import Status
from bot.sandbox.state.state import State
from bot.sandbox.state.users import User

TOKEN = "4200000001:AAF-local_Telegram_needs_no_real_token00"  # noqa: S105 - means something here alone
USERNAME = "roadmap_sandbox_bot"
Probe = Callable[[], bool]
Prepare = Callable[["Sandbox"], None]


class Sandbox:
    """One bot, its people and chats. `telegram` is the server apart from HTTP; `app` takes further routes before the start."""

    def __init__(self, telegram: Telegram, host: str = "127.0.0.1", port: int = 0) -> None:
        self.telegram = telegram
        self.app = application(telegram)
        self._server = HttpServer(self.app, host, port)
        self._factory = ChatFactory(telegram)
        self._probes: list[Probe] = []
        telegram.on_webhook_reply = partial(execute_reply, telegram)

    @classmethod
    @asynccontextmanager
    async def running(
        cls,
        *,
        clock: Clock | None = None,
        options: Options | None = None,
        strict: bool = False,
        port: int = 0,
        prepare: Prepare | None = None,
    ) -> AsyncIterator["Sandbox"]:
        """A started local Telegram on a free port of 127.0.0.1, with a bot that has `sandbox.token`.

        With `strict`, leaving the block without an error calls `check()`. `prepare` may add people, groups and
        routes before the start.
        """
        account = Account(User(id_of_token(TOKEN), "Roadmap", username=USERNAME, is_bot=True), TOKEN)
        sandbox = cls(new_telegram(options or Options(), clock or Clock(), account), port=port)
        if prepare is not None:
            prepare(sandbox)
        await sandbox.start()
        try:
            yield sandbox
            if strict:
                sandbox.check()
        finally:
            await sandbox.stop()

    async def start(self) -> None:
        await self._server.start()

    async def stop(self) -> None:
        await self.telegram.drop_webhook()
        await self._server.stop()

    @asynccontextmanager
    async def offline(self) -> AsyncIterator[None]:
        """Inside the block connections are refused; afterwards the same port answers again."""
        await self._server.close()
        try:
            yield
        finally:
            await self._server.open()

    @property
    def url(self) -> str:
        return self._server.url

    @property
    def token(self) -> str:
        return self.telegram.account.token or ""

    @property
    def state(self) -> State:
        return self.telegram.state

    @property
    def clock(self) -> Clock:
        return self.telegram.clock

    @property
    def journal(self) -> Journal:
        return self.telegram.journal

    @property
    def faults(self) -> Faults:
        return self.telegram.faults

    def bot(self, token: str, username: str = USERNAME, *, name: str = "Roadmap", **switches: Any) -> Account:
        """Sets the bot's token and name; `switches` are `privacy`, `inline`, `inline_feedback` of the account."""
        account = self.telegram.account
        account.use_token(token)
        account.user.username, account.user.first_name = username, name
        for switch, value in switches.items():
            setattr(account, switch, value)
        return account

    def person(self, first_name: str, **fields: Any) -> Person:
        """A new person with a private chat; `fields` are those of a User: `language_code`, `username`, `id`."""
        return self._factory.person(first_name, **fields)

    def group(
        self,
        title: str,
        *,
        members: Iterable[Person] = (),
        topics: Iterable[str] = (),
        supergroup: bool = False,
        bot: Status | None = None,
    ) -> Chat:
        """A group; the first member owns it. With topics it is a forum. `bot` is the bot's status, set without an update."""
        return self._factory.group(title, members, topics, supergroup=supergroup, bot=bot)

    def channel_speaks(self, group: Chat, title: str, text: str, *, forwarded: bool = False) -> None:
        """Adds a message of a channel to the group; `forwarded`: as the automatic forward of its post."""
        speak_as_channel(self.telegram, group, title, text, forwarded=forwarded)

    def topic(self, chat: Chat, name: str) -> Topic:
        return next(one for one in chat.topics.values() if one.name == name)

    def malformed_update(self, body: dict[str, Any] | None = None) -> int:
        """Queues an update no library can parse (by default a message without chat or date); returns its id."""
        update = self.telegram.queue.put("message", body or {"message_id": 1}, "malformed")
        return update.id

    def duplicate_updates(self, count: int = 1) -> None:
        """The next `count` updates are delivered twice."""
        self.telegram.queue.duplicates += count

    def advance(self, seconds: float) -> None:
        """Moves the clock of this Telegram."""
        self.telegram.advance(seconds)

    def subscribe(self) -> AsyncIterator[Event]:
        """Yields every event from now on."""
        return self.telegram.events.subscribe()

    def expects(self, text: str, *, method: str = "") -> None:
        """Allows errors whose description contains this text, and requires at least one."""
        self.journal.expect(text, method, required=True)

    def allows(self, text: str, *, method: str = "") -> None:
        """Allows errors whose description contains this text."""
        self.journal.expect(text, method, required=False)

    def violations(self) -> list[str]:
        spinning = [
            f"a button was left spinning: {query.data!r} pressed by {query.user.name}"
            for query in self.telegram.callbacks.spinning()
        ]
        return [*self.journal.violations(), *spinning]

    def check(self) -> None:
        """Raises `AssertionError` listing unexpected refusals, unknown parameters and buttons left spinning."""
        found = self.violations()
        if found:
            raise AssertionError("\n".join(["The Bot API was not kept to:", *(f"- {one}" for one in found)]))

    async def until(
        self,
        condition: Condition,
        *,
        timeout: float | None = None,  # noqa: ASYNC109 - its failure is a report, not a TimeoutError
        what: str = "it did not come to be",
    ) -> None:
        """Waits for any condition, sync or async. Raises `NotSeen` with a report of what happened."""
        await eventually(self.telegram, condition, timeout or self.telegram.options.patience, what)

    def settles_when(self, probe: Probe) -> None:
        """A further condition for `settled()`, such as "the bot's inbox has nothing unhandled"."""
        self._probes.append(probe)

    async def settled(self, *, timeout: float | None = None) -> None:  # noqa: ASYNC109 - as in until()
        """Waits until the bot has nothing left to do, as far as can be seen from here.

        That is: every update is confirmed and the bot has come back for more (or its webhook is idle), no call is
        being answered, no button spins, the probes given to `settles_when` hold, and then nothing happens for
        `Options.quiet` seconds. A bot that confirms updates before it handles them can look idle here while it
        works without calling: add a probe, or wait for a visible effect with `person.sees` or `until`.
        """
        patience = timeout or self.telegram.options.patience
        quiet = self.telegram.options.quiet
        while True:
            await self.until(self._is_idle, timeout=patience, what="the bot did not come to rest")
            count = self.telegram.events.count
            has_new_events = await self.telegram.events.until(partial(self._has_new_events, count), quiet)
            if not has_new_events and self._is_idle():
                return

    def _has_new_events(self, count: int) -> bool:
        return self.telegram.events.count != count

    def _is_idle(self) -> bool:
        telegram = self.telegram
        waits = telegram.webhook.is_idle if telegram.webhook else telegram.polling.is_open
        busy = telegram.queue.waiting() or telegram.journal.running() or telegram.callbacks.spinning()
        return waits and not busy and all(probe() for probe in self._probes)


__all__ = ["NotSeen", "Sandbox"]
