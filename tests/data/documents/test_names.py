"""The file of names: what it may say, how it is refused, and agencies told apart without it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import speaking
from bot.screens.documents.problems import document_sentence
from data.documents.agency_names import agency_key, short_name
from data.documents.names import Names, parse_names
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.editions.edition import Edition, Origin, make_edition, unused_names
from data.primitives.working_days import WorkingCalendar
from data.roadmap.models import Matching
from tests.data.documents.document_fixtures import ACTIVITY, SECOND, SPHERE, read_document, signed

CALENDAR = WorkingCalendar()

MOSCOW, TVER = "Правительство Москвы", "Правительство Тверской области"


def names(said: Any) -> Names:
    return parse_names(json.dumps(said, ensure_ascii=False).encode())


def refusal(content: bytes) -> DocumentRefused:
    with pytest.raises(DocumentRefused) as caught:
        parse_names(content)
    return caught.value


def agency_names(edition: Edition) -> list[str]:
    return [agency.name for agency in edition.agencies]


def test_everything_the_file_says_is_taken() -> None:
    """Region, aliases by their matching, spellings and words of spheres come into the edition."""
    said = names(
        {
            "parties": [
                {
                    "name": "Правительству Москвы",
                    "region": "Столица",
                    "upper": ["МСК"],
                    "agencies": [
                        {
                            "name": "Москомспорт",
                            "spellings": ["Департамент спорта города Москвы"],
                            "aliases": ["спортдеп"],
                            "whole": ["ДС"],
                            "english": ["Sports Department"],
                        }
                    ],
                }
            ],
            "spheres": {"1": {"aliases": ["физкультура"]}},
        }
    )
    edition = make_edition(signed(SPHERE, ACTIVITY), said, CALENDAR)
    assert edition.parties[1].region == "Столица"
    assert [(alias.text, alias.matching) for alias in edition.parties[1].aliases] == [("МСК", Matching.UPPER)]
    assert agency_names(edition)[1] == "Москомспорт"
    assert {(a.text, a.matching, a.origin) for a in edition.agencies[1].aliases} == {
        ("Департамент спорта города Москвы", Matching.FREE, Origin.SEED),
        ("спортдеп", Matching.FREE, Origin.SEED),
        ("ДС", Matching.WHOLE, Origin.SEED),
        ("Sports Department", Matching.FREE, Origin.SEED),
    }
    assert [alias.text for alias in edition.spheres[0].aliases] == ["физкультура"]


def test_agencies_outside_the_file_get_derived_names() -> None:
    """An agency without a line of its own is called by rule, and the aliases say so."""
    edition = make_edition(read_document(SECOND), Names(), CALENDAR)
    ministry = next(
        agency for agency in edition.agencies if agency.name == "Министерство культуры Республики Татарстан"
    )
    assert {"Минкульт", "Министерство культуры"} <= {alias.text for alias in ministry.aliases}
    assert {alias.origin for alias in ministry.aliases if alias.text == "Минкульт"} == {Origin.DERIVED}


def test_one_agency_is_known_again_without_its_region() -> None:
    """«Министерство культуры» in a party's column is that party's ministry; a region in the middle is left out too."""
    edition = make_edition(read_document(SECOND), Names(), CALENDAR)
    cultures = [name for name in agency_names(edition) if name.startswith("Министерство культуры")]
    assert cultures == [
        "Министерство культуры Республики Татарстан",
        "Министерство культуры Астраханской области",
        "Министерство культуры и туризма Астраханской области",
    ]
    assert short_name("Государственный комитет Республики Татарстан по туризму", "Республики Татарстан") == (
        "Государственный комитет по туризму"
    )


@pytest.mark.parametrize(
    "spelling",
    [
        "Министерство экономического развития инвестиций Пермского края",
        "министерство экономического развития и инвестиций  Пермского края",
        "Министерство  Экономического развития и инвестиций",
        "«Министерство экономического развития и инвестиций» Пермского края",
    ],
)
def test_spellings_of_one_agency_have_one_key(spelling: str) -> None:
    """A lost «и», letter sizes, spaces, quotes and the region make no other agency."""
    official = "Министерство экономического развития и инвестиций Пермского края"
    assert agency_key(spelling, "Пермского края") == agency_key(official, "Пермского края")


def test_yo_is_ye() -> None:
    """The two letters are one in names."""
    assert agency_key("Агентство по делам молодёжи", "") == agency_key("Агентство по делам молодежи", "")


def test_what_the_document_does_not_mention_is_told() -> None:
    """An agency or sphere of the file that is not in the document is reported, not refused."""
    said = names(
        {
            "parties": [{"name": TVER, "agencies": [{"name": "Комитет по культуре"}]}],
            "spheres": {"9": {"aliases": ["а"]}},
        }
    )
    assert unused_names(make_edition(signed(SPHERE, ACTIVITY), said, CALENDAR), said) == (
        "Комитет по культуре",
        "9",
    )


def test_a_party_of_another_roadmap_is_refused() -> None:
    """A file of names that belongs to other parties is refused with the parties there are."""
    said = names({"parties": [{"name": "Правительство Пермского края"}]})
    with pytest.raises(DocumentRefused) as caught:
        make_edition(signed(SPHERE, ACTIVITY), said, CALENDAR)
    assert caught.value.problem is DocumentProblem.NAMES_UNKNOWN_PARTY
    assert MOSCOW in str(caught.value)


def test_two_agencies_with_one_spelling_are_refused() -> None:
    """A file that gives one wording to two agencies is refused: it would be ambiguous."""
    agencies = [
        {"name": "Комитет по спорту"},
        {"name": "Спорткомитет", "spellings": ["Комитет и по спорту Тверской области"]},
    ]
    with pytest.raises(DocumentRefused) as caught:
        make_edition(
            signed(SPHERE, ACTIVITY), names({"parties": [{"name": TVER, "agencies": agencies}]}), CALENDAR
        )
    assert caught.value.problem is DocumentProblem.NAMES_TWICE


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", DocumentProblem.NAMES_NOT_JSON),
        (b"\xff", DocumentProblem.NAMES_NOT_JSON),
        (b"[" * 100_000, DocumentProblem.NAMES_NOT_JSON),
        (b"[]", DocumentProblem.NAMES_NOT_OBJECT),
        (b'{"sides": []}', DocumentProblem.NAMES_UNKNOWN_KEY),
        (b'{"parties": {}}', DocumentProblem.NAMES_NOT_LIST),
        (b'{"parties": [{}]}', DocumentProblem.NAMES_NOT_TEXT),
        (b'{"parties": [{"name": "a", "aliases": [7]}]}', DocumentProblem.NAMES_NOT_TEXT),
        (b'{"parties": [{"name": "a", "aliases": ["b", "B"]}]}', DocumentProblem.NAMES_TWICE),
        (b'{"parties": [], "parties": []}', DocumentProblem.NAMES_TWICE),
        (b'{"spheres": {"1": ["a"]}}', DocumentProblem.NAMES_NOT_OBJECT),
    ],
)
def test_a_file_of_another_form_is_refused(content: bytes, code: DocumentProblem) -> None:
    """Each slip of the hand has its own sentence."""
    assert refusal(content).problem is code


def test_the_refusal_names_the_place() -> None:
    """An admin finds the place by its path in the file."""
    content = '{"parties": [{"name": "а", "agencies": [{"name": "б", "whole": "в"}]}]}'.encode()
    with speaking("en"):
        told = document_sentence(refusal(content))
    assert told == ("In the file of names, parties[0].agencies[0].whole must be a list in square brackets.")


KEYS = st.sampled_from(["parties", "spheres", "name", "region", "aliases", "agencies", "whole", "1", "x"])
JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(JSON.map(lambda said: json.dumps(said).encode()) | st.binary(max_size=60))
def test_any_content_is_names_or_a_refusal(content: bytes) -> None:
    """Whatever the file holds, it is understood whole or refused with a sentence."""
    try:
        read: Names | None = parse_names(content)
    except DocumentRefused:
        read = None
    assert read is None or isinstance(read, Names)
