"""A text with its entities."""

from dataclasses import dataclass, field

from bot.sandbox.formatting.utf16 import utf16_slice
from bot.sandbox.schema.payload import Payload

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
