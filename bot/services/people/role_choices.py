"""What a pressed role, agency or side makes of a person's appointment."""

from dataclasses import replace

from bot.callbacks.people import GiveRole
from data.people.appointments import Appointment
from data.people.people import Role
from data.roadmap.lookup import find_agency, find_party
from data.roadmap.models import RoadmapContent


def given(place: GiveRole, content: RoadmapContent) -> Appointment:
    """Returns the appointment of a new person; raises `StaleButton` for an agency or side that is not there."""
    match place.role:
        case Role.OFFICIAL:
            return Appointment(place.role, {find_agency(content, place.scope_id).id: ""})
        case Role.COORDINATOR:
            return Appointment(place.role, {}, frozenset({find_party(content, place.scope_id).id}))
        case Role.READER:
            return Appointment(place.role, roadmaps=frozenset({content.roadmap.id}))
        case Role.ADMIN:
            return Appointment(place.role)


def changed(held: Appointment, place: GiveRole, content: RoadmapContent) -> Appointment:
    """Returns the appointment after the choice: agencies stay unless the person becomes a reader.

    A reader chosen anew in one of the roadmaps they read is limited to it, in another one they read that too. In each
    roadmap a coordinator has one side.
    """
    match place.role:
        case Role.READER:
            return Appointment(place.role, roadmaps=_read(held, content.roadmap.id))
        case Role.OFFICIAL:
            new = given(place, content).agencies if place.scope_id else {}
            return Appointment(place.role, {**held.agencies, **new}, roadmaps=held.roadmaps)
        case Role.COORDINATOR:
            elsewhere = held.parties - {party.id for party in content.roadmap.parties}
            return replace(held, role=place.role, parties=elsewhere | given(place, content).parties)
        case Role.ADMIN:
            return replace(held, role=place.role)


def _read(held: Appointment, roadmap_id: int) -> frozenset[int]:
    again = held.role is Role.READER and roadmap_id in held.roadmaps
    return frozenset({roadmap_id}) if again else held.roadmaps | {roadmap_id}


def with_agency(held: Appointment, agency_id: int) -> Appointment:
    """The job title held in that agency already stays."""
    return Appointment(Role.OFFICIAL, {agency_id: ""}).joined(held)


def without_agency(held: Appointment, agency_id: int) -> Appointment:
    """Returns the appointment without that agency; its role stays."""
    return replace(
        held, agencies={other: held.agencies[other] for other in held.agencies if other != agency_id}
    )
