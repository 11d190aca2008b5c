"""getUpdates: confirming, waiting, and being pushed out."""

import asyncio

import pytest

from bot.sandbox.api.options import Options
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.bare_bot import Api


async def texts(api: Api, **parameters: object) -> list[str]:
    return [update["message"]["text"] for update in await api.ok("getUpdates", **parameters)]


async def numbers(api: Api, anna: Person, *words: str) -> list[int]:
    """Anna writes these; the numbers of their updates."""
    for word in words:
        anna.writes(word)
    return [update["update_id"] for update in await api.ok("getUpdates")]


async def test_an_offset_confirms_what_is_below(api: Api, anna: Person) -> None:
    """Updates come again until a higher offset confirms them."""
    found = await numbers(api, anna, "раз", "два", "три")
    assert await texts(api) == ["раз", "два", "три"]
    assert await texts(api, offset=found[1]) == ["два", "три"]
    assert await texts(api) == ["два", "три"]
    assert await texts(api, offset=found[2] + 1) == []


async def test_a_negative_offset_forgets_the_rest(api: Api, anna: Person) -> None:
    """-1 gives the last update and forgets all before it."""
    await numbers(api, anna, "раз", "два", "три")
    assert await texts(api, offset=-1) == ["три"]
    assert await texts(api) == ["три"]


async def test_a_limit_is_kept(api: Api, anna: Person) -> None:
    """limit says how many come at once; one out of range counts as 100."""
    await numbers(api, anna, "раз", "два", "три")
    assert await texts(api, limit=2) == ["раз", "два"]
    assert len(await texts(api, limit=1000)) == 3


async def test_updates_are_kept_for_a_day(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """Updates not fetched within 24 hours are dropped."""
    anna.writes("раз")
    sandbox.advance(86_401)
    anna.writes("два")
    assert await texts(api) == ["два"]


async def test_a_poll_waits_for_an_update(api: Api, anna: Person) -> None:
    """With a timeout the answer comes as soon as there is something to say."""
    poll = asyncio.create_task(texts(api, timeout=30))
    await api.sandbox.until(lambda: api.sandbox.telegram.polling.is_open)
    anna.writes("раз")
    assert await poll == ["раз"]


async def test_a_second_poll_pushes_the_first_out(api: Api, anna: Person) -> None:
    """The poll that waited gets 409; the new one goes on."""
    first = asyncio.create_task(api.refusal("getUpdates", timeout=30))
    await api.sandbox.until(lambda: api.sandbox.telegram.polling.is_open)
    second = asyncio.create_task(texts(api, timeout=30))
    said = "terminated by other getUpdates request; make sure that only one bot instance is running"
    assert await first == f"Conflict: {said}"
    anna.writes("раз")
    assert await second == ["раз"]


async def test_a_poll_whose_bot_died_is_forgotten(api: Api, anna: Person) -> None:
    """A poll that was cut off takes no update with it: the next one gets it."""
    poll = asyncio.create_task(api.ok("getUpdates", timeout=30))
    await api.sandbox.until(lambda: api.sandbox.telegram.polling.is_open)
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    await api.sandbox.until(lambda: not api.sandbox.telegram.polling.is_open)
    anna.writes("раз")
    assert await texts(api) == ["раз"]


async def test_a_webhook_pushes_a_poll_out(api: Api) -> None:
    """setWebhook ends the poll that waits, and forbids others while it is set."""
    poll = asyncio.create_task(api.refusal("getUpdates", timeout=30))
    await api.sandbox.until(lambda: api.sandbox.telegram.polling.is_open)
    await api.ok("setWebhook", url=f"{api.sandbox.url}/nobody-here")
    assert await poll == "Conflict: terminated by setWebhook request"
    said = (
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    assert await api.refusal("getUpdates") == f"Conflict: {said}"
    await api.ok("deleteWebhook")
    assert await texts(api) == []


async def test_allowed_updates(api: Api, anna: Person) -> None:
    """A choice stays until another is made and counts for updates that come to be after it."""
    anna.writes("раньше")
    assert len(await api.updates(allowed_updates=["callback_query"], offset=0)) == 1
    anna.writes("теперь")
    assert await api.updates() == []
    await api.updates(allowed_updates=[])
    anna.writes("снова")
    assert [update["message"]["text"] for update in await api.updates()] == ["снова"]


async def test_unreadable_allowed_updates_are_ignored(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """Telegram says nothing and goes on as before; a strict test does say something."""
    await api.ok("getUpdates", allowed_updates="[message")
    anna.writes("раз")
    assert await texts(api) == ["раз"]
    with pytest.raises(AssertionError, match="allowed_updates must be of type Array of String"):
        sandbox.check()


class TestPauses:
    """The pauses of the official server, shortened."""

    @pytest.fixture
    def options(self) -> Options:
        return Options(rates=None, conflict_pause=0.2, repeat_pause=1.0)

    async def test_conflicts_are_held_back(self, api: Api) -> None:
        """A second 409 within the pause comes late."""
        await api.ok("setWebhook", url=f"{api.sandbox.url}/nobody-here")
        loop = asyncio.get_running_loop()
        await api.refusal("getUpdates")
        began = loop.time()
        await api.refusal("getUpdates")
        assert loop.time() - began >= 0.2

    async def test_hasty_polls_wait_and_get_one(self, api: Api, anna: Person) -> None:
        """The same offset again at once waits, and gets a single update."""
        loop = asyncio.get_running_loop()
        assert await texts(api) == []
        began = loop.time()
        assert await texts(api) == []
        assert loop.time() - began >= 1.0
        anna.writes("раз")
        anna.writes("два")
        await texts(api)
        assert await texts(api) == ["раз"]
