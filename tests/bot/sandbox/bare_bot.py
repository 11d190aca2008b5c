"""A bot that does exactly what a test says, over HTTP."""

from io import BytesIO
from typing import Any

from aiohttp import ClientSession, FormData

from bot.sandbox.schema.bot_api import Payload, dumped
from bot.sandbox.server import Sandbox


class Api:
    """Calls the Bot API without any library between."""

    def __init__(self, sandbox: Sandbox, session: ClientSession) -> None:
        self.sandbox = sandbox
        self.session = session
        self.offset = 0

    async def answer(self, method: str, **parameters: Any) -> Payload:
        """The whole answer, sent as one JSON body."""
        url = f"{self.sandbox.url}/bot{self.sandbox.token}/{method}"
        headers = {"Content-Type": "application/json"}
        async with self.session.post(url, data=dumped(parameters), headers=headers) as response:
            payload: Payload = await response.json()
            assert response.status == (200 if payload["ok"] else payload["error_code"])
            return payload

    async def ok(self, method: str, **parameters: Any) -> Any:
        """The result of a call that must succeed."""
        payload = await self.answer(method, **parameters)
        assert payload["ok"], payload
        return payload["result"]

    async def refusal(self, method: str, **parameters: Any) -> str:
        """The description of a call that must be refused."""
        payload = await self.answer(method, **parameters)
        assert not payload["ok"], payload
        return str(payload["description"])

    async def upload(self, method: str, files: dict[str, tuple[str, bytes]], **parameters: Any) -> Payload:
        """A multipart call; files by part name."""
        form = FormData(quote_fields=False)
        for name, value in parameters.items():
            form.add_field(name, value if isinstance(value, str) else dumped(value).decode())
        for name, (file_name, body) in files.items():
            form.add_field(name, BytesIO(body), filename=file_name)
        async with self.session.post(
            f"{self.sandbox.url}/bot{self.sandbox.token}/{method}", data=form
        ) as response:
            payload: Payload = await response.json()
            return payload

    async def updates(self, **parameters: Any) -> list[Payload]:
        """What waits in the queue; what was read before is confirmed."""
        found: list[Payload] = await self.ok("getUpdates", **{"offset": self.offset, **parameters})
        if found:
            self.offset = found[-1]["update_id"] + 1
        return found
