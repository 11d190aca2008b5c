"""kill -9 while notes are published: how it is done, and what became of every note."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bot.sandbox.state.chats import Message
from tests.bot.processes.staffed import Staff, staffed
from tests.bot.processes.writers import KINDS, Writer, WrittenNote

SPAN: Final = 0.9  # seconds; about as long as a round takes when nobody is killed
NOTES: Final = "SELECT n.number, v.text FROM notes AS n JOIN note_versions AS v ON v.note_id = n.id"
STOPPED: Final = (
    "SELECT n.number, o.payload FROM outbox AS o JOIN notes AS n ON n.id = o.note_id"
    " WHERE o.state IN ('uncertain', 'failed') ORDER BY o.id"
)
UNDER_WAY: Final = (
    "SELECT 1 FROM outbox_ready UNION ALL SELECT 1 FROM outbox WHERE state = 'sending'"
    " OR state IN ('uncertain', 'failed') AND told IS NOT state LIMIT 1"
)


@dataclass
class Tally:
    """Of `notes` the bot has called recorded: those once in the group by itself, those its author was asked about."""

    scheduler: int = 0
    kills: int = 0
    notes: int = 0
    once: int = 0
    asked: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)


@dataclass
class KillTrial:
    """Rounds, then `count`, then `answer`."""

    staff: Staff
    moments: random.Random
    tally: Tally = field(default_factory=Tally)
    said: list[tuple[Writer, WrittenNote]] = field(default_factory=list)

    async def round(self) -> None:
        """Every official publishes a note; somewhere meanwhile the bot is killed, perhaps once more as it starts."""
        self.tally.scheduler += 1
        kinds = self.moments.sample(KINDS, len(KINDS))
        said = [
            (writer, kinds[number % len(kinds)](f"[{self.tally.scheduler}-{number}]"))
            for number, writer in enumerate(self.staff.writers)
        ]
        dying = asyncio.create_task(self._kill())
        await asyncio.gather(*(writer.publishes(note) for writer, note in said))
        await dying
        self.said += said

    async def count(self) -> Tally:
        """Once all has come to rest; the tally before any is answered."""
        await self._rest()
        numbers = self._numbers()
        stopped = {number for number, _ in self.staff.ask(STOPPED)}
        shown = self._shown()
        for writer, note in self.said:
            self.tally.notes += 1
            number = numbers.get(note.mark, 0)
            counts = [shown[token] for token in note.tokens]
            if max(counts) > 1:
                self.tally.twice.append(note.mark)
            elif number in stopped and writer.is_asked(number):
                self.tally.asked += 1
            elif min(counts) == 1:
                self.tally.once += 1
            else:
                self.tally.lost.append(note.mark)
        return self.tally

    async def answer(self) -> list[str]:
        """Authors look into the group and say truly what they see; the notes that then are not there exactly once."""
        while stopped := self.staff.ask(STOPPED):
            numbers = {number: mark for mark, number in self._numbers().items()}
            number, payload = stopped[0]
            writer = next(writer for writer, note in self.said if note.mark == numbers[number])
            asking = writer.is_asked(number)
            assert asking, f"nobody was asked about note {number}"
            seen = self._is_there(json.loads(payload))
            await writer.person.presses("Уже в чате" if seen else "Отправить ещё раз", message=asking)
            await self._rest()
        shown = self._shown()
        return [note.mark for _, note in self.said if {shown[token] for token in note.tokens} != {1}]

    async def _kill(self) -> None:
        await asyncio.sleep(self.moments.uniform(0.0, SPAN))
        await self.staff.bot.kill()
        self.tally.kills += 1
        if self.moments.random() < 0.25:
            await self.staff.bot.start()
            await asyncio.sleep(self.moments.uniform(0.0, SPAN))
            await self.staff.bot.kill()
            self.tally.kills += 1
        await self.staff.bot.started()

    async def _rest(self) -> None:
        await self.staff.sandbox.settled()
        await self.staff.sandbox.until(
            lambda: not self.staff.ask(UNDER_WAY), what="the outbox did not come to rest"
        )
        await self.staff.sandbox.settled()

    def _numbers(self) -> dict[str, int]:
        """The number of each note by its mark."""
        return {text.partition("<")[0]: number for number, text in self.staff.ask(NOTES)}

    def _shown(self) -> Counter[str]:
        """How often each token stands in the group."""
        tokens = {token for _, note in self.said for token in note.tokens}
        words = "\n".join(map(_words, self.staff.posts()))
        return Counter({token: words.count(token) for token in tokens})

    def _is_there(self, payload: dict[str, Any]) -> bool:
        if "media" in payload:
            sent = {item["media"] for item in payload["media"]}
            return bool(sent & {_file_id(post) for post in self.staff.posts()})
        return any(post.text == payload.get("text", payload.get("caption")) for post in self.staff.posts())


@asynccontextmanager
async def kill_trial(folder: Path, seed: int) -> AsyncIterator[KillTrial]:
    async with staffed(folder) as staff:
        yield KillTrial(staff, random.Random(seed))


def _words(post: Message) -> str:
    return f"{post.text}\n{(post.media or {}).get('document', {}).get('file_name', '')}"


def _file_id(post: Message) -> str:
    return str((post.media or {}).get("document", {}).get("file_id", ""))
