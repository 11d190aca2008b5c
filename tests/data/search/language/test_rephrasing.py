"""Words grown together, set phrases, and sides named beside an agency."""

import pytest

from data.search.language.acronyms import acronyms
from data.search.language.clipped_words import split_clipped_word
from data.search.language.english import translate
from data.search.language.ignored_phrases import UNANSWERED, without_ignored_phrases
from data.search.language.words import split_words
from data.search.search import Search
from tests.data.search.search_fixtures import SHIPPED, TODAY, content_of

CONTENT = content_of(SHIPPED)
SEARCH = Search(CONTENT)
PARTS = {"индустрия", "проект", "учреждения"}


AGENCIES = {alias.text: alias.agency_id for alias in CONTENT.aliases if alias.agency_id is not None}


@pytest.mark.parametrize(
    ("word", "beginning"),
    [("туриндустрия", "туризм"), ("нацпроект", "национальный"), ("медучреждения", "медицинский")],
)
def test_a_compound_is_its_parts(word: str, beginning: str) -> None:
    """What was clipped is looked for in full, beside the word that was not."""
    found = split_clipped_word(word, PARTS.__contains__)
    assert found
    assert beginning in found[0]
    assert found[1] in PARTS


@pytest.mark.parametrize("word", ["турнир", "медведь", "госпиталь", "экономика", "project"])
def test_a_word_that_begins_like_a_compound_is_whole(word: str) -> None:
    """The rest has to be a word that is known."""
    assert split_clipped_word(word, PARTS.__contains__) is None


def test_a_compound_with_hyphens_has_an_abbreviation() -> None:
    """«Видео-конференц-связь» is ВКС."""
    assert "вкс" in set(acronyms(split_words("в формате видео-конференц-связи")))


def test_english_words_are_looked_for_as_russian_texts_hold_them() -> None:
    """Participles and superlatives are found by what the dictionary makes of them."""
    assert "объединить" in translate("united")
    assert "высокий" in translate("higher")


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("всё понятно, до связи!", "всё понятно"),
        ("что за Минстроем? здоровья вам и близким", "что за Минстроем?"),
        ("комитет по информатизации и связи", "комитет по информатизации и связи"),
        ("здоровье населения", "здоровье населения"),
    ],
)
def test_talk_is_not_the_question(said: str, left: str) -> None:
    """A farewell has no words of spheres in it; the same words elsewhere stay."""
    assert without_ignored_phrases(said).strip() == left


@pytest.mark.parametrize(
    "said", ["сколько времени в Перми", "который час", "сколько стоит тур", "what time is it"]
)
def test_what_no_roadmap_says_is_not_answered(said: str) -> None:
    """The hour and a price are asked of another person; time left until a deadline is ours."""
    assert UNANSWERED.strip() in without_ignored_phrases(said)
    assert without_ignored_phrases("сколько времени осталось") == "сколько времени осталось"


@pytest.mark.parametrize(
    ("question", "agencies"),
    [
        ("Минстрой Перми и комитет по строительству", {"Минстрой", "КС"}),
        ("Минспорт Пермского края и КФКС", {"Минспорт", "КФКС"}),
        ("питерский комитет по культуре и минкульт", {"КК", "Минкульт"}),
        ("минкульт и минспорт Перми", {"Минкульт", "Минспорт"}),
        ("комитет по культуре Перми и минспорт", set()),
        ("минкульт Питера", set()),
        ("ИТ комитет", {"КИС"}),
        ("minprom torg", {"Минпромторг"}),
        ("Минсельхоз", set()),
        ("minselhoz", set()),
    ],
)
def test_each_agency_named_is_found_on_its_side(question: str, agencies: set[str]) -> None:
    """A side belongs to the agency beside it, where the other agency is of another side; every named agency is kept."""
    found = set(SEARCH.ask(question, TODAY).intent.agencies)
    assert found == {AGENCIES[agency] for agency in agencies}


def test_people_of_a_place_are_its_side() -> None:
    """«Пермяки» are the Perm side, «с питерцами» is whom something is done with."""
    perm, all_sport = SEARCH.ask("пермяки", TODAY).intent, SEARCH.ask("спорт", TODAY).intent
    assert perm.parties == SEARCH.ask("Пермь", TODAY).intent.parties != ()
    assert SEARCH.ask("спорт с питерцами", TODAY).intent == all_sport


def test_haste_is_not_a_deadline() -> None:
    """«Срочно» beside a subject says when the answer is wanted; alone it asks what is urgent."""
    assert SEARCH.ask("всё по спорту, срочно", TODAY).intent == SEARCH.ask("спорт", TODAY).intent
    assert SEARCH.ask("что срочно", TODAY).intent.time


def test_noise_is_refused_as_a_whole() -> None:
    """A text of words nobody knows is not understood, whatever known word stands at its end."""
    noise = " ".join(f"{letter}ъцщшфыж" for letter in "абвгдеклмнопр")
    assert SEARCH.ask(f"{noise} минстрой", TODAY).refusal
