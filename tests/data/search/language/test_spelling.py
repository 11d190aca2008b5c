"""What was typed, and what was meant."""

import pytest

from data.search.language.keyboard_layout import (
    from_latin_sounds,
    skeleton,
    to_english_keys,
    to_russian_keys,
    with_one_alphabet,
)
from data.search.language.spelling import Spelling
from data.search.language.vocabulary import Vocabulary

WORDS = ["минстрой", "строительство", "комитет", "культура", "здравоохранение", "эвакуация", "sports", "мэр"]
SPELLING = Spelling(Vocabulary(WORDS, rigid=["мирс"]))


def meant(question: str) -> list[str]:
    return [word.text for word in SPELLING.words(question)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("vbycnhjq", ["минстрой"]),
        ("Rjvbntn gj rekmneht?", ["комитет", "по", "культуре"]),
        ("ьштыекщн", ["минстрой"]),
        ("minstroi", ["минстрой"]),
        ("stroitelstvo", ["строительство"]),
        ("zdravookhranenie", ["здравоохранение"]),
        ("Mинcтрой", ["минстрой"]),
        ("минстой", ["минстрой"]),
        ("строительсво", ["строительство"]),
        ("кильтура", ["культура"]),
        ("погода", ["погода"]),
        ("мирм", ["мирм"]),
        ("match", ["match"]),
        ("п. 10ю3", ["п", "10.3"]),
    ],
)
def test_typos_are_undone(typed: str, words: list[str]) -> None:
    """Layouts, Latin letters and typos lead to known words; dictionary words and abbreviations stay."""
    assert meant(typed) == words


def test_a_typo_is_marked_as_a_guess() -> None:
    """A corrected word is known to be one, so that it never outweighs a word read as it stands."""
    assert [word.guessed for word in SPELLING.words("минстой минстрой")] == [True, False]


def test_a_long_text_is_cut() -> None:
    """However much is sent, at most 32 pieces are read."""
    assert len(meant("минстрой " * 1000)) <= 32


def test_layouts_are_inverse() -> None:
    """The keys of one layout lead back from the other."""
    assert to_russian_keys(to_english_keys("Комитет по внешним связям")) == "Комитет по внешним связям"


def test_transliteration_meets_at_the_skeleton() -> None:
    """What Latin letters cannot tell apart is not told apart in Russian words either."""
    assert skeleton(from_latin_sounds("stroitelstvo")) == skeleton("строительство")
    assert with_one_alphabet("кофе") == "кофе"
