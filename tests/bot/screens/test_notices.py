"""Sentences on what is wrong."""

import pytest

from bot.access import Denial
from bot.i18n import speaking
from bot.screens import notices
from bot.screens.refusals import refusal_text


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_what_is_said_in_an_alert_fits_one(locale: str) -> None:
    """Telegram takes 200 characters; each is a sentence that tells what to do."""
    with speaking(locale):
        sentences = [refusal_text(denial) for denial in Denial]
        sentences += [
            notices.stale_words(),
            notices.forgotten_words(),
            notices.slow_down_words(),
            notices.failure_words(),
            notices.unsaved_words(),
        ]
    assert all(0 < len(sentence) <= 200 for sentence in sentences)
    assert len(set(sentences)) == len(sentences)
