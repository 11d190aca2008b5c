"""Actions of a person on the page. None waits for the bot: its reactions arrive by the stream."""

from collections.abc import Iterator
from typing import Final

from bot.sandbox.formatting.buttons import LONGEST_DATA
from bot.sandbox.formatting.texts import TEXT_LIMIT
from bot.sandbox.page.requests import PageAction, PageRequest
from bot.sandbox.people import actions, group_actions
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.schema.errors import bad_request, forbidden
from bot.sandbox.state.chats import Chat, Message
from bot.sandbox.state.events import EventKind
from bot.sandbox.state.users import User


def send(request: PageRequest) -> Payload:
    """Splits a text above 4,096 characters into several messages, as Telegram's own apps do."""
    chat = writable(request)
    replied = request.message("reply_to") if request.values.has("reply_to") else None
    fields = {"thread_id": request.thread, "reply_to": replied}
    numbers = [
        actions.write(request.page.telegram, request.user, chat, words=actions.typed(part), **fields)[0].id
        for part in portions(request.values.text("text").strip())
    ]
    return {"messages": numbers}


def edit(request: PageRequest) -> None:
    message, text = request.message("message"), request.values.text("text").strip()
    if message.sender is not request.user or message.kind == "service":
        raise forbidden("only a person's own messages can be edited")
    if not 0 < len(text) <= TEXT_LIMIT:
        raise bad_request("a message has 1 to 4096 characters")
    actions.edit(request.page.telegram, request.user, message, actions.typed(text))


def press(request: PageRequest) -> Payload:
    """`answer` is the one cached by the person's client, if any; otherwise it comes by the stream."""
    data = request.values.text("data")
    if not 0 < len(data.encode()) <= LONGEST_DATA:
        raise bad_request("a button holds 1 to 64 bytes")
    telegram, chat, number = request.page.telegram, request.chat, request.values.integer("message")
    # A message that was deleted while it still stood on the screen can be pressed once more.
    message = chat.messages.get(number) or Message(chat, number, 0, telegram.bot)
    return {"answer": actions.press(telegram, request.user, message, data).answer}


def start(request: PageRequest) -> None:
    """Presses «Start», or follows a link `t.me/bot?start=payload`."""
    person = request.person
    text = f"/start {request.values.text('payload')}".strip()
    actions.write(request.page.telegram, person.user, person.private, words=actions.typed(text))


def join(request: PageRequest) -> None:
    chat = request.page.telegram.state.chats.get(request.values.integer("chat"))
    if chat is None or chat.is_private:
        raise bad_request("there is no such group")
    if not chat.member(request.user).is_inside:
        group_actions.add(request.page.telegram, chat, request.user, request.user)


def leave(request: PageRequest) -> None:
    if request.chat.is_private:
        raise bad_request("a private chat cannot be left")
    group_actions.remove(request.page.telegram, request.chat, request.user, request.user)


def react(request: PageRequest) -> None:
    """Sets the emoji, or removes it when it is set already."""
    message, emoji = request.message("message"), request.values.text("emoji")
    given = [one["emoji"] for one in message.reactions.get(request.user.id, [])]
    actions.react(request.page.telegram, request.user, message, [] if emoji in given else [emoji])


def read(request: PageRequest) -> None:
    """Marks everything in the topic up to `message` as read."""
    user, chat = request.user, request.chat
    if request.page.read_marks.read(
        user, chat, request.values.integer("topic"), request.values.integer("message")
    ):
        request.page.telegram.events.publish(EventKind.READ, chat.id, {"user_id": user.id})


def writable(request: PageRequest) -> Chat:
    """The chat of the request. Raises `ApiError` 403 where the person may not write."""
    chat, user = request.chat, request.user
    topic = chat.topics.get(request.thread or 0)
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


ROUTES: Final[dict[str, PageAction]] = {
    "send": send,
    "edit": edit,
    "press": press,
    "start": start,
    "join": join,
    "leave": leave,
    "react": react,
    "read": read,
}
