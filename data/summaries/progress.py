"""How far each side has come in each sphere, by its own word."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import aiosqlite

from data.notes.activity_state import ActivityState, Moment
from data.notes.states import select_states
from data.roadmap.models import Party, RoadmapContent, Sphere


@dataclass(frozen=True, slots=True)
class Progress:
    """Activities of a sphere that a side has agencies on: `done` by its word, `begun` with another word, `total`.

    «Done» of before the activity was opened again is begun.
    """

    sphere: Sphere
    party: Party
    done: int
    begun: int
    total: int


async def select_progress(
    connection: aiosqlite.Connection, content: RoadmapContent, now: Moment
) -> tuple[Progress, ...]:
    """Loads it by sphere and side, as the record stood at the moment."""
    states = await select_states(connection, content, now.day, now.zone, now.at)
    return tuple(_progress(content, states))


def _progress(content: RoadmapContent, states: Mapping[int, ActivityState]) -> Iterator[Progress]:
    for sphere in content.spheres:
        within = [
            states[activity.id].now for activity in content.activities if activity.sphere_id == sphere.id
        ]
        for party in content.roadmap.parties:
            found = [side for state in within for side in state.sides if side.party_id == party.id]
            done = sum(side.declares for side in found)
            begun = sum(side.word is not None for side in found) - done
            yield Progress(sphere, party, done, begun, len(found))
