"""Officials, a coordinator, and days that pass."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from bot.sandbox.inspection.seen import Seen
from bot.sandbox.people.person import Person
from tests.bot_harness import BotHarness
from tests.handlers.notes.note_fixtures import Office, coordinate, open_office

TITLE: Final = "Напоминание"
TUESDAY, FRIDAY, MONDAY = date(2026, 11, 24), date(2026, 11, 27), date(2026, 11, 30)
# Most activities of the shipped roadmap: 30 December 2026, so the tenth working day before is the 16th.
TENTH, FIFTH, LAST = date(2026, 12, 16), date(2026, 12, 23), date(2026, 12, 29)


@dataclass
class Calendar:
    """An office whose days pass as the test says; Vera coordinates Anna's side."""

    office: Office
    vera: Person

    @property
    def bot(self) -> BotHarness:
        return self.office.bot

    async def comes(self, day: date, hour: int = 12) -> None:
        """That hour in Moscow; everything due is sent, as far as Telegram takes it."""
        self.bot.clock.leap(datetime(day.year, day.month, day.day, hour - 3, 30, tzinfo=UTC))
        await self.bot.app.scheduler.run_once()
        if not await self._is_calm():
            await self.bot.sandbox.until(self._is_calm, what="a reminder did not leave the outbox")
            await self.bot.settled()

    async def _is_calm(self) -> bool:
        return await self.office.count("outbox WHERE state IN ('pending', 'sending')") == 0


def reminders(person: Person) -> list[Seen]:
    return [message for message in person.history() if message.text.startswith(TITLE)]


async def open_calendar(bot: BotHarness, *, group: bool = True) -> Calendar:
    """It begins on Tuesday, 24 November 2026, before any working hours; all people have opened the bot."""
    bot.clock.leap(datetime(2026, 11, 24, 3, 0, tzinfo=UTC))
    office = await open_office(bot, group=group)
    async with bot.db.writing() as connection:  # so long that agencies may have been silent for a week
        await connection.execute("UPDATE bound_chats SET bound_at = bound_at - 14 * 86400")
    vera = bot.person("Вера")
    await coordinate(bot, vera, office.north[0].party_id)
    for person in (office.anna, office.boris, vera):
        await person.sends("/start")
    return Calendar(office, vera)
