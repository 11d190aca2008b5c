"""Character references (`&lt;`, `&#60;`) and the attributes of a start tag."""

import re

from bot.sandbox.formatting.formatted import byte_offset
from bot.sandbox.schema.errors import ApiError, bad_request

NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]*)|#(?P<decimal>[0-9]*)|(?P<name>[a-zA-Z]*));?")
LONGEST_NUMBER = 10  # characters from & on, the semicolon not counted


def decoded_entity(source: str, position: int) -> tuple[str, int]:
    """What stands at this `&`, and where reading goes on; an unknown entity stays literal text."""
    found = REFERENCE.match(source, position)
    if found is None:
        return "&", position + 1
    if found["name"] is not None:
        letter = NAMED.get(found["name"])
    else:
        letter = _numbered(found[0].removesuffix(";"), found["hex"], found["decimal"])
    return (letter, found.end()) if letter else ("&", position + 1)


def _numbered(written: str, hexadecimal: str | None, decimal: str | None) -> str | None:
    if len(written) >= LONGEST_NUMBER:
        return None
    code = int(hexadecimal or "0", 16) if hexadecimal is not None else int(decimal or "0")
    return chr(code) if 0 < code < 0x10FFFF else None


NUL = "\0"
SPACE = r" \t\r\n\v\0"
SPACES = re.compile(r"[ \t\r\n\v]*")
NAME = re.compile(rf"[^{SPACE}=>/\"']*")
TOKEN = re.compile(r"[A-Za-z0-9.-]*")


class AttributeReader:
    """Reads from the end of a tag's name to its `>`, where `position` then stands."""

    def __init__(self, source: str, tag: str, begin: int, position: int) -> None:
        self.source = source
        self.tag = tag
        self.begin = begin
        self.position = position

    def read(self) -> dict[str, str]:
        """Name to value; of two equal names the last one counts."""
        found: dict[str, str] = {}
        while self._skip_spaces() != ">":
            name = self._take(NAME)
            if not name:
                raise self._complaint(f'Empty attribute name in the tag "{self.tag}"', self.begin)
            found[name] = self._value() if self._skip_spaces() == "=" else self._bare()
        return found

    def _bare(self) -> str:
        if self._letter() == NUL:
            raise self._unclosed(f' "{self.tag}"')
        return ""

    def _value(self) -> str:
        self.position += 1
        quote = self._skip_spaces()
        if quote == NUL:
            raise self._unclosed(f' "{self.tag}"')
        value = self._quoted(quote) if quote in "'\"" else self._token()
        if self._letter() == NUL:
            raise self._unclosed("")
        return value

    def _token(self) -> str:
        begin = self.position
        value = self._take(TOKEN).lower()
        if self._letter() not in " \t\r\n\v\0>":
            raise self._complaint("Unexpected end of name token", begin)
        return value

    def _quoted(self, quote: str) -> str:
        self.position += 1
        value: list[str] = []
        while (letter := self._letter()) not in (quote, NUL):
            if letter == "&":
                letter, self.position = decoded_entity(self.source, self.position)
            else:
                self.position += 1
            value.append(letter)
        if self._letter() == quote:
            self.position += 1
        return "".join(value)

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.position)
        taken = found[0] if found else ""
        self.position += len(taken)
        return taken

    def _skip_spaces(self) -> str:
        self._take(SPACES)
        return self._letter()

    def _letter(self) -> str:
        return self.source[self.position] if self.position < len(self.source) else NUL

    def _unclosed(self, name: str) -> ApiError:
        return self._complaint(f"Unclosed start tag{name}", self.begin)

    def _complaint(self, what: str, position: int) -> ApiError:
        offset = byte_offset(self.source, position)
        return bad_request(f"Can't parse entities: {what} at byte offset {offset}")
