"""How far each side has come in each sphere, by its own word."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import aiosqlite

from data.notes.counted import select_states_at
from data.notes.statuses import SideStatus
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
    connection: aiosqlite.Connection, content: RoadmapContent, at: int
) -> tuple[Progress, ...]:
    """Loads it by sphere and side, as the record stood at the moment (Unix seconds)."""
    states = await select_states_at(connection, content.roadmap.id, at)
    return tuple(_progress(content, {activity: dict(state.words) for activity, state in states.items()}))


def _progress(
    content: RoadmapContent, words: Mapping[int, Mapping[int, SideStatus | None]]
) -> Iterator[Progress]:
    for sphere in content.spheres:
        within = [
            words.get(activity.id, {}) for activity in content.activities if activity.sphere_id == sphere.id
        ]
        for party in content.roadmap.parties:
            latest = [sides[party.id] for sides in within if party.id in sides]
            done = sum(word is not None and word.declares for word in latest)
            begun = sum(word is not None for word in latest) - done
            yield Progress(sphere, party, done, begun, len(latest))
