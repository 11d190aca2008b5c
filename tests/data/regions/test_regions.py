"""Parties, regions and the cases in which they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.regions.regions import nominative, region_of, same_words


@pytest.mark.parametrize(
    ("party", "region"),
    [
        ("Правительство Пермского края", "Пермский край"),
        ("Правительство Санкт-Петербурга", "Санкт-Петербург"),
        ("Кабинет Министров Республики Татарстан", "Республика Татарстан"),
        ("Правительство Астраханской области", "Астраханская область"),
        ("Правительство Москвы", "Москва"),
        ("Администрация города Перми", "город Пермь"),
        ("Кабинет Министров Чувашской Республики – Чувашии", "Чувашская Республика – Чувашия"),
        (
            "Правительство Ханты-Мансийского автономного округа – Югры",
            "Ханты-Мансийский автономный округ – Югра",
        ),
        ("Правительство Республики Саха (Якутия)", "Республика Саха (Якутия)"),
        ("Правительство Республики Марий Эл", "Республика Марий Эл"),
        ("Администрация Губернатора Пермского края", "Пермский край"),
        ("Республика Крым", "Республика Крым"),
        ("Правительство", "Правительство"),
    ],
)
def test_a_party_has_the_region_it_governs(party: str, region: str) -> None:
    """The head is left out and the rest stands in the nominative, capitals where they were."""
    assert region_of(party) == region


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("Кабинетом Министров", "Кабинет Министров"),
        ("Высшим исполнительным органом", "Высший исполнительный орган"),
        ("Наивысшим советом", "Наивысший совет"),
        ("Лучшим центром", "Лучший центр"),
        ("Ближайшими муниципальными округами", "Ближайшие муниципальные округа"),
        ("Исполнительным комитетом", "Исполнительный комитет"),
        ("Астраханской областью", "Астраханская область"),
    ],
)
def test_what_a_noun_governs_stays_as_it_is(phrase: str, words: str) -> None:
    """Only the noun and its adjectives leave the instrumental."""
    assert nominative(phrase, "ablt") == words


def test_the_case_does_not_matter_to_the_same_words() -> None:
    """A party is known again in another case, another party is not."""
    assert same_words("Правительству пермского края", "Правительство Пермского края")
    assert not same_words("Правительство Пермского края", "Правительство Приморского края")


@given(st.text(max_size=40))
def test_any_name_has_a_region(name: str) -> None:
    """Whatever stands for a party, something can be shown for it."""
    assert bool(region_of(name)) is bool(name)
