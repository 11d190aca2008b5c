"""A summary as messages: whatever its length, within Telegram's limits and without a loss."""

import pytest
from aiogram.utils.formatting import Bold, Text
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n import speaking
from bot.screens.summaries.messages import packed
from bot.screens.summaries.sections import Section
from bot.telegram.text_length import units
from tests.thoroughness import examples

ITEMS = st.lists(st.text("абв🏛 ", max_size=400), min_size=1, max_size=60)


@pytest.mark.random
@settings(max_examples=examples(40), deadline=None)
@given(st.lists(ITEMS, max_size=4))
def test_nothing_is_lost_and_everything_fits(lengths: list[list[str]]) -> None:
    """Each item stands whole in one message, in order; no message is longer than Telegram takes; all are numbered."""
    items = [
        [f"<{place}-{n}>{item}." for n, item in enumerate(section)] for place, section in enumerate(lengths)
    ]
    made = [Section("Раздел", tuple(Text(Bold(one[:3]), one[3:]) for one in section)) for section in items]
    with speaking("ru"):
        messages = [message.render() for message in packed("Сводка", Text("Кратко"), made, 4096)]
    whole = "\n".join(text for text, _ in messages)
    places = [whole.index(one) for section in items for one in section]
    assert places == sorted(places)
    assert all(units(text) <= 4096 and len(entities) <= 100 for text, entities in messages)
    heads = [text.splitlines()[0] for text, _ in messages]
    several = [f"Сводка: {part} из {len(heads)}" for part in range(1, len(heads) + 1)]
    assert heads == (several if len(heads) > 1 else ["Сводка"])


def test_a_section_that_fits_a_message_is_not_divided() -> None:
    """Two sections that do not fit together stand in two messages, each whole."""
    made = [Section(title, tuple(Text("я" * 99) for _ in range(25))) for title in ("Один", "Два")]
    with speaking("ru"):
        texts = [message.render()[0] for message in packed("Сводка", Text("Кратко"), made, 4096)]
    assert [text.count("я" * 99) for text in texts] == [25, 25]
    assert "продолжение" not in "".join(texts)
