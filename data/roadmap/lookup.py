"""Finds the parts of a roadmap by the ids that buttons carry."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from data.primitives.refusal import Problem, Refused
from data.roadmap.models import Activity, Agency, Party, RoadmapContent, Sphere

Found = TypeVar("Found")


class StaleButton(LookupError):
    """A button names something that this roadmap does not have."""


class RoadmapProblem(Problem):
    """Why a part of the roadmap is not shown: an edition left it out."""

    ACTIVITY_GONE = "activity_gone"  # number
    AGENCY_GONE = "agency_gone"  # agency
    SPHERE_GONE = "sphere_gone"  # sphere
    PARTY_GONE = "party_gone"  # party


def find_sphere(content: RoadmapContent, sphere_id: int) -> Sphere:
    """Returns the sphere; raises `StaleButton` when there is none, as the other `find_…` do, and `Refused` when it is gone."""
    for gone in (sphere for sphere in content.gone.spheres if sphere.id == sphere_id):
        raise Refused(RoadmapProblem.SPHERE_GONE, sphere=gone.title)
    return _found(sphere for sphere in content.spheres if sphere.id == sphere_id)


def find_party(content: RoadmapContent, party_id: int) -> Party:
    """Returns the side; raises `StaleButton` and `Refused`."""
    for gone in (party for party in content.gone.parties if party.id == party_id):
        raise Refused(RoadmapProblem.PARTY_GONE, party=gone.region)
    return _found(party for party in content.roadmap.parties if party.id == party_id)


def find_agency(content: RoadmapContent, agency_id: int) -> Agency:
    """Returns the agency; raises `StaleButton` and `Refused`."""
    for gone in (agency for agency in content.gone.agencies if agency.id == agency_id):
        raise Refused(RoadmapProblem.AGENCY_GONE, agency=gone.name)
    return _found(agency for agency in content.agencies if agency.id == agency_id)


def known_sphere(content: RoadmapContent, sphere_id: int) -> Sphere:
    """Returns the sphere, gone or in force; raises `StaleButton`, as the other `known_…` do."""
    return _found(sphere for sphere in (*content.spheres, *content.gone.spheres) if sphere.id == sphere_id)


def known_party(content: RoadmapContent, party_id: int) -> Party:
    """Returns the side, gone or in force."""
    return _found(party for party in known_parties(content) if party.id == party_id)


def known_parties(content: RoadmapContent) -> tuple[Party, ...]:
    """Returns the sides in the roadmap's order, then those that are gone."""
    return (*content.roadmap.parties, *content.gone.parties)


def known_agency(content: RoadmapContent, agency_id: int) -> Agency:
    """Returns the agency, gone or in force: for its name beside what it reported."""
    return _found(agency for agency in (*content.agencies, *content.gone.agencies) if agency.id == agency_id)


def known_activity(content: RoadmapContent, activity_id: int) -> Activity:
    """Returns the activity, gone or in force: for what was reported and decided on it."""
    return _found(
        activity for activity in (*content.activities, *content.gone.activities) if activity.id == activity_id
    )


def activity_numbered(content: RoadmapContent, number: str) -> Activity | None:
    """Returns the activity with this number, such as «3.1»; None when there is none."""
    return next((activity for activity in content.activities if activity.number == number), None)


def activities_in(content: RoadmapContent, sphere_id: int) -> list[Activity]:
    """Returns the activities of a sphere, in the roadmap's order."""
    return [activity for activity in content.activities if activity.sphere_id == sphere_id]


def activities_of(content: RoadmapContent, agency_id: int) -> list[Activity]:
    """Returns the activities the agency answers for, in natural order."""
    return [
        activity for activity in content.activities if agency_id in content.responsible.get(activity.id, ())
    ]


def activities_by_id(content: RoadmapContent, ids: Iterable[int]) -> list[Activity]:
    """Returns the activities in the order of the ids; raises `StaleButton`."""
    known = {activity.id: activity for activity in content.activities}
    try:
        return [known[activity_id] for activity_id in ids]
    except KeyError:
        raise StaleButton from None


def agencies_of(content: RoadmapContent, activity_id: int) -> list[Agency]:
    """Returns the agencies that answer for the activity, side by side in the order of the parties, then as in the document."""
    known = {agency.id: agency for agency in (*content.agencies, *content.gone.agencies)}
    responsible = content.responsible.get(activity_id) or content.gone.responsible.get(activity_id, ())
    named = [known[agency_id] for agency_id in responsible if agency_id in known]
    sides = [party.id for party in known_parties(content)]
    return sorted(named, key=lambda agency: sides.index(agency.party_id))


def agencies_on(content: RoadmapContent, party_id: int) -> list[Agency]:
    """Returns the agencies of a side, in the roadmap's order."""
    return [agency for agency in content.agencies if agency.party_id == party_id]


def counterparts(content: RoadmapContent, agency: Agency) -> list[tuple[Agency, int]]:
    """Returns agencies of the other sides that share activities with the agency, and how many; the closest first."""
    others = {other.id: other for other in content.agencies if other.party_id != agency.party_id}
    shared = Counter(
        other
        for activity in activities_of(content, agency.id)
        for other in content.responsible[activity.id]
        if other in others
    )
    return [(others[agency_id], count) for agency_id, count in shared.most_common()]


def _found(matches: Iterable[Found]) -> Found:
    for match in matches:
        return match
    raise StaleButton
