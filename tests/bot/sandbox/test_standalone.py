"""The local Telegram as a process for any bot."""

import asyncio

import pytest
from aiohttp import ClientSession

from bot.sandbox.server import Prepare, Sandbox
from bot.sandbox.standalone import serve
from bot.sandbox.state.chats import Chat
from bot.sandbox.state.members import Status


async def asks(session: ClientSession, url: str, token: str) -> dict[str, object]:
    async with session.get(f"{url}/bot{token}/getMe") as response:
        answer: dict[str, object] = await response.json()
        return answer


class Served:
    """A served local Telegram whose address has been printed."""

    def __init__(self, port: int, prepare: Prepare | None = None) -> None:
        self.address = ""
        self.printed = asyncio.Event()
        self.task = asyncio.create_task(serve(port=port, prepare=prepare, say=self.say))

    def say(self, line: str) -> None:
        self.address = next(word for word in line.split() if word.startswith("http"))
        self.printed.set()

    async def __aenter__(self) -> str:
        async with asyncio.timeout(5):
            await self.printed.wait()
        return self.address

    async def __aexit__(self, *_: object) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


async def test_the_first_token_becomes_the_bot(unused_tcp_port: int) -> None:
    """Any well-formed token is taken; from then on it is the only one; the address is printed."""
    async with Served(unused_tcp_port) as url, ClientSession() as session:
        assert url == f"http://127.0.0.1:{unused_tcp_port}"
        assert (await asks(session, url, "nonsense"))["error_code"] == 401
        me = (await asks(session, url, "77:some_token"))["result"]
        assert isinstance(me, dict)
        assert (me["id"], me["is_bot"]) == (77, True)
        assert (await asks(session, url, "78:other_token"))["error_code"] == 401


async def test_what_is_prepared_is_there(unused_tcp_port: int) -> None:
    """People and groups may be made before the bot is known; it is then the member they meant."""
    groups: list[Chat] = []

    def prepare(sandbox: Sandbox) -> None:
        anna = sandbox.person("Анна")
        groups.append(sandbox.group("Рабочая группа", members=[anna], bot=Status.MEMBER))

    async with Served(unused_tcp_port, prepare) as url, ClientSession() as session:
        await asks(session, url, "77:some_token")
        body = {"chat_id": groups[0].id, "text": "да"}
        async with session.post(f"{url}/bot77:some_token/sendMessage", json=body) as response:
            assert (await response.json())["result"]["from"]["id"] == 77


async def test_a_taken_port_is_an_error(unused_tcp_port: int) -> None:
    """A second server on the same port says so instead of waiting."""
    async with Served(unused_tcp_port):
        with pytest.raises(OSError, match="address already in use"):
            await serve(port=unused_tcp_port)
