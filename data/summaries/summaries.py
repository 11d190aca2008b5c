"""Weekly summaries in the record: when a group gets them, and which week was published or skipped."""

import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import aiosqlite

from data.primitives.fingerprint import fingerprint_of
from data.roadmap.weeks import Week

SUMMARY: Final = (
    "SELECT roadmap_id, week, state, since, until, written_at, published_by, news, pin, reason, locale"
    " FROM summaries"
)


class SummaryState(StrEnum):
    PUBLISHED = "published"  # in the outbox or the group
    SKIPPED = "skipped"  # missed by more than is worth catching up


class SkipReason(StrEnum):
    """Why a week was not published at its moment."""

    NOT_RUNNING = "not_running"  # the bot was not
    OFF = "off"  # summaries were switched off
    REMOVED = "removed"  # the bot, from the group
    NO_RIGHTS = "no_rights"  # to write in the group
    TOPIC_CLOSED = "topic_closed"
    NOT_FOUND = "not_found"  # the group
    RESTORED = "restored"  # the record from a copy: what the group has was not known


class PinState(StrEnum):
    NONE = "none"
    WANTED = "wanted"
    PINNED = "pinned"
    REPLACED = "replaced"  # by the pin of a later one
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SummaryRule:
    """What an admin chose for a group. `rule` is «mon 10:00», or None for what the settings say.

    With `working_days` no summary comes on a day off, but on the next working day.
    """

    roadmap_id: int
    rule: str | None = None
    is_on: bool = True
    pins: bool = False
    working_days: bool = True

    @property
    def fingerprint(self) -> int:
        """Changes with any of it; short enough for a button."""
        return fingerprint_of(self.roadmap_id, self.rule, self.is_on, self.pins, self.working_days)


@dataclass(frozen=True, slots=True)
class Period:
    """The days a summary covers: from `since` up to, not including, `until`, in Unix seconds."""

    week: Week
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A week's summary of a roadmap; `news` are the notes that stand in its post, by id and version.

    `reason` is why it was skipped, None for one that was published or skipped before reasons were kept.
    `locale` is the language of its post, None before a group had its own.
    """

    roadmap_id: int
    period: Period
    state: SummaryState
    written_at: int
    published_by: int | None
    news: frozenset[tuple[int, int]]
    pin: PinState
    reason: SkipReason | None = None
    locale: str | None = None

    @property
    def key(self) -> str:
        """The key of its batch of posts in the outbox."""
        return f"summary:{self.roadmap_id}:{self.period.week}:post"


async def select_summary_rule(connection: aiosqlite.Connection, roadmap_id: int) -> SummaryRule:
    """Loads what was chosen for a roadmap's summaries; the defaults when nothing was."""
    rows = await connection.execute_fetchall(
        "SELECT roadmap_id, rule, is_on, pins, working_days FROM summary_rules WHERE roadmap_id = ?",
        (roadmap_id,),
    )
    found = (
        SummaryRule(
            row["roadmap_id"],
            row["rule"],
            bool(row["is_on"]),
            bool(row["pins"]),
            bool(row["working_days"]),
        )
        for row in rows
    )
    return next(found, SummaryRule(roadmap_id))


async def upsert_summary_rule(connection: aiosqlite.Connection, rule: SummaryRule) -> None:
    """Stores the choice in place of the one there is."""
    await connection.execute(
        "INSERT INTO summary_rules (roadmap_id, rule, is_on, pins, working_days) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (roadmap_id) DO UPDATE SET rule = excluded.rule, is_on = excluded.is_on,"
        " pins = excluded.pins, working_days = excluded.working_days",
        (rule.roadmap_id, rule.rule, rule.is_on, rule.pins, rule.working_days),
    )


async def select_summary(connection: aiosqlite.Connection, roadmap_id: int, week: Week) -> SummaryRow | None:
    """Loads the summary of a week; None when it was neither published nor skipped."""
    return next(iter(await _rows(connection, "roadmap_id = ? AND week = ?", roadmap_id, str(week))), None)


async def select_last_summary(
    connection: aiosqlite.Connection, roadmap_id: int, until: Week, now: int
) -> SummaryRow | None:
    """Loads the newest row of that week or an earlier one; `now` in Unix seconds.

    A later week, and one that was skipped later than now, were written by a clock that was wrong.
    """
    where = (
        "roadmap_id = ? AND week <= ? AND (state = 'published' OR written_at <= ?) ORDER BY week DESC LIMIT 1"
    )
    return next(iter(await _rows(connection, where, roadmap_id, str(until), now)), None)


async def select_missed_before(
    connection: aiosqlite.Connection, roadmap_id: int, week: Week
) -> tuple[SummaryRow, ...]:
    """Loads the skipped weeks right before that one, oldest first: its summary mentions them."""
    where = (
        "roadmap_id = ?1 AND week < ?2 AND state = 'skipped' AND week > coalesce((SELECT max(week) FROM summaries"
        " WHERE roadmap_id = ?1 AND week < ?2 AND state = 'published'), '') ORDER BY week"
    )
    return tuple(await _rows(connection, where, roadmap_id, str(week)))


