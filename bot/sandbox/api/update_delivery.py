"""Updates: which events the bot receives, and as which kind."""

from bot.sandbox.api.telegram import Telegram
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.state.chats import Chat, Message
from bot.sandbox.state.members import Member
from bot.sandbox.state.updates import DAY, Update
from bot.sandbox.state.users import User


def deliver(telegram: Telegram, message: Message, kind: str = "message") -> Update | None:
    """Queues a message or, with `edited_message`, its edit; None when the bot does not receive it."""
    chat = message.chat
    if not sees(telegram, message) or telegram.clock.now() - message.date > DAY:
        return None
    for user in (message.sender, chat.person):
        if user is not None:
            user.met = True
    return telegram.queue.add(kind, message.card(), f"chat {chat.id}")


def sees(telegram: Telegram, message: Message) -> bool:
    """Privacy mode: in a group the bot sees what is meant for it, unless it is an admin or privacy is off.

    Its own messages never come back, service messages excepted (core.telegram.org/bots/features).
    """
    chat, bot = message.chat, telegram.bot
    if chat.is_private:
        return chat.person is not None and not chat.person.blocked
    member = chat.member(bot)
    if not member.is_inside:
        return False
    if message.kind == "service" or member.is_admin:
        return True
    return not chat.group_privacy or _is_meant_for(bot, message)


def _is_meant_for(bot: User, message: Message) -> bool:
    if message.via is bot or (message.reply_to is not None and message.reply_to.sender is bot):
        return True
    return any(
        _addressee(message, entity) in (None, f"@{bot.username}".lower())
        for entity in (message.words.entities if message.words else ())
        if entity["type"] == "bot_command" and entity["offset"] == 0
    )


def _addressee(message: Message, entity: Payload) -> str | None:
    """`/cmd@name` is for that bot; `/cmd` for the last bot that wrote, and here there is but one."""
    command = message.words.covered(entity) if message.words else ""
    name = command.partition("@")[2]
    return f"@{name}".lower() if name else None


def deliver_member(telegram: Telegram, chat: Chat, by: User, before: Member, after: Member) -> None:
    """Queues `my_chat_member` for the bot itself, `chat_member` for others when the bot is an admin."""
    mine = after.user is telegram.bot
    if not mine and not chat.member(telegram.bot).is_admin:
        return
    by.met = True
    update = {
        "chat": chat.card(),
        "from": by.card(),
        "date": telegram.clock.stamp(),
        "old_chat_member": before.card(forum=chat.is_forum),
        "new_chat_member": after.card(forum=chat.is_forum),
    }
    telegram.queue.add("my_chat_member" if mine else "chat_member", update, f"chat {chat.id}")
