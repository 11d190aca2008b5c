"""Long texts over several messages: nothing lost, nothing cut that is one for the reader."""

import unicodedata

import pytest
from aiogram.types import MessageEntity
from hypothesis import example, given
from hypothesis import strategies as st

from bot.telegram.text_length import units
from bot.telegram.text_split import split_plain, split_text

FAMILY = "👨‍👩‍👧‍👦"  # four people joined into one sign, 11 units
FLAG = "🇷🇺"
WAVE = "👋🏽"
CLUSTERS = [FAMILY, FLAG, WAVE, "é", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"]
ALPHABET = st.sampled_from(
    ["а", "Б", "z", " ", "\n", "\n\n", ". ", "ש", "مرحبا ", "<b>", '"', "&amp;", *CLUSTERS]
)
texts = st.lists(ALPHABET, max_size=120).map("".join).map(str.strip).filter(bool)


def bold(text: str, words: str) -> MessageEntity:
    return MessageEntity(type="bold", offset=units(text[: text.index(words)]), length=units(words))


def covered(text: str, entity: MessageEntity) -> str:
    raw = text.encode("utf-16-le")
    return raw[entity.offset * 2 : (entity.offset + entity.length) * 2].decode("utf-16-le")


@given(texts, st.integers(12, 40), st.integers(12, 40))
@example(FLAG * 30, 13, 13)
@example(FAMILY * 12, 12, 12)
def test_every_fragment_fits_and_nothing_visible_is_lost(text: str, first: int, rest: int) -> None:
    """Each fragment keeps to its limit, holds something, and together they say what the text said."""
    fragments = split_text(text, [], first, rest)
    assert all(fragment.text == fragment.text.strip() != "" for fragment in fragments)
    assert units(fragments[0].text) <= first
    assert all(units(fragment.text) <= rest for fragment in fragments[1:])
    assert "".join("".join(fragment.text.split()) for fragment in fragments) == "".join(text.split())


@given(texts, st.integers(30, 60))
def test_signs_made_of_several_characters_stay_whole(text: str, limit: int) -> None:
    """A family, a flag, a hand with its colour, a letter with its accent is never cut in two."""
    fragments = split_text(text, [], limit, limit)
    for cluster in CLUSTERS:
        assert sum(fragment.text.count(cluster) for fragment in fragments) == text.count(cluster)
    for fragment in fragments:
        assert not unicodedata.category(fragment.text[0]).startswith("M")
        assert "\u200d" not in (fragment.text[0], fragment.text[-1])


@given(st.lists(st.text("абв ", min_size=1, max_size=20), min_size=1, max_size=12), st.integers(25, 60))
def test_entities_go_with_their_words(words: list[str], limit: int) -> None:
    """An entity that fits a message is whole in one of them, over the same words."""
    marked = [f"«{word}»" for word in words]
    text, entities, at = "", [], 0
    for number, word in enumerate(marked):
        if number % 2:
            entities.append(MessageEntity(type="bold", offset=at, length=units(word)))
        text += word + " "
        at += units(word) + 1
    fragments = split_text(text, entities, limit, limit)
    shown = [covered(fragment.text, entity) for fragment in fragments for entity in fragment.entities]
    assert shown == marked[1::2]


@pytest.mark.parametrize(
    ("text", "limit", "first"),
    [
        ("Первый абзац.\n\nВторой абзац. Он длиннее.", 29, "Первый абзац."),
        ("Первая строка.\nВторая строка. И ещё", 29, "Первая строка."),
        ("Раз два три. Четыре пять шесть семь", 25, "Раз два три."),
        ("раз два три четыре пять", 16, "раз два три"),
        ("а" * 30, 20, "а" * 20),
    ],
)
def test_the_cut_is_where_a_reader_would_pause(text: str, limit: int, first: str) -> None:
    """Between paragraphs where possible, else lines, sentences, words, and only then inside a word."""
    assert split_text(text, [], limit, limit)[0].text == first


def test_an_entity_longer_than_a_message_goes_on_in_the_next() -> None:
    """Bold words that no message can hold are bold in each of the messages they fill."""
    text = "слово " * 20 + "конец"
    fragments = split_text(text, [bold(text, text)], 50, 50)
    assert len(fragments) > 2
    assert all(covered(fragment.text, fragment.entities[0]) == fragment.text for fragment in fragments)


def test_a_cut_is_not_made_inside_bold_words() -> None:
    """The border of a paragraph inside bold words is passed over for a worse one outside."""
    text = "начало " + "б" * 10 + "\n\n" + "б" * 10 + " конец"
    fragments = split_text(text, [bold(text, "б" * 10 + "\n\n" + "б" * 10)], 24, 24)
    assert [fragment.text.split()[0] for fragment in fragments] == ["начало", "б" * 10, "конец"]


@given(text=st.text(alphabet="ab \n😀", max_size=300), limit=st.integers(2, 40))
def test_plain_pieces_leave_nothing_out(text: str, limit: int) -> None:
    """Put together again the pieces are the text, but for the gaps they were split at."""
    pieces = split_plain(text, limit)
    assert pieces
    assert all(units(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
