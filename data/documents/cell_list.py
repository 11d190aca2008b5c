"""The agencies listed in one cell, also where a page's end has cut the list."""

import re
from collections.abc import Iterable

from data.documents.line_ends import rejoined
from data.regions.morphology import parses
from data.regions.named_regions import find_mentions

HEADS = "комитет|министерство|агентство|департамент|управление|служба|инспекция|комиссия|палата|дирекция|фонд|администрация"
# A name begins with a capital letter, and its head stands in the nominative: «Архивный комитет».
NAME = rf"(?=(?:[А-ЯЁ][а-яё-]+(?:ый|ий|ое|ая)\s+(?i:{HEADS})|(?:{'|'.join(h.capitalize() for h in HEADS.split('|'))}))\b)"
BETWEEN = re.compile(rf"\s*;\s*|(?:\s*,\s*|\s+и\s+|[^\S\n]*\n\s*){NAME}")
OPEN_END = re.compile(
    r"(?:[,(«„-]|\b(?:и|или|по|в|во|на|с|со|для|при|о|об|от|за|к|ко|из|до))$", re.IGNORECASE
)
FIRST_WORD = re.compile(r"(?:[«„“\"]\s*)?(?P<word>[А-ЯЁA-Z][\w-]*)")
OF_REGIONS = frozenset(
    {"республика", "область", "край", "округ", "район", "город"}
)  # «…\nРеспублики Карелия»
ABBREVIATION = re.compile(r"[А-ЯЁA-Z]{2,}")


def split_agencies(pieces: Iterable[str]) -> tuple[str, ...]:
    """Returns the different names in the pieces of a cell, one piece for each paragraph or row it was cut into.

    Names are parted by semicolons; by the end of a piece where another name can begin; by a comma or «и» only where one
    surely does.
    """
    joined = _joined(list(pieces))
    parts = (" ".join(part.strip(" ,").split()) for part in BETWEEN.split(rejoined(joined)))
    return tuple(dict.fromkeys(part for part in parts if any(map(str.isalpha, part))))


def _joined(pieces: list[str]) -> str:
    text = ""
    for piece in pieces:
        is_next = bool(text) and _begins_name(piece) and not OPEN_END.search(text.rstrip())
        text += (";\n" if is_next else "\n") + piece
    return text


def _begins_name(piece: str) -> bool:
    """True where a piece begins as a body's name does: an abbreviation, or a noun or adjective in the nominative."""
    first = FIRST_WORD.match(piece)
    if first is None:
        return False
    if ABBREVIATION.fullmatch(first["word"]):
        return True
    mention = next(iter(find_mentions(piece)), None)
    if mention and mention.start <= first.start("word"):
        return False
    read = parses(first["word"].lower())
    if any(parse.normal_form in OF_REGIONS and "gent" in parse.tag for parse in read):
        return False
    return any("nomn" in parse.tag and parse.tag.POS in ("NOUN", "ADJF", "PRTF") for parse in read)
