"""What a question excepts: «всё, кроме культуры», «не архив, а туризм», «без Перми»."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from data.search.intents.patterns import Sign
from data.search.language.words import CLAUSE_END, PartOfSpeech, Word, word_set

EXCEPT: Final = word_set("кроме исключая помимо except excluding минус исключение исключить without besides")
WITHOUT: Final = word_set("без не not")
TURNS: Final = word_set("а но but only только лишь")
VERBS: Final = frozenset({PartOfSpeech.ACTION, PartOfSpeech.FUNCTION})


@dataclass(frozen=True, slots=True)
class Excepted:
    """A question without what it excepts, and the words that name that."""

    rest: tuple[int, ...]
    excepted: tuple[int, ...]


def find_exception(
    words: Sequence[Word], signs: Sequence[Sign], named: frozenset[int], timely: frozenset[int] = frozenset()
) -> Excepted | None:
    """Returns the places of what is asked and of what is excepted; None where nothing is.

    `named` are the places of words that name a subject: «не» before any other word belongs to the verb.
    """
    for place, word in enumerate(words):
        if place in timely:
            continue
        plain = not EXCEPT.isdisjoint(word.keys) or (
            word.text == "but" and place > 0 and words[place - 1].text in {"everything", "all", "anything"}
        )
        if not plain and (word.text not in WITHOUT or not _excepts(words, signs, place, named)):
            continue
        end = next(
            (
                at
                for at in range(place + 1, len(words))
                if at > place + 1
                and (CLAUSE_END.search(words[at].gap) or words[at].text in TURNS)
                and not _lists(words, at)
            ),
            len(words),
        )
        start = place + 1 + (plain and place + 1 < len(words) and words[place + 1].text in {"of", "for"})
        after = range(end + (end < len(words) and words[end].text in TURNS), len(words))
        before = range(place - (place > 0 and words[place - 1].text in {"но", "за", "не", "а"}))
        if start < end:
            return Excepted((*before, *after), tuple(range(start, end)))
    return None


def _excepts(words: Sequence[Word], signs: Sequence[Sign], place: int, named: frozenset[int]) -> bool:
    after = place + 1
    while after < len(words) and words[after].form.part is PartOfSpeech.FUNCTION:
        after += 1
    if after >= len(words):
        return False
    if after in named:
        return True
    spoken = {name for name in signs[after].concepts if not name.startswith("=")}
    return words[after].form.part not in VERBS and not spoken and words[after].form.known


def _lists(words: Sequence[Word], place: int) -> bool:
    """True for a comma that goes on with a list: «кроме культуры, спорта и туризма»."""
    return (
        "," in words[place].gap
        and words[place].text not in TURNS
        and any(word.text == "и" for word in words[place:])
    )
