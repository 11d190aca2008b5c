"""The side panel: clock, faults, restart."""

import pytest
from aiohttp import ServerDisconnectedError

from tests.bot.sandbox.page.page_fixtures import ANNA, Site


async def test_the_clock_moves_by_the_controls(site: Site) -> None:
    assert await site.act("forward", hours=168) == {"now": "2026-12-01T09:00:00+00:00"}
    assert (await site.look("people"))["now"] == "2026-12-01T09:00:00+00:00"
    assert site.controls.actions == ["forward 7 d"]


@pytest.mark.parametrize("hours", [0, -1, 9000, "x"])
async def test_the_clock_never_moves_back_or_too_far(site: Site, hours: object) -> None:
    await site.act("forward", 400, hours=hours)
    assert site.controls.actions == []


async def test_too_many_requests_until_it_is_switched_off(site: Site) -> None:
    """The bot hears people, but every call of its own is refused with the seconds to wait."""
    site.anna.writes("/start")
    assert (await site.act("fault", name="flood", on=True))["flood"] is True
    for _ in range(3):
        refused = await site.api.answer("sendMessage", chat_id=ANNA, text="x")
        assert refused["parameters"] == {"retry_after": 3}
    assert (await site.look("calls"))[-1]["parameters"]["text"] == "x"
    assert len(await site.api.updates()) == 1
    assert (await site.act("fault", name="flood", on=False))["flood"] is False
    await site.api.ok("sendMessage", chat_id=ANNA, text="x")


@pytest.mark.parametrize(("name", "arrives"), [("lost", False), ("unanswered", True)])
async def test_a_lost_connection(site: Site, name: str, arrives: bool) -> None:
    """Lost on the way there, nothing happens; lost on the way back, the message stands in the chat."""
    site.anna.writes("/start")
    await site.act("fault", name=name, on=True)
    with pytest.raises(ServerDisconnectedError):
        await site.api.ok("sendMessage", chat_id=ANNA, text="слово")
    assert (site.anna.history()[-1].text == "слово") is arrives


async def test_switches_do_not_disturb_each_other(site: Site) -> None:
    """Each goes on and off by itself; twice on is on; there are no others."""
    for name in ("flood", "gateway", "gateway"):
        await site.act("fault", name=name, on=True)
    states = await site.act("fault", name="gateway", on=False)
    assert [name for name, on in states.items() if on] == ["flood"]
    await site.act("fault", 400, name="earthquake", on=True)
