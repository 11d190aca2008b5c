"""Pinned messages."""

from bot.sandbox.api.lookup import chat_of, message_of, writable
from bot.sandbox.api.methods.sending import Method, post_service
from bot.sandbox.api.telegram import Telegram
from bot.sandbox.schema.errors import bad_request
from bot.sandbox.schema.parameters import Parameters
from bot.sandbox.state.chats import Chat
from bot.sandbox.state.events import EventKind

NO_RIGHT = "not enough rights to manage pinned messages in the chat"


def pin_chat_message(telegram: Telegram, parameters: Parameters) -> bool:
    """The newest pin is the last one in `pinned`; pinning leaves a service message."""
    chat = _pinnable(telegram, parameters)
    message = message_of(chat, parameters.integer("message_id"), "message to pin")
    if message.kind == "service":
        raise bad_request("message can't be pinned")
    if message.id in chat.pinned:
        return True
    chat.pinned.append(message.id)
    _deliver_pin(telegram, chat)
    pinned = message.card()
    pinned.pop("reply_to_message", None)
    post_service(
        telegram,
        chat,
        {"pinned_message": pinned},
        silent=parameters.flag("disable_notification"),
        thread_id=message.thread_id,
        in_topic=message.in_topic,
    )
    return True


def unpin_chat_message(telegram: Telegram, parameters: Parameters) -> bool:
    """The given message, or the newest pin."""
    chat = _pinnable(telegram, parameters)
    number = parameters.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if not number:
        raise bad_request("message to unpin not found")
    message_of(chat, number, "message to unpin")
    chat.pinned = [one for one in chat.pinned if one != number]
    _deliver_pin(telegram, chat)
    return True


def unpin_all_chat_messages(telegram: Telegram, parameters: Parameters) -> bool:
    chat = _pinnable(telegram, parameters)
    chat.pinned.clear()
    _deliver_pin(telegram, chat)
    return True


def _pinnable(telegram: Telegram, parameters: Parameters) -> Chat:
    """In a group an administrator needs the right; others need the group's permission."""
    chat = chat_of(telegram, parameters)
    if chat.is_private:
        return writable(telegram, chat, "text")
    member = chat.member(telegram.bot)
    may = (
        member.manages("can_pin_messages")
        if member.is_admin
        else chat.permits(telegram.bot, "can_pin_messages")
    )
    if not may:
        raise bad_request(NO_RIGHT)
    return chat


def _deliver_pin(telegram: Telegram, chat: Chat) -> None:
    telegram.events.publish(EventKind.PIN, chat.id, {"pinned": list(chat.pinned)})


METHODS: dict[str, Method] = {
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
}
