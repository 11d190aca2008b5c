"""Telegram through a proxy: what works, and what its failures say."""

from typing import Literal

import pytest

from bot.telegram import session
from bot.telegram.errors import NotSent
from tests.bot.scripted_telegram import FakeTime, bot_at, scripted_telegram
from tests.bot.telegram.socks import Manner, socks_proxy

PASSWORD = "proxy-canary-password"


async def test_a_message_goes_through_the_proxy() -> None:
    """With a login and a password the proxy carries requests to the server."""
    async with scripted_telegram() as telegram, socks_proxy("forwards") as port:
        async with bot_at(telegram.url, f"socks5://anna:{PASSWORD}@127.0.0.1:{port}") as bot:
            await bot.send_message(7, "Сферы")
        assert len(telegram.calls("sendMessage")) == 1


@pytest.mark.parametrize("manner", ["refuses", "hangs", "dead"])
async def test_a_proxy_that_does_not_connect_is_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch, manner: Manner | Literal["dead"]
) -> None:
    """A dead, refusing or silent proxy means: not sent; the text names the proxy and hides the password."""
    monkeypatch.setattr(session, "CONNECT_SECONDS", 0.2)
    time = FakeTime()
    async with (
        scripted_telegram() as telegram,
        socks_proxy("hangs" if manner == "dead" else manner) as listening,
    ):
        port = 1 if manner == "dead" else listening
        async with bot_at(telegram.url, f"socks5://anna:{PASSWORD}@127.0.0.1:{port}", time.limits()) as bot:
            with pytest.raises(NotSent) as caught:
                await bot.send_message(7, "Сферы")
        assert telegram.asked == []
    assert f"socks5://anna:•••@127.0.0.1:{port}" in str(caught.value)
    assert PASSWORD not in f"{caught.value} {caught.value!r}"
    assert len(time.slept) == 4
