"""The journal: who changed what, when, and by which update; rows are added, never changed or removed."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import aiosqlite

State = Mapping[str, Any]
ATTEMPTS_APART: Final = 3600  # seconds
THE_BOT: Final = 0  # as an actor: what Telegram answered, without a person


class AuditSubject(StrEnum):
    """What a row is about.

    `subject_id` is its id: of a group and of summaries that of the roadmap, of an export the person's.
    """

    PERSON = "person"
    INVITATION = "invitation"
    CHAT = "chat"
    NOTE = "note"
    EXPORT = "export"
    AGENCY = "agency"
    CALENDAR = "calendar"
    ACTIVITY = "activity"
    REQUEST = "request"  # to move a deadline
    MEETING = "meeting"
    SUMMARY = "summary"
    DATABASE = "database"
    ROADMAP = "roadmap"


class AuditAction(StrEnum):
    """What was done; every value has its words in the journal's screen."""

    APPROVED = "approved"
    REFUSED = "refused"
    CHANGED = "changed"
    REMOVED = "removed"
    INVITED = "invited"
    HANDED_OVER = "handed_over"
    SUCCEEDED = "succeeded"
    ISSUED = "issued"
    REVOKED = "revoked"
    ACCEPTED = "accepted"
    BOUND = "bound"
    UNBOUND = "unbound"
    MIGRATED = "migrated"
    TOPIC_LOST = "topic_lost"
    PAUSED = "paused"
    RESUMED = "resumed"
    LANGUAGE_CHOSEN = "language_chosen"  # of a group
    EXPORTED = "exported"
    ASKED = "asked"  # an agency, by its side's coordinator, how its activities go
    REPLACED = "replaced"
    DATED = "dated"  # a control date was decided
    REQUESTED = "requested"
    AGREED = "agreed"
    PUBLISHED = "published"  # a note
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"  # a note; a request by its author
    CLOSED = "closed"  # an activity, by the last side's word
    LAPSED = "lapsed"  # a request ended without a decision
    REOPENED = "reopened"
    MARKED = "marked"  # decided on an item of a meeting
    FULFILLED = "fulfilled"  # an instruction of a meeting
    AMENDED = "amended"  # a note on a closed activity, or one that took a declaration back
    OPENED = "opened"
    ENDED = "ended"
    SUMMARISED = "summarised"
    RESCHEDULED = "rescheduled"
    RESTORED = "restored"  # from a copy, by the console
    REVISED = "revised"  # a new edition was confirmed
    ATTEMPTED = "attempted"  # something the person has no right to, a forged or foreign button


@dataclass(frozen=True, slots=True)
class AuditContext:
    """Who changes something, when (Unix seconds) and by which update.

    `actor_id` None is the console, which may do everything, and `THE_BOT` the bot itself; `first_admins` are
    the `ADMIN_IDS`, admins without a row in the database.
    """

    actor_id: int | None
    at: int
    update_id: int | None = None
    first_admins: frozenset[int] = frozenset()

    @property
    def person_id(self) -> int:
        """Returns the id of the acting person; raises `LookupError` where the console or the bot itself acts."""
        if not self.actor_id:
            raise LookupError("no person acts")
        return self.actor_id


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One row; `at` is Unix seconds, `before` and `after` are the subject's state, None where there was none."""

    id: int
    at: int
    actor_id: int | None
    action: AuditAction
    subject: AuditSubject
    subject_id: int
    before: State | None
    after: State | None
    update_id: int | None


@dataclass(frozen=True, slots=True)
class AuditChange:
    """What happened to one thing; an attempt changes nothing, its `after` says what was tried.

    States hold ids and job titles, never a person's name.
    """

    action: AuditAction
    subject: AuditSubject
    subject_id: int
    before: State | None
    after: State | None


async def insert_audit(connection: aiosqlite.Connection, audit: AuditContext, change: AuditChange) -> int:
    """Adds a row in the transaction of the change itself and returns its id."""
    states = (_packed(change.before), _packed(change.after))
    rows = await connection.execute_fetchall(
        "INSERT INTO audit (at, actor_id, action, subject, subject_id, before, after, update_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            audit.at,
            audit.actor_id,
            change.action,
            change.subject,
            change.subject_id,
            *states,
            audit.update_id,
        ),
    )
    [[number]] = rows
    return int(number)


async def insert_attempt(connection: aiosqlite.Connection, audit: AuditContext, right: str) -> None:
    """Records an attempt without the right, at most one an hour and person, so that the journal is not flooded."""
    rows = await connection.execute_fetchall(
        "SELECT 1 FROM audit WHERE subject = ? AND subject_id = ? AND action = ? AND at > ? LIMIT 1",
        (AuditSubject.PERSON, audit.actor_id, AuditAction.ATTEMPTED, audit.at - ATTEMPTS_APART),
    )
    if audit.actor_id is not None and not list(rows):
        tried = {"right": right}
        change = AuditChange(AuditAction.ATTEMPTED, AuditSubject.PERSON, audit.actor_id, None, tried)
        await insert_audit(connection, audit, change)


async def select_done(
    connection: aiosqlite.Connection, audit: AuditContext, action: AuditAction, subject: AuditSubject
) -> list[int]:
    """Returns the ids of the subjects that this update has done it to before: any means that it is handled again after a crash."""
    rows = await connection.execute_fetchall(
        "SELECT subject_id FROM audit WHERE update_id = ? AND action = ? AND subject = ?",
        (audit.update_id, action, subject),
    )
    return [int(subject_id) for (subject_id,) in rows]


async def select_audit(
    connection: aiosqlite.Connection, limit: int = -1, offset: int = 0
) -> list[AuditEntry]:
    """Loads entries, newest first; a negative limit loads all."""
    rows = await connection.execute_fetchall(
        "SELECT id, at, actor_id, action, subject, subject_id, before, after, update_id FROM audit"
        " ORDER BY id DESC LIMIT ? OFFSET ?",
        (limit, offset),
    )
    return [_entry(row) for row in rows]


async def select_audit_size(connection: aiosqlite.Connection) -> int:
    """Counts the rows of the journal."""
    [[size]] = await connection.execute_fetchall("SELECT count(*) FROM audit")
    return int(size)


def _entry(row: sqlite3.Row) -> AuditEntry:
    return AuditEntry(
        id=row["id"],
        at=row["at"],
        actor_id=row["actor_id"],
        action=AuditAction(row["action"]),
        subject=AuditSubject(row["subject"]),
        subject_id=row["subject_id"],
        before=_unpacked(row["before"]),
        after=_unpacked(row["after"]),
        update_id=row["update_id"],
    )


def _packed(state: State | None) -> str | None:
    return None if state is None else json.dumps(state, ensure_ascii=False, sort_keys=True)


def _unpacked(state: str | None) -> State | None:
    return None if state is None else dict(json.loads(state))
