"""What becomes of groups and private chats without anybody asking: Telegram tells it."""

from aiogram import Bot, F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import ChatMemberUpdated, Message

from bot.access import PRIVATE, Permission, needs
from bot.middlewares.group_membership import GroupMembership
from bot.screens.groups.binding import added_words
from bot.screens.notices import plain
from bot.services.groups.changes import GroupChanges, is_inside, was_outside
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier
from data.database import Database
from data.messaging.chats import select_bindings, update_chat_title
from data.people.admissions import update_can_message
from data.people.people import Person, Role


def router() -> Router:
    router = Router(name="groups")
    told = router.my_chat_member.register
    told(note_reachable, PRIVATE, flags=needs(Permission.FACT))
    told(greet_administrator, was_outside, is_inside, flags=needs(Permission.FACT))
    told(follow_membership, flags=needs(Permission.FACT))
    router.chat_member.register(forget_member, flags=needs(Permission.FACT))
    message = router.message.register
    message(follow_to_supergroup, F.migrate_to_chat_id, flags=needs(Permission.FACT))
    message(arrive_in_supergroup, F.migrate_from_chat_id, flags=needs(Permission.FACT))
    message(forget_members, F.new_chat_members | F.left_chat_member, flags=needs(Permission.FACT))
    message(note_title, F.new_chat_title, flags=needs(Permission.FACT))
    return router


async def note_reachable(event: ChatMemberUpdated, db: Database) -> None:
    """In private the bot is told of this alone: it was blocked, or unblocked."""
    async with db.writing() as connection:
        await update_can_message(connection, event.from_user.id, can_message=is_inside(event))


async def follow_membership(
    event: ChatMemberUpdated, bot: Bot, group_changes: GroupChanges, membership: GroupMembership
) -> None:
    membership.forget_group(event.chat.id)
    await group_changes.follow(bot, event)


async def greet_administrator(
    event: ChatMemberUpdated, notifier: Notifier, person: Person | None, db: Database
) -> None:
    """Whoever may connect a group and has just added the bot to one is told how."""
    decides = person is not None and person.role is Role.ADMIN
    if decides and not await select_bindings(db.reader, event.chat.id):
        await notifier.to_person(
            event.from_user.id,
            MessageKind.GROUP_INSTRUCTIONS,
            lambda: plain(added_words(event.chat.title or "")),
        )
    raise SkipHandler


async def follow_to_supergroup(message: Message, group_changes: GroupChanges) -> None:
    if message.migrate_to_chat_id:
        await group_changes.migrate(message.chat.id, message.migrate_to_chat_id)


async def arrive_in_supergroup(message: Message, group_changes: GroupChanges) -> None:
    if message.migrate_from_chat_id:
        await group_changes.migrate(message.migrate_from_chat_id, message.chat.id)


async def forget_member(event: ChatMemberUpdated, membership: GroupMembership) -> None:
    """Where the bot is an administrator it is told of everybody's coming and going."""
    membership.forget(event.chat.id, event.new_chat_member.user.id)


async def forget_members(message: Message, membership: GroupMembership) -> None:
    """Elsewhere a line in the group tells it."""
    gone = [message.left_chat_member] if message.left_chat_member else []
    membership.forget(message.chat.id, *(user.id for user in [*(message.new_chat_members or ()), *gone]))


async def note_title(message: Message, db: Database) -> None:
    async with db.writing() as connection:
        await update_chat_title(connection, message.chat.id, message.new_chat_title or "")
