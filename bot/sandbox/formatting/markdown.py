"""The old Markdown parse mode, as TDLib reads it."""

import re

from bot.sandbox.formatting.formatted import Formatted, byte_offset, utf16_length
from bot.sandbox.formatting.links import WrongLinkError, checked_link, user_of_link
from bot.sandbox.schema.bot_api import Payload, present
from bot.sandbox.schema.errors import bad_request

PIECE = re.compile(
    r"\\(?P<escaped>[_*`\[])"
    r"|(?P<plain>[^_*`\[\\]+|\\)"
    r"|```(?P<language>[^\s`]+(?=[\s]))?(?:\r\n|\n\r|\n|\r)?(?P<pre>.*?)```"
    r"|`(?!``)(?P<code>[^`]*)`"
    r"|\*(?P<bold>[^*]*)\*"
    r"|_(?P<italic>[^_]*)_"
    r"|\[(?P<label>[^\]]*)\](?:\((?P<url>[^)]*)\)?)?",
    re.DOTALL,
)


def parse_markdown(source: str) -> Formatted:
    """Raises `ApiError` 400 `can't parse entities: Can't find end of the entity starting at byte offset N`."""
    text, entities, position = "", [], 0
    while position < len(source):
        match = PIECE.match(source, position)
        if match is None:
            raise _unended(source, position)
        words, entity = _read(match)
        if entity is not None and words:
            entities.append({**entity, "offset": utf16_length(text), "length": utf16_length(words)})
        text += words
        position = match.end()
    return Formatted(text, tuple(entities))


def _unended(source: str, position: int) -> Exception:
    offset = byte_offset(source, position)
    said = f"Can't find end of the entity starting at byte offset {offset}"
    return bad_request(f"Can't parse entities: {said}")


def _read(match: re.Match[str]) -> tuple[str, Payload | None]:
    kind = match.lastgroup
    for plain in ("escaped", "plain"):
        if match[plain] is not None:
            return match[plain], None
    if match["pre"] is not None:
        return match["pre"], {"type": "pre", **present(language=match["language"])}
    if match["label"] is not None:
        return match["label"], link_entity(match["url"] or match["label"])
    return match[str(kind)], {"type": str(kind)}


def link_entity(url: str) -> Payload | None:
    """A text link or mention without its place; None for an address that is no link."""
    user_id = user_of_link(url)
    if user_id is not None:
        return {"type": "text_mention", "user": {"id": user_id}}
    try:
        return {"type": "text_link", "url": checked_link(url)}
    except WrongLinkError:
        return None
