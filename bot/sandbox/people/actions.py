"""Actions of people in chats: write, press, edit, react. None waits for the bot."""

from itertools import count
from typing import Any

from bot.sandbox.api.telegram import Telegram
from bot.sandbox.api.update_delivery import deliver, deliver_member
from bot.sandbox.formatting.detection import found_entities
from bot.sandbox.formatting.formatted import Formatted
from bot.sandbox.formatting.nesting import with_found
from bot.sandbox.formatting.text_normalisation import normalised
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.state.callback_queries import CallbackQuery
from bot.sandbox.state.chats import Chat, Message
from bot.sandbox.state.events import EventKind
from bot.sandbox.state.members import Member, Status
from bot.sandbox.state.updates import Update
from bot.sandbox.state.users import ANONYMOUS_ADMIN, CHANNEL_VOICE, TELEGRAM, User

CHAT_INSTANCE = 7_305_000_000_000_000_000
_albums = count(13_600_000_000_000_001)


def typed(text: str, entities: tuple[Payload, ...] = ()) -> Formatted:
    """The text as a client sends it: trimmed, with entities for links and commands."""
    stored = normalised(Formatted(text, entities))
    return Formatted(stored.text, tuple(with_found(list(stored.entities), found_entities(stored.text))))


def write(telegram: Telegram, user: User, chat: Chat, **fields: Any) -> tuple[Message, Update | None]:
    """Adds a message and returns it with its update, which is None when the bot does not receive it.

    `fields` are those of a Message. Writing to the bot starts it, and unblocks it.
    """
    _greet(telegram, user, chat)
    fields["in_topic"] = fields.get("thread_id") in chat.topics
    if chat.member(user).anonymous:
        fields["sender_chat"] = chat
        user = ANONYMOUS_ADMIN
    message = telegram.state.add_message(chat, user, **fields)
    return message, deliver(telegram, message)


def write_album(
    telegram: Telegram, user: User, chat: Chat, items: list[Payload], **fields: Any
) -> list[tuple[Message, Update | None]]:
    """Adds one message an item, each with an update of its own and all with one media_group_id."""
    album = str(next(_albums))
    return [write(telegram, user, chat, **fields, **item, album=album) for item in items]


def edit(telegram: Telegram, user: User, message: Message, words: Formatted) -> Update | None:
    message.words = words
    message.edited = telegram.clock.stamp()
    telegram.state.note_edit(message, user)
    return deliver(telegram, message, "edited_message")


def press(telegram: Telegram, user: User, message: Message, data: str) -> CallbackQuery:
    """Presses a button, real or forged. A deleted message is sent as inaccessible."""
    query = telegram.callbacks.ask(user, message, data)
    query.inaccessible = message.id not in message.chat.messages
    cached = telegram.callbacks.cached(query)
    if cached is not None:
        telegram.callbacks.settle(query, cached)
        return query
    user.met = True
    card = query.card(str(CHAT_INSTANCE + abs(message.chat.id)))
    query.update = telegram.queue.add("callback_query", card, f"user {user.id}")
    return query


def react(telegram: Telegram, user: User, message: Message, emoji: list[str]) -> Update | None:
    """Sets the reactions. The bot gets message_reaction in private chats, and in groups where it is an admin."""
    chat = message.chat
    before = message.reactions.get(user.id, [])
    after = message.reactions[user.id] = [{"type": "emoji", "emoji": one} for one in emoji]
    event = {"message_id": message.id, "user_id": user.id, "reaction": after}
    telegram.events.publish(EventKind.REACTION, chat.id, event)
    if not chat.is_private and not chat.member(telegram.bot).is_admin:
        return None
    card = {
        "chat": chat.card(),
        "message_id": message.id,
        "user": user.card(),
        "date": telegram.clock.stamp(),
        "old_reaction": before,
        "new_reaction": after,
    }
    return telegram.queue.add("message_reaction", card, f"chat {chat.id}")


def speak_as_channel(
    telegram: Telegram, chat: Chat, title: str, text: str, *, forwarded: bool = False
) -> Message:
    """Adds a message of a channel to a group, or the automatic forward of its post to the linked group.

    `from` is then Channel_Bot or Telegram: ids that stand for no person.
    """
    channel = telegram.state.channel(title)
    sender = TELEGRAM if forwarded else CHANNEL_VOICE
    fields = {"words": typed(text), "sender_chat": channel, "automatic": forwarded}
    message = telegram.state.add_message(chat, sender, **fields)
    deliver(telegram, message)
    return message


def block(telegram: Telegram, user: User) -> None:
    _set_blocked(telegram, user, blocked=True)


def unblock(telegram: Telegram, user: User) -> None:
    _set_blocked(telegram, user, blocked=False)


def _greet(telegram: Telegram, user: User, chat: Chat) -> None:
    if not chat.is_private:
        return
    if user.blocked:
        unblock(telegram, user)
    user.started = True


def _set_blocked(telegram: Telegram, user: User, *, blocked: bool) -> None:
    """In private chats only this causes my_chat_member (Bot API)."""
    if user.blocked == blocked:
        return
    user.blocked = blocked
    free, barred = Member(telegram.bot, Status.MEMBER), Member(telegram.bot, Status.KICKED)
    chat = telegram.state.chats[user.id]
    before, after = (free, barred) if blocked else (barred, free)
    deliver_member(telegram, chat, user, before, after)
