"""Stores a note and queues its post in one transaction: published, corrected or withdrawn."""

import aiosqlite

from bot.screens.notes.post import NotePost
from bot.services.messages.languages import GroupIdentity
from bot.services.notes.post_calls import drawn_post, note_calls
from bot.services.notes.post_changes import PostChanges, corrected, withdrawn
from bot.telegram.deep_links import card_link
from data.audit import AuditContext
from data.messaging.chats import select_bound_chat
from data.messaging.outbox import (
    Destination,
    OutboxBatch,
    OutboxCall,
    Reference,
    insert_batch,
    select_note_rows,
    update_cancelled,
    update_content,
)
from data.notes.notes import Note
from data.notes.publishing import MessageEdit, Published, correct_from_message, publish_draft, withdraw_note
from data.notes.subjects import job_title_of, select_subject


async def publish(
    connection: aiosqlite.Connection, draft_id: int, audit: AuditContext, group_identity: GroupIdentity
) -> Published:
    """Publishes the person's draft, as a note or as the next version of one, and queues its post.

    Check the person's rights in the same transaction, and wake the outbox when it is committed.
    """
    outcome = await publish_draft(connection, draft_id, audit.person_id, audit.at, audit.update_id)
    if isinstance(outcome, Note):
        await _post(connection, outcome, audit.at, group_identity)
    return outcome


async def correct(
    connection: aiosqlite.Connection, edit: MessageEdit, now: int, group_identity: GroupIdentity
) -> Published:
    """Publishes the next version of a note whose author edited a message it was made of. Raises `ContentRefused`."""
    outcome = await correct_from_message(connection, edit, now)
    if isinstance(outcome, Note):
        await _post(connection, outcome, now, group_identity)
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
    if isinstance(outcome, Note) and (destination := await _destination(connection, outcome)):
        rows = await select_note_rows(connection, outcome.id)
        post = await _note_post(connection, outcome, group_identity)
        with group_identity.speaking():
            change = withdrawn(rows, post, destination)
        await _apply(connection, outcome, change, _batch(outcome, destination, "withdrawal"), audit.at)
    return outcome


async def publish_anew(
    connection: aiosqlite.Connection, note: Note, audit: AuditContext, group_identity: GroupIdentity
) -> bool:
    """Queues the whole post of a note once more, when it was deleted in the group; False without a group.

    What was still to be done about the earlier post is dropped. Of a withdrawn note only that it is withdrawn.
    """
    destination = await _destination(connection, note)
    if destination is None:
        return False
    rows = await select_note_rows(connection, note.id)
    post = await _note_post(connection, note, group_identity)
    with group_identity.speaking():
        parts = drawn_post(post, captioned=False).texts if note.withdrawal else note_calls(post)
    change = PostChanges(tuple(row.id for row in rows), added=parts)
    await _apply(connection, note, change, _batch(note, destination, f"anew:{audit.update_id}"), audit.at)
    return True


async def _post(
    connection: aiosqlite.Connection, note: Note, now: int, group_identity: GroupIdentity
) -> None:
    destination = await _destination(connection, note)
    if destination is None:
        return
    post = await _note_post(connection, note, group_identity)
    is_new = note.latest.version == 1
    rows = [] if is_new else await select_note_rows(connection, note.id)
    with group_identity.speaking():
        change = PostChanges(added=note_calls(post)) if is_new else corrected(rows, post, destination)
    await _apply(connection, note, change, _batch(note, destination, "post"), now)


async def _apply(
    connection: aiosqlite.Connection, note: Note, change: PostChanges, batch: OutboxBatch, now: int
) -> None:
    await update_cancelled(connection, change.cancelled)
    for row_id, part in change.replaced:
        await update_content(connection, row_id, part, note.latest.version)
    if change.added:
        await insert_batch(connection, _with(batch, change.added), now)


async def _destination(connection: aiosqlite.Connection, note: Note) -> Destination | None:
    chat = await select_bound_chat(connection, note.roadmap_id)
    return Destination(chat.chat_id, chat.thread_id, note.roadmap_id) if chat else None


async def _note_post(connection: aiosqlite.Connection, note: Note, group_identity: GroupIdentity) -> NotePost:
    subject = await select_subject(connection, note.activity_id, note.agency_id)
    if subject is None:
        raise LookupError(f"the activity of note {note.id} is not in the roadmap")
    return NotePost(
        subject=subject,
        content=note.latest,
        number=note.number,
        edition=note.latest.version if note.latest.version > 1 else None,
        withdrawn=note.withdrawal.reason if note.withdrawal else None,
        card_url=card_link(group_identity.username, subject.activity_number),
        job_title=await job_title_of(connection, note.latest, note.agency_id),
    )


def _batch(note: Note, destination: Destination, purpose: str) -> OutboxBatch:
    reference = Reference(note.activity_id, note.id, note.latest.version)
    return OutboxBatch(f"note:{note.id}:{note.latest.version}:{purpose}", destination, reference, ())


def _with(batch: OutboxBatch, calls: tuple[OutboxCall, ...]) -> OutboxBatch:
    return OutboxBatch(batch.key, batch.destination, batch.reference, calls)
