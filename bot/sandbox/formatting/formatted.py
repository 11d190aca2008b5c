"""A text with its entities. Their offsets count UTF-16 code units; Python's strings count code points."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.sandbox.schema.bot_api import Payload


def utf16_length(text: str) -> int:
    return len(text) + sum(1 for letter in text if letter > "\uffff")


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of the text an entity covers."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[offset * 2 : (offset + length) * 2].decode("utf-16-le", "surrogatepass")


def utf16_offsets(text: str) -> Iterator[int]:
    """For each code point, and for the end of the text, the UTF-16 offset at which it starts."""
    offset = 0
    for letter in text:
        yield offset
        offset += 2 if letter > "\uffff" else 1
    yield offset


def byte_offset(text: str, position: int) -> int:
    """The UTF-8 offset of a code point: what Telegram's parsing errors count in."""
    return len(text[:position].encode("utf-8", "surrogatepass"))


# Sorted so that, of two entities with the same borders, the outer one stands first (TDLib, MessageEntity).
NESTING = (
    "mention", "hashtag", "bot_command", "url", "email", "bold", "italic", "code", "pre", "text_link",
    "text_mention", "cashtag", "phone_number", "underline", "strikethrough", "spoiler", "custom_emoji",
    "blockquote", "expandable_blockquote", "date_time",
)  # fmt: skip
RANK = {kind: rank for rank, kind in enumerate(("blockquote", "expandable_blockquote", *NESTING))}

SPLITTABLE = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
VERBATIM = frozenset({"code", "pre"})
HIDING = VERBATIM | {"text_link", "text_mention"}
AUTOMATIC = frozenset({"mention", "hashtag", "bot_command", "url", "email", "cashtag", "phone_number"})
CHOSEN = SPLITTABLE | QUOTES | HIDING | {"custom_emoji", "date_time"}


@dataclass(frozen=True, slots=True)
class Formatted:
    """`entities` are MessageEntity objects with UTF-16 offsets, sorted, the outer one first."""

    text: str
    entities: tuple[Payload, ...] = field(default=())

    def covered(self, entity: Payload) -> str:
        return utf16_slice(self.text, entity["offset"], entity["length"])


def in_order(entities: list[Payload]) -> list[Payload]:
    return sorted(entities, key=lambda one: (one["offset"], -one["length"], RANK.get(one["type"], 99)))


def end_of(entity: Payload) -> int:
    end: int = entity["offset"] + entity["length"]
    return end
