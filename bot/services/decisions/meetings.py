"""A joint meeting led by a coordinator: opened, its items marked, ended."""

from dataclasses import dataclass, replace
from typing import Final

import aiosqlite

from bot.access import UserContext
from bot.callbacks.decisions import MarkLetter, OpenAgenda
from bot.i18n import LOCALES, current_locale, speaking
from bot.screens.decisions.agenda import agenda_screen, no_meeting_screen, replacing_screen
from bot.screens.decisions.agenda import item_screen as draw_item
from bot.screens.decisions.protocol import protocol_text
from bot.services.roadmap.activity_card import activity_status_of
from bot.telegram.screen import Screen
from data.audit import AuditAction, AuditChange, AuditSubject, insert_audit
from data.database import Database
from data.decisions.agenda import agenda_of
from data.decisions.instructions import Instructions, select_instructions
from data.decisions.meetings import (
    AgendaItem,
    ItemMark,
    Meeting,
    decide_item,
    insert_meeting,
    insert_protocols,
    select_item,
    select_meeting,
    select_meeting_under_way,
    select_protocol,
    update_meeting_ended,
)
from data.decisions.problems import DecisionProblem
from data.notes.activity_state import ActivityState
from data.notes.states import select_states
from data.people.coordination import require_coordinator
from data.primitives.fingerprint import require_seen
from data.primitives.refusal import Refused
from data.roadmap.lookup import StaleButton

MARKS: Final = {
    MarkLetter.HEARD: ItemMark.HEARD,
    MarkLetter.DROPPED: ItemMark.DROPPED,
    MarkLetter.NONE: None,
}


