"""The log of reminders, written before a message is sent, so that no day has two."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import aiosqlite

from data.reminders.choices import ReminderKind

RETENTION: Final = timedelta(days=366)
REMINDER_WINDOW: Final = timedelta(days=31)  # no rule asks what was sent before that
# A message that was certainly not delivered does not count as a reminder.
MESSAGES: Final = (
    "SELECT r.user_id, r.day, r.lists, r.again_on, o.state NOT IN ('failed', 'cancelled') AS arrived FROM reminders AS r"
    " JOIN outbox AS o ON o.group_key = r.group_key WHERE r.day >= ? ORDER BY r.user_id, r.day"
)


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """One activity a person is reminded of.

    `about` is the control date, or the day of the summary; `step` how many working days before the control date it
    was due, 0 where none is counted.
    """

    activity_id: int
    kind: ReminderKind
    about: date
    step: int = 0


@dataclass(frozen=True, slots=True)
class Reminded:
    """One message of the past."""

    day: date
    lines: tuple[ReminderLine, ...] = ()
    lists: bool = False
    again_on: date | None = None
    inquiries: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SentReminders:
    """What reached a person, oldest first; `last_day` is the last day with any message, also an undelivered one."""

    reminded: tuple[Reminded, ...] = ()
    last_day: date | None = None

    def had(self, day: date) -> bool:
        """True when the person was reminded on that day, or later: then the clock was put back."""
        return self.last_day is not None and self.last_day >= day


NOTHING: Final = SentReminders()


async def claim_reminder(
    connection: aiosqlite.Connection, user_id: int, reminded: Reminded, group_key: str
) -> bool:
    """Takes the person's day for the message that enters the outbox under that key; False when the day is taken.

    What the person was reminded of more than a year ago is forgotten.
    """
    day = (user_id, reminded.day.isoformat())
    claimed = await connection.execute(
        "INSERT INTO reminders (user_id, day, group_key, lists) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (*day, group_key, int(reminded.lists)),
    )
    if not claimed.rowcount:
        return False
    await connection.executemany(
        "INSERT INTO reminder_lines (user_id, day, activity_id, kind, about, step) VALUES (?, ?, ?, ?, ?, ?)",
        [(*day, line.activity_id, line.kind, line.about.isoformat(), line.step) for line in reminded.lines],
    )
    await connection.executemany(
        "INSERT INTO reminder_inquiries (user_id, day, inquiry_id) VALUES (?, ?, ?)",
        [(*day, inquiry_id) for inquiry_id in sorted(reminded.inquiries)],
    )
    oldest = (reminded.day - RETENTION).isoformat()
    await connection.execute("DELETE FROM reminders WHERE user_id = ? AND day < ?", (user_id, oldest))
    return True


async def update_reminder_expiry(connection: aiosqlite.Connection, group_key: str, not_after: float) -> None:
    """Cancels the sending of the message after that moment (Unix seconds)."""
    await connection.execute("UPDATE outbox SET not_after = ? WHERE group_key = ?", (not_after, group_key))


async def select_past(connection: aiosqlite.Connection, since: date) -> dict[int, SentReminders]:
    """Loads what was sent from that day on, by user id; people who were not reminded since are left out."""
    first = (since.isoformat(),)
    lines, inquiries = defaultdict(list), defaultdict(set)
    for row in await connection.execute_fetchall(
        "SELECT user_id, day, activity_id, kind, about, step FROM reminder_lines WHERE day >= ?", first
    ):
        lines[row["user_id"], row["day"]].append(_line(row))
    for row in await connection.execute_fetchall(
        "SELECT user_id, day, inquiry_id FROM reminder_inquiries WHERE day >= ?", first
    ):
        inquiries[row["user_id"], row["day"]].add(row["inquiry_id"])
    past: dict[int, SentReminders] = {}
    for row in await connection.execute_fetchall(MESSAGES, first):
        user_id, day = row["user_id"], row["day"]
        reminded = Reminded(
            date.fromisoformat(day),
            tuple(lines[user_id, day]),
            bool(row["lists"]),
            date.fromisoformat(row["again_on"]) if row["again_on"] else None,
            frozenset(inquiries[user_id, day]),
        )
        before = past.get(user_id, NOTHING).reminded
        past[user_id] = SentReminders((*before, reminded) if row["arrived"] else before, reminded.day)
    return past


def _line(row: sqlite3.Row) -> ReminderLine:
    return ReminderLine(
        row["activity_id"], ReminderKind(row["kind"]), date.fromisoformat(row["about"]), row["step"]
    )


async def update_again(connection: aiosqlite.Connection, user_id: int, day: date, again_on: date) -> bool:
    """Stores that the person wants that day's reminder once more; False when it is not their last one."""
    cursor = await connection.execute(
        "UPDATE reminders SET again_on = ? WHERE user_id = ? AND day = ?"
        " AND day = (SELECT max(day) FROM reminders WHERE user_id = ?2)",
        (again_on.isoformat(), user_id, day.isoformat()),
    )
    return cursor.rowcount > 0


async def select_waiting(connection: aiosqlite.Connection) -> list[tuple[int, date]]:
    """Loads (user id, day) of the messages that have not gone out yet."""
    rows = await connection.execute_fetchall(
        "SELECT r.user_id, r.day FROM reminders AS r JOIN outbox AS o ON o.group_key = r.group_key"
        " WHERE o.state = 'pending'"
    )
    return [(row["user_id"], date.fromisoformat(row["day"])) for row in rows]


async def cancel_reminder(connection: aiosqlite.Connection, user_id: int, day: date) -> bool:
    """Cancels a reminder; False when it has gone, or is going."""
    cursor = await connection.execute(
        "UPDATE outbox SET state = 'cancelled' WHERE state = 'pending' AND group_key ="
        " (SELECT group_key FROM reminders WHERE user_id = ? AND day = ?)",
        (user_id, day.isoformat()),
    )
    return cursor.rowcount > 0
