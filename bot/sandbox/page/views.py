"""What a person's client shows, as JSON."""

from collections import Counter
from typing import Any

from bot.sandbox.formatting.markups import MarkupKind
from bot.sandbox.page.controls import Character
from bot.sandbox.page.reading import topic_of
from bot.sandbox.page.shared import Page, is_in
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.state.chats import Chat, Message, Topic
from bot.sandbox.state.journal import Entry
from bot.sandbox.state.users import User


def person_view(character: Character) -> Payload:
    return {"id": character.id, "name": character.name, "part": dict(character.part)}


def bot_view(page: Page) -> Payload:
    account = page.telegram.account
    texts = {language: text for (name, language), text in account.texts.items() if name == "description"}
    return account.card() | {"description": texts}


def chat_view(page: Page, user: User, chat: Chat) -> Payload:
    """`inside`: the user is a member; `started`: «Start» was pressed; `last` is shown in the list of chats."""
    inside = is_in(user, chat)
    last = next(reversed(chat.messages.values()), None) if inside else None
    return {
        "id": chat.id,
        "type": chat.type,
        "title": page.telegram.bot.name if chat.is_private else chat.title,
        "inside": inside,
        "started": not chat.is_private or user.started,
        "members": sum(1 for _ in chat.insiders()),
        "topics": [_topic_view(topic) for topic in chat.topics.values()] if chat.is_forum else [],
        "pinned": [number for number in chat.pinned if number in chat.messages] if inside else [],
        "unread": page.read_marks.unread(user, chat) if inside else {},
        "last": message_view(user, last) if last else None,
    }


def message_view(user: User, message: Message) -> Payload:
    """The Message object, and what Telegram shows to people but not to bots."""
    markup = message.markup
    return {
        "card": message.card(),
        "mine": message.sender is user,
        "service": message.kind == "service",
        "silent": message.silent,
        "topic": topic_of(message),
        "markup": markup.card if markup is not None and markup.kind is not MarkupKind.INLINE else None,
        "reactions": dict(Counter(one["emoji"] for given in message.reactions.values() for one in given)),
    }


def call_view(entry: Entry) -> Payload:
    return {
        "number": entry.number,
        "method": entry.method,
        "parameters": entry.parameters,
        "status": entry.status,
        "answer": entry.answer,
        "fault": entry.fault,
        "ms": None if entry.seconds is None else round(entry.seconds * 1000, 1),
    }


def unread_view(page: Page) -> dict[str, Any]:
    """Unread counts by user id and chat id, for all characters."""
    users = [
        page.telegram.state.users[one.id] for one in page.characters if one.id in page.telegram.state.users
    ]
    return {
        str(user.id): {
            str(chat.id): page.read_marks.unread(user, chat) for chat in page.chats(user) if is_in(user, chat)
        }
        for user in users
    }


def _topic_view(topic: Topic) -> Payload:
    return {"id": topic.id, "name": topic.name, "color": topic.icon_color, "closed": topic.closed}
