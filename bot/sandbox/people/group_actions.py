"""Actions of people on groups: members, administrators, topics, titles."""

from collections.abc import Iterable
from typing import Any

from bot.sandbox.api.methods.topics import remove_topic
from bot.sandbox.api.telegram import Telegram
from bot.sandbox.api.update_delivery import deliver, deliver_member
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.state.chats import Chat, Message, Topic
from bot.sandbox.state.members import USUAL_RIGHTS, Member, Status
from bot.sandbox.state.users import User


def set_member(telegram: Telegram, chat: Chat, by: User, after: Member) -> Member:
    """Changes a member's status; the bot gets the same updates as from Telegram."""
    before = telegram.state.set_member(chat, after)
    if after.user is telegram.bot and after.is_inside and not before.is_inside:
        chat.group_privacy = telegram.account.privacy
    deliver_member(telegram, chat, by, before, after)
    return after


def add(telegram: Telegram, chat: Chat, by: User, user: User) -> Member:
    member = set_member(telegram, chat, by, Member(user))
    note(telegram, chat, by, {"new_chat_members": [user.card()]})
    return member


def remove(telegram: Telegram, chat: Chat, by: User, user: User) -> Member:
    """Removes a member. A removed bot gets my_chat_member and no further updates of the group."""
    status = Status.LEFT if by is user else Status.KICKED
    member = set_member(telegram, chat, by, Member(user, status))
    note(telegram, chat, by, {"left_chat_member": user.card()})
    return member


def promote(
    telegram: Telegram, chat: Chat, by: User, user: User, rights: Iterable[str] = USUAL_RIGHTS
) -> Member:
    member = Member(user, Status.ADMINISTRATOR, dict.fromkeys(rights, True))
    return set_member(telegram, chat, by, member)


def demote(telegram: Telegram, chat: Chat, by: User, user: User) -> Member:
    return set_member(telegram, chat, by, Member(user))


def restrict(telegram: Telegram, chat: Chat, by: User, user: User, permissions: Iterable[str] = ()) -> Member:
    """`permissions` are what is still allowed."""
    member = Member(user, Status.RESTRICTED, dict.fromkeys(permissions, True))
    return set_member(telegram, chat, by, member)


def migrate(telegram: Telegram, chat: Chat, by: User, *, forum: bool = False) -> Chat:
    """A basic group becomes a supergroup with another id; both chats get a service message of it."""
    grown = telegram.state.upgrade(chat, forum=forum)
    note(telegram, chat, by, {"migrate_to_chat_id": grown.id})
    note(telegram, grown, by, {"migrate_from_chat_id": chat.id})
    return grown


def delete_group(chat: Chat) -> None:
    chat.deleted = True


def retitle(telegram: Telegram, chat: Chat, by: User, title: str) -> Message:
    chat.title = title
    return note(telegram, chat, by, {"new_chat_title": title})


def open_topic(telegram: Telegram, chat: Chat, by: User, name: str) -> Topic:
    topic = telegram.state.add_topic(chat, name, by)
    deliver(telegram, chat.messages[topic.id])
    return topic


def close_topic(telegram: Telegram, chat: Chat, by: User, topic: Topic) -> None:
    topic.closed = True
    note(telegram, chat, by, {"forum_topic_closed": {}}, thread_id=topic.id, in_topic=True)


def reopen_topic(telegram: Telegram, chat: Chat, by: User, topic: Topic) -> None:
    topic.closed = False
    note(telegram, chat, by, {"forum_topic_reopened": {}}, thread_id=topic.id, in_topic=True)


def delete_topic(telegram: Telegram, chat: Chat, topic: Topic) -> None:
    """Bots get no update about it."""
    remove_topic(telegram, chat, topic)


def note(telegram: Telegram, chat: Chat, by: User, service: Payload, **fields: Any) -> Message:
    """Adds a service message and queues its update."""
    message = telegram.state.add_message(chat, by, service=service, **fields)
    deliver(telegram, message)
    return message
