"""Joining by invitation."""

import asyncio
from dataclasses import replace

import pytest

from data.database import Database
from data.people.access_requests import select_access_requests
from data.people.admissions import Newcomer, remove_person
from data.people.appointments import NONE, Appointment, select_appointment
from data.people.invitation_acceptance import (
    Acceptance,
    accept_invitation,
    issue_invitation,
    revoke_invitation,
)
from data.people.invitations import MAX_HOURS, Offer, select_open_invitations, start_payload
from data.people.members import select_member
from data.people.people import Role
from data.people.problems import PeopleProblem
from data.people.rights import NotAllowed
from data.primitives.refusal import Refused
from tests.data.people.entering import accept, issue, make
from tests.data.people.people_fixtures import (
    ADMIN,
    ANNA,
    BORIS,
    BUILDING,
    CHIEF,
    NORTH,
    NOW,
    READER,
    SPORT,
    asks,
    by,
    coordinator,
    last_actions,
    official,
)

HOUR = 3600


async def accept_by(db: Database, update_id: int, token: str) -> Acceptance:
    async with db.writing() as connection:
        return await accept_invitation(
            connection, token, Newcomer(ANNA, "Анна"), by(ANNA, NOW + 1, update_id)
        )


async def test_an_invitation_makes_its_one_person_what_it_says(db: Database) -> None:
    """Role, agency and office come with the link; a waiting request is answered by it; the journal has both rows."""
    await asks(db, ANNA)
    token = await issue(db, Offer(official(BUILDING, position="советник")))
    accepted = await accept(db, token)
    assert accepted.appointment == official(BUILDING, position="советник")
    member = await select_member(db.reader, ANNA)
    assert member is not None
    assert member.name == f"Имя {ANNA}"
    assert await select_access_requests(db.reader) == []
    assert await last_actions(db, 3) == [("issued", 1), ("invited", ANNA), ("accepted", 1)]


async def test_the_link_fits_and_the_database_does_not_know_it(db: Database) -> None:
    """A start link carries at most 64 characters; the token is nowhere in the file."""
    token = await issue(db, Offer(READER))
    payload = start_payload(token)
    assert payload.startswith("inv_")
    assert len(payload) <= 64
    assert set(payload) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
    assert token not in "\n".join([line async for line in db.reader.iterdump()])


async def test_a_link_works_once(db: Database) -> None:
    """The second person is refused; the first may press it again, after a crash too, and hears the same."""
    token = await issue(db, Offer(official(BUILDING)))
    first = await accept(db, token)
    with pytest.raises(Refused, match=PeopleProblem.ACCEPTED):
        await accept(db, token, BORIS)
    again = await accept(db, token)
    assert again == replace(first, again=True)
    assert await select_appointment(db.reader, BORIS) == NONE


async def test_an_update_handled_twice_has_its_effect_once(db: Database) -> None:
    """After a crash the same press is no repetition: a link made before is dead, an arrival is told as new."""
    async with db.writing() as connection:
        _lost, lost = await issue_invitation(connection, Offer(READER), by(CHIEF, NOW, 500))
    async with db.writing() as connection:
        invitation, token = await issue_invitation(connection, Offer(READER), by(CHIEF, NOW, 500))
    assert await select_open_invitations(db.reader, NOW) == [invitation]
    with pytest.raises(Refused, match=PeopleProblem.REVOKED):
        await accept(db, lost)
    first = await accept_by(db, 501, token)
    assert await accept_by(db, 501, token) == first
    assert (await accept_by(db, 502, token)).again


async def test_a_used_link_does_not_bring_a_removed_person_back(db: Database) -> None:
    """Once let go, the person's old link is only used."""
    token = await issue(db, Offer(official(BUILDING)))
    await accept(db, token)
    async with db.writing() as connection:
        await remove_person(connection, ANNA, by(CHIEF))
    with pytest.raises(Refused, match=PeopleProblem.ACCEPTED):
        await accept(db, token)
    assert await select_appointment(db.reader, ANNA) == NONE


async def test_of_two_who_press_at_once_one_joins(db: Database) -> None:
    """Two people and two processes with one link: one winner, the other is told it is used."""
    token = await issue(db, Offer(official(BUILDING)))
    other = await Database.open(db.path)
    outcomes = await asyncio.gather(
        *(accept(base, token, user) for user in range(200, 210) for base in (db, other)),
        return_exceptions=True,
    )
    await other.close()
    winners = {outcome.invitation.accepted_by for outcome in outcomes if isinstance(outcome, Acceptance)}
    assert len(winners) == 1
    refusals = [outcome for outcome in outcomes if not isinstance(outcome, Acceptance)]
    assert len(refusals) == 18
    assert {str(refusal) for refusal in refusals} == {PeopleProblem.ACCEPTED}
    rows = await db.reader.execute_fetchall("SELECT user_id FROM person_agencies")
    assert {user_id for (user_id,) in rows} == winners


