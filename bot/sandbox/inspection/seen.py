"""A message as a person sees it."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.formatting.formatted import Formatted
from bot.sandbox.schema.bot_api import Payload


@dataclass(frozen=True, slots=True)
class Seen:
    """`card` is the Message object at the moment of looking; `keyboard` the reply keyboard, if it brought one."""

    card: Payload
    keyboard: tuple[tuple[Payload, ...], ...] = ()

    @property
    def message_id(self) -> int:
        return int(self.card["message_id"])

    @property
    def chat_id(self) -> int:
        return int(self.card["chat"]["id"])

    @property
    def thread_id(self) -> int | None:
        return self.card.get("message_thread_id")

    @property
    def text(self) -> str:
        """The text, or the caption of media."""
        return str(self.card.get("text") or self.card.get("caption") or "")

    @property
    def entities(self) -> list[Payload]:
        found: list[Payload] = self.card.get("entities") or self.card.get("caption_entities") or []
        return found

    @property
    def rows(self) -> list[list[Payload]]:
        """The buttons under the message; without any, those of its reply keyboard."""
        inline: list[list[Payload]] = self.card.get("reply_markup", {}).get("inline_keyboard", [])
        return inline or [list(row) for row in self.keyboard]

    @property
    def buttons(self) -> list[str]:
        """Labels in reading order."""
        return [button["text"] for row in self.rows for button in row]

    @property
    def media(self) -> Any:
        """The Document, Video or Audio object, the largest PhotoSize, or None."""
        if "photo" in self.card:
            return self.card["photo"][-1]
        return next((self.card[kind] for kind in ("document", "video", "audio") if kind in self.card), None)

    def covered(self, kind: str) -> list[str]:
        """The parts of the text that have this entity: all that is bold, all links."""
        words = Formatted(self.text)
        return [words.covered(entity) for entity in self.entities if entity["type"] == kind]
