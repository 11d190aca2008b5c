"""Which commands a person is offered in a chat."""

from collections.abc import Iterator

from bot.sandbox.api.methods.commands import scope_key
from bot.sandbox.api.telegram import Telegram
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.state.chats import Chat
from bot.sandbox.state.users import User


def command_menu(telegram: Telegram, chat: Chat, user: User) -> list[Payload]:
    """The narrowest scope that has a list, in the person's language before the one for all (Bot API)."""
    commands = telegram.account.commands
    language = (user.language_code or "")[:2]
    for scope in _scopes(chat, user):
        for tongue in (language, ""):
            if found := commands.get((scope_key(scope), tongue)):
                return found
    return []


def _scopes(chat: Chat, user: User) -> Iterator[Payload]:
    if not chat.is_private:
        yield {"type": "chat_member", "chat_id": chat.id, "user_id": user.id}
        if chat.member(user).is_admin:
            yield {"type": "chat_administrators", "chat_id": chat.id}
    yield {"type": "chat", "chat_id": chat.id}
    if not chat.is_private and chat.member(user).is_admin:
        yield {"type": "all_chat_administrators"}
    yield {"type": "all_private_chats" if chat.is_private else "all_group_chats"}
    yield {"type": "default"}
