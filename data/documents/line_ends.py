"""Words that a page, a column or a PDF has divided, put together again."""

import re
from typing import Final

from data.regions.morphology import is_dictionary_word

BREAK: Final = r"[\s\v\f\x85\u2028\u2029]*"
SOFT: Final = re.compile(rf"\u00ad{BREAK}")
# A blank or a line end behind the hyphen: «меро- приятий». «Научно- и технический» is written so on purpose.
DIVIDED: Final = re.compile(
    r"(?<![\w-])([^\W\d_]+(?:-[^\W\d_]+)*)-[\s\v\f\x85\u2028\u2029]+(?!(?:и|или|а|да)\b)([а-яёa-z]+)"
)


def rejoined(text: str) -> str:
    """Returns the text with divided words in one: «меро- приятий» → «мероприятий».

    A hyphen that belongs to the word stays: «научно- технический» → «научно-технический».
    """
    return DIVIDED.sub(_whole, SOFT.sub("", text))


def _whole(divided: re.Match[str]) -> str:
    first, second = divided[1], divided[2]
    head, _, last = first.rpartition("-")
    plain = f"{last}{second}"
    if not is_dictionary_word(plain):
        return f"{first}-{second}"
    return f"{head}-{plain}" if head else plain
