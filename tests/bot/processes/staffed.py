"""A bot in a process of its own, officials who write, and the group they write for."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.sandbox.api.options import Options
from bot.sandbox.server import Sandbox
from bot.sandbox.state.chats import Chat, Message
from bot.sandbox.state.members import Status
from data.audit import AuditAction, AuditContext
from data.database import Database
from data.editions.edition_store import import_shipped_if_empty
from data.messaging.chats import BoundChat, bind_chat
from data.people.appointments import Appointment, update_appointment
from data.people.people import Role
from tests.bot.processes.service import Service, service
from tests.bot.processes.writers import Writer

WRITERS: Final = 4
CALM: Final = Options(rates=None, callback_deadline=3600.0, patience=120.0)
OFFICES: Final = (
    "SELECT a.number, min(r.agency_id) FROM activities AS a JOIN responsibilities AS r ON r.activity_id = a.id"
    " GROUP BY a.id ORDER BY a.id LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Staff:
    sandbox: Sandbox
    bot: Service
    chat: Chat
    writers: list[Writer]

    def posts(self) -> list[Message]:
        """What the bot has in the group."""
        return [
            message for message in self.chat.messages.values() if message.sender is self.sandbox.state.bot
        ]

    def ask(self, sql: str) -> list[Any]:
        """Rows of the database, in the midst of use."""
        with closing(sqlite3.connect(f"{self.bot.database.as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute(sql).fetchall()


@asynccontextmanager
async def staffed(folder: Path, deprived: Callable[[], None] | None = None) -> AsyncIterator[Staff]:
    """The bot is started."""
    async with (
        Sandbox.running(options=CALM) as sandbox,
        service(sandbox, folder, hurries=True, deprived=deprived) as bot,
    ):
        # What repeating a press may bring, and a person never sees.
        for said in (
            "message is not modified",
            "message to edit not found",
            "message to delete not found",
            "query is too old",
        ):
            sandbox.allows(said)
        people = [sandbox.person(f"Писарь {number}", language_code="ru") for number in range(WRITERS)]
        chat = sandbox.group("Рабочая группа", members=people, supergroup=True, bot=Status.MEMBER)
        numbers = await _appoint(bot.database, [person.id for person in people], chat.id)
        writers = [Writer(person, number) for person, number in zip(people, numbers, strict=True)]
        await bot.started()
        yield Staff(sandbox, bot, chat, writers)


async def _appoint(path: Path, people: list[int], chat_id: int) -> list[str]:
    """Each person for an activity of their own, and the group; the numbers of the activities."""
    db = await Database.open(path)
    await import_shipped_if_empty(db)
    offices = list(await db.reader.execute_fetchall(OFFICES, (len(people),)))
    async with db.writing() as connection:
        for user_id, (_, agency_id) in zip(people, offices, strict=True):
            held = Appointment(Role.OFFICIAL, {agency_id: ""})
            await update_appointment(connection, user_id, held, AuditContext(None, 1), AuditAction.CHANGED)
        await bind_chat(connection, BoundChat(1, chat_id, None, "Рабочая группа", None, 1, 1))
    await db.close()
    return [number for number, _ in offices]
