"""Numbers apart, abbreviations, words in two and clauses: written otherwise than in the document."""

import pytest

from data.search.language.abbreviations import expand_abbreviations
from data.search.language.acronyms import acronyms
from data.search.language.fuzzy_index import FuzzyIndex, is_likely_typo
from data.search.language.split_numbers import join_split_numbers
from data.search.language.words import clauses, split_words

KNOWN = {"1.1", "2.1", "13.2"}


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("13. 2", "13.2"),
        ("что с 13 .2?", "13.2"),
        ("1-1", "1.1"),
        ("покажи пункт 1/1", "1.1"),
        ("пункт два точка один", "2.1"),
    ],
)
def test_a_number_written_apart_is_put_together(said: str, number: str) -> None:
    """A blank after the point, another sign for it or its name make the same number."""
    assert number in [word.text for word in join_split_numbers(split_words(said), KNOWN)]


@pytest.mark.parametrize("said", ["в 1-1 квартале", "разделы 1-1", "13. 3", "спорт 1-1", "точка кипения"])
def test_what_is_no_number_stays_apart(said: str) -> None:
    """Ranges, sections and numbers the roadmap has not are left as they are."""
    words = split_words(said)
    assert join_split_numbers(words, KNOWN) == words


def test_phrases_of_a_text_have_abbreviations() -> None:
    """What describes a noun gives its first letters; a phrase with a noun before it gives none."""
    found = set(
        acronyms(
            split_words("Обмен опытом государственно-частного партнёрства в годы Великой Отечественной войны")
        )
    )
    assert {"гчп", "вов"} <= found
    assert "оо" not in found


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("мин-во спорта", "министерство спорта"),
        ("п.п. 4.1", "пп. 4.1"),
        ("что по линии культуры", "что по культуры"),
        ("двадцать пятый год", "2025 год"),
        ("двадцать рублей год", "двадцать рублей год"),
    ],
)
def test_shorthand_is_written_out(short: str, full: str) -> None:
    """Only what is surely short for something is written out."""
    assert expand_abbreviations(short) == full


@pytest.mark.parametrize("typed", ["минтрд", "минтрууд", "мнитруд", "минтпуд", "интруд", "иминтруд"])
def test_one_typo_is_found_anywhere_in_a_word(typed: str) -> None:
    """A letter lost, doubled, swapped or confused is found, the first one too."""
    assert [near for _, near in FuzzyIndex(["минтруд", "минфин"]).near(typed)] == ["минтруд"]


def test_likely_typos_are_told_from_others() -> None:
    """Of two words one letter away, the one whose letter was lost is meant before the one with another letter."""
    assert is_likely_typo("минтуд", "минтруд")
    assert not is_likely_typo("минтуд", "минтур")


def test_clauses_end_where_sentences_do() -> None:
    """Full stops and commas part a message into what is said one by one."""
    parts = clauses(split_words("Готовлюсь к совещанию, нужны пункты Минстроя. Спасибо"))
    assert [len(part) for part in parts] == [3, 3, 1]
