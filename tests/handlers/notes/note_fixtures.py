"""Officials of both sides, their group, and what they do with notes."""

from dataclasses import dataclass
from typing import Any, Final

from bot.sandbox.inspection.seen import Seen
from bot.sandbox.people.person import Person
from bot.sandbox.state.chats import Chat, Message
from bot.sandbox.state.members import Status
from data.audit import AuditAction, AuditContext
from data.messaging.chats import BoundChat, bind_chat
from data.notes.activity_state import ActivityState, Moment
from data.notes.states import select_state
from data.people.appointments import Appointment, update_appointment
from data.people.people import Role
from data.regions.regional_clocks import MOSCOW
from data.roadmap.models import Activity, Agency
from data.roadmap.roadmap import select_activity_card
from tests.bot_harness import BotHarness

CONSOLE: Final = AuditContext(None, 1)


@dataclass
class Office:
    """An activity with agencies of both sides; Anna writes for the first side, Boris for the second."""

    bot: BotHarness
    activity: Activity
    north: tuple[Agency, ...]
    south: tuple[Agency, ...]
    anna: Person
    boris: Person
    chat: Chat | None = None

    @property
    def number(self) -> str:
        return self.activity.number

    async def state(self) -> ActivityState:
        """How the activity stands now."""
        now = Moment(int(self.bot.clock().timestamp()), MOSCOW)
        return await select_state(self.bot.db.reader, self.activity.id, now)

    def posts(self) -> list[Message]:
        """What the bot has in the group."""
        assert self.chat
        return [
            message for message in self.chat.messages.values() if message.sender is self.bot.sandbox.state.bot
        ]

    async def begins(self, person: Person) -> None:
        """My → the activity: the form asks for the text."""
        mine = await person.sends("/my", until="Мои мероприятия")
        await person.presses(self.number, message=mine)
        await self.bot.settled()

    async def publishes(self, person: Person, text: str, status: str = "") -> None:
        await self.begins(person)
        await self.says(person, text)
        if status:
            await person.presses("Статус")
            await person.presses(status)
            if status == "исполнено":
                await person.presses("Без документа")
        await person.presses("Опубликовать")
        await self.is_out(person)

    async def says(self, person: Person, text: str) -> Seen:
        """Something for the form, which moves below it."""
        await person.sends(text)
        await self.bot.settled()
        return person.screen

    async def is_out(self, person: Person, words: str = "Опубликовано в группе.") -> None:
        await person.sees(words if self.chat else "Записано.")
        await self.bot.sandbox.until(self._all_told, what="the author was not told of every post")
        await self.bot.settled()

    async def _all_told(self) -> bool:
        waiting = "outbox WHERE state IN ('pending', 'sending') OR state = 'sent' AND told IS NOT state"
        return await self.count(waiting) == 0

    async def count(self, table: str) -> int:
        ((found,),) = await self.bot.db.reader.execute_fetchall(f"SELECT count(*) FROM {table}")
        return int(found)


async def open_office(
    bot: BotHarness, *, group: bool = True, activity_id: int = 1, redraws: bool = True, **fields: Any
) -> Office:
    """`redraws` False: no edit that changes nothing is let pass."""
    if redraws:
        bot.sandbox.allows("message is not modified")
    card = await select_activity_card(bot.db.reader, activity_id)
    assert card
    (_, north), (_, south) = card.responsible
    anna, boris = bot.person("Анна"), bot.person("Борис")
    office = Office(
        bot,
        card.activity,
        tuple(member.agency for member in north),
        tuple(member.agency for member in south),
        anna,
        boris,
    )
    await appoint(bot, anna, office.north[0])
    await appoint(bot, boris, office.south[0])
    if group:
        office.chat = bot.sandbox.group(
            "Рабочая группа", members=[anna, boris], supergroup=True, bot=Status.MEMBER, **fields
        )
        async with bot.db.writing() as connection:
            bound_at = int(bot.clock().timestamp())
            await bind_chat(
                connection, BoundChat(1, office.chat.id, None, "Рабочая группа", None, bound_at, 1)
            )
    return office


async def appoint(bot: BotHarness, person: Person, *agencies: Agency) -> None:
    held = Appointment(Role.OFFICIAL, {agency.id: "" for agency in agencies})
    await give(bot, person, held)


async def coordinate(bot: BotHarness, person: Person, party_id: int) -> None:
    await give(bot, person, Appointment(Role.COORDINATOR, {}, frozenset({party_id})))


async def dismiss(bot: BotHarness, person: Person) -> None:
    await give(bot, person, Appointment(Role.READER))


async def give(bot: BotHarness, person: Person, held: Appointment) -> None:
    async with bot.db.writing() as connection:
        await update_appointment(connection, person.id, held, CONSOLE, AuditAction.CHANGED)
