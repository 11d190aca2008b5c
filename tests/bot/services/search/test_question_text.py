"""What a message asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.search.question_text import asked_text
from data.primitives.text_cleaning import one_line


@pytest.mark.parametrize(
    ("text", "private", "asked"),
    [
        ("что за\nМинстроем?", True, "что за Минстроем?"),
        ("минстрой", False, None),
        ("сферы", True, None),
        ("/find спорт", False, "спорт"),
        ("/find@roadmap_bot  спорт  и\nтуризм", False, "спорт и туризм"),
        ("/FIND спорт", True, "спорт"),
        ("/find", True, None),
        ("/find \u202e", True, None),
        ("/finding спорт", True, None),
        ("/start", True, None),
        ("/3", True, "3"),
        ("/3_1", True, "3.1"),
        ("/3.1@roadmap_bot", False, "3.1"),
        ("/3rd", True, None),
        ("\u200f \t", True, None),
    ],
)
def test_the_question_of_a_message(text: str, private: bool, asked: str | None) -> None:
    """The text itself in the private chat, what follows `/find` or a number anywhere, nothing of other commands."""
    assert asked_text(text, private=private) == asked


@given(text=st.text(alphabet=st.characters(), max_size=100))
def test_one_line_can_be_stored_and_shown(text: str) -> None:
    """Whatever people write becomes one line without anything invisible that does harm, and stays so."""
    line = one_line(text + "\ud83d" + "\x00")
    line.encode()
    assert "\n" not in line
    assert "\x00" not in line
    assert "\u202e" not in line
    assert one_line(line) == line
