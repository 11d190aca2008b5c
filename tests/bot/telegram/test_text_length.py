"""Texts measured and shortened."""

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.text_length import elide, shorten, units

texts = st.text(max_size=400)


@given(text=texts)
def test_units_are_those_of_utf_16(text: str) -> None:
    """A character beyond the basic plane counts for two, as Telegram counts it."""
    assert units(text) == len(text.encode("utf-16-le")) // 2


@given(text=texts, most=st.integers(2, 60))
def test_a_shortened_text_keeps_to_its_limit(text: str, most: int) -> None:
    """What fits stays as it is; what does not is shortened visibly."""
    for short in (shorten(text, most), elide(text, most)):
        assert units(short) <= most
        assert short == text if units(text) <= most else "…" in short


def test_shortening_ends_at_a_word() -> None:
    """No half of a word, no comma and no lonely «и» stands before the dots."""
    assert shorten("Министерство труда, занятости и развития", 30) == "Министерство труда…"
    assert shorten("Обмен опытом в сфере", 16) == "Обмен опытом…"
    assert elide("Министерство культуры Республики Татарстан", 30) == "Министерство к…блики Татарстан"
