"""A button that is used up shows what was decided: pressed once more, the screen stays as it is."""

import pytest

from tests.bot_harness import BotHarness


@pytest.fixture(autouse=True)
def used_buttons(request: pytest.FixtureRequest) -> None:
    """Telegram refuses to change a message into what it is already; no person sees that."""
    if "bot" in request.fixturenames:
        bot: BotHarness = request.getfixturevalue("bot")
        bot.sandbox.allows("message is not modified")
