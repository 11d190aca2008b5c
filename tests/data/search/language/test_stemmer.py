"""Kin words share a root, others do not."""

import pytest

from data.search.language.stemmer import stem_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("вакансия", "вакантный"),
        ("студент", "студенческий"),
        ("наука", "научный"),
        ("туризм", "турист"),
        ("архив", "архивный"),
        ("промышленность", "промышленный"),
    ],
)
def test_related_words_share_a_stem(one: str, other: str) -> None:
    """Suffixes and alternating consonants fall away."""
    assert stem_of(one) == stem_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("информация", "информатизация"),
        ("образование", "образец"),
        ("культура", "физкультура"),
        ("труд", "тур"),
    ],
)
def test_strangers_do_not(one: str, other: str) -> None:
    """Words that only look alike stay apart."""
    assert stem_of(one) != stem_of(other)
