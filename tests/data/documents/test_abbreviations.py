"""Abbreviations nobody has written down: derived from official names by rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.documents.abbreviations import derived_aliases, region_aliases
from data.roadmap.models import Matching


def derived(name: str) -> dict[str, Matching]:
    return {alias.text: alias.matching for alias in derived_aliases(name)}


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Министерство строительства", "Минстрой"),
        ("Министерство культуры", "Минкульт Минкультуры"),
        ("Министерство здравоохранения", "Минздрав"),
        ("Министерство сельского хозяйства и продовольствия", "Минсельхоз Минсельхозпрод"),
        ("Министерство экономического развития", "Минэкономразвития Минэк"),
        ("Министерство образования и науки", "Минобр Минобрнауки МОиН"),
        ("Министерство финансов", "Минфин"),
        ("Министерство транспорта и дорожного хозяйства", "Минтранс"),
        ("Министерство промышленности и торговли", "Минпромторг Минпром Минторг МПТ"),
        ("Министерство труда и социального развития", "Минтруд Минсоцразвития МТСР"),
        ("Министерство природных ресурсов, лесного хозяйства и экологии", "Минприроды Минлесхоз Минэкологии"),
        ("Министерство по туризму", "Минтур Минтуризма"),
        ("Министерство информационного развития и связи", "МИРС МИРиС Минсвязи"),
        ("Министерство юстиции", "Минюст Минюстиции"),
        ("Комитет по науке и высшей школе", "КНВШ"),
        ("Комитет по физической культуре и спорту", "КФКС КФКиС Комспорт"),
        ("Комитет по строительству", "Комстрой Стройкомитет"),
        ("Архивный комитет", "Архком"),
        ("Государственный комитет по туризму", "Госкомтуризма"),
        ("Департамент культуры", "Депкульт"),
        ("Агентство по делам молодежи", "АДМ"),
        ("Государственная жилищная инспекция", "ГЖИ"),
    ],
)
def test_an_agency_has_the_short_names_people_would_use(name: str, called: str) -> None:
    """Head and root, two roots together, and the first letters."""
    assert set(called.split()) <= derived(name).keys()


@pytest.mark.parametrize(
    ("name", "phrases"),
    [
        (
            "Комитет по промышленной политике, инновациям и торговле",
            ["Комитет по промышленной политике", "Комитет по торговле"],
        ),
        (
            "Министерство труда и социального развития",
            ["Министерство труда", "Министерство социального развития"],
        ),
        ("Агентство по делам молодежи", ["Агентство молодежи"]),
    ],
)
def test_a_long_name_is_cut_to_one_of_its_matters(name: str, phrases: list[str]) -> None:
    """Each thing an agency is for makes a shorter official name."""
    assert set(phrases) <= derived(name).keys()


def test_physical_culture_is_not_culture() -> None:
    """A root is looked for where the matter begins, not anywhere in it."""
    assert "Минкульт" not in derived("Министерство физической культуры и спорта")


@pytest.mark.parametrize(
    ("name", "acronym", "matching"),
    [
        ("Комитет по строительству", "КС", Matching.WHOLE),
        ("Министерство инвестиционного развития", "МИР", Matching.UPPER),
        ("Комитет по науке и высшей школе", "КНВШ", Matching.FREE),
    ],
)
def test_acronyms_that_mean_too_much_are_matched_strictly(
    name: str, acronym: str, matching: Matching
) -> None:
    """Two letters only as a whole word, a dictionary word only in capitals."""
    assert derived(name)[acronym] is matching


def test_a_name_without_a_known_head_gets_no_compounds() -> None:
    """What is neither a ministry nor a committee is left as it is."""
    assert derived("Правительство") == {}


@pytest.mark.parametrize(
    ("region", "called"),
    [
        ("Республика Татарстан", {"Татарстан": Matching.FREE, "РТ": Matching.UPPER}),
        ("Астраханская область", {"астраханский": Matching.FREE, "АО": Matching.UPPER}),
        ("Санкт-Петербург", {}),
        ("Республика Северная Осетия – Алания", {}),
    ],
)
def test_a_region_is_called_by_its_own_word(region: str, called: dict[str, Matching]) -> None:
    """The word that is its own, and its letters in capitals; not where there are several."""
    assert {alias.text: alias.matching for alias in region_aliases(region)} == called


@given(st.text(alphabet="Министерствокмпдевтлую и,по-«»", max_size=60) | st.text(max_size=60))
def test_no_name_fails_and_no_alias_is_the_name(name: str) -> None:
    """Any name has aliases of at least two letters, each once, none of them the name itself."""
    texts = [alias.text.lower() for alias in derived_aliases(name)]
    assert len(set(texts)) == len(texts)
    assert name.lower() not in texts
    assert all(len(text) > 1 for text in texts)
