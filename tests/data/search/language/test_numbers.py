"""Numbers of activities and spheres in questions."""

import pytest

from data.search.language.numbers import Numbers
from data.search.language.words import split_words

ACTIVITIES = {number: key for key, number in enumerate(("1.1", "1.2", "3.1", "3.2", "3.3", "10.3"), start=1)}
NUMBERS = Numbers(ACTIVITIES, {"1": 101, "3": 103, "VII.": 107})


@pytest.mark.parametrize(
    ("question", "activities"),
    [
        ("1.1", ["1.1"]),
        ("п. 10,3", ["10.3"]),
        ("пункт 1.2.", ["1.2"]),
        ("п.п. 3.1 и 3.2", ["3.1", "3.2"]),
        ("3.1-3.3", ["3.1", "3.2", "3.3"]),
        ("с 3.1 по 3.3", ["3.1", "3.2", "3.3"]),
        ("пункты 1.1, 1.2", ["1.1", "1.2"]),
        ("1.1,1.2", ["1.1", "1.2"]),
        ("/3_2", ["3.2"]),
        ("№3.1", ["3.1"]),
    ],
)
def test_activities_are_found_by_number(question: str, activities: list[str]) -> None:
    """Points, commas, lists, ranges and commands all name activities."""
    assert NUMBERS.find(split_words(question)).activities == [ACTIVITIES[number] for number in activities]


@pytest.mark.parametrize(
    ("question", "sphere"),
    [("раздел 3", 103), ("VII раздел", 107), ("седьмой раздел", 107), ("3-я сфера", 103)],
)
def test_spheres_are_found_by_number(question: str, sphere: int) -> None:
    """Figures, Roman figures and ordinals name spheres beside the word for one."""
    assert NUMBERS.find(split_words(question)).spheres == [sphere]


def test_a_date_is_no_number() -> None:
    """«31.12.2026» and «до 31.12» are days, not absent activities."""
    assert not NUMBERS.find(split_words("31.12.2026, до 31.12")).absent
