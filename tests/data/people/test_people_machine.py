"""People come, change, hand over and go in any order; what must be true is true after every step."""

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiosqlite
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
)

from data.audit import AuditContext, AuditEntry, AuditSubject, select_audit
from data.people.access_requests import AccessRequest, insert_access_request
from data.people.admissions import (
    Newcomer,
    approve_request,
    change_appointment,
    refuse_request,
    remove_person,
)
from data.people.appointments import NONE, Appointment, select_appointment
from data.people.handovers import HandOver, hand_over
from data.people.invitation_acceptance import accept_invitation, issue_invitation, revoke_invitation
from data.people.invitations import Invitation, Offer, select_invitation
from data.people.members import select_members
from data.people.people import Role
from data.primitives.refusal import Refused
from tests.data.people.people_fixtures import (
    ANNA,
    BORIS,
    BUILDING,
    CHIEF,
    GLEB,
    HARBOUR,
    NORTH,
    NOW,
    SOUTH,
    SPORT,
    VERA,
    begin_draft,
    has_draft,
    open_people,
)
from tests.thoroughness import examples

PEOPLE = st.sampled_from([ANNA, BORIS, VERA, GLEB])
ACTORS = st.sampled_from([CHIEF, CHIEF, CHIEF, None, ANNA, BORIS])
AGENCIES = st.frozensets(st.sampled_from([BUILDING, SPORT, HARBOUR]), min_size=1, max_size=2)
PARTIES = st.frozensets(st.sampled_from([NORTH, SOUTH]), min_size=1, max_size=1)
OFFICES = AGENCIES.map(lambda agencies: dict.fromkeys(agencies, 'советник «А\\Б» "1"'))
APPOINTMENTS = st.one_of(
    st.just(Appointment(Role.READER)),
    st.just(Appointment(Role.ADMIN)),
    st.builds(Appointment, st.just(Role.OFFICIAL), OFFICES),
    st.builds(Appointment, st.just(Role.COORDINATOR), OFFICES | st.just({}), PARTIES),
)
TABLES = ("people", "person_agencies", "person_parties", "invitations", "access_requests", "drafts", "audit")

Link = tuple[int, str] | MultipleResults[tuple[int, str]]  # its id and token, or none issued
Change = Callable[[aiosqlite.Connection], Awaitable[Any]]


pytestmark = pytest.mark.random


