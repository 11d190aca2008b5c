"""Telegram's HTML parse mode, down to the wording of its errors.

The rules and texts are those of TDLib's MessageEntity. Positions in complaints are UTF-8 byte offsets,
offsets in entities are UTF-16.
"""

import re
from dataclasses import dataclass

from bot.sandbox.formatting.formatted import Formatted, byte_offset, in_order, utf16_length
from bot.sandbox.formatting.html_syntax import NUL, SPACE, AttributeReader, decoded_entity
from bot.sandbox.formatting.html_tags import TAGS, Tag, entity_of_tag
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.schema.errors import bad_request

PLAIN = re.compile(r"[^&<]+")
NAME = re.compile(rf"[^>{SPACE}]*")
SPACES = re.compile(rf"[{SPACE}]*")


def parse_html(source: str) -> Formatted:
    """Raises `ApiError` 400 `can't parse entities: …`."""
    return HtmlReader(source).read()


@dataclass(slots=True)
class TextBuffer:
    """The text so far, and how long it is in UTF-16 units."""

    parts: list[str]
    length: int = 0

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += utf16_length(text)

    def since(self, mark: int) -> str:
        return "".join(self.parts[mark:])


class HtmlReader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.written = TextBuffer([])
        self.open: list[Tag] = []
        self.entities: list[Payload] = []

    def read(self) -> Formatted:
        position = 0
        while position < len(self.source):
            position = self._step(position)
        if self.open:
            raise complaint(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        text = "".join(self.written.parts)
        return Formatted(_whole(text), tuple(in_order([_settled(entity) for entity in self.entities])))

    def _step(self, position: int) -> int:
        if plain := PLAIN.match(self.source, position):
            self.written.add(plain[0])
            return plain.end()
        if self.source[position] == "&":
            letter, position = decoded_entity(self.source, position)
            self.written.add(letter)
            return position
        if self.source.startswith("</", position):
            return self._end_tag(position)
        return self._start_tag(position)

    def _start_tag(self, begin: int) -> int:
        end = self._name_end(begin + 1)
        if _letter(self.source, end) == NUL:
            raise self._complaint("Unclosed start tag", begin)
        name = self.source[begin + 1 : end].lower()
        if name not in TAGS:
            raise self._complaint(f'Unsupported start tag "{name}"', begin)
        attributes = AttributeReader(self.source, name, begin, end)
        tag = Tag(name, attributes.read(), self.written.length, len(self.written.parts))
        if name == "span" and tag.attributes.get("class") != "tg-spoiler":
            raise self._complaint('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(tag)
        return attributes.position + 1

    def _end_tag(self, begin: int) -> int:
        if not self.open:
            raise self._complaint("Unexpected end tag", begin)
        end = self._name_end(begin + 2)
        name = self.source[begin + 2 : end].lower()
        close = _end(SPACES, self.source, end)
        if _letter(self.source, close) != ">":
            raise self._complaint("Unclosed end tag", begin)
        expected = self.open[-1].name
        if name not in ("", expected):
            found = f'expected "</{expected}>", found "</{name}>"'
            raise self._complaint("Unmatched end tag", begin, f", {found}")
        self._close(self.open.pop())
        return close + 1

    def _close(self, tag: Tag) -> None:
        length = self.written.length - tag.offset
        if length == 0:
            return
        entity = entity_of_tag(tag, length, self.written.since(tag.mark), self.entities)
        if entity is not None:
            self.entities.append(entity)

    def _name_end(self, position: int) -> int:
        return _end(NAME, self.source, position)

    def _complaint(self, what: str, begin: int, more: str = "") -> Exception:
        return complaint(f"{what} at byte offset {byte_offset(self.source, begin)}{more}")


def complaint(what: str) -> Exception:
    return bad_request(f"Can't parse entities: {what}")


def _letter(source: str, position: int) -> str:
    return source[position] if position < len(source) else NUL


def _end(pattern: re.Pattern[str], source: str, position: int) -> int:
    found = pattern.match(source, position)
    return found.end() if found else position


def _settled(entity: Payload) -> Payload:
    """Only a `pre` keeps a language; a `code` had it in case a `pre` closes around it."""
    if entity["type"] == "code":
        entity.pop("language", None)
    return entity


def _whole(text: str) -> str:
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        said = "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched"
        raise bad_request(f"Can't parse entities: {said} surrogate code units")
    return text
