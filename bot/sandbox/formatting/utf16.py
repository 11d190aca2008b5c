"""Entity offsets count UTF-16 code units; Python's strings count code points."""

from collections.abc import Iterator


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
