"""The demo without a page or a terminal: its controller, and a history of one report."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from bot.demo.demo_controller import DemoController
from bot.demo.story import Story, load_story
from bot.sandbox.api.options import Options
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.state.chats import Message

SHORT: Final = replace(load_story(), reports=load_story().reports[-1:])


@dataclass(frozen=True, slots=True)
class Demo:
    sandbox: Sandbox
    controller: DemoController

    def person(self, key: str) -> Person:
        return self.controller.characters.people[key]

    @property
    def posts(self) -> list[Message]:
        """The reports in the group."""
        messages = self.controller.characters.group.messages.values()
        own = [message for message in messages if message.sender is self.sandbox.state.bot]
        return [message for message in own if message.text.startswith(("Отчёт №", "Note No."))]

    async def count(self, table: str) -> int:
        reader = self.controller._process.app.dispatcher["db"].reader
        ((found,),) = await reader.execute_fetchall(f"SELECT count(*) FROM {table}")
        return int(found)


@asynccontextmanager
async def demo(folder: Path, story: Story = SHORT, locale: str = "ru") -> AsyncIterator[Demo]:
    """A demo with its history played; leaving it without an error checks the Bot API's rules."""
    async with Sandbox.running(options=Options(patience=30.0), strict=True) as sandbox:
        # An author may be told of a post that is on their screen already.
        sandbox.allows("message is not modified", method="editMessageText")
        # The clock may leap while a press is being answered.
        sandbox.allows("query is too old", method="answerCallbackQuery")
        controller = DemoController(sandbox, story, folder / "demo.db", locale)
        try:
            await controller.reset()
            yield Demo(sandbox, controller)
        finally:
            await controller.close()
