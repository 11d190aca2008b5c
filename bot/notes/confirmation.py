"""The state of a note as its author is shown it, and keeping that up to date as the outbox works."""

from collections.abc import Collection
from typing import Any

import aiosqlite
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError

from bot.display import content
from bot.i18n import speaking, spoken_locale
from bot.links import post_link
from bot.screens.lookup import StaleButton
from bot.screens.notes.confirmation import Confirmation, confirmation_screen
from bot.settings import Settings
from data.authorship import may_change
from data.database import Database
from data.deliveries import Delivery, DeliveryState, select_delivery
from data.notes import Note, select_note
from data.people import select_person
from data.posts import Post, insert_post, select_note_posts
from data.roadmap import select_activity, select_parties
from data.statuses import NoteStatus, select_activity_state


async def confirmation_of(
    connection: aiosqlite.Connection, note_id: int, user_id: int, first_admins: Collection[int] = ()
) -> Confirmation:
    """Raises `StaleButton` when there is no such note."""
    note = await select_note(connection, note_id)
    activity = await select_activity(connection, note.activity_id) if note else None
    if note is None or activity is None:
        raise StaleButton
    delivery = await select_delivery(connection, note.id)
    state = await select_activity_state(connection, note.activity_id)
    says_done = note.latest.status is NoteStatus.DONE
    return Confirmation(
        note=note,
        number=activity.number,
        delivery=delivery,
        awaited=await _sides(connection, note, state.awaited) if says_done else (),
        closed=says_done and state.is_closed,
        link=await group_link(connection, note),
        changeable=await may_change(connection, note, user_id, first_admins),
    )


async def group_link(connection: aiosqlite.Connection, note: Note) -> str | None:
    """The address of the note's newest post in a group."""
    posts = [post for post in await select_note_posts(connection, note.id) if post.chat_id < 0]
    return post_link(posts[0]) if posts else None


async def _sides(connection: aiosqlite.Connection, note: Note, awaited: Collection[int]) -> tuple[str, ...]:
    parties = await select_parties(connection, note.roadmap_id)
    return tuple(party.region for party in parties if party.id in awaited)


class AuthorNews:
    """Edits the confirmations that people have of a note, once a state."""

    def __init__(self, db: Database, bot: Bot, settings: Settings) -> None:
        self._db = db
        self._bot = bot
        self._settings = settings

    async def tell(self, delivery: Delivery) -> None:
        """For `bot.delivery.news.Hooks.on_state_change`; posts that are no notes are left to others."""
        note_id = delivery.row.about.note_id if delivery.row else None
        note = await select_note(self._db.reader, note_id) if note_id else None
        if note is None:
            return
        shown = await self._shown(note)
        for chat_id, message_id in shown.items():
            await self._edit(note, delivery, chat_id, message_id)
        if not shown and delivery.state in (DeliveryState.UNCERTAIN, DeliveryState.FAILED):
            await self._send(note)

    async def _shown(self, note: Note) -> dict[int, int]:
        """By private chat, the newest message that shows the note's state."""
        posts = await select_note_posts(self._db.reader, note.id)
        return {post.chat_id: post.message_id for post in posts if post.chat_id > 0}

    async def _edit(self, note: Note, delivery: Delivery, chat_id: int, message_id: int) -> None:
        shown = await self._content(note, chat_id, delivery)
        try:
            await self._bot.edit_message_text(chat_id=chat_id, message_id=message_id, **shown)
        except (TelegramBadRequest, TelegramForbiddenError):
            # Not modified, deleted by the person, or the bot is blocked: nobody is left to be told there.
            return

    async def _send(self, note: Note) -> None:
        """An author without a confirmation, because the bot was killed before it could show one."""
        chat_id = note.latest.author_id
        try:
            sent = await self._bot.send_message(chat_id, **(await self._content(note, chat_id, None)))
        except (TelegramBadRequest, TelegramForbiddenError):
            return
        async with self._db.writing() as connection:
            await insert_post(connection, Post(chat_id, sent.message_id, None, note.activity_id, note.id))

    async def _content(self, note: Note, user_id: int, delivery: Delivery | None) -> dict[str, Any]:
        told = await confirmation_of(self._db.reader, note.id, user_id, self._settings.admin_ids)
        if delivery and delivery.state is DeliveryState.WAITING:
            told = _waiting(told, delivery)
        person = await select_person(self._db.reader, user_id)
        with speaking(spoken_locale(person.locale, None, self._settings.default_locale)):
            return content(confirmation_screen(told))


def _waiting(told: Confirmation, delivery: Delivery) -> Confirmation:
    """The news is told before the row says so."""
    published = told.delivery.state is DeliveryState.PUBLISHED
    return told if published else Confirmation(told.note, told.number, delivery, changeable=told.changeable)
