"""Texts of people as they are stored."""

import pytest

from data.primitives.text_cleaning import cleaned, one_line


@pytest.mark.parametrize(
    "nothing", ["", " \n", "\u200b\u200d\ufeff", "\u3164\u115f", "\u2800", "\u2066\u2069\u202e", "\u0301"]
)
def test_what_nobody_sees_is_empty(nothing: str) -> None:
    """Blanks, format characters, fillers and lone marks leave no text, so that none stands for words or a name."""
    assert cleaned(nothing) == ""
    assert one_line(nothing) == ""


@pytest.mark.parametrize("text", ["да", "№ 5", "👍", "—", "й"])
def test_a_visible_sign_is_enough(text: str) -> None:
    """One letter, sign or picture is a text."""
    assert cleaned(f" {text}\u200b") == f"{text}\u200b"
    assert one_line(text) == text
