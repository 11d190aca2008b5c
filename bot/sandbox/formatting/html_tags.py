"""From a tag to its entity."""

from dataclasses import dataclass

from bot.sandbox.formatting.links import WrongLinkError, checked_link, user_of_link
from bot.sandbox.schema.bot_api import Payload, present
from bot.sandbox.schema.errors import bad_request

SIMPLE = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler",
}  # fmt: skip
TAGS = frozenset({*SIMPLE, "a", "code", "pre", "blockquote", "tg-emoji", "tg-time"})
LANGUAGE = "language-"


@dataclass(frozen=True, slots=True)
class Tag:
    """An open tag. `offset` is UTF-16; `mark` is the number of text parts written before it."""

    name: str
    attributes: dict[str, str]
    offset: int
    mark: int

    @property
    def language(self) -> str | None:
        value = self.attributes.get("class", "")
        return value.removeprefix(LANGUAGE) or None if value.startswith(LANGUAGE) else None


def entity_of_tag(tag: Tag, length: int, text: str, before: list[Payload]) -> Payload | None:
    """None when the tag leaves no entity of its own: a bad link, or a `code` that names a language."""
    entity: Payload = {"type": SIMPLE.get(tag.name, tag.name), "offset": tag.offset, "length": length}
    match tag.name:
        case "a":
            return _link(entity, tag.attributes.get("href") or text)
        case "code" | "pre":
            return _verbatim(entity, tag.language, before)
        case "blockquote":
            kind = "expandable_blockquote" if "expandable" in tag.attributes else "blockquote"
            return {**entity, "type": kind}
        case "tg-emoji":
            return _emoji(entity, tag.attributes.get("emoji-id", ""))
        case "tg-time":
            return _time(entity, tag.attributes)
        case _:
            return entity


def _link(entity: Payload, url: str) -> Payload | None:
    user_id = user_of_link(url)
    if user_id is not None:
        return {**entity, "type": "text_mention", "user": {"id": user_id}}
    try:
        return {**entity, "type": "text_link", "url": checked_link(url)}
    except WrongLinkError:
        return None


def _verbatim(entity: Payload, language: str | None, before: list[Payload]) -> Payload | None:
    """`<pre><code class="language-x">` and its reverse are one entity with a language."""
    last = before[-1] if before else {}
    same_place = (last.get("offset"), last.get("length")) == (entity["offset"], entity["length"])
    if same_place and last.get("type") == "pre" and entity["type"] == "code" and language:
        last["language"] = language
        return None
    if same_place and last.get("type") == "code" and entity["type"] == "pre" and "language" in last:
        last["type"] = "pre"
        return None
    return {**entity, **present(language=language if entity["type"] == "code" else None)}


def _emoji(entity: Payload, number: str) -> Payload:
    if not number.isdecimal() or not 0 < int(number) < 1 << 63:
        raise bad_request("Can't parse entities: Invalid custom emoji identifier specified")
    return {**entity, "type": "custom_emoji", "custom_emoji_id": str(int(number))}


def _time(entity: Payload, attributes: dict[str, str]) -> Payload:
    """`<tg-time unix="…" format="…">` (Bot API 9.5); the wording of its refusal is unverified."""
    unix = attributes.get("unix", "")
    if not unix.isdecimal():
        raise bad_request("Can't parse entities: Invalid date specified")
    form = attributes.get("format") or None
    return {
        **entity,
        "type": "date_time",
        "unix_time": int(unix),
        **present(date_time_format=form),
    }
