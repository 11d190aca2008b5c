"""Texts that say the same, however they were typed, and texts that do not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.documents.table import clean
from data.primitives.folding import better_letters, folded, squashed, with_own_letters
from tests.thoroughness import examples

SAYS = "Проведение межрегиональных соревнований «Кубок героев» в 2024–2026 гг."


@pytest.mark.parametrize(
    "retyped",
    [
        SAYS.upper(),
        SAYS.replace("–", "-"),
        SAYS.replace(" ", "\u00a0"),
        SAYS.replace("«", '"').replace("»", '"'),
        SAYS.replace("межрегиональных", "межрегио-\vнальных"),
        SAYS.replace("соревнований", "сорев\u00adнований"),
        SAYS.replace("героев", "ге\u200bроев"),
        SAYS.replace("соревнований", "copeвнoвaний"),
        SAYS.replace("й", "и\u0306"),
        SAYS.replace("ое", "оё"),
    ],
)
def test_a_retyped_text_says_the_same(retyped: str) -> None:
    """Case, dashes, blanks, quotes, line ends, hidden and foreign letters make no other text."""
    assert squashed(retyped) == squashed(SAYS)


def test_another_text_does_not() -> None:
    """A digit or a letter more is another text; what is Latin altogether stays Latin."""
    assert squashed(SAYS) != squashed(SAYS.replace("2026", "2027"))
    assert squashed(SAYS) != squashed(SAYS.replace("героев", "героя"))
    assert with_own_letters("COBET по IT и COVID-19") == "COBET по IT и COVID-19"
    assert with_own_letters("Cовет") == "Совет"


@pytest.mark.parametrize(
    ("copied", "read"),
    [
        ("Организация межре- гиональных мероприя- тий", "Организация межрегиональных мероприятий"),
        ("социально- экономического развития", "социально-экономического развития"),
        ("обще- и профессиональное образование", "обще- и профессиональное образование"),
        ("сани\u00ad\vтарный", "санитарный"),
        ("o\ufb03ce", "office"),
        ("науч\u00adный\u2009\u200bфорум", "научный форум"),
    ],
)
def test_what_a_page_has_divided_is_whole(copied: str, read: str) -> None:
    """Words cut at a line's end are put together; a hyphen of their own stays."""
    assert clean(copied) == read


def test_capitals_do_not_replace_small_letters() -> None:
    """The better letters of the two stay."""
    assert better_letters("План работ", "ПЛАН РАБОТ") == "План работ"
    assert better_letters("ПЛАН РАБОТ", "План работ") == "План работ"


@settings(max_examples=examples(200))
@given(st.text(max_size=60))
def test_folding_is_stable(text: str) -> None:
    """Any text can be folded, and what is folded stays as it is."""
    assert folded(folded(text)) == folded(text)
    assert clean(clean(text)) == clean(text)
