"""A person without a role asks for access."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import aiosqlite
from aiogram.types import User

from bot.access import UserContext
from bot.screens.people.access import request_screen
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier, OfUpdate
from data.audit import AuditContext
from data.database import Database
from data.people.access_requests import AccessRequest, insert_access_request, update_introduction
from data.people.appointments import Appointment, select_appointment
from data.people.members import Directory, select_directory
from data.people.people import NAME_LENGTH
from data.primitives.text_cleaning import one_line


@dataclass(frozen=True, slots=True)
class AccessRequests:
    """`wake` wakes the outbox after each commit."""

    db: Database
    notifier: Notifier
    first_admins: frozenset[int]
    wake: Callable[[], None]

    async def held(self, user_id: int) -> Appointment:
        """Loads what the person may act as now."""
        return await select_appointment(self.db.reader, user_id, self.first_admins)

    async def directory(self) -> Directory:
        """Loads the names of people, agencies and sides."""
        return await select_directory(self.db.reader)

    async def ask(self, user: UserContext, asker: User) -> None:
        """Stores the request and tells the administrators, unless one of the person waits already."""
        user_id = user.person.user_id
        name = one_line(asker.full_name, NAME_LENGTH) or str(user_id)
        request = AccessRequest(user_id, name, user.audit.at, asker.language_code)
        async with self.db.writing() as connection:
            if await insert_access_request(connection, request):
                await self._tell(connection, request, user.audit)
            else:
                await update_introduction(connection, user_id, "")
        self.wake()

    async def introduce(self, user: UserContext, words: str) -> None:
        """Stores who the person says they are and tells the administrators, unless the request was decided."""
        async with self.db.writing() as connection:
            request = await update_introduction(connection, user.person.user_id, words)
            if request:
                await self._tell(connection, request, user.audit)
        self.wake()

    async def administrators(self) -> list[int]:
        """Returns the Telegram ids of those who decide."""
        return await self.notifier.administrators()

    async def _tell(
        self, connection: aiosqlite.Connection, request: AccessRequest, audit: AuditContext
    ) -> None:
        several = bool((await select_directory(connection)).roadmaps)
        screen = partial(request_screen, request, several=several)
        for admin in await self.administrators():
            way = OfUpdate(connection, audit)
            await self.notifier.to_person(admin, MessageKind.ACCESS_REQUESTED, screen, way)
