"""What each person has chosen about reminders: which kinds, in which hours of which clock, and when not at all."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

import aiosqlite

from data.regions.regional_clocks import regional_clock
from data.regions.zones import zone_named


class ReminderKind(StrEnum):
    """What a person is reminded of, and may switch off; instructions of meetings and a coordinator's question always come."""

    BEFORE_SUMMARY = "before_summary"  # nothing said since the last summary
    BEFORE_DATE = "before_date"
    AFTER_DATE = "after_date"
    INSTRUCTION = "instruction"  # a meeting's, before its day and after it
    NO_REPORTS = "silent_agencies"  # a coordinator's weekly list


@dataclass(frozen=True, slots=True)
class Hours:
    """When messages may come, by the person's clock: from `opens` up to, not including, `closes`; quiet otherwise."""

    opens: int = 9
    closes: int = 18


@dataclass(frozen=True, slots=True)
class Absence:
    """Away up to and including `until`; without `deputy_id` no other person is reminded.

    `since` is the first day away, None where the absence has begun when it was told of.
    """

    until: date
    deputy_id: int | None = None
    since: date | None = None

    def covers(self, day: date) -> bool:
        """True on the days away."""
        return day <= self.until and (self.since is None or day >= self.since)


@dataclass(frozen=True, slots=True)
class Choices:
    """`zone` None is the zone of the person's side."""

    zone: str | None = None
    hours: Hours = Hours()
    off: frozenset[ReminderKind] = frozenset()
    absence: Absence | None = None


UNCHOSEN: Final = Choices()


async def select_choices(connection: aiosqlite.Connection, user_id: int) -> Choices:
    """Loads what a person chose; `UNCHOSEN` for the defaults."""
    return (await select_all_choices(connection)).get(user_id, UNCHOSEN)


async def select_all_choices(connection: aiosqlite.Connection) -> dict[int, Choices]:
    """Loads choices by user id; people without any are left out."""
    hours = await connection.execute_fetchall("SELECT user_id, zone, opens, closes FROM reminder_choices")
    off = await connection.execute_fetchall("SELECT user_id, kind FROM reminders_off")
    away = await connection.execute_fetchall("SELECT user_id, until_day, deputy_id, from_day FROM absences")
    clocks = {user_id: (zone, Hours(opens, closes)) for user_id, zone, opens, closes in hours}
    absences = {
        user_id: Absence(date.fromisoformat(until), deputy, date.fromisoformat(since) if since else None)
        for user_id, until, deputy, since in away
    }
    return {
        user_id: Choices(
            *clocks.get(user_id, (None, Hours())),
            frozenset(ReminderKind(kind) for owner, kind in off if owner == user_id),
            absences.get(user_id),
        )
        for user_id in {*clocks, *absences, *(owner for owner, _ in off)}
    }


async def select_own_zone(connection: aiosqlite.Connection, user_id: int, default: ZoneInfo) -> ZoneInfo:
    """Loads the zone the person chose, else that of their first side or agency whose clock is known, else the default."""
    rows = await connection.execute_fetchall(
        "SELECT (SELECT zone FROM reminder_choices WHERE user_id = ?1) AS zone, region FROM (SELECT 1)"
        " LEFT JOIN parties ON parties.id IN (SELECT party_id FROM person_parties WHERE user_id = ?1"
        "  UNION ALL SELECT a.party_id FROM person_agencies AS h JOIN agencies AS a ON a.id = h.agency_id"
        "  WHERE h.user_id = ?1) ORDER BY roadmap_id, position",
        (user_id,),
    )
    chosen = next(row["zone"] for row in rows)
    clocks = (regional_clock(row["region"]) for row in rows if row["region"])
    return zone_named(chosen, next((clock.zone for clock in clocks if clock), default))


async def update_kind(
    connection: aiosqlite.Connection, user_id: int, kind: ReminderKind, *, wanted: bool
) -> None:
    """Switches one kind of reminder on or off for the person."""
    await _know(connection, user_id)
    sql = (
        "DELETE FROM reminders_off WHERE user_id = ? AND kind = ?"
        if wanted
        else "INSERT OR IGNORE INTO reminders_off (user_id, kind) VALUES (?, ?)"
    )
    await connection.execute(sql, (user_id, kind))


async def update_hours(connection: aiosqlite.Connection, user_id: int, hours: Hours) -> None:
    """Stores between which hours the person may be reminded."""
    await _know(connection, user_id)
    await connection.execute(
        "INSERT INTO reminder_choices (user_id, opens, closes) VALUES (?, ?, ?)"
        " ON CONFLICT (user_id) DO UPDATE SET opens = excluded.opens, closes = excluded.closes",
        (user_id, hours.opens, hours.closes),
    )


async def update_zone(connection: aiosqlite.Connection, user_id: int, zone: str | None) -> None:
    """Stores the person's own time zone, by its IANA name; None for that of their side."""
    await _know(connection, user_id)
    await connection.execute(
        "INSERT INTO reminder_choices (user_id, zone) VALUES (?, ?)"
        " ON CONFLICT (user_id) DO UPDATE SET zone = excluded.zone",
        (user_id, zone),
    )


async def upsert_absence(connection: aiosqlite.Connection, user_id: int, absence: Absence) -> None:
    """Stores the person's absence in place of the one there is."""
    await _know(connection, user_id)
    await connection.execute(
        "INSERT INTO absences (user_id, until_day, deputy_id, from_day) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (user_id) DO UPDATE SET until_day = excluded.until_day, deputy_id = excluded.deputy_id,"
        " from_day = excluded.from_day",
        (
            *(user_id, absence.until.isoformat(), absence.deputy_id),
            absence.since.isoformat() if absence.since else None,
        ),
    )


async def delete_absence(connection: aiosqlite.Connection, user_id: int) -> bool:
    """Ends the absence; returns False when the person was not away."""
    cursor = await connection.execute("DELETE FROM absences WHERE user_id = ?", (user_id,))
    return cursor.rowcount > 0


async def _know(connection: aiosqlite.Connection, user_id: int) -> None:
    """Adds the row of the person, which an admin of the settings may not have yet."""
    await connection.execute(
        "INSERT INTO people (user_id) VALUES (?) ON CONFLICT (user_id) DO NOTHING", (user_id,)
    )
