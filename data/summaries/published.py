"""A summary as it was published: kept, so that no later note, decision or edition changes what was said."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import aiosqlite

from data.roadmap.weeks import Week


@dataclass(frozen=True, slots=True)
class Counted:
    """Which ids each figure counts: of activities, for `no_reports` of agencies."""

    done: frozenset[int] = frozenset()
    at_risk: frozenset[int] = frozenset()
    overdue: frozenset[int] = frozenset()
    awaited: frozenset[int] = frozenset()
    no_reports: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PublishedMessage:
    """A message of the post; `entities` are the Bot API's objects."""

    text: str
    entities: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class PublishedSummary:
    """`brief` are the title and the lines below it; `counted` is what the next summary is compared with."""

    brief: tuple[str, ...]
    messages: tuple[PublishedMessage, ...]
    counted: Counted


async def update_published(
    connection: aiosqlite.Connection, roadmap_id: int, week: Week, published: PublishedSummary
) -> None:
    """Keeps what the group gets of that week, in place of what it got before it was amended."""
    counted = {figure: sorted(ids) for figure, ids in asdict(published.counted).items()}
    stored = {
        "brief": published.brief,
        "messages": [[message.text, list(message.entities)] for message in published.messages],
        "counted": counted,
    }
    await connection.execute(
        "UPDATE summaries SET published = ? WHERE roadmap_id = ? AND week = ?",
        (json.dumps(stored, ensure_ascii=False), roadmap_id, str(week)),
    )


async def select_published(
    connection: aiosqlite.Connection, roadmap_id: int, week: Week
) -> PublishedSummary | None:
    """Loads what the group got of that week; None when nothing was kept."""
    return await _select(connection, "week = ?", roadmap_id, str(week))


async def select_published_until(
    connection: aiosqlite.Connection, roadmap_id: int, until: int
) -> PublishedSummary | None:
    """Loads the summary whose days end at that moment (Unix seconds); None when nothing was kept."""
    return await _select(connection, "until = ?", roadmap_id, until)


async def _select(
    connection: aiosqlite.Connection, where: str, roadmap_id: int, value: str | int
) -> PublishedSummary | None:
    rows = await connection.execute_fetchall(
        f"SELECT published FROM summaries WHERE published IS NOT NULL AND roadmap_id = ? AND {where}",  # noqa: S608 - ours
        (roadmap_id, value),
    )
    return next((_published(json.loads(row["published"])) for row in rows), None)


def _published(stored: Mapping[str, Any]) -> PublishedSummary:
    return PublishedSummary(
        tuple(stored["brief"]),
        tuple(PublishedMessage(text, tuple(entities)) for text, entities in stored["messages"]),
        Counted(**{figure: frozenset(ids) for figure, ids in stored["counted"].items()}),
    )
