"""Looks up the chats, topics and messages named in a request, or raises Telegram's refusal."""

from typing import Any

from bot.sandbox.api.telegram import Telegram
from bot.sandbox.schema.errors import ApiError, bad_request, forbidden, migrated
from bot.sandbox.schema.parameters import Parameters
from bot.sandbox.state.chats import GENERAL_TOPIC, Chat, Message
from bot.sandbox.state.members import Member, Status
from bot.sandbox.state.users import User

PERMISSION_OF = {
    "text": ("can_send_messages", "text messages"),
    "photo": ("can_send_photos", "photos"),
    "document": ("can_send_documents", "documents"),
    "video": ("can_send_videos", "videos"),
    "audio": ("can_send_audios", "music"),
}


def chat_of(telegram: Telegram, parameters: Parameters, name: str = "chat_id") -> Chat:
    """The chat, if the bot may look into it. Raises `ApiError` 400 or 403 (official server, Client.cpp)."""
    reference = parameters.values.get(name)
    if reference in (None, ""):
        raise bad_request("chat_id is empty" if name == "chat_id" else f"{name} is empty")
    chat = telegram.state.chat(reference)
    if chat is None or (chat.person is not None and not _has_met(chat)):
        raise bad_request("chat not found")
    _check_membership(telegram, chat)
    return chat


def writable(telegram: Telegram, chat: Chat, kind: str) -> Chat:
    """Raises `ApiError` when the bot may not send this kind of message there."""
    if chat.person is not None:
        _check_person(chat.person)
        return chat
    permission, what = PERMISSION_OF[kind]
    if not chat.permits(telegram.bot, permission):
        raise bad_request(f"not enough rights to send {what} to the chat")
    return chat


def message_of(chat: Chat, message_id: int, what: str) -> Message:
    """`what` is the purpose in Telegram's words: `message to edit`. Raises `ApiError` 400."""
    if message_id <= 0:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request(f"{what} not found")
    return message


def thread_of(telegram: Telegram, chat: Chat, parameters: Parameters) -> int | None:
    """The topic to send to. Raises `ApiError` 400: General must be named by leaving the topic out."""
    thread_id = parameters.integer("message_thread_id")
    if not thread_id:
        return None
    if thread_id in chat.deleted_topics:
        raise bad_request("TOPIC_DELETED")
    known = thread_id in chat.topics or (not chat.is_forum and thread_id in chat.messages)
    if not chat.is_supergroup or thread_id == GENERAL_TOPIC or not known:
        raise bad_request("message thread not found")
    topic = chat.topics.get(thread_id)
    if topic is not None and topic.closed and not chat.member(telegram.bot).manages("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return thread_id


def _has_met(chat: Chat) -> bool:
    return chat.person is not None and chat.person.met


def _check_membership(telegram: Telegram, chat: Chat) -> None:
    if chat.migrated_to is not None:
        raise migrated(chat.migrated_to)
    if chat.is_private:
        return
    if chat.deleted:
        raise forbidden("the group chat was deleted")
    member = chat.members.get(telegram.bot.id)
    if member is None and chat.username is None:
        raise bad_request("chat not found")
    if member is not None and not member.is_inside:
        raise _outside(chat, member)


def _outside(chat: Chat, member: Member) -> ApiError:
    place = "group" if chat.type == "group" else chat.type
    if member.status is Status.KICKED:
        return forbidden(f"bot was kicked from the {place} chat")
    return forbidden(f"bot is not a member of the {place} chat")


def _check_person(person: User) -> None:
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.is_bot:
        raise forbidden("the bot can't send messages to the bot")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")


def user_id_of(parameters: Parameters, name: str = "user_id") -> int:
    user_id = parameters.integer(name)
    if user_id <= 0:
        raise bad_request(f"invalid {name} specified")
    return user_id


def known_user(telegram: Telegram, user_id: int) -> Any:
    """The User object of a user the bot has had an update from, else None."""
    user = telegram.state.user(user_id)
    return user.card() if user is not None and (user.met or user is telegram.bot) else None
