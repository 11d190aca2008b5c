"""Topics of a forum."""

from bot.sandbox.api.lookup import chat_of
from bot.sandbox.api.methods.sending import Method, post_service
from bot.sandbox.api.telegram import Telegram
from bot.sandbox.api.update_delivery import deliver
from bot.sandbox.schema.bot_api import Payload, present
from bot.sandbox.schema.errors import bad_request
from bot.sandbox.schema.parameters import Parameters
from bot.sandbox.state.chats import GENERAL_TOPIC, Chat, Topic

LONGEST_NAME = 128
ICON_COLORS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)


def create_forum_topic(telegram: Telegram, parameters: Parameters) -> Payload:
    """The ForumTopic object; it counts as a message for the flood limits (tdlib/td issue 2592)."""
    chat = _forum(telegram, parameters)
    if not _manages(telegram, chat):
        raise bad_request("not enough rights to create a topic")
    name = _name(parameters)
    telegram.limits.spend(chat)
    topic = telegram.state.add_topic(chat, name, telegram.bot)
    topic.icon_color = _color(parameters)
    deliver(telegram, chat.messages[topic.id])
    return topic.card()


def edit_forum_topic(telegram: Telegram, parameters: Parameters) -> bool:
    chat = _forum(telegram, parameters)
    topic = _topic(telegram, chat, parameters, "edit the topic")
    icon = parameters.values.get("icon_custom_emoji_id")
    if not parameters.has("name") and icon is None:
        return True
    name = _name(parameters) if parameters.has("name") else topic.name
    if (name, icon or topic.icon) == (topic.name, topic.icon):
        raise bad_request("TOPIC_NOT_MODIFIED")
    changed = present(name=name if name != topic.name else None, icon_custom_emoji_id=icon)
    topic.name, topic.icon = name, icon or topic.icon
    _note(telegram, chat, topic, {"forum_topic_edited": changed})
    return True


def close_forum_topic(telegram: Telegram, parameters: Parameters) -> bool:
    return _set_closed(telegram, parameters, closed=True)


def reopen_forum_topic(telegram: Telegram, parameters: Parameters) -> bool:
    return _set_closed(telegram, parameters, closed=False)


def delete_forum_topic(telegram: Telegram, parameters: Parameters) -> bool:
    """Its messages go with it."""
    chat = _forum(telegram, parameters)
    if not chat.member(telegram.bot).manages("can_delete_messages"):
        raise bad_request("not enough rights to delete the topic")
    remove_topic(telegram, chat, _known(chat, parameters))
    return True


def remove_topic(telegram: Telegram, chat: Chat, topic: Topic) -> None:
    del chat.topics[topic.id]
    chat.deleted_topics.add(topic.id)
    for message in [one for one in chat.messages.values() if one.thread_id == topic.id]:
        telegram.state.delete_message(message, telegram.bot)


def _set_closed(telegram: Telegram, parameters: Parameters, *, closed: bool) -> bool:
    chat = _forum(telegram, parameters)
    topic = _topic(telegram, chat, parameters, "close or open the topic")
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    _note(telegram, chat, topic, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})
    return True


def _forum(telegram: Telegram, parameters: Parameters) -> Chat:
    chat = chat_of(telegram, parameters)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    return chat


def _topic(telegram: Telegram, chat: Chat, parameters: Parameters, action: str) -> Topic:
    """The user who opened a topic may change it without the right."""
    topic = _known(chat, parameters)
    if not _manages(telegram, chat) and topic.opener != telegram.bot.id:
        raise bad_request(f"not enough rights to {action}")
    return topic


def _known(chat: Chat, parameters: Parameters) -> Topic:
    thread_id = parameters.integer("message_thread_id")
    if thread_id <= 0 or thread_id == GENERAL_TOPIC:
        raise bad_request("invalid forum topic identifier specified")
    if thread_id not in chat.topics:
        raise bad_request("TOPIC_ID_INVALID")
    return chat.topics[thread_id]


def _manages(telegram: Telegram, chat: Chat) -> bool:
    return chat.member(telegram.bot).manages("can_manage_topics")


def _name(parameters: Parameters) -> str:
    """1 to 128 characters; a longer name is cut (TDLib)."""
    name = " ".join(parameters.text("name").split())
    if not name:
        raise bad_request("Title must be non-empty")
    if len(name) > LONGEST_NAME:
        parameters.complain(
            f"the name of a topic has {len(name)} characters: Telegram cuts it at {LONGEST_NAME}"
        )
    return name[:LONGEST_NAME]


def _color(parameters: Parameters) -> int:
    color = parameters.integer("icon_color", ICON_COLORS[0])
    if color not in ICON_COLORS:
        raise bad_request("icon_color is invalid")
    return color


def _note(telegram: Telegram, chat: Chat, topic: Topic, service: Payload) -> None:
    post_service(telegram, chat, service, thread_id=topic.id, in_topic=True)


METHODS: dict[str, Method] = {
    "createForumTopic": create_forum_topic,
    "editForumTopic": edit_forum_topic,
    "closeForumTopic": close_forum_topic,
    "reopenForumTopic": reopen_forum_topic,
    "deleteForumTopic": delete_forum_topic,
}
