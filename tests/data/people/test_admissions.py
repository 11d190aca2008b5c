"""Letting people in, changing what they are, letting them go."""

from collections.abc import Awaitable, Callable

import aiosqlite
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.audit import AuditContext, select_audit
from data.database import Database
from data.decisions.decision_drafts import DecisionKind, begin_decision
from data.messaging.outbox import Destination, Method, OutboxBatch, OutboxCall, Reference, insert_batch
from data.people.access_requests import select_access_requests
from data.people.admissions import (
    Newcomer,
    approve_request,
    change_appointment,
    refuse_request,
    remove_person,
    require_person,
    update_can_message,
    update_name,
)
from data.people.appointments import NONE, Appointment, select_appointment
from data.people.members import select_member, select_members, select_unstaffed_agencies
from data.people.people import NAME_LENGTH, Role
from data.people.problems import PeopleProblem
from data.people.rights import NotAllowed
from data.primitives.refusal import Refused
from data.primitives.text_cleaning import one_line
from tests.data.people.people_fixtures import (
    ADMIN,
    ANNA,
    BORIS,
    BUILDING,
    CHIEF,
    HARBOUR,
    NOW,
    READER,
    SOUTH,
    SPORT,
    VERA,
    asks,
    begin_draft,
    by,
    coordinator,
    has_draft,
    last_actions,
    official,
)


async def admit(db: Database, user_id: int, appointment: Appointment, name: str = "Анна") -> None:
    await asks(db, user_id, name)
    async with db.writing() as connection:
        await approve_request(connection, user_id, appointment, by(CHIEF))


async def change(db: Database, user_id: int, appointment: Appointment, audit: AuditContext) -> None:
    async with db.writing() as connection:
        await change_appointment(connection, user_id, appointment, audit)


async def remove(db: Database, user_id: int, audit: AuditContext) -> None:
    async with db.writing() as connection:
        await remove_person(connection, user_id, audit)


async def test_approval_makes_an_official_of_an_agency(db: Database) -> None:
    """The person who asked gets the role, the agency and the name; the request is gone; the journal tells it."""
    await admit(db, ANNA, official(BUILDING, position="начальник отдела"), "Анна \u202eК.")
    member = await select_member(db.reader, ANNA)
    assert member is not None
    assert (member.name, member.can_message, member.admitted_at) == ("Анна К.", True, NOW)
    assert member.appointment == official(BUILDING, position="начальник отдела")
    assert await select_access_requests(db.reader) == []
    [entry] = await select_audit(db.reader)
    assert (entry.actor_id, entry.subject_id, entry.update_id) == (CHIEF, ANNA, 7)
    assert entry.after == {"role": "official", "agencies": {"11": "начальник отдела"}, "parties": []}


async def test_a_request_is_decided_once(db: Database) -> None:
    """The second admin's tap changes nothing."""
    await admit(db, ANNA, READER)

    async with db.writing() as connection:
        assert not await refuse_request(connection, ANNA, by(CHIEF))
        assert not await approve_request(connection, ANNA, official(SPORT), by(CHIEF))
    assert await select_appointment(db.reader, ANNA) == READER


async def test_refusal_forgets_the_name_and_is_told(db: Database) -> None:
    """Nothing is kept of a person turned down but the journal's row."""
    await asks(db, ANNA)
    async with db.writing() as connection:
        await refuse_request(connection, ANNA, by(CHIEF))
    assert await select_access_requests(db.reader) == []
    assert await select_members(db.reader) == []
    assert await last_actions(db, 1) == [("refused", ANNA)]


@pytest.mark.parametrize(
    "incomplete",
    [
        official(),
        coordinator(),
        Appointment(Role.READER, {BUILDING: ""}),
        Appointment(Role.OFFICIAL, {BUILDING: ""}, frozenset({SOUTH})),
        NONE,
    ],
)
async def test_an_appointment_without_its_scope_is_refused(db: Database, incomplete: Appointment) -> None:
    """Nobody becomes an official without an agency or a coordinator without a side; the request stays open."""
    await asks(db, ANNA)

    async def approve() -> None:
        async with db.writing() as connection:
            await approve_request(connection, ANNA, incomplete, by(CHIEF))

    with pytest.raises(Refused, match=PeopleProblem.INCOMPLETE):
        await approve()
    assert [request.user_id for request in await select_access_requests(db.reader)] == [ANNA]


def attempts(actor: int) -> list[Callable[[aiosqlite.Connection], Awaitable[object]]]:
    audit = by(actor)
    return [
        lambda connection: approve_request(connection, VERA, READER, audit),
        lambda connection: refuse_request(connection, VERA, audit),
        lambda connection: change_appointment(connection, ANNA, ADMIN, audit),
        lambda connection: change_appointment(connection, actor, ADMIN, audit),
        lambda connection: remove_person(connection, ANNA, audit),
    ]


