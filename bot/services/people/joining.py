"""Joining by invitation and handing over: each one transaction, with the messages to the people concerned."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

import aiosqlite
from aiogram import Bot

from bot.screens.people.appointment import person_name
from bot.screens.people.handing_over import briefing_screen, handed_over_screen
from bot.screens.people.welcome import arrival_screen
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier, OfUpdate
from bot.telegram.deep_links import invitation_link
from data.audit import AuditAction, AuditContext, AuditSubject, select_done
from data.database import Database
from data.decisions.deadline_requests import select_open_request
from data.notes.activity_state import Moment
from data.people.admissions import Newcomer
from data.people.appointments import Appointment, select_appointment
from data.people.handovers import (
    HandOver,
    hand_over,
    hand_over_fingerprint,
    require_authority,
    select_handed_activities,
)
from data.people.invitation_acceptance import (
    Acceptance,
    accept_invitation,
    issue_invitation,
    revoke_invitation,
)
from data.people.invitations import Invitation, Offer
from data.people.members import Directory, select_directory
from data.people.people import Role
from data.people.problems import PeopleProblem
from data.people.rights import may_hand_over
from data.primitives.fingerprint import require_seen
from data.primitives.refusal import Refused
from data.roadmap.lookup import StaleButton


@dataclass(frozen=True, slots=True)
class Joining:
    """Acts for the person that `audit` names; `wake` wakes the outbox after each commit.

    What is not allowed raises `NotAllowed`, what breaks a rule `Refused`.
    """

    db: Database
    bot: Bot
    audit: AuditContext
    notifier: Notifier
    zone: ZoneInfo
    wake: Callable[[], None]

    async def issue(self, offer: Offer) -> tuple[Invitation, str]:
        """Stores an invitation and returns it with its token, of which only a digest is stored."""
        async with self.db.writing() as connection:
            return await issue_invitation(connection, offer, self.audit)

    async def link(self, token: str) -> str:
        """Returns the address that accepts the invitation of that token."""
        me = await self.bot.me()
        return invitation_link(me.username or "", token)

    async def revoke(self, invitation_id: int) -> Invitation:
        """Revokes an invitation; raises `NotAllowed`, and `Refused` when it has ended."""
        async with self.db.writing() as connection:
            return await revoke_invitation(connection, invitation_id, self.audit)

    async def accept(self, token: str, newcomer: Newcomer) -> Acceptance:
        """Gives the newcomer what the invitation says, and tells the people concerned.

        These are the administrators and, where a post was handed over, predecessor and successor. Wake the outbox after
        the answer, which the newcomer reads first. Raises `Refused` with a `PeopleProblem`.
        """
        async with self.db.writing() as connection:
            before = await select_directory(connection)  # who hands over everything has no name afterwards
            accepted = await accept_invitation(connection, token, newcomer, self.audit)
            if not accepted.again:
                await self._announce(connection, accepted, newcomer.user_id, before)
        return accepted

    async def invite_successor(self, user_id: int, agency_id: int, seen: int) -> tuple[Invitation, str]:
        """Stores an invitation to what is handed over, `seen` as for `hand_over`; raises `Outdated` and as `handed`."""
        async with self.db.writing() as connection:
            handed, held = await self._handed(connection, user_id, agency_id)
            require_seen(seen, hand_over_fingerprint(held))
            role = Role.COORDINATOR if handed.parties else Role.OFFICIAL
            post = Appointment(role, handed.agencies, handed.parties)
            return await issue_invitation(connection, Offer(post, predecessor_id=user_id), self.audit)

    async def held(self, user_id: int) -> Appointment:
        """Returns what the person is appointed to now."""
        return await select_appointment(self.db.reader, user_id)

    async def handed(self, user_id: int, agency_id: int) -> tuple[Appointment, Appointment]:
        """Returns what would be handed over, and all that the predecessor holds.

        `agency_id` 0 is everything. Raises `StaleButton` for an agency that is not theirs.
        """
        return await self._handed(self.db.reader, user_id, agency_id)

    async def _handed(
        self, connection: aiosqlite.Connection, user_id: int, agency_id: int
    ) -> tuple[Appointment, Appointment]:
        await require_authority(connection, user_id, self.audit)
        held = await select_appointment(connection, user_id, self.audit.first_admins)
        if agency_id and agency_id not in held.agencies:
            raise StaleButton
        if not may_hand_over(held):
            raise Refused(PeopleProblem.NOTHING)
        return _part(held, agency_id), held

    async def hand_over(self, user_id: int, successor_id: int, agency_id: int, seen: int) -> None:
        """Hands over to a member, in one transaction, then sends both a message. `agency_id` 0 is everything.

        `seen` is the fingerprint of what both held as the person decided; raises `Outdated` where that has changed.
        """
        async with self.db.writing() as connection:
            done = await select_done(connection, self.audit, AuditAction.HANDED_OVER, AuditSubject.PERSON)
            if user_id not in done:  # else it is handled again after a crash
                handed, held = await self._handed(connection, user_id, agency_id)
                had = await select_appointment(connection, successor_id)
                require_seen(seen, hand_over_fingerprint(held, had))
                handing = HandOver(user_id, successor_id, frozenset(handed.agencies), handed.parties)
                before = await select_directory(connection)
                await hand_over(connection, handing, self.audit)
                await self._tell_hand_over(connection, (user_id, successor_id), handed, before)
        self.wake()

    async def directory(self) -> Directory:
        """Loads the names of people, agencies and sides."""
        return await select_directory(self.db.reader)

    async def _announce(
        self, connection: aiosqlite.Connection, accepted: Acceptance, user_id: int, before: Directory
    ) -> None:
        directory = await select_directory(connection)
        arrived = partial(arrival_screen, user_id, accepted.appointment, directory)
        for admin in await self._concerned(accepted.invitation):
            await self.notifier.to_person(
                admin, MessageKind.JOINED_BY_INVITATION, arrived, OfUpdate(connection, self.audit)
            )
        if predecessor := accepted.invitation.predecessor_id:
            people = (predecessor, user_id)
            await self._tell_hand_over(connection, people, accepted.invitation.appointment, before)

    async def _tell_hand_over(
        self,
        connection: aiosqlite.Connection,
        people: tuple[int, int],
        handed: Appointment,
        before: Directory,
    ) -> None:
        """`people` are the predecessor and the successor, `before` holds the names of before."""
        predecessor_id, successor_id = people
        handed_activities = [
            replace(item, move=await _asked_day(connection, item.activity.id))
            for item in await select_handed_activities(
                connection, handed.agencies.keys(), Moment(self.audit.at, self.zone), handed.parties
            )
        ]
        directory = await select_directory(connection)
        taken = partial(
            briefing_screen, person_name(predecessor_id, before), handed, handed_activities, directory
        )
        await self.notifier.to_person(
            successor_id, MessageKind.BRIEFING, taken, OfUpdate(connection, self.audit)
        )
        given = partial(handed_over_screen, successor_id, handed, directory)
        await self.notifier.to_person(
            predecessor_id, MessageKind.HANDED_OVER, given, OfUpdate(connection, self.audit)
        )

    async def _concerned(self, invitation: Invitation) -> list[int]:
        """The administrator who gave the invitation, if they still are one; else all administrators."""
        admins = await self.notifier.administrators()
        return [invitation.issued_by] if invitation.issued_by in admins else admins


async def _asked_day(connection: aiosqlite.Connection, activity_id: int) -> date | None:
    request = await select_open_request(connection, activity_id)
    return request.day if request else None


def _part(held: Appointment, agency_id: int) -> Appointment:
    if not agency_id:
        return held
    return replace(held, agencies={agency_id: held.agencies[agency_id]}, parties=frozenset())
