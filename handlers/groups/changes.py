"""Events about groups and private chats: members, titles, migrations, blocked and unblocked."""

from aiogram import Bot, F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatType
from aiogram.types import ChatMemberUpdated, Message

from bot.access import PRIVATE, Permission, UserContext, needs
from bot.middlewares.group_membership import GroupMembership
from bot.screens.groups.binding import added_words, channel_words
from bot.screens.notices import plain
from bot.services.groups.changes import GroupChanges, is_inside, was_outside
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier
from data.database import Database
from data.messaging.chats import select_bindings
from data.people.people import Role


def router() -> Router:
    router = Router(name="groups")
    on_membership = router.my_chat_member.register
    on_membership(note_can_message, PRIVATE, flags=needs(Permission.FACT))
    on_membership(greet_administrator, was_outside, is_inside, flags=needs(Permission.FACT))
    on_membership(follow_membership, flags=needs(Permission.FACT))
    router.chat_member.register(forget_member, flags=needs(Permission.FACT))
    message = router.message.register
    message(follow_to_supergroup, F.migrate_to_chat_id, flags=needs(Permission.FACT))
    message(arrive_in_supergroup, F.migrate_from_chat_id, flags=needs(Permission.FACT))
    message(forget_members, F.new_chat_members | F.left_chat_member, flags=needs(Permission.FACT))
    message(note_title, F.new_chat_title, flags=needs(Permission.FACT))
    return router


async def note_can_message(event: ChatMemberUpdated, group_changes: GroupChanges) -> None:
    """Stores whether the bot may write to the person: in a private chat these events are about blocking alone."""
    await group_changes.note_can_message(event)


async def follow_membership(
    event: ChatMemberUpdated, bot: Bot, group_changes: GroupChanges, membership: GroupMembership
) -> None:
    membership.forget_group(event.chat.id)
    await group_changes.follow(bot, event)


async def greet_administrator(
    event: ChatMemberUpdated, notifier: Notifier, user: UserContext, db: Database
) -> None:
    """Tells an administrator who has just added the bot to a group how to bind it; to a channel, that a group is needed."""
    decides = user.known is not None and user.known.role is Role.ADMIN
    words = channel_words if event.chat.type == ChatType.CHANNEL else added_words
    if decides and not await select_bindings(db.reader, event.chat.id):
        await notifier.to_person(
            event.from_user.id,
            MessageKind.GROUP_INSTRUCTIONS,
            lambda: plain(words(event.chat.title or "")),
        )
    raise SkipHandler


async def follow_to_supergroup(message: Message, group_changes: GroupChanges) -> None:
    if message.migrate_to_chat_id:
        await group_changes.migrate(message.chat.id, message.migrate_to_chat_id)


async def arrive_in_supergroup(message: Message, group_changes: GroupChanges) -> None:
    if message.migrate_from_chat_id:
        await group_changes.migrate(message.migrate_from_chat_id, message.chat.id)


async def forget_member(event: ChatMemberUpdated, membership: GroupMembership) -> None:
    """Removes the member from the cache; Telegram sends these events where the bot is an administrator."""
    membership.forget(event.chat.id, event.new_chat_member.user.id)


async def forget_members(message: Message, membership: GroupMembership) -> None:
    """Elsewhere a service message tells it."""
    gone = [message.left_chat_member] if message.left_chat_member else []
    membership.forget(message.chat.id, *(member.id for member in [*(message.new_chat_members or ()), *gone]))


async def note_title(message: Message, group_changes: GroupChanges) -> None:
    await group_changes.note_title(message.chat.id, message.new_chat_title or "")
