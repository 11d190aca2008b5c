"""The agencies listed in one cell, also where a page's end has cut the list."""

import re
from collections.abc import Iterable

from data.documents.line_ends import rejoined

HEADS = "комитет|министерство|агентство|департамент|управление|служба|инспекция|комиссия|палата|дирекция|фонд|администрация"
# A name begins with a capital letter, and its head stands in the nominative: «Архивный комитет».
NAME = rf"(?=(?:[А-ЯЁ][а-яё-]+(?:ый|ий|ое|ая)\s+(?i:{HEADS})|(?:{'|'.join(h.capitalize() for h in HEADS.split('|'))}))\b)"
BETWEEN = re.compile(rf"\s*;\s*|(?:\s*,\s*|\s+и\s+|[^\S\n]*\n\s*){NAME}")


def split_agencies(pieces: Iterable[str]) -> tuple[str, ...]:
    """Returns the different names in the pieces of a cell, one piece for each row it was cut into.

    Names are parted by semicolons; by a comma, «и» or the end of a piece only where another name begins.
    """
    parts = (" ".join(part.strip(" ,").split()) for part in BETWEEN.split(rejoined("\n".join(pieces))))
    return tuple(dict.fromkeys(part for part in parts if any(map(str.isalpha, part))))
