"""A message as text for a terminal: marks for formatting, numbers for buttons."""

from collections.abc import Iterator
from itertools import count

from bot.sandbox.formatting.formatted import utf16_offsets
from bot.sandbox.inspection.seen import Seen
from bot.sandbox.schema.bot_api import Payload

MARKS = {
    "bold": ("*", "*"), "italic": ("_", "_"), "underline": ("__", "__"), "strikethrough": ("~", "~"),
    "spoiler": ("▒", "▒"), "code": ("`", "`"), "pre": ("```\n", "\n```"),
}  # fmt: skip
QUOTES = ("blockquote", "expandable_blockquote")


def rendered(seen: Seen) -> str:
    """The whole message: media, text with marks, then the buttons, `[1] Label` in reading order."""
    parts = [_media(seen), _service(seen.card), marked(seen.text, seen.entities), _buttons(seen)]
    return "\n".join(part for part in parts if part)


def marked(text: str, entities: list[Payload]) -> str:
    """`*bold*`, `text (address)`, quotes behind a bar."""
    opening: dict[int, str] = {}
    closing: dict[int, str] = {}
    for entity in entities:
        before, after = _marks(entity)
        begin, end = entity["offset"], entity["offset"] + entity["length"]
        opening[begin] = opening.get(begin, "") + before
        closing[end] = after + closing.get(end, "")
    written = []
    for letter, offset in zip([*text, ""], utf16_offsets(text), strict=True):
        written.append(closing.get(offset, "") + opening.get(offset, "") + letter)
    return _quoted("".join(written))


def numbered_buttons(seen: Seen) -> list[Payload]:
    """The buttons in the order of their numbers, the first being number 1."""
    return [button for row in seen.rows for button in row]


def _marks(entity: Payload) -> tuple[str, str]:
    kind = entity["type"]
    if kind == "text_link":
        return "", f" ({entity['url']})"
    if kind in QUOTES:
        return "\0", "\1"
    return MARKS.get(kind, ("", ""))


def _quoted(text: str) -> str:
    return "\n".join(_quoted_lines(text)) if "\0" in text else text


def _quoted_lines(text: str) -> Iterator[str]:
    inside = False
    for line in text.split("\n"):
        inside = inside or "\0" in line
        bare = line.replace("\0", "").replace("\1", "")
        yield f"│ {bare}" if inside else bare
        inside = inside and "\1" not in line


def _media(seen: Seen) -> str:
    if "photo" in seen.card:
        return "[photo]"
    return f"[file: {seen.media.get('file_name', '')}]" if seen.media else ""


def _service(card: Payload) -> str:
    known = (
        "pinned_message",
        "new_chat_members",
        "left_chat_member",
        "forum_topic_created",
        "new_chat_title",
    )
    return next((f"[{name.replace('_', ' ')}]" for name in known if name in card), "")


def _buttons(seen: Seen) -> str:
    numbers = count(1)
    return "\n".join("  ".join(f"[{next(numbers)}] {button['text']}" for button in row) for row in seen.rows)
