"""Handing a post over: by a link, to a member, in part."""

import pytest

from data.audit import select_audit
from data.database import Database
from data.notes.activity_state import Moment
from data.people.appointments import NONE, Appointment, select_appointment
from data.people.handovers import HandOver, hand_over, select_handed_activities
from data.people.invitation_acceptance import revoke_invitation
from data.people.invitations import Offer
from data.people.members import select_member
from data.people.people import Role
from data.people.problems import PeopleProblem
from data.people.rights import NotAllowed
from data.primitives.refusal import Refused
from data.regions.regional_clocks import MOSCOW
from tests.data.people.entering import accept, issue, make
from tests.data.people.people_fixtures import (
    ADMIN,
    ANNA,
    BORIS,
    BUILDING,
    CHIEF,
    HARBOUR,
    NORTH,
    NOW,
    READER,
    SPORT,
    VERA,
    begin_draft,
    by,
    coordinator,
    has_draft,
    last_actions,
    official,
)

AT = Moment(NOW, MOSCOW)

HOUR = 3600


async def test_an_official_hands_over_by_a_link(db: Database) -> None:
    """In one moment the successor has the agency and the office, the predecessor neither rights, draft nor name."""
    await make(db, ANNA, official(BUILDING, position="начальник отдела"))
    await begin_draft(db, ANNA)
    token = await issue(db, Offer(official(BUILDING), predecessor_id=ANNA), actor=ANNA)
    assert await select_appointment(db.reader, ANNA) != NONE
    accepted = await accept(db, token, BORIS)
    assert accepted.appointment == official(BUILDING, position="начальник отдела")
    assert await select_appointment(db.reader, ANNA) == NONE
    assert await select_member(db.reader, ANNA) is None
    assert not await has_draft(db, ANNA)
    assert await last_actions(db, 3) == [("handed_over", ANNA), ("succeeded", BORIS), ("accepted", 1)]


async def test_a_part_may_be_handed_over(db: Database) -> None:
    """A person who keeps an agency stays an official of it."""
    await make(db, ANNA, official(BUILDING, SPORT))
    await make(db, BORIS, official(HARBOUR))
    async with db.writing() as connection:
        await hand_over(connection, HandOver(ANNA, BORIS, frozenset({SPORT})), by(CHIEF))
    assert await select_appointment(db.reader, ANNA) == official(BUILDING)
    assert await select_appointment(db.reader, BORIS) == official(HARBOUR, SPORT)


async def test_a_coordinator_hands_over_the_side(db: Database) -> None:
    """The side goes to the successor; a former coordinator with an agency is an official."""
    await make(db, ANNA, Appointment(Role.COORDINATOR, {SPORT: ""}, frozenset({NORTH})))
    await make(db, BORIS, READER)
    async with db.writing() as connection:
        await hand_over(connection, HandOver(ANNA, BORIS, frozenset(), frozenset({NORTH})), by(ANNA))
    assert await select_appointment(db.reader, ANNA) == official(SPORT)
    assert await select_appointment(db.reader, BORIS) == coordinator(NORTH)


async def test_an_admin_hands_over_and_stays_admin(db: Database) -> None:
    """Giving an agency away does not end the office of admin."""
    await make(db, ANNA, Appointment(Role.ADMIN, {SPORT: ""}))
    await make(db, BORIS, READER)
    async with db.writing() as connection:
        await hand_over(connection, HandOver(ANNA, BORIS, frozenset({SPORT})), by(ANNA))
    assert await select_appointment(db.reader, ANNA) == ADMIN


@pytest.mark.parametrize(
    ("handing", "problem"),
    [
        (HandOver(ANNA, BORIS, frozenset()), PeopleProblem.NOTHING),
        (HandOver(ANNA, BORIS, frozenset({HARBOUR})), PeopleProblem.NOT_HELD),
        (HandOver(ANNA, BORIS, frozenset({BUILDING}), frozenset({NORTH})), PeopleProblem.NOT_HELD),
        (HandOver(ANNA, ANNA, frozenset({BUILDING})), PeopleProblem.SAME_PERSON),
        (HandOver(ANNA, VERA, frozenset({BUILDING})), PeopleProblem.NOT_ADMITTED),
    ],
)
async def test_a_hand_over_that_makes_no_sense_changes_nothing(
    db: Database, handing: HandOver, problem: PeopleProblem
) -> None:
    """Nothing, something not held, oneself, a stranger: refused, all as before."""
    await make(db, ANNA, official(BUILDING))
    await make(db, BORIS, READER)
    before = await select_audit(db.reader)

    async def attempt() -> None:
        async with db.writing() as connection:
            await hand_over(connection, handing, by(CHIEF))

    with pytest.raises(Refused, match=problem):
        await attempt()
    assert await select_audit(db.reader) == before


