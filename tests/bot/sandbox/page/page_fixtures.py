"""A local Telegram with its page: people to be, a group with topics, and controls that only note what was asked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from aiohttp import ClientSession

from bot.sandbox.api.options import Options
from bot.sandbox.page.controls import Character
from bot.sandbox.page.routes import mount
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.state.chats import Chat
from bot.sandbox.state.members import Status
from tests.bot.sandbox.bare_bot import Api

ANNA, BORIS, STRANGER = 701, 702, 703
START: Final = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PARTS: Final = {
    ANNA: ("Анна", {"ru": "координатор", "en": "coordinator"}),
    BORIS: (
        "Борис",
        {"ru": "Министерство строительства Пермского края", "en": "Perm Ministry of Construction"},
    ),
    STRANGER: ("Пётр", {"ru": "посторонний", "en": "a stranger"}),
}


@dataclass
class RecordingControls:
    """Controls that move no bot."""

    at: datetime = START
    actions: list[str] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    async def forward(self, by: timedelta) -> None:
        self.at += by
        self.actions.append(f"forward {by.days} d")

    async def restart(self) -> None:
        self.actions.append("restart")

    async def reset(self) -> None:
        self.actions.append("reset")


@dataclass
class Site:
    """`api` is a bot that does as it is told, unless a real one plays."""

    sandbox: Sandbox
    controls: RecordingControls
    people: dict[int, Person]
    group: Chat
    api: Api

    @property
    def anna(self) -> Person:
        return self.people[ANNA]

    @property
    def boris(self) -> Person:
        return self.people[BORIS]

    @property
    def stranger(self) -> Person:
        return self.people[STRANGER]

    @property
    def url(self) -> str:
        return self.sandbox.url

    async def look(self, name: str, **query: Any) -> Any:
        """GET of the page's API."""
        async with self.api.session.get(f"{self.url}/page/api/{name}", params=query) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def act(self, route: str, status: int = 200, **body: Any) -> Any:
        """POST of the page's API, which must answer with this status."""
        async with self.api.session.post(f"{self.url}/page/api/{route}", json=body) as response:
            assert response.status == status, await response.text()
            return await response.json()


@asynccontextmanager
async def running_site(**options: Any) -> AsyncIterator[Site]:
    controls, people, groups = RecordingControls(), {}, []

    def prepare(sandbox: Sandbox) -> None:
        sandbox.telegram.account.inline = True
        for number, (name, _) in PARTS.items():
            people[number] = sandbox.person(name, id=number, language_code="ru")
        members = [people[ANNA], people[BORIS]]
        group = sandbox.group("Рабочая группа", members=members, topics=["Отчёты"], bot=Status.ADMINISTRATOR)
        groups.append(group)
        mount(sandbox, [Character(number, *about) for number, about in PARTS.items()], controls)

    rules = {"rates": None, "conflict_pause": 0.0, "repeat_pause": 0.0, "patience": 3.0} | options
    async with (
        Sandbox.running(options=Options(**rules), prepare=prepare) as sandbox,
        ClientSession() as session,
    ):
        yield Site(sandbox, controls, people, groups[0], Api(sandbox, session))
