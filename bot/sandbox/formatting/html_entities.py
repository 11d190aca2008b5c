"""`&lt;`, `&gt;`, `&amp;`, `&quot;` and numeric entities: Telegram knows no others."""

import re

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
