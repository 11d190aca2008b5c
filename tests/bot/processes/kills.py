"""kill -9 while notes are published: how it is done, and what became of every note."""

import asyncio
import json
import random
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bot.sandbox.chats import Chat
from bot.sandbox.members import Status
from bot.sandbox.messages import Message
from bot.sandbox.options import Options
from bot.sandbox.server import Sandbox
from data.appointments import Appointment, update_appointment
from data.audit import AuditAction, Deed
from data.chats import BoundChat, bind_chat
from data.database import Database
from data.editions import import_shipped_if_empty
from data.people import Role
from tests.bot.processes.forked import Forked, forked
from tests.bot.processes.writers import KINDS, Said, Writer

WRITERS: Final = 4
SPAN: Final = 0.9  # seconds; about as long as a round takes when nobody is killed
CALM: Final = Options(rates=None, callback_deadline=3600.0, patience=120.0)
OFFICES: Final = (
    "SELECT a.number, min(r.agency_id) FROM activities AS a JOIN responsibilities AS r ON r.activity_id = a.id"
    " GROUP BY a.id ORDER BY a.id LIMIT ?"
)
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

    rounds: int = 0
    kills: int = 0
    notes: int = 0
    once: int = 0
    asked: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)


@dataclass
class Massacre:
    """A bot, the officials who write, the group they write for."""

    sandbox: Sandbox
    bot: Forked
    chat: Chat
    writers: list[Writer]
    moments: random.Random
    tally: Tally = field(default_factory=Tally)
    said: list[tuple[Writer, Said]] = field(default_factory=list)

    async def round(self) -> None:
        """Everybody publishes a note; somewhere meanwhile the bot is killed, perhaps once more as it starts."""
        self.tally.rounds += 1
        kinds = self.moments.sample(KINDS, len(KINDS))
        said = [
            (writer, kinds[number % len(kinds)](f"[{self.tally.rounds}-{number}]"))
            for number, writer in enumerate(self.writers)
        ]
        dying = asyncio.create_task(self._kill())
        await asyncio.gather(*(writer.publishes(note) for writer, note in said))
        await dying
        self.said += said

    async def count(self) -> Tally:
        """Once all has come to rest; the tally before anybody is answered."""
        await self._rest()
        numbers = self._numbers()
        stopped = {number for number, _ in self._ask(STOPPED)}
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
        while stopped := self._ask(STOPPED):
            numbers = {number: mark for mark, number in self._numbers().items()}
            number, payload = stopped[0]
            writer = next(each for each, note in self.said if note.mark == numbers[number])
            asking = writer.is_asked(number)
            assert asking, f"nobody was asked about note {number}"
            seen = self._is_there(json.loads(payload))
            await writer.person.presses("Уже в чате" if seen else "Отправить ещё раз", message=asking)
            await self._rest()
        shown = self._shown()
        return [note.mark for _, note in self.said if {shown[token] for token in note.tokens} != {1}]

    async def _kill(self) -> None:
        await asyncio.sleep(self.moments.uniform(0.0, SPAN))
        await self.bot.kill()
        self.tally.kills += 1
        if self.moments.random() < 0.25:
            await self.bot.start()
            await asyncio.sleep(self.moments.uniform(0.0, SPAN))
            await self.bot.kill()
            self.tally.kills += 1
        await self.bot.started()

    async def _rest(self) -> None:
        await self.sandbox.settled()
        await self.sandbox.until(lambda: not self._ask(UNDER_WAY), what="the outbox did not come to rest")
        await self.sandbox.settled()

    def _numbers(self) -> dict[str, int]:
        """The number of each note by its mark."""
        return {text.partition("<")[0]: number for number, text in self._ask(NOTES)}

    def _shown(self) -> Counter[str]:
        """How often each token stands in the group."""
        tokens = {token for _, note in self.said for token in note.tokens}
        words = "\n".join(map(_words, self._posts()))
        return Counter({token: words.count(token) for token in tokens})

    def _is_there(self, payload: dict[str, Any]) -> bool:
        if "media" in payload:
            sent = {each["media"] for each in payload["media"]}
            return bool(sent & {_file_id(post) for post in self._posts()})
        return any(post.text == payload.get("text", payload.get("caption")) for post in self._posts())

    def _posts(self) -> list[Message]:
        return [each for each in self.chat.messages.values() if each.sender is self.sandbox.world.bot]

    def _ask(self, sql: str) -> list[Any]:
        with closing(sqlite3.connect(f"{self.bot.database.as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute(sql).fetchall()


@asynccontextmanager
async def massacre(folder: Path, seed: int) -> AsyncIterator[Massacre]:
    """A started bot with its officials and their group."""
    async with Sandbox.running(options=CALM) as sandbox, forked(sandbox, folder) as bot:
        # What repeating a press may bring, and a person never sees.
        for said in ("message is not modified", "query is too old", "message to delete not found"):
            sandbox.allows(said)
        people = [sandbox.person(f"Писарь {number}", language_code="ru") for number in range(WRITERS)]
        chat = sandbox.group("Рабочая группа", members=people, supergroup=True, bot=Status.MEMBER)
        numbers = await _appoint(bot.database, [person.id for person in people], chat.id)
        writers = [Writer(person, number) for person, number in zip(people, numbers, strict=True)]
        await bot.started()
        yield Massacre(sandbox, bot, chat, writers, random.Random(seed))


async def _appoint(path: Path, people: list[int], chat_id: int) -> list[str]:
    """Each person for an activity of their own, and the group; the numbers of the activities."""
    db = await Database.open(path)
    await import_shipped_if_empty(db)
    offices = list(await db.reader.execute_fetchall(OFFICES, (len(people),)))
    async with db.writing() as connection:
        for user_id, (_, agency_id) in zip(people, offices, strict=True):
            held = Appointment(Role.OFFICIAL, {agency_id: ""})
            await update_appointment(connection, user_id, held, Deed(None, 1), AuditAction.CHANGED)
        await bind_chat(connection, BoundChat(1, chat_id, None, "Рабочая группа", None, 1, 1))
    await db.close()
    return [number for number, _ in offices]


def _words(post: Message) -> str:
    return f"{post.text}\n{(post.media or {}).get('document', {}).get('file_name', '')}"


def _file_id(post: Message) -> str:
    return str((post.media or {}).get("document", {}).get("file_id", ""))