async def test_nobody_hands_over_for_another(db: Database) -> None:
    """An official gives away only what is theirs, by a link too."""
    await make(db, ANNA, official(BUILDING))
    await make(db, BORIS, official(SPORT))

    async def attempt() -> None:
        async with db.writing() as connection:
            await hand_over(connection, HandOver(ANNA, BORIS, frozenset({BUILDING})), by(BORIS))

    with pytest.raises(NotAllowed):
        await attempt()
    with pytest.raises(NotAllowed):
        await issue(db, Offer(official(BUILDING), predecessor_id=ANNA), actor=BORIS)
    with pytest.raises(NotAllowed):
        await issue(db, Offer(official(BUILDING), predecessor_id=BORIS), actor=BORIS)
    with pytest.raises(NotAllowed):
        await issue(db, Offer(official(BUILDING)), actor=ANNA)


async def test_a_link_to_succeed_dies_with_the_post(db: Database) -> None:
    """A person who lost the agency meanwhile cannot hand it on by an old link."""
    await make(db, ANNA, official(BUILDING, SPORT))
    token = await issue(db, Offer(official(BUILDING), predecessor_id=ANNA), actor=ANNA)
    await make(db, ANNA, official(SPORT))
    with pytest.raises(Refused, match=PeopleProblem.VOID):
        await accept(db, token, BORIS)
    assert await select_appointment(db.reader, ANNA) == official(SPORT)


async def test_a_predecessor_takes_the_link_back(db: Database) -> None:
    """A person who issued a link to succeed them may revoke it; accepting an own link is refused."""
    await make(db, ANNA, official(BUILDING))
    token = await issue(db, Offer(official(BUILDING), predecessor_id=ANNA), actor=ANNA)
    with pytest.raises(Refused, match=PeopleProblem.SAME_PERSON):
        await accept(db, token, ANNA)
    async with db.writing() as connection:
        await revoke_invitation(connection, 1, by(ANNA))
    with pytest.raises(Refused, match=PeopleProblem.REVOKED):
        await accept(db, token, BORIS)


async def test_the_successor_is_told_what_they_take_charge_of(db: Database) -> None:
    """The agencies' open activities, the next date first, those without a date last, each once."""
    handed_activities = await select_handed_activities(db.reader, {BUILDING, SPORT}, AT)
    told = [
        (item.activity.number, item.due and item.due.day.isoformat(), item.note) for item in handed_activities
    ]
    assert told == [("1.3", "2026-12-01", None), ("1.1", "2026-12-31", None), ("1.2", None, None)]
    assert [item.activity.number for item in await select_handed_activities(db.reader, {HARBOUR}, AT)] == [
        "1.1"
    ]


async def test_the_successor_is_told_whom_to_deal_with(db: Database) -> None:
    """Each activity names the other side's bodies; a coordinator's successor is told of all the side's activities."""
    handed_activities = await select_handed_activities(db.reader, {BUILDING}, AT)
    bodies = {item.activity.number: item.counterparts for item in handed_activities}
    assert bodies["1.1"] == ("Комитет по портам",)
    whole = await select_handed_activities(db.reader, (), AT, {NORTH})
    assert {item.activity.number for item in whole} >= set(bodies)
    assert all(
        "Комитет по портам" not in item.counterparts for item in whole if item.activity.number != "1.1"
    )


async def test_a_draft_for_what_is_kept_stays(db: Database) -> None:
    """Handing over one of two agencies takes no draft away that is about the other."""
    await make(db, ANNA, official(BUILDING, SPORT))
    await make(db, BORIS, official(HARBOUR))
    await begin_draft(db, ANNA)
    async with db.writing() as connection:
        await hand_over(connection, HandOver(ANNA, BORIS, frozenset({SPORT})), by(CHIEF))
    assert await has_draft(db, ANNA)
    async with db.writing() as connection:
        await hand_over(connection, HandOver(ANNA, BORIS, frozenset({BUILDING})), by(CHIEF))
    assert not await has_draft(db, ANNA)


async def test_a_job_title_is_neither_emptied_nor_overwritten(db: Database) -> None:
    """A second link without a title leaves the title there is; taking over a colleague's post leaves one's own."""
    await make(db, BORIS, official(BUILDING, position="начальник отдела"))
    await accept(db, await issue(db, Offer(official(BUILDING, SPORT)), actor=CHIEF), BORIS)
    held = await select_appointment(db.reader, BORIS)
    assert held.agencies == {BUILDING: "начальник отдела", SPORT: ""}
    await make(db, ANNA, official(BUILDING, SPORT, position="главный специалист"))
    async with db.writing() as connection:
        await hand_over(connection, HandOver(ANNA, BORIS, frozenset({BUILDING, SPORT})), by(CHIEF))
    held = await select_appointment(db.reader, BORIS)
    assert held.agencies == {BUILDING: "начальник отдела", SPORT: "главный специалист"}
    await accept(db, await issue(db, Offer(official(SPORT, position="министр")), actor=CHIEF), BORIS)
    held = await select_appointment(db.reader, BORIS)
    assert held.agencies[SPORT] == "министр"
