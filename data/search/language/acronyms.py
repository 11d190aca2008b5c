"""Abbreviations that the words of a text give by rule: «государственно-частное партнерство» → ГЧП."""

from collections.abc import Iterator, Sequence

from data.search.language.words import PartOfSpeech, Word, is_adjective

SHORTEST, LONGEST = 3, 4


def acronyms(words: Sequence[Word]) -> Iterator[str]:
    """Yields the first letters of each noun and what describes it: of «Великой Отечественной войны», ВОВ; ВКС of a compound."""
    yield from _of_compounds(words)
    for place, noun in enumerate(words):
        if not (place and _describes(words, place - 1)):
            continue
        if not noun.form.known or noun.form.part is not PartOfSpeech.NAME:
            continue
        start = place
        while start and place - start < LONGEST and _describes(words, start - 1):
            start -= 1
        initials = "".join(word.text[0] for word in words[start : place + 1] if word.text != "и")
        yield from (
            initials[skipped:]
            for skipped in range(len(initials))
            if len(initials) - skipped in range(SHORTEST, LONGEST + 1)
        )


def _of_compounds(words: Sequence[Word]) -> Iterator[str]:
    """«Видео-конференц-связь» → ВКС."""
    start = 0
    for place in range(1, len(words) + 1):
        if place < len(words) and words[place].gap == "-":
            continue
        if place - start in range(SHORTEST, LONGEST + 1):
            yield "".join(word.text[0] for word in words[start:place])
        start = place


def _describes(words: Sequence[Word], place: int) -> bool:
    """True for an adjective, the «и» between two, and the first half of «государственно-частное»."""
    word, after = words[place], words[place + 1]
    if "," in after.gap:
        return False
    return is_adjective(word.text) or ((after.gap == "-" or word.text == "и") and is_adjective(after.text))