class PeopleMachine(RuleBasedStateMachine):
    """`gone` are those who must have no rights; `used`, `revoked` and `expiry` are what is known of each link."""

    links: Bundle[tuple[int, str]] = Bundle("links")

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp())
        self.db = self.runner.run(open_people(self.folder))
        self.now = NOW
        self.updates = 0
        self.gone = {ANNA, BORIS, VERA, GLEB}
        self.used: dict[str, int] = {}
        self.revoked: set[int] = set()
        self.expiry: dict[str, int] = {}
        self.journal: list[AuditEntry] = []

    def teardown(self) -> None:
        self.runner.run(self.db.close())
        self.runner.close()
        shutil.rmtree(self.folder)

    def audit(self, actor: int | None) -> AuditContext:
        self.updates += 1
        return AuditContext(actor, self.now, self.updates, frozenset({CHIEF}))

    def succeeds(self, change: Change) -> Any:
        """What the change gave, or None when it was refused; then nothing may have changed."""
        before = self.runner.run(self.snapshot())
        try:
            return self.runner.run(self.transaction(change))
        except Refused:
            assert self.runner.run(self.snapshot()) == before
            return None

    async def transaction(self, change: Change) -> Any:
        async with self.db.writing() as connection:
            given = await change(connection)
            return True if given is None else given

    async def snapshot(self) -> list[list[tuple[Any, ...]]]:
        reader = self.db.reader
        return [
            [tuple(row) for row in await reader.execute_fetchall(f"SELECT * FROM {table}")]
            for table in TABLES
        ]

    def held(self, user: int) -> Appointment:
        return self.runner.run(select_appointment(self.db.reader, user))

    def may_manage(self, actor: int | None) -> bool:
        return actor in (CHIEF, None) or self.held(actor or 0).role is Role.ADMIN

    @initialize(official=st.builds(Appointment, st.just(Role.OFFICIAL), OFFICES))
    def some_are_here_already(self, official: Appointment) -> None:
        for user, appointment in ((ANNA, official), (BORIS, Appointment(Role.ADMIN))):
            self.asks(user)
            self.approve(user, appointment, CHIEF)

    @rule(user=PEOPLE)
    def asks(self, user: int) -> None:
        request = AccessRequest(user, f"Имя {user}", self.now)
        self.succeeds(lambda connection: insert_access_request(connection, request))

    @rule(user=PEOPLE, appointment=APPOINTMENTS, actor=ACTORS)
    def approve(self, user: int, appointment: Appointment, actor: int | None) -> None:
        manages = self.may_manage(actor)
        audit = self.audit(actor)
        if self.succeeds(lambda connection: approve_request(connection, user, appointment, audit)):
            assert manages
            assert self.held(user) == appointment
            self.gone.discard(user)

    @rule(user=PEOPLE, actor=ACTORS)
    def refuse(self, user: int, actor: int | None) -> None:
        manages, before, audit = self.may_manage(actor), self.held(user), self.audit(actor)
        if self.succeeds(lambda connection: refuse_request(connection, user, audit)):
            assert manages
            assert self.held(user) == before

    @rule(
        target=links,
        appointment=APPOINTMENTS,
        actor=ACTORS,
        hours=st.sampled_from([1, 72]),
        predecessor=st.none() | PEOPLE,
    )
    def issue(self, appointment: Appointment, actor: int | None, hours: int, predecessor: int | None) -> Link:
        return self.issued(Offer(appointment, hours, predecessor), actor)

    @rule(target=links, user=PEOPLE)
    def issue_to_a_successor(self, user: int) -> Link:
        held = self.held(user)
        role = Role.COORDINATOR if held.parties else Role.OFFICIAL
        return self.issued(Offer(replace(held, role=role), predecessor_id=user), user)

    def issued(self, offer: Offer, actor: int | None) -> Link:
        manages, audit = self.may_manage(actor), self.audit(actor)
        issued = self.succeeds(lambda connection: issue_invitation(connection, offer, audit))
        if not issued:
            return multiple()
        assert manages or actor == offer.predecessor_id
        assert offer.appointment.role is not Role.ADMIN or actor is None
        invitation, token = issued
        self.expiry[token] = self.now + offer.hours * 3600
        return (invitation.id, token)

    @rule(link=links, actor=ACTORS)
    def revoke(self, link: tuple[int, str], actor: int | None) -> None:
        manages, audit = self.may_manage(actor), self.audit(actor)
        ended = self.succeeds(lambda connection: revoke_invitation(connection, link[0], audit))
        if ended:
            assert manages or ended.predecessor_id == ended.issued_by == actor
            assert link[1] not in self.used
            self.revoked.add(link[0])

    @rule(link=links, user=PEOPLE)
    def accept(self, link: tuple[int, str], user: int) -> None:
        number, token = link
        audit = self.audit(user)
        found = self.runner.run(select_invitation(self.db.reader, number))
        trusted = found is not None and (
            self.may_manage(found.issued_by) or found.issued_by == found.predecessor_id
        )
        newcomer = Newcomer(user, f"Имя {user}")
        accepted = self.succeeds(lambda connection: accept_invitation(connection, token, newcomer, audit))
        if not accepted:
            return
        assert number not in self.revoked
        assert self.used.setdefault(token, user) == user
        if accepted.again:
            return
        assert trusted
        assert self.now < self.expiry[token]
        given = accepted.invitation.appointment
        assert given.agencies.keys() <= accepted.appointment.agencies.keys()
        assert given.parties <= accepted.appointment.parties
        self.gone.discard(user)
        self.check_predecessor(accepted.invitation)

    def check_predecessor(self, invitation: Invitation) -> None:
        if invitation.predecessor_id is None:
            return
        left = self.held(invitation.predecessor_id)
        assert not left.agencies.keys() & invitation.appointment.agencies.keys()
        assert not left.parties & invitation.appointment.parties
        if left == NONE:
            self.gone.add(invitation.predecessor_id)

    @rule(user=PEOPLE, appointment=APPOINTMENTS, actor=ACTORS)
    def change(self, user: int, appointment: Appointment, actor: int | None) -> None:
        manages, audit = self.may_manage(actor), self.audit(actor)
        if self.succeeds(lambda connection: change_appointment(connection, user, appointment, audit)):
            assert manages
            assert user not in self.gone
            assert self.held(user) == appointment

    @rule(user=PEOPLE, successor=PEOPLE, actor=ACTORS)
    def hand_over_all(self, user: int, successor: int, actor: int | None) -> None:
        held = self.held(user)
        self.hands_over(HandOver(user, successor, frozenset(held.agencies), held.parties), actor)

    @rule(user=PEOPLE, successor=PEOPLE, agencies=AGENCIES, actor=ACTORS)
    def hand_over_some(self, user: int, successor: int, agencies: frozenset[int], actor: int | None) -> None:
        self.hands_over(HandOver(user, successor, agencies), actor)

    def hands_over(self, handing: HandOver, actor: int | None) -> None:
        manages, audit = self.may_manage(actor), self.audit(actor)
        before, had = self.held(handing.predecessor_id), self.held(handing.successor_id)
        if not self.succeeds(lambda connection: hand_over(connection, handing, audit)):
            return
        assert manages or actor == handing.predecessor_id
        left, has = self.held(handing.predecessor_id), self.held(handing.successor_id)
        given = {agency: before.agencies[agency] for agency in handing.agencies}
        assert not left.agencies.keys() & given.keys()
        assert {**left.agencies, **given} == before.agencies
        assert {**had.agencies, **given} == has.agencies
        assert not left.parties & handing.parties
        assert (left.parties | handing.parties, had.parties | handing.parties) == (
            before.parties,
            has.parties,
        )
        if left == NONE:
            self.gone.add(handing.predecessor_id)

    @rule(user=PEOPLE, actor=ACTORS)
    def remove(self, user: int, actor: int | None) -> None:
        manages, audit = self.may_manage(actor), self.audit(actor)
        if self.held(user) != NONE and not self.runner.run(has_draft(self.db, user)):
            self.runner.run(begin_draft(self.db, user))
        if self.succeeds(lambda connection: remove_person(connection, user, audit)):
            assert manages
            self.gone.add(user)
            assert not self.runner.run(has_draft(self.db, user))

    @rule(hours=st.sampled_from([1, 40]))
    def time_passes(self, hours: int) -> None:
        self.now += hours * 3600

    @invariant()
    def nobody_gone_has_rights_or_a_name(self) -> None:
        for user in self.gone:
            assert self.held(user) == NONE
        members = {member.user_id: member for member in self.runner.run(select_members(self.db.reader))}
        assert not members.keys() & self.gone
        rows = self.runner.run(self.db.reader.execute_fetchall("SELECT user_id FROM people WHERE name <> ''"))
        assert {user for (user,) in rows} == members.keys()
        assert all(member.appointment.is_complete and member.name for member in members.values())

    @invariant()
    def the_journal_only_grows_and_tells_the_present(self) -> None:
        journal = self.runner.run(select_audit(self.db.reader))[::-1]
        assert journal[: len(self.journal)] == self.journal
        self.journal = journal
        latest: dict[tuple[AuditSubject, int], Any] = {}
        for entry in journal:
            if entry.action != "refused":
                assert latest.get((entry.subject, entry.subject_id)) == entry.before
                latest[entry.subject, entry.subject_id] = entry.after
        for user in (ANNA, BORIS, VERA, GLEB):
            held = self.held(user)
            assert latest.get((AuditSubject.PERSON, user)) == (None if held == NONE else held.state)
        self.check_invitations(latest)

    def check_invitations(self, latest: dict[tuple[AuditSubject, int], Any]) -> None:
        [[count]] = self.runner.run(self.db.reader.execute_fetchall("SELECT count(*) FROM invitations"))
        for number in range(1, count + 1):
            found = self.runner.run(select_invitation(self.db.reader, number))
            assert found is not None
            assert latest[AuditSubject.INVITATION, number] == found.state


PeopleMachine.TestCase.settings = settings(
    max_examples=examples(30),
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestPeople = PeopleMachine.TestCase
TestPeople.__doc__ = (
    "After any sequence: a link works once, nobody let go has rights, the journal tells it all."
)
