"""Connects a group to a roadmap: asks first, tests it with a message in the group, then stores it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import aiosqlite
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError

from bot.access import Denial
from bot.screens.groups.binding import (
    LackingRight,
    already_bound_words,
    bound_screen,
    cannot_write_words,
    connected_here_words,
    connected_line,
    left_connected_words,
    rebinding_screen,
    roadmap_choice_screen,
    taken_words,
    topic_closed_words,
)
from bot.screens.groups.language import language_screen
from bot.screens.notices import plain
from bot.screens.refusals import refusal_text
from bot.services.groups.rights import GroupRights, group_rights
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier, OfUpdate
from bot.settings import Settings
from bot.telegram.screen import Screen
from data.audit import AuditContext
from data.database import Database
from data.messaging.bindings import bind, choose_locale
from data.messaging.chats import BoundChat, select_bindings, select_bound_chat
from data.messaging.deliveries import select_unposted_notes
from data.messaging.outbox import Destination
from data.people.rights import Right, require
from data.primitives.fingerprint import Outdated
from data.roadmap.lookup import StaleButton
from data.roadmap.models import Roadmap


@dataclass(frozen=True, slots=True)
class BindingTarget:
    """A group, and a topic in it unless it has none or it is the General one."""

    chat_id: int
    thread_id: int | None
    title: str


@dataclass(frozen=True, slots=True)
class Binding:
    """Acts for the administrator that `audit` names; raises `data.people.rights.NotAllowed`.

    `wake` wakes the outbox after a commit.
    """

    bot: Bot
    db: Database
    audit: AuditContext
    notifier: Notifier
    settings: Settings
    wake: Callable[[], None]

    async def propose(self, place: BindingTarget, roadmaps: Sequence[Roadmap]) -> Screen | None:
        """Binds the group, or returns the question to be asked in it first; None when there is nothing to ask."""
        rights = await group_rights(self.bot, place.chat_id)
        if not rights.write:
            await self._tell(partial(cannot_write_words, place.title))
            return None
        if not roadmaps:
            return plain(refusal_text(Denial.NO_ROADMAP))
        if len(roadmaps) > 1:
            return roadmap_choice_screen(roadmaps)
        [roadmap] = roadmaps
        bound = await select_bound_chat(self.db.reader, roadmap.id)
        if bound is None or _is_at(bound, place):
            return await self._bind(place, roadmap, rights)
        return rebinding_screen(roadmap, bound)

    async def question(self, place: BindingTarget, roadmap: Roadmap) -> Screen:
        """Returns what is to be asked about the roadmap in that place as things are now."""
        bound = await select_bound_chat(self.db.reader, roadmap.id)
        if bound is None:
            return roadmap_choice_screen([roadmap])
        return (
            plain(connected_here_words(roadmap)) if _is_at(bound, place) else rebinding_screen(roadmap, bound)
        )

    async def confirm(self, place: BindingTarget, roadmap: Roadmap, seen: int) -> Screen:
        """Binds; returns what the question turns into, which is another one for a roadmap that is published elsewhere.

        `seen` is the fingerprint of where it was published as the person decided, 0 for nowhere. Raises `Outdated`.
        """
        if not seen and await self._is_elsewhere(self.db.reader, place, roadmap, seen):
            return await self.question(place, roadmap)
        await self._require_seen(self.db.reader, place, roadmap, seen)
        refused = await self._bind(place, roadmap, await group_rights(self.bot, place.chat_id), seen)
        bound = await select_bound_chat(self.db.reader, roadmap.id)
        here = bound is not None and _is_at(bound, place)
        return refused or plain(connected_here_words(roadmap) if here else left_connected_words())

    async def language(self, roadmap: Roadmap) -> Screen:
        """Shows the language of the roadmap's group; raises `StaleButton` when no group is bound."""
        chat = await self._bound(self.db.reader, roadmap)
        return language_screen(roadmap, chat, chat.locale or self.settings.default_locale)

    async def choose_language(self, roadmap: Roadmap, locale: str) -> Screen:
        """Writes to the roadmap's group in that language from now on. Raises `StaleButton` when none is bound."""
        async with self.db.writing() as connection:
            await require(connection, self.audit, Right.BIND_CHAT)
            await choose_locale(connection, await self._bound(connection, roadmap), locale, self.audit)
        return await self.language(roadmap)

    async def _bound(self, connection: aiosqlite.Connection, roadmap: Roadmap) -> BoundChat:
        chat = await select_bound_chat(connection, roadmap.id)
        if chat is None:
            raise StaleButton
        return chat

    async def _is_elsewhere(
        self, connection: aiosqlite.Connection, place: BindingTarget, roadmap: Roadmap, seen: int
    ) -> bool:
        bound = await select_bound_chat(connection, roadmap.id)
        return bound is not None and not _is_at(bound, place) and bound.fingerprint != seen

    async def _require_seen(
        self, connection: aiosqlite.Connection, place: BindingTarget, roadmap: Roadmap, seen: int
    ) -> None:
        if await self._is_elsewhere(connection, place, roadmap, seen):
            raise Outdated

    async def _bind(
        self, place: BindingTarget, roadmap: Roadmap, rights: GroupRights, seen: int = 0
    ) -> Screen | None:
        there = [
            bound for bound in await select_bindings(self.db.reader, place.chat_id) if _is_at(bound, place)
        ]
        if any(bound.roadmap_id != roadmap.id for bound in there):
            return plain(taken_words())
        if any(bound.paused is None for bound in there):
            return plain(already_bound_words())
        if not (rights.write and await self._can_speak(place, roadmap)):
            words = topic_closed_words if rights.write else cannot_write_words
            await self._tell(partial(words, place.title))
            return None
        chat = BoundChat(
            roadmap.id,
            place.chat_id,
            place.thread_id,
            place.title,
            None,
            self.audit.at,
            self.audit.actor_id,
        )
        async with self.db.writing() as connection:
            await require(connection, self.audit, Right.BIND_CHAT)
            await self._require_seen(connection, place, roadmap, seen)
            await bind(connection, chat, self.audit)
        self.wake()
        screen = await self._bound_screen(roadmap, chat, rights)
        await self._notify(MessageKind.GROUP_CONNECTED, screen)
        return None

    async def current(self, roadmap: Roadmap) -> Screen:
        """Returns where the roadmap is published and what can be done there; raises `StaleButton` for nowhere."""
        chat = await self._bound(self.db.reader, roadmap)
        return (await self._bound_screen(roadmap, chat, await group_rights(self.bot, chat.chat_id)))()

    async def _bound_screen(
        self, roadmap: Roadmap, chat: BoundChat, rights: GroupRights
    ) -> Callable[[], Screen]:
        unposted = len(await select_unposted_notes(self.db.reader, roadmap.id))
        return partial(bound_screen, roadmap, chat, self._lacking(rights), unposted)

    def _lacking(self, rights: GroupRights) -> frozenset[LackingRight]:
        """Members are looked up only where being in the group is what lets people read."""
        by_group = self.settings.read_access == "group"
        granted = {
            LackingRight.FILES: rights.files,
            LackingRight.PIN: rights.pin,
            LackingRight.MEMBERS: rights.members or not by_group,
        }
        return frozenset(right for right, is_granted in granted.items() if not is_granted)

    async def _can_speak(self, place: BindingTarget, roadmap: Roadmap) -> bool:
        """Tries to write in the group: the line stays there as its confirmation."""
        try:
            await self.notifier.to_group(
                Destination(place.chat_id, place.thread_id, roadmap.id),
                MessageKind.GROUP_GREETING,
                partial(connected_line, roadmap),
            )
        except (TelegramBadRequest, TelegramForbiddenError):
            return False
        return True

    async def _tell(self, words: Callable[[], str]) -> None:
        await self._notify(MessageKind.GROUP_NOT_CONNECTED, lambda: plain(words()))

    async def _notify(self, kind: MessageKind, screen: Callable[[], Screen]) -> None:
        """Tells the administrator privately, however long Telegram is away."""
        if self.audit.actor_id is not None:
            async with self.db.writing() as connection:
                way = OfUpdate(connection, self.audit)
                await self.notifier.to_person(self.audit.actor_id, kind, screen, way)
            self.wake()


def _is_at(bound: BoundChat, place: BindingTarget) -> bool:
    return (bound.chat_id, bound.thread_id) == (place.chat_id, place.thread_id)
