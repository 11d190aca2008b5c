"""Who gets in: this page's own tabs and the bot."""

import pytest

from bot.sandbox.page.routes import mount
from bot.sandbox.standalone import open_sandbox
from tests.bot.sandbox.page.page_fixtures import ANNA, RecordingControls, Site


async def status(site: Site, method: str, path: str, **headers: str) -> int:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    async with site.api.session.request(method, site.url + path, headers=names) as response:
        return response.status


@pytest.mark.parametrize("path", ["/", "/page/api/people", "/bot{token}/getMe"])
async def test_a_name_that_resolves_here_is_not_enough(site: Site, path: str) -> None:
    """Under any host name but this machine's (DNS rebinding) nothing is answered, not even to a bot."""
    path = path.format(token=site.sandbox.token)
    assert await status(site, "GET", path, Host="roadmap.example:80") == 403
    assert await status(site, "GET", path) == 200


@pytest.mark.parametrize("origin", ["https://example.org", "http://127.0.0.1:1", "null"])
async def test_another_site_presses_no_buttons(site: Site, origin: str) -> None:
    """A request that a page of another site sends is refused, to the page's API and to the Bot API."""
    assert await status(site, "POST", "/page/api/restart", Origin=origin) == 403
    assert await status(site, "POST", f"/bot{site.sandbox.token}/getMe", Origin=origin) == 403
    assert site.controls.actions == []


async def test_another_site_reads_nothing(site: Site) -> None:
    """What another site embeds is refused by where the browser says it comes from; a followed link is not."""
    cross = {"Sec_Fetch_Site": "cross-site"}
    assert await status(site, "GET", "/page/api/people", **cross) == 403
    assert await status(site, "GET", "/page/js/main.js", Sec_Fetch_Site="same-site") == 403
    assert await status(site, "GET", "/", **cross, Sec_Fetch_Mode="no-cors") == 403
    assert await status(site, "GET", "/", **cross, Sec_Fetch_Mode="navigate") == 200


async def test_the_page_itself_gets_in(site: Site) -> None:
    """Its own requests carry its own origin."""
    assert await status(site, "POST", "/page/api/restart", Origin=site.url) == 200
    assert site.controls.actions == ["restart"]


async def test_the_page_cannot_be_framed_or_fed_scripts(site: Site) -> None:
    """Its policy lets in nothing but its own files."""
    async with site.api.session.get(site.url) as response:
        policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


async def test_only_the_cast_can_be_played(site: Site) -> None:
    """A visitor cannot act as the bot, as a missing id, or as a person who is no character."""
    outsider = site.sandbox.person("Чужой")
    for number in (outsider.id, site.sandbox.telegram.bot.id, 0):
        await site.act("send", 403, **{"as": number, "chat": number, "text": "x"})
    assert (await site.look("chats", **{"as": ANNA}))[0]["id"] == ANNA


async def test_it_is_served_to_this_machine_alone() -> None:
    """A local Telegram that listens to others gets no page."""
    with pytest.raises(ValueError, match="this machine alone"):
        mount(open_sandbox("0.0.0.0"), [], RecordingControls())
