"""Stores a note and queues its post in one transaction: published, corrected or withdrawn."""

from typing import Final

import aiosqlite

from bot.services.messages.languages import GroupIdentity
from bot.services.notes.post_sync import post_new, sync_post
from data.audit import AuditContext
from data.messaging.deliveries import confirm_sent, resume_batch, send_again
from data.messaging.outbox import FailureReason, OutboxRow, RowState, select_note_rows, update_cancelled
from data.notes.notes import Note
from data.notes.publishing import MessageEdit, Published, correct_from_message, publish_draft, withdraw_note

LOST: Final = frozenset({FailureReason.POST_GONE, FailureReason.POST_UNKNOWN, FailureReason.LEFT_BEHIND})


async def publish(
    connection: aiosqlite.Connection, draft_id: int, audit: AuditContext, group_identity: GroupIdentity
) -> Published:
    """Publishes the person's draft, as a note or as the next version of one, and queues its post.

    Check the person's rights in the same transaction, and wake the outbox when it is committed.
    """
    outcome = await publish_draft(connection, draft_id, audit.person_id, audit.at, audit.update_id)
    if isinstance(outcome, Note):
        queue = post_new if outcome.latest.version == 1 else sync_post
        await queue(connection, outcome, audit.at, group_identity)
    return outcome


async def correct(
    connection: aiosqlite.Connection, edit: MessageEdit, now: int, group_identity: GroupIdentity
) -> Published:
    """Publishes the next version of a note whose author edited a message it was made of. Raises `ContentRefused`."""
    outcome = await correct_from_message(connection, edit, now)
    if isinstance(outcome, Note):
        await sync_post(connection, outcome, now, group_identity)
    return outcome


async def withdraw(
    connection: aiosqlite.Connection,
    note_id: int,
    reason: str,
    audit: AuditContext,
    group_identity: GroupIdentity,
) -> Published:
    """Withdraws a note with a reason: its post says so, parts that still wait are not sent."""
    outcome = await withdraw_note(connection, note_id, audit.person_id, reason, audit.at)
    if isinstance(outcome, Note):
        await sync_post(connection, outcome, audit.at, group_identity)
    return outcome


async def confirm_post(
    connection: aiosqlite.Connection, note: Note, row_id: int, now: int, group_identity: GroupIdentity
) -> None:
    """Settles an uncertain row that a person has seen in the group; what was put off until then is queued."""
    if await confirm_sent(connection, row_id, now):
        await sync_post(connection, note, now, group_identity)


async def repeat_post(
    connection: aiosqlite.Connection, note: Note, row: OutboxRow, now: int, group_identity: GroupIdentity
) -> None:
    """Sends what is uncertain and not in the group, or what failed, as the note is now; else does nothing.

    A message that was deleted in the group, or that cannot be named there, is posted anew.
    """
    if row.state is RowState.UNCERTAIN:
        await send_again(connection, row.id)
        await sync_post(connection, note, now, group_identity)
    elif row.state is RowState.FAILED and row.reason in LOST and not row.cleans:
        await publish_anew(connection, note, now, group_identity)
    elif row.state is RowState.FAILED:
        await resume_batch(connection, row.group_key)
        await sync_post(connection, note, now, group_identity)


async def publish_anew(
    connection: aiosqlite.Connection, note: Note, now: int, group_identity: GroupIdentity
) -> None:
    """Gives up the changes of messages that are not there, so that what they were to show is posted anew.

    What was in doubt about a post that stands no more is not asked about again.
    """
    rows = await select_note_rows(connection, note.id)
    lost = (row.id for row in rows if row.state is RowState.FAILED and row.reason in LOST and not row.cleans)
    await update_cancelled(connection, lost)
    await sync_post(connection, note, now, group_identity)
