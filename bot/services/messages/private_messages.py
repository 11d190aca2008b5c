"""Private messages that must reach somebody once: they go through the outbox, in the transaction of what they tell."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import aiosqlite

from bot.i18n import speaking, spoken_locale
from bot.outbox.payloads import screen_call
from bot.telegram.screen import Screen
from data.messaging.chats import select_bound_chat
from data.messaging.outbox import Destination, OutboxBatch, Reference, insert_group
from data.people.people import select_person


@dataclass(frozen=True, slots=True)
class PrivateMessage:
    """`key` names what happened: the same is told nobody twice. `at` in Unix seconds."""

    key: str
    activity_id: int
    at: int
    locale: str  # of groups, and of people who chose none


async def write_letters(
    connection: aiosqlite.Connection,
    people: Iterable[int],
    post: PrivateMessage,
    screen: Callable[[], Screen],
) -> None:
    """One message to each of them, in their language."""
    for user_id in sorted(set(people)):
        person = await select_person(connection, user_id)
        with speaking(spoken_locale(person.locale, None, post.locale)):
            part = screen_call(screen())
        group = OutboxBatch(
            f"{post.key}:{user_id}", Destination(user_id), Reference(post.activity_id), (part,)
        )
        await insert_group(connection, group, post.at)


async def write_to_group(
    connection: aiosqlite.Connection, roadmap_id: int, post: PrivateMessage, screen: Callable[[], Screen]
) -> None:
    """A silent post in the roadmap's group, where there is one."""
    chat = await select_bound_chat(connection, roadmap_id)
    if chat is None:
        return
    with speaking(post.locale):
        silent = screen_call(screen(), silent=True)
    address = Destination(chat.chat_id, chat.thread_id, roadmap_id)
    await insert_group(
        connection, OutboxBatch(post.key, address, Reference(post.activity_id), (silent,)), post.at
    )
