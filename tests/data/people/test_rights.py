"""Who may do what: the whole table, and the rules of notes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.people.appointments import NONE, Appointment
from data.people.people import Role
from data.people.rights import (
    Right,
    may,
    may_change_note,
    may_hand_over,
    may_write_for,
    may_write_note,
    writable,
)
from data.roadmap.models import Agency
from tests.data.people.people_fixtures import (
    ADMIN,
    BUILDING,
    HARBOUR,
    NORTH,
    READER,
    SOUTH,
    SPORT,
    coordinator,
    official,
)

AGENCIES = {
    BUILDING: Agency(BUILDING, 1, NORTH, "Министерство строительства", 2),
    SPORT: Agency(SPORT, 1, NORTH, "Министерство спорта", 2),
    HARBOUR: Agency(HARBOUR, 1, SOUTH, "Комитет по портам", 1),
}
APPOINTMENTS = st.builds(
    Appointment,
    st.sampled_from([None, *Role]),
    st.dictionaries(st.sampled_from(sorted(AGENCIES)), st.just("")),
    st.frozensets(st.sampled_from([NORTH, SOUTH])),
)
ALLOWED = {
    Role.READER: set(),
    Role.OFFICIAL: {Right.WRITE},
    Role.COORDINATOR: {
        *(Right.WRITE, Right.COORDINATE, Right.SUMMARISE, Right.REPORT, Right.CONFIRM_EDITIONS)
    },
    Role.ADMIN: set(Right),
}


@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("role", [None, *Role])
def test_every_role_has_its_rights_and_no_others(role: Role | None, right: Right) -> None:
    """The table is held cell by cell; a person who has no role has no right."""
    assert may(Appointment(role), right) is (right in ALLOWED.get(role, set()) if role else False)


@pytest.mark.parametrize(
    ("appointment", "expected"),
    [
        (NONE, set()),
        (READER, set()),
        (official(BUILDING), {BUILDING}),
        (official(BUILDING, HARBOUR), {BUILDING, HARBOUR}),
        (coordinator(NORTH), {BUILDING, SPORT}),
        (Appointment(Role.COORDINATOR, {HARBOUR: ""}, frozenset({NORTH})), {BUILDING, SPORT, HARBOUR}),
        (ADMIN, set()),
        (Appointment(Role.ADMIN, {SPORT: ""}), {SPORT}),
        (Appointment(None, {SPORT: ""}, frozenset({NORTH})), set()),
        (Appointment(Role.READER, {SPORT: ""}), set()),
    ],
)
def test_who_writes_for_which_agency(appointment: Appointment, expected: set[int]) -> None:
    """Officials for their own, coordinators for their side, admins only where they are appointed."""
    assert {agency.id for agency in AGENCIES.values() if may_write_for(appointment, agency)} == expected


def test_a_note_needs_an_agency_that_answers_for_the_activity() -> None:
    """Of several agencies a person may speak only for those the roadmap names at the activity."""
    both = official(BUILDING, SPORT)
    assert [agency.id for agency in writable(both, AGENCIES.values(), {SPORT, HARBOUR})] == [SPORT]
    assert not may_write_note(both, AGENCIES[BUILDING], {SPORT, HARBOUR})


def test_who_corrects_a_note() -> None:
    """The author, the side's coordinator, and the agency's people once the author is gone from it."""
    building = AGENCIES[BUILDING]
    author, colleague = official(BUILDING), official(BUILDING, SPORT)
    assert may_change_note(author, building, author, own=True)
    assert not may_change_note(colleague, building, author, own=False)
    assert may_change_note(colleague, building, official(SPORT), own=False)
    assert may_change_note(colleague, building, NONE, own=False)
    assert may_change_note(coordinator(NORTH), building, author, own=False)
    assert not may_change_note(coordinator(SOUTH), building, NONE, own=False)
    assert not may_change_note(official(SPORT), building, official(SPORT), own=True)
    assert not may_change_note(ADMIN, building, NONE, own=False)


@given(APPOINTMENTS, st.sampled_from(sorted(AGENCIES)), APPOINTMENTS, st.booleans())
def test_nobody_changes_what_they_could_not_write(
    person: Appointment, agency_id: int, author: Appointment, own: bool
) -> None:
    """A right to correct never reaches further than the right to write."""
    agency = AGENCIES[agency_id]
    if may_change_note(person, agency, author, own=own):
        assert may_write_for(person, agency)


@given(APPOINTMENTS, APPOINTMENTS)
def test_joining_takes_nothing_away(had: Appointment, given_now: Appointment) -> None:
    """With a second appointment a person keeps every right of the first and gets those of the second."""
    both = had.joined(given_now)
    for right in Right:
        assert may(both, right) >= (may(had, right) or may(given_now, right))
    for agency in AGENCIES.values():
        assert may_write_for(both, agency) >= may_write_for(had, agency)


@given(APPOINTMENTS)
def test_giving_all_away_leaves_nobody_but_an_admin_or_reader(appointment: Appointment) -> None:
    """A person who hands over everything writes for no agency; an official or coordinator has no role then."""
    left = appointment.without(appointment.agencies, appointment.parties)
    assert not any(may_write_for(left, agency) for agency in AGENCIES.values())
    assert not may_hand_over(left)
    kept = appointment.role if appointment.role in (Role.ADMIN, Role.READER) else None
    assert left == Appointment(kept)
