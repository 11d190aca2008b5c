"""Words clipped and grown together: «туриндустрия» is the tourist industry, «медорганизации» medical organisations."""

from collections.abc import Callable

from data.search.language.words import is_cyrillic

# In full; a text may say either of several.
CLIPPED = {
    "сельхоз": "сельскохозяйственный сельский",
    "инвест": "инвестиционный инвестиция",
    "строй": "строительный строительство",
    "спорт": "спортивный спорт",
    "культ": "культурный культура",
    "этно": "этнический национальный",
    "проф": "профессиональный",
    "пром": "промышленный промышленность",
    "инфо": "информационный",
    "науч": "научный",
    "тур": "туристический туристский туризм",
    "мед": "медицинский",
    "нац": "национальный",
    "жил": "жилищный жилье",
    "тех": "технический технологический",
    "соц": "социальный",
    "гос": "государственный",
    "эко": "экологический",
}
SHORTEST_REST = 5


def split_clipped_word(word: str, is_known: Callable[[str], bool]) -> tuple[frozenset[str], str] | None:
    """Returns the full forms of the clipped beginning and the rest, where the rest is a known word."""
    if not is_cyrillic(word):
        return None
    for beginning, full in CLIPPED.items():
        rest = word.removeprefix(beginning)
        if rest != word and len(rest) >= SHORTEST_REST and is_known(rest):
            return frozenset(full.split()), rest
    return None
