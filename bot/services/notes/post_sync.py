"""Brings the group in line with a note: after each change of the note, each decision about its post, each outcome."""

import aiosqlite
from aiogram import Bot

from bot.screens.notes.post import NotePost
from bot.services.messages.languages import GroupIdentity, load_group_identity
from bot.services.notes.post_calls import note_calls
from bot.services.notes.post_changes import PostChanges, post_changes
from bot.settings import Settings
from bot.telegram.deep_links import card_link
from data.messaging.chats import select_bound_chat
from data.messaging.deliveries import is_vain_cleaning
from data.messaging.outbox import (
    Destination,
    OutboxBatch,
    OutboxRow,
    Reference,
    insert_batch,
    select_note_rows,
    select_row,
    update_awaited,
    update_cancelled,
    update_content,
    update_outcome_taken,
    update_row_versions,
    update_voided,
)
from data.messaging.posted_messages import posted_messages
from data.notes.notes import Note, select_note
from data.notes.subjects import job_title_of, select_subject


async def post_new(
    connection: aiosqlite.Connection, note: Note, now: int, group_identity: GroupIdentity
) -> None:
    """Queues the post of a note that has just been written; nothing without a group."""
    destination = await _destination(connection, note)
    if destination:
        post = await _note_post(connection, note, group_identity)
        with await group_identity.in_group_of(connection, note.roadmap_id):
            calls = note_calls(post)
        await insert_batch(connection, OutboxBatch(*_key(note, destination, 0), calls), now)


async def sync_post(
    connection: aiosqlite.Connection, note: Note, now: int, group_identity: GroupIdentity
) -> None:
    """Queues what the group lacks to read as the note does, and cancels what would make it read otherwise.

    Call it in the transaction that has changed the note or the rows of its post, and wake the outbox after it.
    """
    rows = await select_note_rows(connection, note.id)
    if not rows:
        return
    destination = await _destination(connection, note) or rows[-1].destination
    post = await _note_post(connection, note, group_identity)
    with await group_identity.in_group_of(connection, note.roadmap_id):
        changes = post_changes(posted_messages(rows), post, destination, now)
    await _apply(connection, note, changes)
    if changes.added:
        head = _key(note, destination, rows[-1].id)
        await insert_batch(connection, OutboxBatch(*head, changes.added), now)


async def _apply(connection: aiosqlite.Connection, note: Note, changes: PostChanges) -> None:
    await update_cancelled(connection, changes.cancelled)
    await update_voided(connection, changes.voided)
    await update_awaited(connection, changes.awaited)
    await update_row_versions(connection, changes.unchanged, note.latest.version)
    for row_id, call in changes.replaced:
        await update_content(connection, row_id, call, note.latest.version)


class PostSync:
    """Works out anew what a post needs when the outcome of a call is known that had been waited for."""

    def __init__(self, bot: Bot, settings: Settings) -> None:
        self._bot = bot
        self._settings = settings

    async def after(self, connection: aiosqlite.Connection, row: OutboxRow, now: float) -> None:
        """An `OutboxListeners.on_outcome`, in the transaction that stores the outcome of the row."""
        if row.reference.note_id is not None:
            await sync_after(connection, row, now, await load_group_identity(self._bot, self._settings))


async def sync_after(
    connection: aiosqlite.Connection, row: OutboxRow, now: float, group_identity: GroupIdentity
) -> None:
    """Brings the group in line after the outcome of a row that was waited for, or that could not clean up.

    `row` as it was before the attempt.
    """
    if not await update_outcome_taken(connection, row.id) and not await _is_vain(connection, row):
        return
    note = await select_note(connection, row.reference.note_id)
    if note:
        await sync_post(connection, note, int(now), group_identity)


async def _is_vain(connection: aiosqlite.Connection, row: OutboxRow) -> bool:
    now = await select_row(connection, row.id) if row.cleans else None
    return now is not None and is_vain_cleaning(now)


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
        card_url=card_link(group_identity.username, subject.activity_id),
        job_title=await job_title_of(connection, note.latest, note.agency_id),
    )


def _key(note: Note, destination: Destination, last_row: int) -> tuple[str, Destination, Reference]:
    """Returns the head of a batch, whose key has never been used: rows of a note only grow in number."""
    reference = Reference(note.activity_id, note.id, note.latest.version)
    return f"note:{note.id}:{note.latest.version}:{last_row}", destination, reference