async def test_a_link_ends_with_its_hours(db: Database) -> None:
    """It works until its last second and not from then on; an ended one is not listed."""
    token = await issue(db, Offer(READER, hours=72))
    assert len(await select_open_invitations(db.reader, NOW + 72 * HOUR - 1)) == 1
    assert await select_open_invitations(db.reader, NOW + 72 * HOUR) == []
    with pytest.raises(Refused, match=PeopleProblem.EXPIRED):
        await accept(db, token, at=NOW + 72 * HOUR)
    await accept(db, token, at=NOW + 72 * HOUR - 1)


@pytest.mark.parametrize("hours", [0, -1, MAX_HOURS + 1])
async def test_no_link_lives_for_ever(db: Database, hours: int) -> None:
    """An hour at least, thirty days at most."""
    with pytest.raises(Refused, match=PeopleProblem.HOURS):
        await issue(db, Offer(READER, hours=hours))


async def test_a_revoked_link_is_dead(db: Database) -> None:
    """Revoking ends it at once, and once; nobody joins by it."""
    token = await issue(db, Offer(READER))

    async def revoke() -> None:
        async with db.writing() as connection:
            await revoke_invitation(connection, 1, by(CHIEF))

    await revoke()
    with pytest.raises(Refused, match=PeopleProblem.REVOKED):
        await accept(db, token)
    with pytest.raises(Refused, match=PeopleProblem.REVOKED):
        await revoke()


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "' OR 1=1 --", "\udc80", "\x00"])
async def test_an_invented_link_is_unknown(db: Database, token: str) -> None:
    """No guess, however shaped, opens anything."""
    await issue(db, Offer(READER))
    with pytest.raises(Refused, match=PeopleProblem.UNKNOWN):
        await accept(db, token)


async def test_neither_shared_ids_nor_bots_join(db: Database) -> None:
    """The link stays open for the person it was meant for."""
    token = await issue(db, Offer(READER))
    for shared in (1087968824, 136817688, 777000, -1001):
        with pytest.raises(Refused, match=PeopleProblem.SHARED):
            await accept(db, token, shared)
    with pytest.raises(Refused, match=PeopleProblem.MACHINE):
        await accept(db, token, is_bot=True)
    assert (await accept(db, token)).appointment == READER


async def test_only_the_console_invites_an_admin(db: Database) -> None:
    """A link that makes admins is made at the server only."""
    with pytest.raises(NotAllowed):
        await issue(db, Offer(ADMIN))
    token = await issue(db, Offer(ADMIN), actor=None)
    assert (await accept(db, token)).appointment == ADMIN


@pytest.mark.parametrize("appointment", [READER, official(BUILDING), coordinator(NORTH)])
async def test_only_admins_invite(db: Database, appointment: Appointment) -> None:
    """Nobody else issues or revokes an invitation."""
    await make(db, BORIS, appointment)
    with pytest.raises(NotAllowed):
        await issue(db, Offer(READER), actor=BORIS)
    await issue(db, Offer(READER))

    async def revoke(number: int) -> None:
        async with db.writing() as connection:
            await revoke_invitation(connection, number, by(BORIS))

    for number in (1, 99):
        with pytest.raises(NotAllowed):
            await revoke(number)


async def test_a_link_dies_with_the_rights_of_whoever_issued_it(db: Database) -> None:
    """What an admin gave out before being demoted admits nobody any more."""
    await make(db, BORIS, ADMIN)
    token = await issue(db, Offer(official(BUILDING)), actor=BORIS)
    await make(db, BORIS, READER)
    with pytest.raises(Refused, match=PeopleProblem.VOID):
        await accept(db, token)
    assert await select_appointment(db.reader, ANNA) == NONE


async def test_a_link_to_a_dropped_agency_gives_nothing(db: Database) -> None:
    """After an edition without the agency the invitation is void, not an empty office."""
    token = await issue(db, Offer(official(BUILDING)))
    async with db.writing() as connection:
        await connection.execute("UPDATE all_agencies SET gone_at = ? WHERE id = ?", (NOW, BUILDING))
    with pytest.raises(Refused, match=PeopleProblem.VOID):
        await accept(db, token)


async def test_joining_a_second_time_adds(db: Database) -> None:
    """An official of one agency who is invited to another has both; a coordinator stays one."""
    await make(db, ANNA, official(BUILDING, position="начальник"))
    token = await issue(db, Offer(official(SPORT)))
    assert (await accept(db, token)).appointment.agencies == {BUILDING: "начальник", SPORT: ""}
    token = await issue(db, Offer(coordinator(NORTH)))
    assert (await accept(db, token)).appointment.role is Role.COORDINATOR
    token = await issue(db, Offer(READER))
    assert (await accept(db, token)).appointment.role is Role.COORDINATOR
