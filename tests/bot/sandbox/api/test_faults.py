"""Faults on demand, seen from the bot's end of the wire."""

import asyncio

import pytest
from aiohttp import ClientError, ClientTimeout, ServerDisconnectedError

from bot.sandbox.people.person import Person
from bot.sandbox.schema.errors import bad_request
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.bare_bot import Api


async def test_429_with_and_without_parameters(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """The fault strikes once; then the call goes through."""
    sandbox.faults.too_many_requests(3)
    sandbox.faults.too_many_requests(None)
    first = await api.answer("sendMessage", chat_id=anna.id, text="да")
    assert first["parameters"] == {"retry_after": 3}
    assert await api.answer("sendMessage", chat_id=anna.id, text="да") == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests",
    }
    assert await api.ok("sendMessage", chat_id=anna.id, text="да")


async def test_a_fault_meets_whom_it_is_meant_for(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """By method, by chat, after some calls, so many times."""
    sandbox.faults.server_error(method="sendMessage", chat_id=anna.id, skips=1, times=2)
    assert await api.ok("getMe")
    outcomes = [(await api.answer("sendMessage", chat_id=anna.id, text="да"))["ok"] for _ in range(4)]
    assert outcomes == [True, False, False, True]


@pytest.mark.parametrize("executes", [False, True])
async def test_an_html_page_instead_of_json(api: Api, sandbox: Sandbox, anna: Person, executes: bool) -> None:
    """A gateway's error page comes whether the call was carried out or not: the bot cannot tell."""
    sandbox.faults.bad_gateway(executes=executes)
    url = f"{sandbox.url}/bot{sandbox.token}/sendMessage"
    async with api.session.post(url, data={"chat_id": anna.id, "text": "да"}) as response:
        assert (response.status, response.content_type) == (502, "text/html")
    assert [one.text for one in anna.history()][1:] == (["да"] if executes else [])


async def test_a_stub_page(api: Api, sandbox: Sandbox) -> None:
    """A provider's page comes with status 200 and is no JSON."""
    sandbox.faults.stub_page()
    async with api.session.get(f"{sandbox.url}/bot{sandbox.token}/getMe") as response:
        assert (response.status, response.content_type) == (200, "text/html")


@pytest.mark.parametrize("executes", [False, True])
async def test_a_dropped_connection(api: Api, sandbox: Sandbox, anna: Person, executes: bool) -> None:
    """The connection is reset before or after the call had its effect."""
    sandbox.faults.dropped_connection(executes=executes)
    with pytest.raises((ServerDisconnectedError, ClientError)):
        await api.ok("sendMessage", chat_id=anna.id, text="да")
    assert len(anna.history()) == (2 if executes else 1)
    assert await api.ok("getMe")


async def test_no_answer(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """The message is sent, its answer never comes: the bot's own time-out ends the wait."""
    sandbox.faults.no_answer(executes=True)
    url = f"{sandbox.url}/bot{sandbox.token}/sendMessage"
    with pytest.raises(TimeoutError):
        async with api.session.post(url, data={"chat_id": anna.id, "text": "да"}, timeout=ClientTimeout(0.1)):
            pass
    assert anna.text == "да"


async def test_refused_connections(api: Api, sandbox: Sandbox) -> None:
    """While the network is away connections are refused; afterwards the same address answers."""
    async with sandbox.offline():
        with pytest.raises(ClientError):
            await api.ok("getMe")
    assert await api.ok("getMe")


async def test_going_offline_ends_a_waiting_poll(api: Api, sandbox: Sandbox) -> None:
    """The long poll that was open is cut off."""
    poll = asyncio.create_task(api.ok("getUpdates", timeout=30))
    await sandbox.until(lambda: sandbox.telegram.polling.is_open)
    async with sandbox.offline():
        with pytest.raises(ClientError):
            await poll


@pytest.mark.parametrize(
    ("plan", "description"),
    [("unauthorized", "Unauthorized"), ("conflict", "Conflict: terminated by other getUpdates")],
)
async def test_401_and_409(api: Api, sandbox: Sandbox, plan: str, description: str) -> None:
    """A token that stops working, another instance that took over."""
    getattr(sandbox.faults, plan)(times=3)
    for _ in range(3):
        assert (await api.refusal("getUpdates")).startswith(description)
    assert await api.updates() == []


async def test_any_other_error(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """Any error of the Bot API may be played."""
    sandbox.faults.error(bad_request("TOPIC_DELETED"), method="sendMessage")
    assert await api.refusal("sendMessage", chat_id=anna.id, text="да") == "Bad Request: TOPIC_DELETED"


async def test_malformed_and_duplicate_updates(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """An unreadable update comes amid good ones, and one update comes twice."""
    anna.writes("раз")
    poison = sandbox.malformed_update()
    sandbox.duplicate_updates()
    anna.writes("два")
    found = await api.updates()
    assert [update["message"].get("text") for update in found] == ["раз", None, "два", "два"]
    assert found[1] == {"update_id": poison, "message": {"message_id": 1}}
    assert found[2] == found[3]


async def test_faults_are_not_held_against_the_bot(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """What a fault answered is no violation, and the journal names it."""
    sandbox.faults.error(bad_request("TOPIC_DELETED"))
    await api.answer("sendMessage", chat_id=anna.id, text="да")
    sandbox.check()
    assert "[400]" in sandbox.journal.entries[-1].line()


async def test_planned_faults_can_be_cleared(api: Api, sandbox: Sandbox) -> None:
    """A fault that is no longer wanted does not strike."""
    sandbox.faults.server_error(times=100)
    sandbox.faults.clear()
    assert await api.ok("getMe")
