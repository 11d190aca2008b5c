"""One side a person in each roadmap, and what a database of before holds."""

import sqlite3
from contextlib import closing

import pytest

from data.database import Database
from data.people.appointments import Appointment, select_acting_appointment, select_appointment
from data.people.coordination import Deciders, DecidingSide, select_coordinators
from data.people.invitations import Offer
from data.people.people import Role
from data.people.problems import PeopleProblem
from data.people.sides import SideConflict, read_side_conflicts, select_side_conflicts
from data.primitives.refusal import Refused
from tests.data.people.entering import accept, issue, make
from tests.data.people.people_fixtures import (
    ANNA,
    BORIS,
    CHIEF,
    HARBOUR,
    NORTH,
    SOUTH,
    SPORT,
    VERA,
    coordinator,
    official,
)


@pytest.mark.parametrize(
    "second",
    [
        coordinator(NORTH, SOUTH),
        Appointment(Role.COORDINATOR, {HARBOUR: ""}, frozenset({NORTH})),
        Appointment(Role.ADMIN, {}, frozenset({NORTH, SOUTH})),
    ],
)
async def test_no_coordinator_acts_for_two_sides(db: Database, second: Appointment) -> None:
    """By no appointment, whatever the role, and no link is made that would give it; their own side's agency is no other."""
    await make(db, ANNA, Appointment(Role.COORDINATOR, {SPORT: ""}, frozenset({NORTH})))
    before = await select_appointment(db.reader, ANNA)
    with pytest.raises(Refused) as refused:
        await make(db, ANNA, second)
    assert (refused.value.problem, refused.value.details) == (PeopleProblem.TWO_SIDES, {"sides": "Север, Юг"})
    assert await select_appointment(db.reader, ANNA) == before
    if second.role is not Role.ADMIN:
        with pytest.raises(Refused):
            await issue(db, Offer(second))


async def test_a_refused_link_is_not_used_up(db: Database) -> None:
    """An official of the north cannot take over the southern side; the link still brings in another person."""
    await make(db, ANNA, official(SPORT))
    token = await issue(db, Offer(coordinator(SOUTH)))
    with pytest.raises(Refused):
        await accept(db, token, ANNA)
    assert (await accept(db, token, BORIS)).appointment == coordinator(SOUTH)


async def test_of_two_stored_sides_one_counts(db: Database) -> None:
    """The first of the roadmap; the doctor's reading names both, and what is taken away may be taken away."""
    await make(db, ANNA, coordinator(NORTH))
    await make(db, VERA, coordinator(NORTH))
    async with db.writing() as connection:
        await connection.execute(
            "INSERT INTO person_parties (user_id, party_id) VALUES (?, ?)", (ANNA, SOUTH)
        )
    assert await select_coordinators(db.reader, NORTH) == [ANNA, VERA]
    assert await select_coordinators(db.reader, SOUTH) == []
    assert (await select_appointment(db.reader, ANNA)).parties == {NORTH, SOUTH}
    assert (await select_acting_appointment(db.reader, ANNA)).parties == {NORTH}
    conflicts = [SideConflict(ANNA, "Север", ("Юг",))]
    assert await select_side_conflicts(db.reader) == conflicts
    with closing(sqlite3.connect(db.path)) as opened:
        assert read_side_conflicts(opened) == conflicts
    await make(db, ANNA, Appointment(Role.ADMIN, {}, frozenset({NORTH, SOUTH})))
    await make(db, ANNA, coordinator(SOUTH))
    assert await select_coordinators(db.reader, SOUTH) == [ANNA]
    assert await select_side_conflicts(db.reader) == []


async def test_an_administrator_of_the_settings_may_coordinate_a_side(db: Database) -> None:
    """Though their role is not stored, they are its coordinator, and no administrator stands in for it."""
    async with db.writing() as connection:
        await connection.execute("INSERT INTO people (user_id, admitted_at) VALUES (?, 1)", (CHIEF,))
        await connection.execute(
            "INSERT INTO person_parties (user_id, party_id) VALUES (?, ?)", (CHIEF, NORTH)
        )
    assert await select_coordinators(db.reader, NORTH, {CHIEF}) == [CHIEF]
    assert await select_coordinators(db.reader, NORTH) == []


def test_who_decides_for_which_side() -> None:
    """Coordinators for their own; administrators for a side without any, each for one; a vote is given once."""
    own, stands_in = DecidingSide(NORTH, stands_in=False), DecidingSide(SOUTH, stands_in=True)
    staffed = Deciders({NORTH: (ANNA,), SOUTH: ()}, (ANNA, CHIEF), {})
    assert [staffed.side_of(user) for user in (ANNA, CHIEF, BORIS, None)] == [own, stands_in, None, None]
    assert (staffed.people_of(NORTH), staffed.people_of(SOUTH)) == ((ANNA,), (CHIEF,))
    empty = Deciders({NORTH: (), SOUTH: ()}, (ANNA, CHIEF), {ANNA: NORTH})
    assert [empty.side_of(user) for user in (ANNA, CHIEF)] == [DecidingSide(NORTH, stands_in=True), stands_in]
    assert empty.people_of(SOUTH) == (CHIEF,)
    moved = Deciders({NORTH: (), SOUTH: (ANNA,)}, (CHIEF,), {ANNA: NORTH})
    assert [moved.side_of(user) for user in (ANNA, CHIEF)] == [None, stands_in]
    with pytest.raises(Refused) as refused:
        moved.require_side(ANNA, "agree")
    assert refused.value.problem is PeopleProblem.VOTED
