"""The report in the message of a failed expectation: the chat, the last calls, what is pending."""

from itertools import islice

from bot.sandbox.api.telegram import Telegram
from bot.sandbox.formatting.markups import MarkupKind
from bot.sandbox.inspection.render import rendered
from bot.sandbox.inspection.seen import Seen
from bot.sandbox.state.chats import Chat, Message

LAST_MESSAGES = 5
LAST_CALLS = 12


def seen_message(message: Message) -> Seen:
    markup = message.markup
    rows = markup.rows if markup is not None and markup.kind is MarkupKind.REPLY else []
    return Seen(message.card(), tuple(tuple(row) for row in rows))


def failure_report(telegram: Telegram, chat: Chat | None = None) -> str:
    """The last messages of the chat, the last calls of the bot, and the pending updates and buttons."""
    parts = [_chat(chat)] if chat else []
    return "\n".join([*parts, _calls(telegram), _waiting(telegram)])


def _chat(chat: Chat) -> str:
    last = list(chat.messages.values())[-LAST_MESSAGES:]
    shown = [f"  — {_author(message)} (message {message.id}):\n{_indented(message)}" for message in last]
    return "\n".join([f"The chat «{chat.name}» ends with:", *(shown or ["  nothing"])])


def _calls(telegram: Telegram) -> str:
    quiet = (entry for entry in reversed(telegram.journal.entries) if entry.method != "getUpdates")
    last = [f"  {entry.line()}" for entry in islice(quiet, LAST_CALLS)]
    return "\n".join(
        ["The bot's last calls, getUpdates left out:", *(reversed(last) if last else ["  none"])]
    )


def _waiting(telegram: Telegram) -> str:
    waiting = telegram.queue.waiting()
    taken = sum(update.delivered for update in waiting)
    poll = "open" if telegram.polling.is_open else "not open"
    spinning = [f"{query.data!r}" for query in telegram.callbacks.spinning()]
    return (
        f"Updates not confirmed: {len(waiting)}, of which the bot was given {taken}; its long poll is {poll}; "
        f"buttons that spin: {', '.join(spinning) or 'none'}."
    )


def _author(message: Message) -> str:
    return message.sender.name if message.sender else message.chat.name


def _indented(message: Message) -> str:
    return "\n".join(f"      {line}" for line in rendered(seen_message(message)).split("\n"))
