"""What the bot may do in a group, as Telegram says."""

from dataclasses import dataclass

from aiogram import Bot
from aiogram.types import ChatMemberAdministrator, ChatMemberMember, ChatMemberRestricted, ChatPermissions


@dataclass(frozen=True, slots=True)
class GroupRights:
    """`files`: pictures and documents of notes; `pin` is only for summaries.

    `members`: Telegram surely tells who is in the group, and who leaves, only to an administrator (Bot API, getChatMember
    and chat_member).
    """

    write: bool = False
    files: bool = False
    pin: bool = False
    members: bool = False


async def group_rights(bot: Bot, chat_id: int) -> GroupRights:
    """Asks Telegram for the bot's rights in the group; raises `TelegramAPIError`, also when it is not a member."""
    member = await bot.get_chat_member(chat_id, bot.id)
    if isinstance(member, ChatMemberAdministrator):
        return GroupRights(write=True, files=True, pin=bool(member.can_pin_messages), members=True)
    if not isinstance(member, ChatMemberMember | ChatMemberRestricted):
        return GroupRights()
    members = _granted((await bot.get_chat(chat_id)).permissions)
    if isinstance(member, ChatMemberMember):
        return members
    own = _granted(member)
    return GroupRights(
        write=member.is_member and members.write and own.write,
        files=members.files and own.files,
        pin=members.pin and own.pin,
    )


def _granted(permissions: ChatPermissions | ChatMemberRestricted | None) -> GroupRights:
    if permissions is None:
        return GroupRights()
    return GroupRights(
        write=bool(permissions.can_send_messages),
        files=bool(permissions.can_send_photos and permissions.can_send_documents),
        pin=bool(permissions.can_pin_messages),
    )
