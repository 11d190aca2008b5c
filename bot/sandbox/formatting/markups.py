"""The four kinds of reply markup, read as the Bot API server reads them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.sandbox.formatting.buttons import inline_button, reply_button
from bot.sandbox.schema.bot_api import Payload, dumped
from bot.sandbox.schema.errors import bad_request

LONGEST_ROW = 12
MOST_REPLY_BUTTONS = 300
MOST_INLINE_BUTTONS = 100
LARGEST_MARKUP = 10_000
PLACEHOLDER = 64


class MarkupKind(StrEnum):
    INLINE = "inline_keyboard"
    REPLY = "keyboard"
    REMOVE = "remove_keyboard"
    FORCE = "force_reply"


@dataclass(frozen=True, slots=True)
class Markup:
    kind: MarkupKind
    card: Payload

    @property
    def inline(self) -> Payload | None:
        """What a message carries as its `reply_markup`: inline keyboards with at least one button."""
        return self.card if self.kind is MarkupKind.INLINE and self.card["inline_keyboard"] else None

    @property
    def rows(self) -> list[list[Payload]]:
        rows: list[list[Payload]] = self.card.get(self.kind.value) or []
        return rows if self.kind in (MarkupKind.INLINE, MarkupKind.REPLY) else []


def read_markup(value: Any, chat_type: str) -> Markup | None:
    """None when there is none.

    Raises `ApiError` 400. Sources: the official server's Client.cpp, TDLib's ReplyMarkup; the limits of 100
    inline buttons and about 10 kB are undocumented (github.com/tginfo/Telegram-Limits, 187 and 228).
    """
    if value is None:
        return None
    if not isinstance(value, dict):
        raise bad_request("Object expected as reply markup")
    kinds = [kind for kind in MarkupKind if kind in value]
    if not kinds:
        return None
    reader = {MarkupKind.INLINE: _inline, MarkupKind.REPLY: _reply}.get(kinds[0], _wordless)
    return reader(value, kinds[0], chat_type)


def inline_only(value: Any, chat_type: str) -> Payload | None:
    """The keyboard of an edit; no markup means none, as editing without one takes the buttons away."""
    markup = read_markup(value, chat_type)
    if markup is not None and markup.kind is not MarkupKind.INLINE:
        raise bad_request("Inline keyboard expected")
    return markup.inline if markup else None


def _inline(value: Payload, kind: MarkupKind, chat_type: str) -> Markup:
    rows = [
        [inline_button(button, chat_type) for button in row if _has_text(button)]
        for row in _rows(value[kind], "inline_keyboard", "InlineKeyboardMarkup")
    ]
    kept = _cut(rows)
    if sum(map(len, kept)) > MOST_INLINE_BUTTONS or len(dumped(kept)) > LARGEST_MARKUP:
        raise bad_request("Reply markup is too long")
    return Markup(kind, {"inline_keyboard": kept})


def _reply(value: Payload, kind: MarkupKind, chat_type: str) -> Markup:
    _check_placeholder(value)
    rows = [
        [reply_button(button, chat_type) for button in row if _has_text(button)]
        for row in _rows(value[kind], "keyboard", "ReplyKeyboardMarkup")
    ]
    return Markup(kind, {**value, "keyboard": _cut(rows)})


def _wordless(value: Payload, kind: MarkupKind, _chat_type: str) -> Markup:
    _check_placeholder(value)
    return Markup(kind, dict(value))


def _check_placeholder(value: Payload) -> None:
    """1 to 64 characters (Bot API); the wording of the refusal is unverified."""
    placeholder = value.get("input_field_placeholder")
    if placeholder is not None and not 1 <= len(placeholder) <= PLACEHOLDER:
        raise bad_request("BUTTON_PLACEHOLDER_INVALID")


def _rows(value: Any, field: str, kind: str) -> list[list[Any]]:
    if not isinstance(value, list):
        raise bad_request(f'Field "{field}" of the {kind} must be an Array')
    for row in value:
        if not isinstance(row, list):
            raise bad_request(f'Field "{field}" of the {kind} must be an Array of Arrays')
    return value


def _has_text(button: Any) -> bool:
    """Buttons without text are dropped silently; a bare string is a reply button."""
    return bool(button.get("text") if isinstance(button, dict) else button)


def _cut(rows: list[list[Payload]]) -> list[list[Payload]]:
    """Empty rows, buttons beyond 12 in a row, and buttons beyond 300 in all are dropped silently."""
    left, kept = MOST_REPLY_BUTTONS, []
    for row in rows:
        part = row[: min(LONGEST_ROW, left)]
        left -= len(part)
        if part:
            kept.append(part)
    return kept
