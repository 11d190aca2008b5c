"""Forwarding with the sender's name and copying without it."""

from bot.sandbox.api.lookup import chat_of, message_of, writable
from bot.sandbox.api.methods.deleting import message_ids
from bot.sandbox.api.methods.sending import Method, post
from bot.sandbox.api.posting import caption_of, common_fields, refuse_unsupported
from bot.sandbox.api.telegram import Telegram
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.schema.errors import bad_request
from bot.sandbox.schema.parameters import Parameters
from bot.sandbox.state.chats import Chat, Message


def copy_message(telegram: Telegram, parameters: Parameters) -> Payload:
    """A new caption replaces the old one; the keyboard is not copied."""
    source, chat = _places(telegram, parameters)
    message = _movable(source, parameters.integer("message_id"), "copied", "copy")
    writable(telegram, chat, message.kind)
    recaptioned = message.media is not None and parameters.has("caption")
    words = caption_of(telegram, parameters) if recaptioned else message.words
    fields = common_fields(telegram, chat, parameters)
    return _id_of(post(telegram, chat, **fields, words=words, media=message.media))


def forward_message(telegram: Telegram, parameters: Parameters) -> Payload:
    source, chat = _places(telegram, parameters)
    message = _movable(source, parameters.integer("message_id"), "forwarded", "forward")
    writable(telegram, chat, message.kind)
    fields = common_fields(telegram, chat, parameters) | {"origin": message.origin or origin_of(message)}
    return post(telegram, chat, **fields, words=message.words, media=message.media).card()


def copy_messages(telegram: Telegram, parameters: Parameters) -> list[Payload]:
    return _several(telegram, parameters, forwards=False)


def forward_messages(telegram: Telegram, parameters: Parameters) -> list[Payload]:
    return _several(telegram, parameters, forwards=True)


def _several(telegram: Telegram, parameters: Parameters, *, forwards: bool) -> list[Payload]:
    """What cannot be found or moved is skipped."""
    source, chat = _places(telegram, parameters)
    found = [source.messages[number] for number in message_ids(parameters) if number in source.messages]
    moved = []
    for message in found:
        if message.protected or message.kind == "service":
            continue
        writable(telegram, chat, message.kind)
        fields = common_fields(telegram, chat, parameters)
        fields |= {"origin": message.origin or origin_of(message)} if forwards else {}
        moved.append(_id_of(post(telegram, chat, **fields, words=message.words, media=message.media)))
    return moved


def _places(telegram: Telegram, parameters: Parameters) -> tuple[Chat, Chat]:
    refuse_unsupported(parameters)
    return chat_of(telegram, parameters, "from_chat_id"), chat_of(telegram, parameters)


def _movable(source: Chat, message_id: int, done: str, purpose: str) -> Message:
    message = message_of(source, message_id, f"message to {purpose}")
    if message.protected:
        raise bad_request(f"message has protected content and can't be {done}")
    if message.kind == "service":
        raise bad_request(f"message can't be {done}")
    return message


def origin_of(message: Message) -> Payload:
    """The MessageOrigin object."""
    if message.sender_chat is not None:
        return {"type": "chat", "date": message.date, "sender_chat": message.sender_chat.card()}
    if message.sender is None:
        return {"type": "hidden_user", "date": message.date, "sender_user_name": message.chat.name}
    return {"type": "user", "date": message.date, "sender_user": message.sender.card()}


def _id_of(message: Message) -> Payload:
    return {"message_id": message.id}


METHODS: dict[str, Method] = {
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
}
