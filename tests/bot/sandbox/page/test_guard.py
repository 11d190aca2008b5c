"""Who gets in: this page's own tabs and the bot."""

import pytest

from bot.sandbox.page.routes import mount
from bot.sandbox.standalone import open_sandbox
from tests.bot.sandbox.page.page_fixtures import ANNA, Noted, Stage


async def status(stage: Stage, method: str, path: str, **headers: str) -> int:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    async with stage.api.session.request(method, stage.url + path, headers=names) as response:
        return response.status


@pytest.mark.parametrize("path", ["/", "/page/api/people", "/bot{token}/getMe"])
async def test_a_name_that_resolves_here_is_not_enough(stage: Stage, path: str) -> None:
    """Under any host name but this machine's (DNS rebinding) nothing is answered, not even to a bot."""
    path = path.format(token=stage.sandbox.token)
    assert await status(stage, "GET", path, Host="roadmap.example:80") == 403
    assert await status(stage, "GET", path) == 200


@pytest.mark.parametrize("origin", ["https://example.org", "http://127.0.0.1:1", "null"])
async def test_another_site_presses_no_buttons(stage: Stage, origin: str) -> None:
    """A request that a page of another site sends is refused, to the page's API and to the Bot API."""
    assert await status(stage, "POST", "/page/api/restart", Origin=origin) == 403
    assert await status(stage, "POST", f"/bot{stage.sandbox.token}/getMe", Origin=origin) == 403
    assert stage.controls.deeds == []


async def test_another_site_reads_nothing(stage: Stage) -> None:
    """What another site embeds is refused by where the browser says it comes from; a followed link is not."""
    cross = {"Sec_Fetch_Site": "cross-site"}
    assert await status(stage, "GET", "/page/api/people", **cross) == 403
    assert await status(stage, "GET", "/page/js/main.js", Sec_Fetch_Site="same-site") == 403
    assert await status(stage, "GET", "/", **cross, Sec_Fetch_Mode="no-cors") == 403
    assert await status(stage, "GET", "/", **cross, Sec_Fetch_Mode="navigate") == 200


async def test_the_page_itself_gets_in(stage: Stage) -> None:
    """Its own requests carry its own origin."""
    assert await status(stage, "POST", "/page/api/restart", Origin=stage.url) == 200
    assert stage.controls.deeds == ["restart"]


async def test_the_page_cannot_be_framed_or_fed_scripts(stage: Stage) -> None:
    """Its policy lets in nothing but its own files."""
    async with stage.api.session.get(stage.url) as response:
        policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


async def test_only_the_cast_can_be_played(stage: Stage) -> None:
    """Neither the bot, nor nobody, nor a person outside the cast is anybody's to be."""
    outsider = stage.sandbox.person("Чужой")
    for number in (outsider.id, stage.sandbox.telegram.bot.id, 0):
        await stage.act("send", 403, **{"as": number, "chat": number, "text": "x"})
    assert (await stage.look("chats", **{"as": ANNA}))[0]["id"] == ANNA


async def test_it_is_served_to_this_machine_alone() -> None:
    """A local Telegram that listens to others gets no page."""
    with pytest.raises(ValueError, match="this machine alone"):
        mount(open_sandbox("0.0.0.0"), [], Noted())
