"""The side panel: clock, faults, restart."""

import pytest
from aiohttp import ServerDisconnectedError

from tests.bot.sandbox.page.page_fixtures import ANNA, Stage


async def test_the_clock_moves_by_the_controls(stage: Stage) -> None:
    assert await stage.act("forward", hours=168) == {"now": "2026-12-01T09:00:00+00:00"}
    assert (await stage.look("people"))["now"] == "2026-12-01T09:00:00+00:00"
    assert stage.controls.deeds == ["forward 7 d"]


@pytest.mark.parametrize("hours", [0, -1, 9000, "x"])
async def test_the_clock_never_moves_back_or_too_far(stage: Stage, hours: object) -> None:
    await stage.act("forward", 400, hours=hours)
    assert stage.controls.deeds == []


async def test_too_many_requests_until_it_is_switched_off(stage: Stage) -> None:
    """The bot hears people, but every call of its own is refused with the seconds to wait."""
    stage.anna.writes("/start")
    assert (await stage.act("fault", name="flood", on=True))["flood"] is True
    for _ in range(3):
        refused = await stage.api.answer("sendMessage", chat_id=ANNA, text="x")
        assert refused["parameters"] == {"retry_after": 3}
    assert (await stage.look("calls"))[-1]["parameters"]["text"] == "x"
    assert len(await stage.api.updates()) == 1
    assert (await stage.act("fault", name="flood", on=False))["flood"] is False
    await stage.api.ok("sendMessage", chat_id=ANNA, text="x")


@pytest.mark.parametrize(("name", "arrives"), [("lost", False), ("unanswered", True)])
async def test_a_lost_connection(stage: Stage, name: str, arrives: bool) -> None:
    """Lost on the way there, nothing happens; lost on the way back, the message stands in the chat."""
    stage.anna.writes("/start")
    await stage.act("fault", name=name, on=True)
    with pytest.raises(ServerDisconnectedError):
        await stage.api.ok("sendMessage", chat_id=ANNA, text="слово")
    assert (stage.anna.history()[-1].text == "слово") is arrives


async def test_switches_do_not_disturb_each_other(stage: Stage) -> None:
    """Each goes on and off by itself; twice on is on; there are no others."""
    for name in ("flood", "gateway", "gateway"):
        await stage.act("fault", name=name, on=True)
    states = await stage.act("fault", name="gateway", on=False)
    assert [name for name, on in states.items() if on] == ["flood"]
    await stage.act("fault", 400, name="earthquake", on=True)
