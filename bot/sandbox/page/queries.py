"""GET requests of a tab: people, chats, messages, commands, calls."""

from itertools import islice
from typing import Any, Final

from bot.sandbox.api.command_menu import command_menu
from bot.sandbox.page.requests import PageAction, PageRequest
from bot.sandbox.page.views import bot_view, call_view, chat_view, message_view, person_view, unread_view
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.state.journal import Entry

MOST_MESSAGES: Final = 300
MOST_CALLS: Final = 60


def people(request: PageRequest) -> Payload:
    page = request.page
    return {
        "people": [person_view(character) for character in page.characters],
        "bot": bot_view(page),
        "unread": unread_view(page),
        "now": page.controls.now().isoformat(),
        "faults": page.switches.states(),
    }


def chats(request: PageRequest) -> list[Payload]:
    user = request.user
    return [chat_view(request.page, user, chat) for chat in request.page.chats(user)]


def messages(request: PageRequest) -> list[Payload]:
    """The newest 300, oldest first."""
    user = request.user
    newest = list(request.chat.messages.values())[-MOST_MESSAGES:]
    return [message_view(user, message) for message in newest]


def commands(request: PageRequest) -> list[Payload]:
    return command_menu(request.page.telegram, request.chat, request.user)


def calls(request: PageRequest) -> list[Payload]:
    entries = (one for one in reversed(request.page.telegram.journal.entries) if is_shown(one))
    return [call_view(entry) for entry in reversed(list(islice(entries, MOST_CALLS)))]


def is_shown(entry: Entry) -> bool:
    """False for a long poll that brought no updates."""
    answer: Any = entry.answer if isinstance(entry.answer, dict) else {}
    return entry.method != "getUpdates" or bool(answer.get("result")) or bool(entry.fault)


ROUTES: Final[dict[str, PageAction]] = {
    "people": people,
    "chats": chats,
    "messages": messages,
    "commands": commands,
    "calls": calls,
}
