"""What a person does on the page. Nothing waits for the bot: what it does comes by the stream."""

from collections.abc import Iterator
from typing import Final

from bot.sandbox.formatting.buttons import LONGEST_DATA
from bot.sandbox.formatting.texts import TEXT_LIMIT
from bot.sandbox.page.requests import Act, Asked
from bot.sandbox.people import actions as acts
from bot.sandbox.people import group_actions as group_acts
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.schema.errors import bad_request, forbidden
from bot.sandbox.state.chats import Chat, Message
from bot.sandbox.state.events import Happening
from bot.sandbox.state.users import User


def send(asked: Asked) -> Payload:
    """A text longer than Telegram takes becomes several messages, as in its own apps."""
    chat = writable(asked)
    replied = asked.message("reply_to") if asked.values.has("reply_to") else None
    fields = {"thread_id": asked.thread, "reply_to": replied}
    numbers = [
        acts.write(asked.page.telegram, asked.user, chat, words=acts.typed(part), **fields)[0].id
        for part in portions(asked.values.text("text").strip())
    ]
    return {"messages": numbers}


def edit(asked: Asked) -> None:
    message, text = asked.message("message"), asked.values.text("text").strip()
    if message.sender is not asked.user or message.kind == "service":
        raise forbidden("only one's own messages can be edited")
    if not 0 < len(text) <= TEXT_LIMIT:
        raise bad_request("a message has 1 to 4096 characters")
    acts.edit(asked.page.telegram, asked.user, message, acts.typed(text))


def press(asked: Asked) -> Payload:
    """`answer` is what the person's own phone still remembers; any other comes by the stream."""
    data = asked.values.text("data")
    if not 0 < len(data.encode()) <= LONGEST_DATA:
        raise bad_request("a button holds 1 to 64 bytes")
    telegram, chat, number = asked.page.telegram, asked.chat, asked.values.integer("message")
    # A message that was deleted while it still stood on the screen can be pressed once more.
    message = chat.messages.get(number) or Message(chat, number, 0, telegram.bot)
    return {"answer": acts.press(telegram, asked.user, message, data).answer}


def start(asked: Asked) -> None:
    """Press «Start», or follow a link `t.me/bot?start=payload`."""
    person = asked.person
    text = f"/start {asked.values.text('payload')}".strip()
    acts.write(asked.page.telegram, person.user, person.private, words=acts.typed(text))


def join(asked: Asked) -> None:
    chat = asked.page.telegram.world.chats.get(asked.values.integer("chat"))
    if chat is None or chat.is_private:
        raise bad_request("there is no such group")
    if not chat.member(asked.user).is_inside:
        group_acts.add(asked.page.telegram, chat, asked.user, asked.user)


def leave(asked: Asked) -> None:
    if asked.chat.is_private:
        raise bad_request("a private chat cannot be left")
    group_acts.remove(asked.page.telegram, asked.chat, asked.user, asked.user)


def react(asked: Asked) -> None:
    """The same emoji once more takes it away."""
    message, emoji = asked.message("message"), asked.values.text("emoji")
    given = [one["emoji"] for one in message.reactions.get(asked.user.id, [])]
    acts.react(asked.page.telegram, asked.user, message, [] if emoji in given else [emoji])


def read(asked: Asked) -> None:
    """Everything in this topic up to `message` was seen."""
    user, chat = asked.user, asked.chat
    if asked.page.marks.read(user, chat, asked.values.integer("topic"), asked.values.integer("message")):
        asked.page.telegram.events.publish(Happening.READ, chat.id, {"user_id": user.id})


def writable(asked: Asked) -> Chat:
    """Raises `ApiError` 403 where the person may not write."""
    chat, user = asked.chat, asked.user
    topic = chat.topics.get(asked.thread or 0)
    if not chat.permits(user, "can_send_messages") or (topic and topic.closed and not _is_admin(chat, user)):
        raise forbidden("the person may not write here")
    return chat


def portions(text: str) -> Iterator[str]:
    """Raises `ApiError` 400 for an empty text."""
    if not text:
        raise bad_request("message text is empty")
    for begin in range(0, len(text), TEXT_LIMIT):
        yield text[begin : begin + TEXT_LIMIT]


def _is_admin(chat: Chat, user: User) -> bool:
    return chat.member(user).is_admin


ROUTES: Final[dict[str, Act]] = {
    "send": send,
    "edit": edit,
    "press": press,
    "start": start,
    "join": join,
    "leave": leave,
    "react": react,
    "read": read,
}
