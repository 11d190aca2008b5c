"""Stores the outcome of an attempt: the new state of the row, and of its chat."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import aiosqlite

from bot.outbox.calls import (
    Ambiguous,
    ChatClosed,
    Delivered,
    Failed,
    Migrated,
    Outcome,
    Retry,
    RightMissing,
    TopicGone,
)
from data.audit import THE_BOT, AuditAction, AuditContext
from data.messaging.attempts import (
    Postponement,
    is_right_missing,
    update_postponed,
    update_sent,
    update_sent_without_posts,
    update_stopped,
)
from data.messaging.bindings import record_changes
from data.messaging.chats import (
    BoundChat,
    select_bindings,
    update_chat_migrated,
    update_chat_paused,
    update_topic_gone,
)
from data.messaging.outbox import FailureReason, OutboxRow, RowState, select_row
from data.people.admissions import update_can_message

RIGHT_PAUSE: Final = (
    600.0  # seconds until a right that was missing is tried again, if nothing tells of it before
)
AUDITED: Final = {
    ChatClosed: AuditAction.PAUSED,
    TopicGone: AuditAction.TOPIC_LOST,
    Migrated: AuditAction.MIGRATED,
}


class ChatFailure(StrEnum):
    """What happened to a bound chat."""

    CLOSED = "closed"  # its posts wait; `chat.paused` says why
    TOPIC_GONE = "topic_gone"  # its posts go to General now
    MIGRATED = "migrated"  # it became a supergroup; its posts go there
    NO_PHOTOS = "no_photos"  # the bot may not send photos there: what has some waits
    NO_DOCUMENTS = "no_documents"  # nor documents


@dataclass(frozen=True, slots=True)
class ChatEvent:
    """`detail` is what Telegram said."""

    failure: ChatFailure
    chat: BoundChat
    detail: str


async def store_outcome(
    connection: aiosqlite.Connection, row: OutboxRow, outcome: Outcome, now: float
) -> list[ChatEvent]:
    """Stores the outcome of an attempt at `now` (Unix seconds); returns what the admins of the chat have to know."""
    match outcome:
        case Delivered(message_ids):
            await update_sent(connection, row, message_ids, int(now))
        case Retry(seconds, reason, detail):
            await update_postponed(connection, row.id, now, Postponement(seconds, reason, detail))
        case Ambiguous(detail):
            await update_stopped(connection, row.id, RowState.UNCERTAIN, FailureReason.NO_ANSWER, detail)
        case Failed(reason, detail):
            await update_stopped(connection, row.id, RowState.FAILED, reason, detail)
        case RightMissing(detail):
            return await _wait_for_right(connection, row, now, detail)
        case _:
            return await _store_chat_outcome(connection, row, outcome, now)
    return []


async def store_roughly(
    connection: aiosqlite.Connection, row: OutboxRow, outcome: Outcome, now: float
) -> list[ChatEvent]:
    """Stores what must be known of an outcome that the database refused: sent, in doubt, or failed."""
    if isinstance(outcome, Delivered):
        await update_sent_without_posts(connection, row, outcome.message_ids, int(now))
    else:
        may_be_there = row.method.sends and isinstance(outcome, Ambiguous)
        state = RowState.UNCERTAIN if may_be_there else RowState.FAILED
        await update_stopped(connection, row.id, state, FailureReason.BROKEN, "")
    return []


async def _wait_for_right(
    connection: aiosqlite.Connection, row: OutboxRow, now: float, detail: str
) -> list[ChatEvent]:
    """Tells of it once, for the first of the posts that wait."""
    known = await is_right_missing(connection, row.destination.chat_id)
    await update_postponed(connection, row.id, now, Postponement(RIGHT_PAUSE, FailureReason.NO_RIGHT, detail))
    if known:
        return []
    failure = ChatFailure.NO_PHOTOS if row.is_of_photos else ChatFailure.NO_DOCUMENTS
    bound = await select_bindings(connection, row.destination.chat_id)
    return [ChatEvent(failure, chat, detail) for chat in bound]


async def _store_chat_outcome(
    connection: aiosqlite.Connection, row: OutboxRow, outcome: ChatClosed | TopicGone | Migrated, now: float
) -> list[ChatEvent]:
    before = await select_bindings(connection, row.destination.chat_id)
    events = await _change_chat(connection, row, outcome, now)
    await record_changes(connection, AuditContext(THE_BOT, int(now)), AUDITED[type(outcome)], before)
    return events


async def _change_chat(
    connection: aiosqlite.Connection, row: OutboxRow, outcome: ChatClosed | TopicGone | Migrated, now: float
) -> list[ChatEvent]:
    chat_id = row.destination.chat_id
    match outcome:
        case ChatClosed(reason, detail):
            paused = await update_chat_paused(connection, chat_id, reason)
            await _hold_back(connection, row, now, detail)
            return [ChatEvent(ChatFailure.CLOSED, chat, detail) for chat in paused]
        case TopicGone(detail):
            moved = await update_topic_gone(connection, chat_id, row.destination.thread_id)
            await update_postponed(connection, row.id, now, Postponement(0, FailureReason.TOPIC_GONE, detail))
            return [ChatEvent(ChatFailure.TOPIC_GONE, chat, detail) for chat in moved]
        case Migrated(new_id):
            await update_chat_migrated(connection, chat_id, new_id)
            await _follow_migration(connection, row, now)
            return [
                ChatEvent(ChatFailure.MIGRATED, chat, "")
                for chat in await select_bindings(connection, new_id)
            ]


async def _hold_back(connection: aiosqlite.Connection, row: OutboxRow, now: float, detail: str) -> None:
    """Lets the row wait with its chat; in a chat that is bound to no roadmap, such as a private one, it fails."""
    current = await select_row(connection, row.id)
    was_moved = current is not None and current.destination.chat_id != row.destination.chat_id
    if was_moved or await select_bindings(connection, row.destination.chat_id):
        await update_postponed(connection, row.id, now, Postponement(0, FailureReason.FORBIDDEN, detail))
    else:
        await update_stopped(connection, row.id, RowState.FAILED, FailureReason.FORBIDDEN, detail)
        await update_can_message(connection, row.destination.chat_id, can_message=False)


async def _follow_migration(connection: aiosqlite.Connection, row: OutboxRow, now: float) -> None:
    if row.method.sends:
        await update_postponed(connection, row.id, now, Postponement(0, FailureReason.MIGRATED))
    else:
        await update_stopped(connection, row.id, RowState.FAILED, FailureReason.LEFT_BEHIND, "")
