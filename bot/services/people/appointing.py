"""Administrators' changes of roles, agencies and job titles: each one transaction, then a message to the person."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

import aiosqlite

from bot.callbacks.people import AskJobTitle, Purpose
from bot.screens.people.access import decided_screen, request_place, request_screen
from bot.screens.people.appointing import RolePlace, role_place
from bot.screens.people.job_title import job_title_agencies_screen, job_title_screen
from bot.screens.people.member import member_screen
from bot.screens.people.welcome import changed_screen, let_go_screen, refused_screen, welcome_screen
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier, OfUpdate
from bot.telegram.screen import Screen
from data.audit import AuditAction, AuditContext, AuditSubject, select_done
from data.database import Database
from data.people.access_requests import select_access_request
from data.people.admissions import approve_request, change_appointment, refuse_request, remove_person
from data.people.appointments import NONE, Appointment, select_appointment
from data.people.form_state import JobTitleQuestion, delete_job_title_question, upsert_job_title_question
from data.people.members import Member, select_directory, select_member
from data.people.rights import Right, require
from data.people.sides import select_side_conflicts
from data.primitives.fingerprint import require_seen
from data.roadmap.lookup import StaleButton


@dataclass(frozen=True, slots=True)
class Appointing:
    """Acts for the administrator that `audit` names; `wake` wakes the outbox after each commit.

    What is not allowed raises `NotAllowed`, a broken rule `Refused`, what was decided on another state `Outdated`: `seen` is
    the fingerprint of what the screen showed.
    """

    db: Database
    audit: AuditContext
    notifier: Notifier
    zone: ZoneInfo
    wake: Callable[[], None]

    async def approve(self, user_id: int, appointment: Appointment, seen: int) -> Screen:
        """Grants a request for access and tells the person, unless it was decided before; returns the decision."""
        async with self.db.writing() as connection:
            await self._require_request(connection, user_id, seen)
            new = await approve_request(connection, user_id, appointment, self.audit)
            if new:
                screen = partial(welcome_screen, appointment, await select_directory(connection))
                await self.notifier.to_person(
                    user_id, MessageKind.WELCOME, screen, OfUpdate(connection, self.audit)
                )
        self.wake()
        new = new or await self._did(AuditAction.APPROVED, user_id)
        return await self.decision(user_id, before=not new)

    async def refuse(self, user_id: int, seen: int) -> Screen:
        """Refuses a request for access and tells the person, unless it was decided before; returns the decision."""
        if waiting := await select_access_request(self.db.reader, user_id):
            self.notifier.learn_language(user_id, waiting.language)
        async with self.db.writing() as connection:
            await self._require_request(connection, user_id, seen)
            new = await refuse_request(connection, user_id, self.audit)
            if new:
                await self.notifier.to_person(
                    user_id, MessageKind.ACCESS_REFUSED, refused_screen, OfUpdate(connection, self.audit)
                )
        self.wake()
        new = new or await self._did(AuditAction.REFUSED, user_id)
        return await self.decision(user_id, before=not new)

    async def change(
        self, user_id: int, amend: Callable[[Appointment], Appointment], seen: int | None = None
    ) -> None:
        """Stores what `amend` makes of the person's appointment; only a change of role sends them a message.

        What holds already is no change, whatever was seen; without `seen` the person was told what holds as they decided.
        """
        async with self.db.writing() as connection:
            held = await select_appointment(connection, user_id, self.audit.first_admins)
            amended = amend(held)
            if seen is not None and amended != held:
                require_seen(seen, held.fingerprint)
            await change_appointment(connection, user_id, amended, self.audit)
            if amended.role is not held.role:
                screen = partial(changed_screen, amended, await select_directory(connection))
                await self.notifier.to_person(
                    user_id, MessageKind.APPOINTMENT_CHANGED, screen, OfUpdate(connection, self.audit)
                )
        self.wake()

    async def job_title_screen(self, place: AskJobTitle) -> Screen:
        """Asks for the job title, of several agencies for the agency first; raises `StaleButton` without one."""
        member = await self.member(place.user_id)
        held = list(member.appointment.agencies)
        directory = await select_directory(self.db.reader)
        agency_id = place.agency_id or (held[0] if len(held) == 1 else 0)
        if agency_id in held:
            question = JobTitleQuestion(member.user_id, agency_id)
            await self.ask_job_title(question)
            return job_title_screen(member, directory, question)
        if agency_id or not held:
            raise StaleButton
        return job_title_agencies_screen(member, directory, place)

    async def ask_job_title(self, question: JobTitleQuestion) -> None:
        """Makes the administrator's next message the job title; raises `NotAllowed`."""
        async with self.db.writing() as connection:
            await require(connection, self.audit, Right.MANAGE_PEOPLE)
            await upsert_job_title_question(connection, self.audit.person_id, question)

    async def set_job_title(
        self, question: JobTitleQuestion, job_title: str, seen: int | None = None
    ) -> None:
        """Stores the answer; nothing is changed for a person who does not write for the agency any more."""
        await self.change(
            question.user_id, lambda held: held.with_job_title(question.agency_id, job_title), seen
        )
        await self.leave_job_title()

    async def leave_job_title(self) -> None:
        """Takes the open question for a job title back."""
        async with self.db.writing() as connection:
            await delete_job_title_question(connection, self.audit.person_id)

    async def remove(self, user_id: int, seen: int) -> None:
        """Ends the person's rights and tells them; raises `NotAllowed` or `Refused`."""
        async with self.db.writing() as connection:
            done = await select_done(connection, self.audit, AuditAction.REMOVED, AuditSubject.PERSON)
            if user_id not in done:  # else it is handled again after a crash
                held = await select_appointment(connection, user_id, self.audit.first_admins)
                require_seen(seen, held.fingerprint if held != NONE else seen)
                await remove_person(connection, user_id, self.audit)
                await self.notifier.to_person(
                    user_id, MessageKind.REMOVED, let_go_screen, OfUpdate(connection, self.audit)
                )
        self.wake()

    async def held(self, user_id: int) -> Appointment:
        """Returns the person's appointment as of now."""
        return await select_appointment(self.db.reader, user_id, self.audit.first_admins)

    async def member(self, user_id: int) -> Member:
        """Raises `StaleButton` for a person who is not a member (any more)."""
        member = await select_member(self.db.reader, user_id, self.audit.first_admins)
        if member is None:
            raise StaleButton
        return member

    async def role_place(self, purpose: Purpose, user_id: int) -> RolePlace:
        """Returns for what a role is chosen, on the request or the appointment as it is now; raises `StaleButton`."""
        if purpose is Purpose.CHANGE:
            return role_place(await self.member(user_id), await select_directory(self.db.reader))
        waiting = await select_access_request(self.db.reader, user_id)
        return request_place(waiting) if waiting else RolePlace(purpose, user_id)

    async def card(self, user_id: int) -> Screen:
        """Raises `StaleButton` for a person who is not a member (any more)."""
        fixed = user_id in self.audit.first_admins
        directory = await select_directory(self.db.reader)
        conflicts = [
            conflict
            for conflict in await select_side_conflicts(self.db.reader)
            if conflict.user_id == user_id
        ]
        return member_screen(await self.member(user_id), directory, self.zone, conflicts, fixed=fixed)

    async def request(self, user_id: int, *, several: bool) -> Screen:
        """Returns the person's request as it waits now, or what was decided about it; `several`: there are more roadmaps."""
        request = await select_access_request(self.db.reader, user_id)
        if request is None:
            return await self.decision(user_id, before=True)
        return request_screen(request, several=several)

    async def decision(self, user_id: int, *, before: bool) -> Screen:
        """Returns what was decided about a request for access; `before`: by an earlier press."""
        directory = await select_directory(self.db.reader)
        return decided_screen(user_id, await self.held(user_id), directory, before=before)

    async def _require_request(self, connection: aiosqlite.Connection, user_id: int, seen: int) -> None:
        if waiting := await select_access_request(connection, user_id):
            require_seen(seen, waiting.fingerprint)

    async def _did(self, action: AuditAction, user_id: int) -> bool:
        """The same update decided it, handled before a crash."""
        return user_id in await select_done(self.db.reader, self.audit, action, AuditSubject.PERSON)
