"""The confirmation of a note that its author is shown, kept up to date while the outbox sends the post."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

import aiosqlite
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError

from bot.screens.notes.confirmation import Confirmation, confirmation_screen
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Direct, Notifier
from bot.settings import Settings
from bot.telegram.deep_links import post_link
from bot.telegram.rendering import edit
from bot.telegram.screen import Screen
from data.database import Database
from data.decisions.reopenings import select_last_voided
from data.messaging.deliveries import Delivery, DeliveryState, delivery_of_rows, is_nameless
from data.messaging.outbox import select_note_rows
from data.messaging.posts import MessageAddress, Post, insert_post, select_note_posts
from data.notes.notes import Note, select_note
from data.notes.statuses import NoteStatus, select_activity_state
from data.people.authorship import may_change
from data.roadmap.lookup import StaleButton
from data.roadmap.roadmap import select_known_activity, select_parties

MOST_SHOWN: Final = 3


async def confirmation_of(
    connection: aiosqlite.Connection, note_id: int, user_id: int, first_admins: Collection[int] = ()
) -> Confirmation:
    """Returns the state of a note as `user_id` sees it. Raises `StaleButton` when there is no such note."""
    note = await select_note(connection, note_id)
    if note is None:
        raise StaleButton
    return await confirmation_of_note(connection, note, user_id, first_admins)


async def confirmation_of_note(
    connection: aiosqlite.Connection,
    note: Note,
    user_id: int,
    first_admins: Collection[int] = (),
    posts: Sequence[Post] | None = None,
) -> Confirmation:
    """Returns the confirmation of a note that was just loaded, with its posts if they were loaded, too.

    Raises `StaleButton` when its activity is gone.
    """
    activity = await select_known_activity(connection, note.activity_id)
    if activity is None:
        raise StaleButton
    rows = await select_note_rows(connection, note.id)
    says_done = note.latest.status is NoteStatus.DONE
    state = await select_activity_state(connection, note.activity_id) if says_done else None
    return Confirmation(
        note=note,
        number=activity.number,
        delivery=await delivery_of_rows(connection, rows),
        void=state is not None and note.number <= await select_last_voided(connection, note.activity_id),
        awaited=await _sides(connection, note, state.awaited) if state else (),
        closed=state is not None and state.is_closed,
        link=await group_link(connection, note) if posts is None else _link_of(posts),
        changeable=await may_change(connection, note, user_id, first_admins),
        nameless=is_nameless(rows),
    )


async def refreshed(connection: aiosqlite.Connection, confirmation: Confirmation) -> Confirmation:
    """Returns the confirmation with what the outbox may have changed since: the delivery and the post's link."""
    rows = await select_note_rows(connection, confirmation.note.id)
    delivery = await delivery_of_rows(connection, rows)
    if delivery == confirmation.delivery:
        return confirmation
    link = await group_link(connection, confirmation.note)
    return replace(confirmation, delivery=delivery, link=link, nameless=is_nameless(rows))


async def group_link(connection: aiosqlite.Connection, note: Note) -> str | None:
    """Returns the link to the note's newest post in a group, None when there is none."""
    return _link_of(await select_note_posts(connection, note.id))


def _link_of(posts: Sequence[Post]) -> str | None:
    in_groups = [post for post in posts if post.chat_id < 0]
    return post_link(in_groups[0]) if in_groups else None


async def _sides(connection: aiosqlite.Connection, note: Note, awaited: Collection[int]) -> tuple[str, ...]:
    parties = await select_parties(connection, note.roadmap_id)
    return tuple(party.region for party in parties if party.id in awaited)


class AuthorNotices:
    """Edits the confirmations of a note whenever the state of its post changes."""

    def __init__(self, db: Database, bot: Bot, settings: Settings, notifier: Notifier) -> None:
        self._db = db
        self._bot = bot
        self._settings = settings
        self._notifier = notifier

    async def tell(self, delivery: Delivery) -> None:
        """An `OutboxListeners.on_state_change`; passes over posts that are no notes."""
        note_id = delivery.row.reference.note_id if delivery.row else None
        note = await select_note(self._db.reader, note_id) if note_id else None
        if note is None:
            return
        posts = await select_note_posts(self._db.reader, note.id)
        seen = [await self._edit(note, delivery, place, posts) for place in _shown(posts)]
        if not any(seen) and delivery.state in (DeliveryState.UNCERTAIN, DeliveryState.FAILED):
            await self._send(note)

    async def _edit(
        self, note: Note, delivery: Delivery, place: MessageAddress, posts: Sequence[Post]
    ) -> bool:
        """False when the message is gone."""
        draw = await self._screen(note, place.chat_id, delivery, posts)
        with await self._notifier.language_of(place.chat_id):
            shown = draw()
        try:
            await edit(self._bot, place.chat_id, place.message_id, shown)
        except (TelegramBadRequest, TelegramForbiddenError):
            return False
        return True

    async def _send(self, note: Note) -> None:
        """An author without a confirmation: the bot was killed before it could show one, or it was deleted."""
        author_id = note.latest.author_id
        draw = await self._screen(note, author_id, None)
        sent = await self._notifier.to_person(author_id, MessageKind.NOTE_IN_DOUBT, draw, Direct.RETRIED)
        if sent is None:
            return
        async with self._db.writing() as connection:
            await insert_post(connection, Post(author_id, sent.message_id, None, note.activity_id, note.id))

    async def _screen(
        self, note: Note, user_id: int, delivery: Delivery | None, posts: Sequence[Post] | None = None
    ) -> Callable[[], Screen]:
        admins = self._settings.admin_ids
        confirmation = await confirmation_of_note(self._db.reader, note, user_id, admins, posts)
        if delivery and delivery.state is DeliveryState.WAITING:
            confirmation = _waiting(confirmation, delivery)
        return partial(confirmation_screen, confirmation, self._settings.zone)


def _shown(posts: Sequence[Post]) -> list[MessageAddress]:
    """Returns the newest private messages that show the note's state."""
    return [MessageAddress(post.chat_id, post.message_id) for post in posts if post.chat_id > 0][-MOST_SHOWN:]


def _waiting(confirmation: Confirmation, delivery: Delivery) -> Confirmation:
    """The listener is called before the row has the new state."""
    published = confirmation.delivery.state is DeliveryState.PUBLISHED
    return (
        confirmation
        if published
        else Confirmation(
            confirmation.note, confirmation.number, delivery, changeable=confirmation.changeable
        )
    )