@dataclass(frozen=True, slots=True)
class Meetings:
    """The meetings of the roadmap shown to `user`.

    All but `item_screen` raise `NotAllowed` for people who coordinate none of its sides, and `StaleButton`
    for meetings and items that are gone, or of another roadmap.
    """

    db: Database
    user: UserContext

    @property
    def roadmap_id(self) -> int:
        """The roadmap shown to the person."""
        return self.user.content.roadmap.id

    async def screen(self, place: OpenAgenda) -> Screen:
        """Returns the meeting under way, or the offer to open one."""
        await self.require(self.db.reader)
        meeting = await select_meeting_under_way(self.db.reader, self.roadmap_id)
        states = await self._states(self.db.reader)
        if meeting:
            return agenda_screen(meeting, self.user.content, place, states)
        instructed = await self._instructed(self.db.reader)
        return no_meeting_screen(len(agenda_of(self.user.content, states, self.user.today, instructed)))

    async def begin(self) -> Meeting:
        """Opens a meeting with what is pressing now; returns the one under way when the other side was quicker."""
        audit, today = self.user.audit, self.user.today
        async with self.db.writing() as connection:
            await self.require(connection)
            states = await self._states(connection)
            agenda = agenda_of(self.user.content, states, today, await self._instructed(connection))
            before = await select_meeting_under_way(connection, self.roadmap_id)
            meeting = await insert_meeting(
                connection, self.roadmap_id, today, self.user.person.user_id, agenda
            )
            if before is None:
                state = {"roadmap": self.roadmap_id, "items": len(meeting.items)}
                change = AuditChange(AuditAction.OPENED, AuditSubject.MEETING, meeting.id, None, state)
                await insert_audit(connection, audit, change)
        return meeting

    async def mark(self, item_id: int, letter: MarkLetter, seen: int | None = None) -> Screen:
        """Marks an item and returns it; asks first where that would replace what was decided on it.

        `seen` is the fingerprint of what the person agreed to replace. Raises `Refused` when the meeting is over.
        """
        mark = MARKS[letter]
        async with self.db.writing() as connection:
            await self.require(connection)
            item = await select_item(connection, item_id)
            if item is None:
                raise StaleButton
            await self._meeting(item.meeting_id)
            if item.ended:
                raise Refused(DecisionProblem.ENDED)
            if _replaces(item, mark) and seen != item.fingerprint:
                return replacing_screen(item, letter, replace(item, mark=mark, instruction="", day=None))
            decided = replace(item, mark=mark, instruction="", day=None) if mark is not item.mark else item
            await decide_item(connection, self.user.audit, item, decided)
        return await self.item_screen(item_id)

    async def meeting(self, meeting_id: int) -> Meeting:
        """Loads a meeting of the roadmap; raises `NotAllowed`, and `StaleButton` for another roadmap's."""
        await self.require(self.db.reader)
        return await self._meeting(meeting_id)

    async def protocol(self, meeting: Meeting) -> str:
        """Returns the protocol as plain text: of a meeting under way as things stand now, else as it was at the end."""
        as_ended = await select_protocol(self.db.reader, meeting.id, current_locale())
        return as_ended or await self._drawn(self.db.reader, meeting)

    async def _states(self, connection: aiosqlite.Connection) -> dict[int, ActivityState]:
        user = self.user
        return await select_states(connection, user.content, user.today, user.zone)

    async def _drawn(self, connection: aiosqlite.Connection, meeting: Meeting) -> str:
        states = await self._states(connection)
        return protocol_text(meeting, self.user.content, states)

    async def end(self, meeting_id: int, seen: int) -> Meeting:
        """Ends the meeting, once, with a row of the journal.

        `seen` is the fingerprint of what the person saw decided in it. Raises `NotAllowed`, `StaleButton` and, where more is
        decided by now, `Outdated`.
        """
        async with self.db.writing() as connection:
            await self.require(connection)
            meeting = await self._meeting(meeting_id)
            require_seen(meeting.fingerprint if meeting.ended else seen, meeting.fingerprint)
            if await update_meeting_ended(connection, meeting.id, self.user.audit.at):
                await self._keep_protocol(connection, meeting)
                change = AuditChange(AuditAction.ENDED, AuditSubject.MEETING, meeting.id, None, None)
                await insert_audit(connection, self.user.audit, change)
        return await self._meeting(meeting.id)

    async def _keep_protocol(self, connection: aiosqlite.Connection, meeting: Meeting) -> None:
        texts = {}
        for locale in LOCALES:
            with speaking(locale):
                texts[locale] = await self._drawn(connection, meeting)
        await insert_protocols(connection, meeting.id, texts)

    async def item_screen(self, item_id: int) -> Screen:
        """Returns an item of the agenda with its activity's status; raises `StaleButton`."""
        item = await select_item(self.db.reader, item_id)
        if item is None:
            raise StaleButton
        meeting = await self._meeting(item.meeting_id)
        status = await activity_status_of(self.db.reader, item.activity_id, self.user)
        [item] = [carrying for carrying in meeting.items if carrying.id == item_id]
        return draw_item(meeting, item, self.user.content, status)

    async def require(self, connection: aiosqlite.Connection) -> None:
        """Raises `NotAllowed`; where something changes, call it in the transaction of the change."""
        await require_coordinator(connection, self.roadmap_id, self.user.audit)

    async def _meeting(self, meeting_id: int) -> Meeting:
        meeting = await select_meeting(self.db.reader, meeting_id)
        if meeting is None or meeting.roadmap_id != self.roadmap_id:
            raise StaleButton
        instructions = await self._instructed(self.db.reader)
        return replace(meeting, items=tuple(_carrying(item, instructions) for item in meeting.items))

    async def _instructed(self, connection: aiosqlite.Connection) -> Instructions:
        return await select_instructions(connection, self.roadmap_id)


def _carrying(item: AgendaItem, instructions: Instructions) -> AgendaItem:
    """Returns the item with the instructions of other meetings on its activity that are not done."""
    found = instructions.get(item.activity_id, ())
    return replace(item, carried=tuple(other for other in found if other.meeting_id != item.meeting_id))


def _replaces(item: AgendaItem, mark: ItemMark | None) -> bool:
    """True when words would be lost, or another mark than the one that stands be set."""
    removed = mark is None and item.mark is not ItemMark.INSTRUCTED
    return item.mark is not None and mark is not item.mark and not removed
