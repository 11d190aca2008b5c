"""What a note does to the closing of its activity: what it may not undo, and messages to the other sides."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

import aiosqlite

from bot.screens.decisions.news import (
    activity_closed_screen,
    body_done_screen,
    closed_amended_screen,
    completion_awaited_screen,
    completion_taken_back_screen,
    group_closed_screen,
)
from bot.services.decisions.record import DecisionMessage, GroupPosts, tell_people
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier
from data.audit import AuditAction, AuditChange, AuditContext, AuditSubject, insert_audit
from data.decisions.closings import Closing, insert_closing
from data.decisions.problems import DecisionProblem
from data.notes.activity_state import ActivityState, Moment
from data.notes.notes import Note, select_note
from data.notes.states import select_state
from data.notes.statuses import NoteStatus
from data.people.coordination import (
    select_bodies_of_side,
    select_coordinators,
    select_people_of_bodies,
    select_responsible_people,
)
from data.primitives.refusal import Refused
from data.roadmap.models import Activity
from data.roadmap.roadmap import select_activity, select_parties


@dataclass(frozen=True, slots=True)
class CompletionNotices:
    """Acts for the person that `audit` names, in the transaction of the note's publishing or withdrawal."""

    notifier: Notifier
    audit: AuditContext
    username: str
    now: Moment

    async def follow(self, connection: aiosqlite.Connection, note: Note, before: ActivityState) -> None:
        """Tells the other sides what the note, new, changed or withdrawn, did; `before` is the state before it.

        A side is asked when another declares the activity done, not again when that word is repeated. Raises `Refused`
        for a note that would undo a closing, or by which one person would speak for two sides: the transaction must
        then roll back.
        """
        if not before.declared and note.latest.status is not NoteStatus.DONE:
            return
        after = await select_state(connection, note.activity_id, self.now)
        activity = await select_activity(connection, note.activity_id)
        if before.closed_years - after.closed_years:
            raise Refused(DecisionProblem.UNDOES_CLOSING)
        if activity is None:
            return
        if note.latest.status is NoteStatus.DONE and not note.withdrawal and not after.now.is_done:
            await self._ask_bodies(connection, note, activity, after)
        if note.party_id in set(after.declared) - set(before.declared):
            await _require_other_person(connection, note, after)
            await self._tell_declared(connection, note, activity, after)
        elif note.party_id in set(before.declared) - set(after.declared):
            await self._record(connection, note)
            await self._tell_taken_back(connection, note, activity, before)
        elif before.now.is_done:
            await self._record(connection, note)
            await self._tell_amended(connection, note, activity, before)

    async def _tell_declared(
        self, connection: aiosqlite.Connection, note: Note, activity: Activity, after: ActivityState
    ) -> None:
        side = await _region(connection, note)
        screen = partial(
            activity_closed_screen if after.now.is_done else completion_awaited_screen, activity, side
        )
        kind = MessageKind.ACTIVITY_CLOSED if after.now.is_done else MessageKind.COMPLETION_AWAITED
        message = DecisionMessage(kind, _key("closing", note), activity.id, self.audit.at, screen)
        if after.now.is_done:
            await self._tell_closed(connection, note, activity, after)
        await self._tell(connection, note, after.declared if after.now.is_done else after.awaited, message)

    async def _ask_bodies(
        self, connection: aiosqlite.Connection, note: Note, activity: Activity, after: ActivityState
    ) -> None:
        """Asks the other bodies of the note's side for their word, and its coordinators where the side has not spoken yet."""
        agencies = await select_bodies_of_side(connection, note.activity_id, note.party_id)
        side = next((side for side in after.now.sides if side.party_id == note.party_id), None)
        if side is None or len(agencies) == 1:
            return
        done = {
            word.agency_id for word in side.agency_words if word.status is NoteStatus.DONE and not word.void
        }
        asked = set(await select_people_of_bodies(connection, agencies.keys() - done - {note.agency_id}))
        if not side.declares:
            asked |= set(await select_coordinators(connection, note.party_id, self.audit.first_admins))
        first = "" if side.declares else next(iter(agencies.values()))
        screen = partial(body_done_screen, activity, agencies.get(note.agency_id, ""), first)
        kind, key = MessageKind.COMPLETION_AWAITED, f"body-done:{note.id}"
        message = DecisionMessage(kind, key, activity.id, self.audit.at, screen)
        await tell_people(connection, self.notifier, asked - {self.audit.actor_id}, message)

    async def _tell_closed(
        self, connection: aiosqlite.Connection, note: Note, activity: Activity, after: ActivityState
    ) -> None:
        """Writes the closing down and posts it in the group."""
        closing = Closing(note.activity_id, note.party_id, note.id, self.audit.at)
        if not await insert_closing(connection, closing):
            return
        state = {"side": note.party_id, "note": note.number}
        change = AuditChange(AuditAction.CLOSED, AuditSubject.ACTIVITY, note.activity_id, None, state)
        await insert_audit(connection, self.audit, change)
        regions = {party.id: party.region for party in await select_parties(connection, note.roadmap_id)}
        sides = tuple(regions[party] for party in after.declared if party in regions)
        screen = partial(group_closed_screen, activity, sides)
        key = _key("closed-post", note)
        message = DecisionMessage(MessageKind.ACTIVITY_CLOSED, key, activity.id, self.audit.at, screen)
        await GroupPosts(self.notifier, self.username).tell(connection, note.roadmap_id, message)

    async def _tell_taken_back(
        self, connection: aiosqlite.Connection, note: Note, activity: Activity, before: ActivityState
    ) -> None:
        draw = partial(completion_taken_back_screen, activity, await _region(connection, note))
        key, kind = _key("taken-back", note), MessageKind.COMPLETION_TAKEN_BACK
        message = DecisionMessage(kind, key, activity.id, self.audit.at, draw)
        await self._tell(connection, note, [party for party, _ in before.words], message)

    async def _tell_amended(
        self, connection: aiosqlite.Connection, note: Note, activity: Activity, before: ActivityState
    ) -> None:
        draw = partial(closed_amended_screen, activity, await _region(connection, note), note.number)
        key, kind = _key("amended", note), MessageKind.CLOSED_ACTIVITY_AMENDED
        message = DecisionMessage(kind, key, activity.id, self.audit.at, draw)
        await self._tell(connection, note, [party for party, _ in before.words], message)

    async def _tell(
        self,
        connection: aiosqlite.Connection,
        note: Note,
        parties: Collection[int],
        message: DecisionMessage,
    ) -> None:
        for party in parties:
            if party != note.party_id:
                people = set(await select_responsible_people(connection, note.activity_id, party))
                await tell_people(connection, self.notifier, people - {self.audit.actor_id}, message)

    async def _record(self, connection: aiosqlite.Connection, note: Note) -> None:
        state = {"side": note.party_id, "note": note.number, "version": note.latest.version}
        change = AuditChange(AuditAction.AMENDED, AuditSubject.ACTIVITY, note.activity_id, None, state)
        await insert_audit(connection, self.audit, change)


async def _require_other_person(connection: aiosqlite.Connection, note: Note, after: ActivityState) -> None:
    """One person's word counts for one side."""
    for side in after.now.sides:
        other = await select_note(connection, side.word.note_id) if side.word and side.declares else None
        if side.party_id != note.party_id and other and other.latest.author_id == note.latest.author_id:
            raise Refused(DecisionProblem.SAME_PERSON)


async def _region(connection: aiosqlite.Connection, note: Note) -> str:
    parties = await select_parties(connection, note.roadmap_id)
    return next((party.region for party in parties if party.id == note.party_id), "")


def _key(event: str, note: Note) -> str:
    return f"{event}:{note.id}:{note.latest.version}" + (":withdrawn" if note.withdrawal else "")
