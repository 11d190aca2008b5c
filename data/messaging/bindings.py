"""Groups bound, paused, moved: each change of a roadmap's group with its row of the journal."""

from collections.abc import Sequence

import aiosqlite

from data.audit import AuditAction, AuditChange, AuditContext, AuditSubject, State, insert_audit
from data.messaging.chats import (
    BoundChat,
    PauseReason,
    bind_chat,
    select_bindings,
    select_bound_chat,
    update_chat_active,
    update_chat_locale,
    update_chat_migrated,
    update_chat_paused,
)


async def bind(connection: aiosqlite.Connection, chat: BoundChat, audit: AuditContext) -> None:
    """Publishes the roadmap there from now on; the caller checks the right in the same transaction."""
    before = await select_bound_chat(connection, chat.roadmap_id)
    await bind_chat(connection, chat)
    after = await select_bound_chat(connection, chat.roadmap_id)
    await _record(connection, audit, AuditAction.BOUND, chat.roadmap_id, (before, after))


async def choose_locale(
    connection: aiosqlite.Connection, chat: BoundChat, locale: str, audit: AuditContext
) -> None:
    """Writes to the group in that language from now on; the caller checks the right in the same transaction."""
    await update_chat_locale(connection, chat.roadmap_id, locale)
    await record_changes(connection, audit, AuditAction.LANGUAGE_CHOSEN, [chat])


async def pause(
    connection: aiosqlite.Connection, chat_id: int, reason: PauseReason, audit: AuditContext
) -> list[BoundChat]:
    """Holds posts back while the bot cannot write there; returns the bindings that were not paused for that reason before."""
    before = await select_bindings(connection, chat_id)
    paused = await update_chat_paused(connection, chat_id, reason)
    await record_changes(connection, audit, AuditAction.PAUSED, before)
    return paused


async def resume(connection: aiosqlite.Connection, chat_id: int, audit: AuditContext) -> list[BoundChat]:
    """Lets posts go again, in their order; returns the bindings that were paused."""
    before = [chat for chat in await select_bindings(connection, chat_id) if chat.paused]
    await update_chat_active(connection, chat_id)
    await record_changes(connection, audit, AuditAction.RESUMED, before)
    return before


async def migrate(
    connection: aiosqlite.Connection, old_id: int, new_id: int, audit: AuditContext
) -> list[BoundChat]:
    """Follows a group that became a supergroup; returns the bindings that moved, none when it was done before."""
    before = await select_bindings(connection, old_id)
    await update_chat_migrated(connection, old_id, new_id)
    await record_changes(connection, audit, AuditAction.MIGRATED, before)
    return before


async def record_changes(
    connection: aiosqlite.Connection, audit: AuditContext, action: AuditAction, before: Sequence[BoundChat]
) -> None:
    """Adds a row to the journal for each of these bindings that has changed since."""
    for chat in before:
        after = await select_bound_chat(connection, chat.roadmap_id)
        if after != chat:
            await _record(connection, audit, action, chat.roadmap_id, (chat, after))


async def _record(
    connection: aiosqlite.Connection,
    audit: AuditContext,
    action: AuditAction,
    roadmap_id: int,
    states: tuple[BoundChat | None, BoundChat | None],
) -> None:
    before, after = (_state(chat) if chat else None for chat in states)
    await insert_audit(connection, audit, AuditChange(action, AuditSubject.CHAT, roadmap_id, before, after))


def _state(chat: BoundChat) -> State:
    chosen = {"language": chat.locale} if chat.locale else {}
    return {"chat": chat.chat_id, "topic": chat.thread_id, "paused": chat.paused, **chosen}
