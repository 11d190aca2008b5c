"""What people do in chats: write, press, edit, react. Nothing here waits for the bot."""

from itertools import count
from typing import Any

from bot.sandbox.api.telegram import Telegram
from bot.sandbox.api.update_delivery import tell, tell_member
from bot.sandbox.formatting.detection import found_entities
from bot.sandbox.formatting.formatted import Formatted
from bot.sandbox.formatting.nesting import with_found
from bot.sandbox.formatting.text_normalisation import cleaned
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.state.callback_queries import CallbackQuery
from bot.sandbox.state.chats import Chat, Message
from bot.sandbox.state.events import Happening
from bot.sandbox.state.members import Member, Status
from bot.sandbox.state.updates import Update
from bot.sandbox.state.users import ANONYMOUS_ADMIN, CHANNEL_VOICE, TELEGRAM, User

CHAT_INSTANCE = 7_305_000_000_000_000_000
_albums = count(13_600_000_000_000_001)


def typed(text: str, entities: tuple[Payload, ...] = ()) -> Formatted:
    """What a person writes, trimmed, with the links and commands in it marked."""
    stored = cleaned(Formatted(text, entities))
    return Formatted(stored.text, tuple(with_found(list(stored.entities), found_entities(stored.text))))


def write(telegram: Telegram, user: User, chat: Chat, **fields: Any) -> tuple[Message, Update | None]:
    """A message from a person, and the update it made; None when the bot does not see it.

    `fields` are those of a Message. To write to the bot is to start it, and to unblock it.
    """
    _greet(telegram, user, chat)
    fields["in_topic"] = fields.get("thread_id") in chat.topics
    if chat.member(user).anonymous:
        fields["sender_chat"] = chat
        user = ANONYMOUS_ADMIN
    message = telegram.world.add_message(chat, user, **fields)
    return message, tell(telegram, message)


def write_album(
    telegram: Telegram, user: User, chat: Chat, items: list[Payload], **fields: Any
) -> list[tuple[Message, Update | None]]:
    """Each item is an update of its own; one media_group_id binds them."""
    album = str(next(_albums))
    return [write(telegram, user, chat, **fields, **item, album=album) for item in items]


def edit(telegram: Telegram, user: User, message: Message, words: Formatted) -> Update | None:
    message.words = words
    message.edited = telegram.clock.stamp()
    telegram.world.note_edit(message, user)
    return tell(telegram, message, "edited_message")


def press(telegram: Telegram, user: User, message: Message, data: str) -> CallbackQuery:
    """A pressed (or forged) button. A message that is gone is sent as inaccessible."""
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
    """Told to the bot when it is an administrator (or in private) and asked for message_reaction."""
    chat = message.chat
    before = message.reactions.get(user.id, [])
    after = message.reactions[user.id] = [{"type": "emoji", "emoji": one} for one in emoji]
    told = {"message_id": message.id, "user_id": user.id, "reaction": after}
    telegram.events.publish(Happening.REACTION, chat.id, told)
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
    """A channel writes in a group as itself, or its post is forwarded into the linked group.

    `from` is then Channel_Bot or Telegram: ids that stand for no person.
    """
    channel = telegram.world.channel(title)
    sender = TELEGRAM if forwarded else CHANNEL_VOICE
    fields = {"words": typed(text), "sender_chat": channel, "automatic": forwarded}
    message = telegram.world.add_message(chat, sender, **fields)
    tell(telegram, message)
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
    """In private chats my_chat_member comes for this alone (Bot API)."""
    if user.blocked == blocked:
        return
    user.blocked = blocked
    free, barred = Member(telegram.bot, Status.MEMBER), Member(telegram.bot, Status.KICKED)
    chat = telegram.world.chats[user.id]
    before, after = (free, barred) if blocked else (barred, free)
    tell_member(telegram, chat, user, before, after)
