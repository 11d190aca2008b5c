"""The MarkdownV2 parse mode, as TDLib reads it."""

import re
from dataclasses import dataclass, field

from bot.sandbox.formatting.formatted import Formatted, byte_offset, in_order, utf16_length
from bot.sandbox.formatting.markdown import link_entity
from bot.sandbox.schema.bot_api import Payload, present
from bot.sandbox.schema.errors import ApiError, bad_request

RESERVED = "_*[]()~`>#+-=|{}.!"
MARKERS = ("```", "||", "__", "*", "_", "~", "`")
STYLES = {"*": "bold", "_": "italic", "__": "underline", "~": "strikethrough", "||": "spoiler", "`": "code"}
FENCE = re.compile(r"```(?:(?P<language>[^\s`]+)(?=\s))?(?:\r\n|\n\r|\n|\r)?")
ADDRESS = re.compile(r"\((?P<url>(?:\\.|[^)\\])*)\)", re.DOTALL)


@dataclass(slots=True)
class Mark:
    """An open marker: where it stands in the source, and the UTF-16 offset of what it covers."""

    marker: str
    position: int
    offset: int
    begin: int
    more: Payload = field(default_factory=dict)


def parse_markdown_v2(source: str) -> Formatted:
    """Raises `ApiError` 400 for unescaped reserved characters and markers without their end."""
    return MarkdownReader(source).read()


class MarkdownReader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.text: list[str] = []
        self.length = 0
        self.open: list[Mark] = []
        self.entities: list[Payload] = []

    def read(self) -> Formatted:
        while self.position < len(self.source):
            self._quote()
            self._step()
        self._end_quote()
        if self.open:
            raise self._unended(self.open[-1])
        return Formatted("".join(self.text), tuple(in_order(self.entities)))

    def _step(self) -> None:
        if self.position >= len(self.source):
            return
        letter = self.source[self.position]
        if letter == "\\" and self.source[self.position + 1 : self.position + 2].isascii():
            self._write(self.source[self.position + 1 : self.position + 2], 2)
        elif letter == "\n":
            self._end_line()
        elif (self._in_code() and letter != "`") or letter not in RESERVED:
            self._write(letter, 1)
        else:
            self._marker(letter)

    def _marker(self, letter: str) -> None:
        marker = next((one for one in MARKERS if self.source.startswith(one, self.position)), "")
        if self.open and self._closes(self.open[-1].marker, marker):
            self._close(self.open.pop())
        elif self.source.startswith("![", self.position):
            self._begin("![", 2)
        elif letter == "[":
            self._begin("[", 1)
        elif letter == "]" and self.open and self.open[-1].marker in ("[", "!["):
            self._close_link(self.open.pop())
        elif marker:
            self._open(marker)
        else:
            raise self._reserved(letter)

    def _closes(self, opened: str, marker: str) -> bool:
        return opened == marker or (opened == "`" and marker == "```")

    def _open(self, marker: str) -> None:
        if marker != "```":
            self._begin(marker, len(marker))
            return
        fence = FENCE.match(self.source, self.position)
        if fence is not None:
            self._begin(marker, len(fence[0]), present(language=fence["language"]))

    def _begin(self, marker: str, width: int, more: Payload | None = None) -> None:
        self.open.append(Mark(marker, self.position, self.length, len(self.text), more or {}))
        self.position += width

    def _close(self, mark: Mark) -> None:
        self.position += len(mark.marker)
        kind = "pre" if mark.marker == "```" else STYLES[mark.marker]
        self._add({"type": kind, **mark.more}, mark)

    def _close_link(self, mark: Mark) -> None:
        self.position += 1
        address = ADDRESS.match(self.source, self.position)
        label = "".join(self.text[mark.begin :])
        url = re.sub(r"\\(.)", r"\1", address["url"]) if address else label
        self.position = address.end() if address else self.position
        if mark.marker == "[":
            self._add(link_entity(url), mark)
            return
        number = re.fullmatch(r"tg://emoji\?id=(\d{1,19})", url)
        if number is None:
            raise bad_request("Can't parse entities: Custom emoji entity must contain a tg://emoji URL")
        self._add({"type": "custom_emoji", "custom_emoji_id": number[1]}, mark)

    def _quote(self) -> None:
        """`>` at the start of a line opens a quote, or goes on with the one above."""
        at_line = self.position == 0 or self.source[self.position - 1] == "\n"
        if self._in_code() or not at_line or not self.source.startswith(">", self.position):
            return
        if not any(mark.marker == ">" for mark in self.open):
            self._begin(">", 0)
        self.position += 1

    def _end_line(self) -> None:
        quoted = self.source.startswith(">", self.position + 1)
        if not quoted and not self._in_code():
            self._end_quote()
        self._write("\n", 1)

    def _end_quote(self) -> None:
        """`||` that no spoiler needs, at the end of a quote, makes it expandable."""
        expandable = len(self.open) > 1 and self.open[-1].marker == "||" and self.open[-2].marker == ">"
        if expandable and self.open[-1].offset == self.length:
            self.open.pop()
        if self.open and self.open[-1].marker == ">":
            kind = "expandable_blockquote" if expandable else "blockquote"
            self._add({"type": kind}, self.open.pop())

    def _add(self, entity: Payload | None, mark: Mark) -> None:
        length = self.length - mark.offset
        if entity is not None and length:
            self.entities.append({**entity, "offset": mark.offset, "length": length})

    def _write(self, letter: str, width: int) -> None:
        self.text.append(letter)
        self.length += utf16_length(letter)
        self.position += width

    def _in_code(self) -> bool:
        return bool(self.open) and self.open[-1].marker in ("`", "```")

    def _reserved(self, letter: str) -> ApiError:
        said = f"Character '{letter}' is reserved and must be escaped with the preceding '\\'"
        return bad_request(f"Can't parse entities: {said}")

    def _unended(self, mark: Mark) -> ApiError:
        names = {"```": "Pre", "[": "TextUrl", "![": "CustomEmoji", ">": "BlockQuote"}
        name = names.get(mark.marker) or STYLES[mark.marker].capitalize()
        offset = byte_offset(self.source, mark.position)
        return bad_request(f"Can't parse entities: Can't find end of {name} entity at byte offset {offset}")
