"""The words a person typed, without what only Telegram could show: the record and the reports are plain text."""

from typing import Final

from aiogram.enums import MessageEntityType
from aiogram.types import Message, MessageEntity

# What a plain text shows as well: Telegram finds these by itself, or the words stay the same without it.
PLAIN: Final = frozenset(
    {
        *(MessageEntityType.MENTION, MessageEntityType.HASHTAG, MessageEntityType.CASHTAG),
        *(MessageEntityType.BOT_COMMAND, MessageEntityType.URL, MessageEntityType.EMAIL),
        *(MessageEntityType.PHONE_NUMBER, MessageEntityType.TEXT_LINK, MessageEntityType.TEXT_MENTION),
        MessageEntityType.CUSTOM_EMOJI,
    }
)


def typed_text(message: Message) -> str:
    """Returns the text or the caption; behind the words of a link its address stands in brackets.

    >>> from datetime import UTC, datetime
    >>> from aiogram.types import Chat
    >>> link = MessageEntity(type="text_link", offset=0, length=3, url="https://example.org/7")
    >>> sent = {"message_id": 1, "date": datetime.now(UTC), "chat": Chat(id=1, type="private")}
    >>> typed_text(Message(text="акт подписан", entities=[link], **sent))
    'акт (https://example.org/7) подписан'
    """
    units = (message.text or message.caption or "").encode("utf-16-le", "surrogatepass")
    for link in sorted(_links(message), key=lambda entity: entity.offset, reverse=True):
        end = 2 * (link.offset + link.length)
        named = units[2 * link.offset : end].decode("utf-16-le", "surrogatepass")
        if link.url and link.url.rstrip("/") not in (
            named.rstrip("/"),
            f"http://{named}",
            f"https://{named}",
        ):
            units = units[:end] + f" ({link.url})".encode("utf-16-le") + units[end:]
    return units.decode("utf-16-le", "surrogatepass")


def loses_formatting(message: Message) -> bool:
    """True when words were made bold, crossed out, hidden, quoted or alike, which plain text does not show."""
    return any(entity.type not in PLAIN for entity in _entities(message))


def _links(message: Message) -> list[MessageEntity]:
    return [entity for entity in _entities(message) if entity.type == MessageEntityType.TEXT_LINK]


def _entities(message: Message) -> list[MessageEntity]:
    return message.entities or message.caption_entities or []