@pytest.mark.parametrize("appointment", [READER, official(BUILDING), coordinator(SOUTH), None])
@pytest.mark.parametrize("attempt", attempts(BORIS))
async def test_only_an_admin_changes_people(
    db: Database,
    appointment: Appointment | None,
    attempt: Callable[[aiosqlite.Connection], Awaitable[object]],
) -> None:
    """Unknown people, readers, officials and coordinators are refused, whatever they try."""
    await admit(db, ANNA, READER)
    await asks(db, VERA)
    if appointment:
        await admit(db, BORIS, appointment)
    before = await select_audit(db.reader)

    async def try_it() -> None:
        async with db.writing() as connection:
            await attempt(connection)

    with pytest.raises(NotAllowed):
        await try_it()
    assert await select_audit(db.reader) == before


async def test_an_admin_demoted_a_moment_ago_changes_nothing(db: Database) -> None:
    """Rights are read in the transaction of the change, not before it."""
    await admit(db, ANNA, ADMIN)
    await admit(db, BORIS, READER)
    await change(db, ANNA, READER, by(CHIEF))
    with pytest.raises(NotAllowed):
        await remove(db, BORIS, by(ANNA))


async def test_removal_ends_rights_draft_and_name_at_once(db: Database) -> None:
    """Of a removed person no right, no draft and no name is left, also not in the journal."""
    await admit(db, ANNA, official(BUILDING, SPORT), "Анна Секретная")
    await begin_draft(db, ANNA)
    await remove(db, ANNA, by(CHIEF))
    assert await select_appointment(db.reader, ANNA) == NONE
    assert not await has_draft(db, ANNA)
    assert await select_member(db.reader, ANNA) is None
    dump = "\n".join([line async for line in db.reader.iterdump()])
    assert "Секретная" not in dump
    assert await last_actions(db, 1) == [("removed", ANNA)]


async def test_the_admins_of_the_settings_stay(db: Database) -> None:
    """They are neither demoted nor removed, but may get and lose agencies of their own."""
    await admit(db, ANNA, ADMIN)
    with pytest.raises(Refused, match=PeopleProblem.FIRST_ADMIN):
        await remove(db, CHIEF, by(ANNA))
    with pytest.raises(Refused, match=PeopleProblem.FIRST_ADMIN):
        await change(db, CHIEF, READER, by(ANNA))
    await change(db, CHIEF, Appointment(Role.ADMIN, {BUILDING: "министр"}), by(ANNA))
    held = await select_appointment(db.reader, CHIEF, {CHIEF})
    assert held == Appointment(Role.ADMIN, {BUILDING: "министр"})


async def test_what_the_settings_gave_ends_with_them(db: Database) -> None:
    """An id taken out of the settings is no admin, whatever happened meanwhile; what they were given besides stays."""
    await change(db, CHIEF, Appointment(Role.ADMIN, {BUILDING: ""}), by(CHIEF))
    assert await select_appointment(db.reader, CHIEF) == official(BUILDING)
    await change(db, CHIEF, Appointment(Role.ADMIN, {}, frozenset({SOUTH})), by(CHIEF))
    assert await select_appointment(db.reader, CHIEF) == coordinator(SOUTH)
    await change(db, CHIEF, Appointment(Role.ADMIN), by(CHIEF))
    assert await select_appointment(db.reader, CHIEF) == NONE


async def test_a_body_whose_person_may_not_write_counts_as_unstaffed(db: Database) -> None:
    """Only a person with the right to write stands behind a body."""
    await admit(db, ANNA, official(SPORT))
    async with db.writing() as connection:
        await connection.execute("UPDATE people SET role = NULL WHERE user_id = ?", (ANNA,))
    assert SPORT in {agency.id for agency in await select_unstaffed_agencies(db.reader, 1)}


async def test_a_draft_goes_with_the_right_to_it(db: Database) -> None:
    """Who keeps another agency keeps the draft about that one, and loses what they may not publish."""
    await admit(db, ANNA, official(BUILDING, SPORT))
    await begin_draft(db, ANNA)
    await change(db, ANNA, official(BUILDING), by(CHIEF))
    assert await has_draft(db, ANNA)
    await change(db, ANNA, official(SPORT), by(CHIEF))
    assert not await has_draft(db, ANNA)


