"""Normalises a text as Telegram does before storing it: drops some characters, trims blanks.

The rules are those of TDLib's `fix_formatted_text`; complaints keep its wording.
"""

from bot.sandbox.formatting.formatted import HIDING, Formatted, byte_offset, end_of, utf16_offsets
from bot.sandbox.formatting.nesting import nested
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.schema.errors import ApiError, bad_request

FARTHEST = 1_000_000
BLANK = " \n"
SPACED = {code: " " for code in range(33) if chr(code) not in "\n\r"}
# The carriage return, marks that redraw the line's direction, and combining vertical strokes.
DROPPED = dict.fromkeys([13, *range(0x2028, 0x202F), 0x30A, 0x333, 0x33F])
CLEANED = {**SPACED, **DROPPED}


def normalised(given: Formatted) -> Formatted:
    """The text and entities as stored: control characters out, entities nested, blank borders trimmed.

    Raises `ApiError` 400 for an entity that lies outside the text or cuts a symbol in two. The result may be
    empty: the caller says what that means.
    """
    entities = nested([dict(_checked(entity)) for entity in given.entities])
    _check_borders(given.text, entities)
    text, entities = _without_dropped(given.text, entities)
    entities = nested(_shrunk(text, entities))
    return _trimmed(text, entities)


def _checked(entity: Payload) -> Payload:
    for name in ("offset", "length"):
        if not 0 <= entity[name] <= FARTHEST:
            raise bad_request(f"Receive an entity with incorrect {name} {entity[name]}")
    return entity


def _check_borders(text: str, entities: list[Payload]) -> None:
    starts = list(utf16_offsets(text))
    known, length = set(starts), starts[-1]
    for entity in entities:
        begin, end = entity["offset"], end_of(entity)
        if begin >= length:
            raise bad_request(f"Entity begins after the end of the text at UTF-16 offset {begin}")
        if begin not in known:
            raise _middle(text, starts, begin, "Entity begins")
        if end > length:
            said = f"Entity beginning at UTF-16 offset {begin} ends after the end of the text"
            raise bad_request(f"{said} at UTF-16 offset {end}")
        if end not in known:
            raise _middle(text, starts, end, f"Entity beginning at UTF-16 offset {begin} ends")


def _middle(text: str, starts: list[int], offset: int, what: str) -> ApiError:
    place = byte_offset(text, starts.index(offset + 1))
    return bad_request(f"{what} in a middle of a UTF-16 symbol at byte offset {place}")


def _without_dropped(text: str, entities: list[Payload]) -> tuple[str, list[Payload]]:
    dropped = [at for at, letter in zip(utf16_offsets(text), text, strict=False) if ord(letter) in DROPPED]
    if dropped:
        entities = [_moved(entity, dropped) for entity in entities]
    return text.translate(CLEANED), entities


def _moved(entity: Payload, dropped: list[int]) -> Payload:
    before = sum(1 for at in dropped if at < entity["offset"])
    inside = sum(1 for at in dropped if entity["offset"] <= at < end_of(entity))
    return {**entity, "offset": entity["offset"] - before, "length": entity["length"] - inside}


def _shrunk(text: str, entities: list[Payload]) -> list[Payload]:
    """No entity begins with blanks or holds blanks alone, except code and links."""
    if not entities:
        return entities
    blank = {at for at, letter in zip(utf16_offsets(text), text, strict=False) if letter in BLANK}
    return [one for one in (_without_blanks(entity, blank) for entity in entities) if one["length"] > 0]


def _without_blanks(entity: Payload, blank: set[int]) -> Payload:
    if entity["type"] in HIDING:
        return entity
    begin, end = entity["offset"], end_of(entity)
    while begin < end and begin in blank:
        begin += 1
    return {**entity, "offset": begin, "length": end - begin}


def _trimmed(text: str, entities: list[Payload]) -> Formatted:
    """Blanks at the end go; blanks at the start go as far as the first entity."""
    kept = text.rstrip(BLANK)
    length = list(utf16_offsets(kept))[-1]
    left = [
        {**one, "length": min(one["length"], length - one["offset"])}
        for one in entities
        if one["offset"] < length
    ]
    blanks = len(kept) - len(kept.lstrip(BLANK))
    cut = min([blanks, *(one["offset"] for one in left)])
    return Formatted(kept[cut:], tuple({**one, "offset": one["offset"] - cut} for one in left))
