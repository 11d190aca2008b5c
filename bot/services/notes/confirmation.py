"""The confirmation of a note that its author is shown, kept up to date while the outbox sends the post."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

import aiosqlite
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError

from bot.screens.notes.confirmation import Confirmation, Leftovers, confirmation_screen
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Direct, Notifier
from bot.services.notes.post_cleaning import leftovers
from bot.services.notes.shown_confirmations import ShownConfirmations
from bot.settings import Settings
from bot.telegram.deep_links import group_address, post_link
from bot.telegram.rendering import edit
from bot.telegram.screen import Screen
from data.database import Database
from data.decisions.reopenings import select_last_voided
from data.messaging.deliveries import Delivery, DeliveryState, delivery_of_rows
from data.messaging.outbox import select_note_rows
from data.messaging.posted_messages import posted_messages
from data.messaging.posts import (
    MessageAddress,
    Post,
    insert_post,
    select_newest_post,
    select_note_posts,
)
from data.notes.activity_state import Moment
from data.notes.notes import Note, select_note
from data.notes.states import select_state
from data.notes.statuses import NoteStatus
from data.people.authorship import may_change, select_answerable
from data.roadmap.lookup import StaleButton
from data.roadmap.roadmap import select_known_activity, select_parties

MOST_SHOWN: Final = 3


async def confirmation_of(
    connection: aiosqlite.Connection,
    note_id: int,
    user_id: int,
    zone: ZoneInfo,
    first_admins: Collection[int] = (),
) -> Confirmation:
    """Returns the state of a note as `user_id` sees it. Raises `StaleButton` when there is no such note."""
    note = await select_note(connection, note_id)
    if note is None:
        raise StaleButton
    return await confirmation_of_note(connection, note, user_id, zone, first_admins)


async def confirmation_of_note(
    connection: aiosqlite.Connection,
    note: Note,
    user_id: int,
    zone: ZoneInfo,
    first_admins: Collection[int] = (),
) -> Confirmation:
    """Returns the confirmation of a note that was just loaded.

    Raises `StaleButton` when its activity is gone.
    """
    activity = await select_known_activity(connection, note.activity_id)
    if activity is None:
        raise StaleButton
    rows = await select_note_rows(connection, note.id)
    says_done = note.latest.status is NoteStatus.DONE
    state = await select_state(connection, note.activity_id, _said(note, zone)) if says_done else None
    posted, delivery = posted_messages(rows), await delivery_of_rows(connection, rows)
    return Confirmation(
        note=note,
        number=activity.number,
        delivery=delivery,
        void=state is not None and note.number <= await select_last_voided(connection, note.activity_id),
        awaited=await _sides(connection, note, state.awaited) if state else (),
        closed=state is not None and state.now.is_done,
        link=post_link(posted.link) if posted.link else None,
        group=await _place_to_look(connection, delivery),
        changeable=await may_change(connection, note, user_id, first_admins),
        nameless=posted.is_nameless,
        leftovers=leftovers(posted, note),
    )


async def refreshed(connection: aiosqlite.Connection, confirmation: Confirmation) -> Confirmation:
    """Returns the confirmation with what the outbox may have changed since: the delivery and the post's link."""
    rows = await select_note_rows(connection, confirmation.note.id)
    delivery = await delivery_of_rows(connection, rows)
    posted = posted_messages(rows)
    return replace(
        confirmation,
        delivery=delivery,
        link=post_link(posted.link) if posted.link else None,
        group=await _place_to_look(connection, delivery),
        nameless=posted.is_nameless,
        leftovers=leftovers(posted, confirmation.note),
    )


async def group_link(connection: aiosqlite.Connection, note: Note) -> str | None:
    """Returns the link to the note's post that stands in a group, None when there is none."""
    post = posted_messages(await select_note_rows(connection, note.id)).link
    return post_link(post) if post else None


def _said(note: Note, zone: ZoneInfo) -> Moment:
    return Moment(note.latest.received_at, zone)


async def _sides(connection: aiosqlite.Connection, note: Note, awaited: Collection[int]) -> tuple[str, ...]:
    parties = await select_parties(connection, note.roadmap_id)
    return tuple(party.region for party in parties if party.id in awaited)


async def _place_to_look(connection: aiosqlite.Connection, delivery: Delivery) -> str | None:
    """Returns the link to the group in which a post is to be looked for that may not have arrived."""
    if delivery.state is not DeliveryState.UNCERTAIN or delivery.row is None:
        return None
    place = delivery.row.destination
    return group_address(place.chat_id, await select_newest_post(connection, place.chat_id, place.thread_id))


class AuthorNotices:
    """Edits the confirmations of a note whenever the state of its post changes."""

    def __init__(
        self,
        db: Database,
        bot: Bot,
        settings: Settings,
        notifier: Notifier,
        shown: ShownConfirmations,
    ) -> None:
        self._db = db
        self._bot = bot
        self._settings = settings
        self._notifier = notifier
        self._shown = shown

    async def tell(self, delivery: Delivery) -> None:
        """An `OutboxListeners.on_state_change`; passes over posts that are no notes."""
        note_id = delivery.row.reference.note_id if delivery.row else None
        note = await select_note(self._db.reader, note_id) if note_id else None
        if note is None:
            return
        posts = await select_note_posts(self._db.reader, note.id)
        seen = {place.chat_id for place in _shown(posts) if await self._edit(note, delivery, place)}
        if await self._has_to_be_told(note) and not await self._is_seen(note, seen):
            await self._send(note)

    async def _is_seen(self, note: Note, people: Collection[int]) -> bool:
        """True when a person who may decide about the note has its state before them."""
        admins = self._settings.admin_ids
        return any([await may_change(self._db.reader, note, person, admins) for person in people])

    async def _has_to_be_told(self, note: Note) -> bool:
        """True when the author has to decide something, or something stands in the group that should not."""
        rows = await select_note_rows(self._db.reader, note.id)
        delivery = await delivery_of_rows(self._db.reader, rows)
        asked = delivery.state in (DeliveryState.UNCERTAIN, DeliveryState.FAILED)
        return asked or leftovers(posted_messages(rows), note) != Leftovers()

    async def _edit(self, note: Note, delivery: Delivery, place: MessageAddress) -> bool:
        """False when the message is gone."""
        async with self._shown.turn(place):
            draw = await self._screen(note, place.chat_id, delivery)
            with await self._notifier.language_of(place.chat_id):
                screen = draw()
            if self._shown.shows(place, screen):
                return True
            try:
                await edit(self._bot, place.chat_id, place.message_id, screen)
            except (TelegramBadRequest, TelegramForbiddenError):
                return False
            self._shown.remember(place, screen)
        return True

    async def _send(self, note: Note) -> None:
        """An author without a confirmation: the bot was killed before it could show one, or it was deleted.

        Where the author may decide no more, those who may are told, or else the administrators.
        """
        able = await select_answerable(self._db.reader, note, self._settings.admin_ids)
        for user_id in able or await self._notifier.administrators():
            draw = await self._screen(note, user_id, None)
            sent = await self._notifier.to_person(user_id, MessageKind.NOTE_IN_DOUBT, draw, Direct.RETRIED)
            if sent is None:
                continue
            async with self._db.writing() as connection:
                post = Post(user_id, sent.message_id, None, note.activity_id, note.id)
                await insert_post(connection, post)

    async def _screen(self, note: Note, user_id: int, delivery: Delivery | None) -> Callable[[], Screen]:
        admins = self._settings.admin_ids
        confirmation = await confirmation_of_note(self._db.reader, note, user_id, self._settings.zone, admins)
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
