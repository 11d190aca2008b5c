"""What a tab asks for: people, chats, messages, commands, calls."""

from itertools import islice
from typing import Any, Final

from bot.sandbox.api.command_menu import command_menu
from bot.sandbox.page.requests import Act, Asked
from bot.sandbox.page.views import bot_view, call_view, chat_view, message_view, person_view, unread_view
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.state.journal import Entry

MOST_MESSAGES: Final = 300
MOST_CALLS: Final = 60


def people(asked: Asked) -> Payload:
    page = asked.page
    return {
        "people": [person_view(one) for one in page.cast],
        "bot": bot_view(page),
        "unread": unread_view(page),
        "now": page.controls.now().isoformat(),
        "faults": page.switches.states(),
    }


def chats(asked: Asked) -> list[Payload]:
    user = asked.user
    return [chat_view(asked.page, user, chat) for chat in asked.page.chats(user)]


def messages(asked: Asked) -> list[Payload]:
    """The newest ones, oldest first."""
    user = asked.user
    newest = list(asked.chat.messages.values())[-MOST_MESSAGES:]
    return [message_view(user, message) for message in newest]


def commands(asked: Asked) -> list[Payload]:
    return command_menu(asked.page.telegram, asked.chat, asked.user)


def calls(asked: Asked) -> list[Payload]:
    entries = (one for one in reversed(asked.page.telegram.journal.entries) if is_worth_telling(one))
    return [call_view(entry) for entry in reversed(list(islice(entries, MOST_CALLS)))]


def is_worth_telling(entry: Entry) -> bool:
    """An empty long poll is not."""
    answer: Any = entry.answer if isinstance(entry.answer, dict) else {}
    return entry.method != "getUpdates" or bool(answer.get("result")) or bool(entry.fault)


ROUTES: Final[dict[str, Act]] = {
    "people": people,
    "chats": chats,
    "messages": messages,
    "commands": commands,
    "calls": calls,
}
