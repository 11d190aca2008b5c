"""A signed roadmap as JSON, for other programs."""

from typing import Any

from data.roadmap.models import SignedActivity, SignedRoadmap, SignedSphere


def roadmap_json(signed: SignedRoadmap) -> dict[str, Any]:
    """Returns everything the document says; the agencies of an activity stand under the names of the parties.

    {title, parties: [name], period: "2024-2026", spheres: [{number, title, activities: [{number, title,
    agencies: {party: [name as written]}, deadline, facts?: {heading: text}}]}], signatories: [{party, position, name}]}
    """
    return {
        "title": signed.title,
        "parties": list(signed.parties),
        "period": signed.period,
        "spheres": [_sphere(sphere, signed.parties) for sphere in signed.spheres],
        "signatories": [
            {"party": signatory.party, "position": signatory.position, "name": signatory.name}
            for signatory in signed.signatories
        ],
    }


def _sphere(sphere: SignedSphere, parties: tuple[str, ...]) -> dict[str, Any]:
    activities = [_activity(activity, parties) for activity in sphere.activities]
    return {"number": sphere.number, "title": sphere.title, "activities": activities}


def _activity(activity: SignedActivity, parties: tuple[str, ...]) -> dict[str, Any]:
    agencies = {party: list(names) for party, names in zip(parties, activity.agencies, strict=True)}
    fields: dict[str, Any] = {
        "number": activity.number,
        "title": activity.title,
        "agencies": agencies,
        "deadline": activity.deadline,
    }
    return fields | ({"facts": dict(activity.facts)} if activity.facts else {})
