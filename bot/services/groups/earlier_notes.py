"""Posts the notes that were written before their roadmap had a group."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import aiosqlite
from aiogram import Bot

from bot.screens.dates import day
from bot.screens.groups.binding import earlier_notes_screen, earlier_notes_words
from bot.screens.notices import plain
from bot.services.messages.kinds import MessageKind
from bot.services.messages.languages import load_group_identity
from bot.services.messages.notifier import Notifier, Queued
from bot.services.notes.post_sync import post_new
from bot.settings import Settings
from bot.telegram.screen import Screen
from data.audit import AuditAction, AuditChange, AuditContext, AuditSubject, insert_audit
from data.database import Database
from data.messaging.chats import BoundChat, select_bound_chat
from data.messaging.deliveries import select_unposted_notes
from data.messaging.outbox import Destination
from data.notes.notes import Note, select_note
from data.people.rights import Right, require
from data.primitives.fingerprint import require_seen
from data.roadmap.lookup import StaleButton
from data.roadmap.models import Roadmap


@dataclass(frozen=True, slots=True)
class EarlierNotes:
    """Acts for the administrator that `audit` names; `wake` wakes the outbox after a commit."""

    bot: Bot
    db: Database
    audit: AuditContext
    notifier: Notifier
    settings: Settings
    wake: Callable[[], None]

    async def post(self, roadmap: Roadmap, seen: int) -> Screen:
        """Queues every note that is in no group, oldest first, and returns what the offer turns into.

        `seen` is the fingerprint of the group they were offered for. Raises `NotAllowed`, `Outdated` when the roadmap
        is published elsewhere by now, and `StaleButton` when it is published nowhere.
        """
        group_identity = await load_group_identity(self.bot, self.settings)
        async with self.db.writing() as connection:
            await require(connection, self.audit, Right.BIND_CHAT)
            chat = await self._seen_chat(connection, roadmap, seen)
            notes = await _unposted(connection, roadmap)
            if notes:
                await self._announce(connection, chat, notes)
            for note in notes:
                await post_new(connection, note, self.audit.at, group_identity)
        self.wake()
        return earlier_notes_screen(roadmap, chat, len(notes))

    async def _seen_chat(self, connection: aiosqlite.Connection, roadmap: Roadmap, seen: int) -> BoundChat:
        chat = await select_bound_chat(connection, roadmap.id)
        if chat is None:
            raise StaleButton
        require_seen(seen, chat.fingerprint)
        return chat

    async def _announce(
        self, connection: aiosqlite.Connection, chat: BoundChat, notes: Sequence[Note]
    ) -> None:
        """Says above them from which days they are, as a post has no date of its own, and adds a row to the journal."""
        place = Destination(chat.chat_id, chat.thread_id, chat.roadmap_id)
        way = Queued(connection, f"earlier:{chat.roadmap_id}:{notes[-1].id}", self.audit.at)
        await self.notifier.to_group(
            place, MessageKind.EARLIER_NOTES, partial(self._headline, (notes[0], notes[-1])), way
        )
        change = AuditChange(
            AuditAction.PUBLISHED, AuditSubject.CHAT, chat.roadmap_id, None, {"earlier_notes": len(notes)}
        )
        await insert_audit(connection, self.audit, change)

    def _headline(self, ends: Sequence[Note]) -> Screen:
        return plain(earlier_notes_words([day(note.created_at, self.settings.zone) for note in ends]))


async def _unposted(connection: aiosqlite.Connection, roadmap: Roadmap) -> list[Note]:
    found = [
        await select_note(connection, note_id)
        for note_id in await select_unposted_notes(connection, roadmap.id)
    ]
    return [note for note in found if note]