async def test_decisions_and_messages_in_the_queue_end_with_the_rights(db: Database) -> None:
    """No decision stays half filled in, and no letter on its way reaches a removed person."""
    await admit(db, ANNA, coordinator(SOUTH))
    async with db.writing() as connection:
        await begin_decision(connection, ANNA, DecisionKind.SET, 1, NOW)
        letter = OutboxCall(Method.SEND_MESSAGE, {"text": "Запрос переноса"})
        await insert_batch(connection, OutboxBatch("letter", Destination(ANNA), Reference(1), (letter,)), NOW)
    await change(db, ANNA, READER, by(CHIEF))
    assert not list(await db.reader.execute_fetchall("SELECT 1 FROM decision_drafts"))
    assert await states(db) == ["pending"]
    await remove(db, ANNA, by(CHIEF))
    assert await states(db) == ["cancelled"]


async def states(db: Database) -> list[str]:
    """The states of all rows of the outbox."""
    return [state for (state,) in await db.reader.execute_fetchall("SELECT state FROM outbox")]


async def test_the_last_admin_is_not_lost(db: Database) -> None:
    """Without admins in the settings the only admin can be neither removed nor demoted by a button."""
    await admit(db, ANNA, ADMIN)
    alone = AuditContext(ANNA, NOW)
    with pytest.raises(Refused, match=PeopleProblem.LAST_ADMIN):
        await remove(db, ANNA, alone)
    with pytest.raises(Refused, match=PeopleProblem.LAST_ADMIN):
        await change(db, ANNA, READER, alone)
    await admit(db, BORIS, ADMIN)
    await change(db, ANNA, READER, alone)
    assert await select_appointment(db.reader, ANNA) == READER


async def test_a_stranger_cannot_be_changed_or_removed(db: Database) -> None:
    """People come in by request or invitation only, and go once."""
    with pytest.raises(Refused, match=PeopleProblem.ABSENT):
        await change(db, ANNA, READER, by(CHIEF))
    with pytest.raises(Refused, match=PeopleProblem.ABSENT):
        await remove(db, ANNA, by(CHIEF))


async def test_no_name_of_a_stranger_is_kept(db: Database) -> None:
    """A name is stored for admitted people only, and follows what Telegram shows."""
    async with db.writing() as connection:
        await connection.execute("INSERT INTO people (user_id, locale) VALUES (?, 'ru')", (BORIS,))
        await update_name(connection, BORIS, "Борис")
    await admit(db, ANNA, READER)
    async with db.writing() as connection:
        await update_name(connection, ANNA, "Анна Новая")
    rows = await db.reader.execute_fetchall("SELECT user_id, name FROM people ORDER BY user_id")
    assert [tuple(row) for row in rows] == [(ANNA, "Анна Новая"), (BORIS, "")]


async def test_who_cannot_be_reached_is_known(db: Database) -> None:
    """Blocking the bot and opening it again are each news once."""
    await admit(db, ANNA, READER)
    async with db.writing() as connection:
        news = [
            await update_can_message(connection, ANNA, can_message=opened) for opened in (False, False, True)
        ]
    assert news == [True, False, True]


async def test_the_roster_lists_people_and_empty_agencies(db: Database) -> None:
    """Members by name; agencies nobody writes for, in the roadmap's order with their activities counted."""
    await admit(db, ANNA, official(SPORT), "Яна")
    await admit(db, BORIS, coordinator(SOUTH), "Борис")
    assert [member.name for member in await select_members(db.reader)] == ["Борис", "Яна"]
    unstaffed = await select_unstaffed_agencies(db.reader, 1)
    assert [(agency.id, agency.activity_count) for agency in unstaffed] == [(BUILDING, 2), (HARBOUR, 1)]


@pytest.mark.parametrize(
    ("newcomer", "problem"),
    [
        (Newcomer(1087968824, "Group"), PeopleProblem.SHARED),
        (Newcomer(136817688, "Channel"), PeopleProblem.SHARED),
        (Newcomer(777000, "Telegram"), PeopleProblem.SHARED),
        (Newcomer(-100500, "Группа"), PeopleProblem.SHARED),
        (Newcomer(4815, "Робот", is_bot=True), PeopleProblem.MACHINE),
    ],
)
def test_only_a_person_is_a_person(newcomer: Newcomer, problem: PeopleProblem) -> None:
    """Shared ids, chats and bots are refused."""
    with pytest.raises(Refused, match=problem):
        require_person(newcomer)


@given(st.text())
def test_a_name_stays_on_its_line(name: str) -> None:
    """Whatever Telegram sends, a name is one line without anything that turns the text round."""
    line = one_line(name, NAME_LENGTH)
    assert len(line) <= 128
    assert line == one_line(line)
    assert not set(line) & set("\r\n\x00\u2028\u202e\u2066\x85")
    line.encode()