async def select_fresh_summaries(
    connection: aiosqlite.Connection, roadmap_id: int, after: int
) -> list[SummaryRow]:
    """Loads the published ones whose news end after that moment (Unix seconds)."""
    return await _rows(
        connection, "roadmap_id = ? AND state = 'published' AND until > ? ORDER BY week", roadmap_id, after
    )


async def select_unknown(connection: aiosqlite.Connection, roadmap_id: int) -> list[SummaryRow]:
    """Loads the weeks of which a restore leaves unknown whether they were published, oldest first."""
    where = "roadmap_id = ? AND state = 'skipped' AND reason = 'restored' ORDER BY week"
    return await _rows(connection, where, roadmap_id)


async def select_pins(connection: aiosqlite.Connection, roadmap_id: int) -> list[SummaryRow]:
    """Loads those to be pinned and those pinned, oldest first."""
    return await _rows(connection, "roadmap_id = ? AND pin IN ('wanted', 'pinned') ORDER BY week", roadmap_id)


async def claim_summary(connection: aiosqlite.Connection, row: SummaryRow) -> bool:
    """Writes the week down; False when it is published already, or to be skipped and there.

    A skipped week may still be published by a person. Put the post into the outbox in the same transaction.
    """
    cursor = await connection.execute(
        "INSERT INTO summaries (roadmap_id, week, state, since, until, written_at, published_by, news, pin,"
        " reason, locale) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (roadmap_id, week) DO UPDATE SET state = excluded.state, locale = excluded.locale,"
        " written_at = excluded.written_at, published_by = excluded.published_by, news = excluded.news,"
        " pin = excluded.pin, reason = NULL WHERE state = 'skipped' AND excluded.state = 'published'",
        (
            *(row.roadmap_id, str(row.period.week), row.state, row.period.since, row.period.until),
            *(row.written_at, row.published_by, _packed(row.news), row.pin, row.reason, row.locale),
        ),
    )
    return cursor.rowcount == 1


async def upsert_obstacle(
    connection: aiosqlite.Connection, roadmap_id: int, week: Week, reason: SkipReason, now: int
) -> None:
    """Writes down what stood in the way at the week's moment; what was seen first stays.

    What was seen later than `now` (Unix seconds) was written by a clock that was wrong.
    """
    await connection.execute(
        "INSERT INTO summary_obstacles (roadmap_id, week, reason, seen_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (roadmap_id, week) DO UPDATE SET reason = excluded.reason, seen_at = excluded.seen_at"
        " WHERE seen_at > excluded.seen_at",
        (roadmap_id, str(week), reason, now),
    )


async def select_obstacle(
    connection: aiosqlite.Connection, roadmap_id: int, week: Week, now: int
) -> SkipReason | None:
    """Loads what stood in the way at the week's moment; None when nothing was seen up to `now` (Unix seconds)."""
    rows = await connection.execute_fetchall(
        "SELECT reason FROM summary_obstacles WHERE roadmap_id = ? AND week = ? AND seen_at <= ?",
        (roadmap_id, str(week), now),
    )
    return next((SkipReason(row["reason"]) for row in rows), None)


async def update_summary_news(
    connection: aiosqlite.Connection, row: SummaryRow, news: frozenset[tuple[int, int]]
) -> bool:
    """Stores which notes the post will hold; False when another process has changed that meanwhile."""
    cursor = await connection.execute(
        "UPDATE summaries SET news = ? WHERE roadmap_id = ? AND week = ? AND news = ?",
        (_packed(news), row.roadmap_id, str(row.period.week), _packed(row.news)),
    )
    return cursor.rowcount == 1


async def update_pin(connection: aiosqlite.Connection, row: SummaryRow, pin: PinState) -> None:
    """Stores what became of the pin of a summary's post."""
    await connection.execute(
        "UPDATE summaries SET pin = ? WHERE roadmap_id = ? AND week = ?",
        (pin, row.roadmap_id, str(row.period.week)),
    )


async def _rows(connection: aiosqlite.Connection, where: str, *parameters: object) -> list[SummaryRow]:
    rows = await connection.execute_fetchall(f"{SUMMARY} WHERE {where}", parameters)
    return [_row(row) for row in rows]


def _row(row: sqlite3.Row) -> SummaryRow:
    return SummaryRow(
        roadmap_id=row["roadmap_id"],
        period=Period(Week.parse(row["week"]), row["since"], row["until"]),
        state=SummaryState(row["state"]),
        written_at=row["written_at"],
        published_by=row["published_by"],
        news=_unpacked(row["news"]),
        pin=PinState(row["pin"]),
        reason=SkipReason(row["reason"]) if row["reason"] else None,
        locale=row["locale"],
    )


def _packed(news: frozenset[tuple[int, int]]) -> str:
    return " ".join(f"{note}.{version}" for note, version in sorted(news))


def _unpacked(news: str) -> frozenset[tuple[int, int]]:
    return frozenset((int(note), int(version)) for note, version in (one.split(".") for one in news.split()))
