"""The demo without a page or a terminal: its stage, and a past of one report."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from bot.demo.demo_controller import DemoController
from bot.demo.story import Story, the_story
from bot.sandbox.api.options import Options
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.state.chats import Message

SHORT: Final = replace(the_story(), reports=the_story().reports[-1:])


@dataclass(frozen=True, slots=True)
class Demo:
    sandbox: Sandbox
    stage: DemoController

    def person(self, key: str) -> Person:
        return self.stage.troupe.people[key]

    @property
    def posts(self) -> list[Message]:
        """The reports in the group."""
        messages = self.stage.troupe.group.messages.values()
        own = [each for each in messages if each.sender is self.sandbox.state.bot]
        return [each for each in own if each.text.startswith(("Отчёт №", "Note No."))]

    async def count(self, table: str) -> int:
        reader = self.stage._process.app.dispatcher["db"].reader
        ((found,),) = await reader.execute_fetchall(f"SELECT count(*) FROM {table}")
        return int(found)


@asynccontextmanager
async def demo(folder: Path, story: Story = SHORT, locale: str = "ru") -> AsyncIterator[Demo]:
    """A past has been lived through; leaving it without an error checks that the Bot API was kept to."""
    async with Sandbox.running(options=Options(patience=30.0), strict=True) as sandbox:
        # An author may be told of a post that is on their screen already.
        sandbox.allows("message is not modified", method="editMessageText")
        # The clock may leap while a press is being answered.
        sandbox.allows("query is too old", method="answerCallbackQuery")
        stage = DemoController(sandbox, story, folder / "demo.db", locale)
        try:
            await stage.reset()
            yield Demo(sandbox, stage)
        finally:
            await stage.leave()
