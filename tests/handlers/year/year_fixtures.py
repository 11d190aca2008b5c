"""Sixty officials of all agencies, what they report over the weeks, and what they were sent."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from bot.sandbox.people.person import Person
from bot.sandbox.state.chats import Message
from bot.services.messages.languages import GroupIdentity
from bot.services.notes.publishing import publish, withdraw
from data.audit import AuditContext
from data.notes.draft_content import insert_draft_text
from data.notes.drafts import insert_draft, update_draft_status
from data.notes.notes import Note
from data.notes.statuses import NoteStatus
from data.notes.text_chunks import TextChunk
from data.regions.regional_clocks import regional_clock
from data.roadmap.models import Activity, Agency
from tests.bot_harness import BotHarness, serving
from tests.handlers.notes.note_fixtures import Office, appoint, coordinate
from tests.handlers.reminders.reminder_fixtures import TITLE as REMINDER
from tests.handlers.summaries.summary_fixtures import Weeks, leap, open_weeks

OFFICIALS: Final = 60
STATUSES: Final = (None, NoteStatus.IN_PROGRESS, NoteStatus.AT_RISK, NoteStatus.NOT_DUE)
BEFORE: Final = timedelta(minutes=20)  # people report, then the bot looks at its clock
SHARE: Final = 0.025  # of the officials report at a moment: each about once in three weeks
WITHDRAWN: Final = 0.03  # of the reports, at once or weeks later


@dataclass(frozen=True, slots=True)
class Official:
    person: Person
    agency: Agency
    activities: tuple[Activity, ...]
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Report:
    """`number` is that of the activity; `at` by the bot's clock, which is set back at times.

    `read` is the newest message each person had then: what came before the report and what after it.
    """

    agency_id: int
    number: str
    at: datetime
    read: dict[int, int]


@dataclass
class Year:
    """`random` decides who reports when."""

    weeks: Weeks
    officials: list[Official]
    coordinators: list[Person]  # one of each side, whose clocks are `side_zones`
    side_zones: tuple[ZoneInfo, ...]
    random: Random
    reports: dict[int, Report] = field(default_factory=dict)  # by note id; the withdrawn are taken out

    @property
    def office(self) -> Office:
        return self.weeks.office

    @property
    def bot(self) -> BotHarness:
        return self.office.bot

    async def lives_through(self, moment: datetime) -> None:
        """Some report, then the bot looks at its clock, on Mondays twice."""
        leap(self.bot, moment - BEFORE)
        for official in self.officials:
            if self.random.random() < SHARE:
                await self._reports(official)
        await self.looks(moment)
        if moment.weekday() == 0:
            await self.looks(moment)

    async def fills_in_the_form(self, official: Official) -> None:
        """The same as the others do without a telephone: only through the buttons."""
        await self.office.publishes(official.person, "Проведено рабочее совещание")
        note_id = await self.office.count("notes")
        self.reports[note_id] = self._report(official, self.office.number)

    async def looks(self, moment: datetime) -> None:
        """It sends what it has to send."""
        leap(self.bot, moment)
        await self.bot.app.scheduler.run_once()
        if not await self._is_calm():
            await self.weeks.is_out()

    def reminders(self, person: Person) -> list[Message]:
        """Whatever the bot wrote to the person by itself."""
        return [message for message in self.sent(person) if message.text.startswith(REMINDER)]

    def sent(self, person: Person) -> list[Message]:
        return [
            message
            for message in person.private.messages.values()
            if message.sender is self.bot.sandbox.state.bot
        ]

    async def _reports(self, official: Official) -> None:
        activity = self.random.choice(official.activities)
        audit = AuditContext(official.person.id, int(self.bot.clock().timestamp()))
        group_identity = GroupIdentity(self.bot.sandbox.state.bot.username or "", "ru")
        async with self.bot.db.writing() as connection:
            draft = await insert_draft(connection, audit.person_id, activity.id, official.agency.id, audit.at)
            assert draft
            chunk = TextChunk("Работа ведётся в соответствии с планом.", audit.at)
            await insert_draft_text(connection, draft.id, chunk)
            await update_draft_status(connection, draft.id, self.random.choice(STATUSES), audit.at)
            note = await publish(connection, draft.id, audit, group_identity)
        assert isinstance(note, Note)
        self.reports[note.id] = self._report(official, activity.number)
        if self.random.random() < WITHDRAWN:
            await self._withdraws(self.random.choice(list(self.reports)[-30:]), audit, group_identity)
        self.bot.app.outbox.wake()

    def _report(self, official: Official, number: str) -> Report:
        read = {
            official.person.id: max(official.person.private.messages, default=0)
            for official in self.officials
        }
        return Report(official.agency.id, number, self.bot.clock(), read)

    async def _withdraws(self, note_id: int, audit: AuditContext, group_identity: GroupIdentity) -> None:
        async with self.bot.db.writing() as connection:
            await withdraw(connection, note_id, "Ошибка", audit, group_identity)
        del self.reports[note_id]

    async def _is_calm(self) -> bool:
        return await self.office.count("outbox WHERE state IN ('pending', 'sending')") == 0


async def open_year(bot: BotHarness, begins: datetime, seed: int) -> Year:
    """All people have opened the bot; two of the officials are those of `Office`, one of each side."""
    weeks = await open_weeks(bot, begins)
    content = await bot.app.roadmaps.content(1)
    clocks = {party.id: regional_clock(party.region) for party in content.roadmap.parties}
    zones = {party_id: clock.zone for party_id, clock in clocks.items() if clock}
    charged = {
        agency.id: tuple(
            activity for activity in content.activities if agency.id in content.responsible[activity.id]
        )
        for agency in content.agencies
    }
    agencies = [agency for agency in content.agencies if charged[agency.id]]
    office = weeks.office
    people = [(office.anna, office.north[0]), (office.boris, office.south[0])]
    for number in range(OFFICIALS - len(people)):
        people.append((bot.person(f"Сотрудник {number}"), agencies[number % len(agencies)]))
        await appoint(bot, *people[-1])
    coordinators = [bot.person("Вера"), bot.person("Глеб")]
    for coordinator, party in zip(coordinators, content.roadmap.parties, strict=True):
        await coordinate(bot, coordinator, party.id)
    for person in (*coordinators, *(person for person, _ in people)):
        person.writes("/start")
    await bot.settled()
    officials = [
        Official(person, agency, charged[agency.id], zones[agency.party_id]) for person, agency in people
    ]
    return Year(weeks, officials, coordinators, tuple(zones.values()), Random(seed))


@asynccontextmanager
async def started_again(year: Year, path: Path) -> AsyncIterator[None]:
    """The bot runs once more over the same two; its clock is where it was left."""
    async with serving(year.bot.sandbox, path, year.bot.clock) as bot:
        year.office.bot = bot
        yield
