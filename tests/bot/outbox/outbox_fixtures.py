"""Notes on their way into a group of the local Telegram, over real HTTP, with clocks that a test moves."""

import asyncio
import struct
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import aiosqlite
from aiogram import Bot

from bot.outbox.listeners import OutboxListeners
from bot.outbox.transitions import ChatEvent
from bot.outbox.worker import Outbox
from bot.sandbox.api.options import Options
from bot.sandbox.people.person import Person
from bot.sandbox.schema.parameters import Upload
from bot.sandbox.server import Sandbox
from bot.sandbox.state.chats import Chat, Message
from bot.sandbox.state.journal import Entry
from bot.sandbox.state.members import Status
from bot.screens.notes.confirmation import Leftovers
from bot.services.messages.languages import GroupIdentity
from bot.services.notes.post_cleaning import leftovers
from bot.services.notes.post_sync import sync_after
from bot.services.notes.publishing import confirm_post, publish, repeat_post, withdraw
from bot.telegram.rate_limits import RateLimits
from bot.telegram.session import TelegramSession
from data.audit import AuditContext
from data.database import Database
from data.messaging.chats import BoundChat, bind_chat, update_chat_active
from data.messaging.deliveries import Delivery, DeliveryState, select_delivery
from data.messaging.outbox import OutboxRow, select_note_rows, select_row
from data.messaging.posted_messages import posted_messages
from data.notes.attachments import Attachment, FileKind
from data.notes.draft_content import (
    delete_draft_files,
    delete_draft_texts,
    insert_draft_file,
    insert_draft_text,
)
from data.notes.drafts import insert_correction, update_draft_status
from data.notes.notes import Note, select_note
from data.notes.statuses import NoteStatus
from data.notes.text_chunks import TextChunk
from tests.bot.scripted_telegram import FakeTime
from tests.data.notes.note_fixtures import draft, open_people
from tests.data.people.people_fixtures import ANNA, NOW

VOICE: Final = GroupIdentity("roadmap_sandbox_bot", "ru")
PATIENCE: Final = 10.0  # seconds a test waits for what must come


@dataclass
class OutboxFixture:
    """`told` and `chat_events` are what the listeners were given; `now` is the outbox's clock, in Unix seconds."""

    sandbox: Sandbox
    anna: Person
    chat: Chat
    folder: Path
    now: float = NOW
    told: list[Delivery] = field(default_factory=list)
    chat_events: list[ChatEvent] = field(default_factory=list)
    limits: RateLimits = field(default_factory=lambda: FakeTime().limits())
    runs: bool = True
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    _files: int = 0

    async def start(self) -> None:
        """The outbox over the database as it is on disk."""
        self._stack = AsyncExitStack()
        self.db = await Database.open(self.folder / "roadmap.db")
        self._stack.push_async_callback(self.db.close)
        self.session = TelegramSession(self.sandbox.url, limits=self.limits)
        self._stack.push_async_callback(self.session.close)
        listeners = OutboxListeners(self._hear, self._hear_chat, self._sync)
        self.outbox = Outbox(
            self.db, Bot(self.sandbox.token, self.session), self.session, listeners, self.clock
        )
        if self.runs:
            running = [asyncio.create_task(self.outbox.run()), asyncio.create_task(self.outbox.notify())]
            self._stack.push_async_callback(self._halt, running)

    async def stop(self) -> None:
        await self._stack.aclose()

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    async def bind(self, chat: Chat | None = None, thread_id: int | None = None) -> None:
        self.chat = chat or self.chat
        async with self.db.writing() as connection:
            await bind_chat(
                connection, BoundChat(1, self.chat.id, thread_id, self.chat.title or "", None, NOW, 1)
            )
        self.outbox.wake()

    async def reopen(self) -> None:
        """The bot may write in the group again, as `my_chat_member` tells."""
        async with self.db.writing() as connection:
            await update_chat_active(connection, self.chat.id)
        self.outbox.wake()

    async def publish(self, *texts: str, **how: Any) -> Note:
        """Publishes a note and does not wait for its post; `how` as of `notes_world.draft`."""
        begun = await draft(self.db, *texts, **how)
        async with self.db.writing() as connection:
            published = await publish(connection, begun.id, AuditContext(begun.user_id, int(self.now)), VOICE)
        assert isinstance(published, Note)
        self.outbox.wake()
        return published

    async def posted(self, *texts: str, **how: Any) -> Note:
        """Publishes a note and waits until its post is in the group."""
        published = await self.publish(*texts, **how)
        await self.ends(published, DeliveryState.PUBLISHED)
        return published

    async def correct(
        self,
        note: Note,
        text: str,
        files: tuple[Attachment, ...] | None = None,
        status: NoteStatus | None = None,
    ) -> Note:
        """Publishes a version with these words; without `files` the note keeps its own."""
        async with self.db.writing() as connection:
            current = await select_note(connection, note.id)
            assert current is not None
            begun = await insert_correction(connection, ANNA, current, NOW)
            assert begun is not None
            await delete_draft_texts(connection, begun.id)
            await insert_draft_text(connection, begun.id, TextChunk(text, NOW))
            await update_draft_status(connection, begun.id, status, NOW)
            if files is not None:
                await delete_draft_files(connection, begun.id)
                for file in files:
                    await insert_draft_file(connection, begun.id, file)
            corrected = await publish(connection, begun.id, AuditContext(ANNA, int(self.now)), VOICE)
        assert isinstance(corrected, Note)
        self.outbox.wake()
        return corrected

    async def withdraw(self, note: Note, reason: str = "Ошибка в сумме") -> None:
        async with self.db.writing() as connection:
            await withdraw(connection, note.id, reason, AuditContext(ANNA, int(self.now)), VOICE)
        self.outbox.wake()

    async def confirm(self, note: Note, row_id: int) -> None:
        """«Уже в чате»."""
        async with self.db.writing() as connection:
            await confirm_post(connection, await self.note(note, connection), row_id, int(self.now), VOICE)
        self.outbox.wake()

    async def repeat(self, note: Note, row_id: int) -> None:
        """«Отправить ещё раз», «Повторить»."""
        async with self.db.writing() as connection:
            row = await select_row(connection, row_id)
            assert row is not None
            await repeat_post(connection, await self.note(note, connection), row, int(self.now), VOICE)
        self.outbox.wake()

    async def note(self, note: Note, connection: aiosqlite.Connection | None = None) -> Note:
        """The note as it is now."""
        current = await select_note(connection or self.db.reader, note.id)
        assert current is not None
        return current

    async def leftovers(self, note: Note) -> Leftovers:
        """What the author reads of messages that could not be changed."""
        return leftovers(posted_messages(await self.rows(note)), await self.note(note))

    async def ends(self, note: Note, state: DeliveryState) -> Delivery:
        """Waits until the note's delivery is in that state."""

        async def ended() -> bool:
            return (await select_delivery(self.db.reader, note.id)).state is state

        await self.until(ended, f"{state}: {[(row.state, row.detail) for row in await self.rows(note)]}")
        return await select_delivery(self.db.reader, note.id)

    async def rows(self, note: Note) -> list[OutboxRow]:
        return await select_note_rows(self.db.reader, note.id)

    async def until(self, condition: Callable[[], Awaitable[bool]], what: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while not await condition():  # noqa: ASYNC110 - what the database says comes without an event
                    await asyncio.sleep(0.005)
        except TimeoutError:
            raise AssertionError(f"it did not come to be: {what}") from None

    async def hears(self, state: DeliveryState) -> Delivery:
        """Waits until the listener was called with that state."""

        async def heard() -> bool:
            return any(delivery.state is state for delivery in self.told)

        await self.until(heard, f"the author was told of {[delivery.state for delivery in self.told]}")
        return next(delivery for delivery in self.told if delivery.state is state)

    def clock(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds
        self.outbox.wake()

    def posts(self, chat: Chat | None = None) -> list[Message]:
        """What the bot has in the group now, oldest first."""
        place = chat or self.chat
        return [message for message in place.messages.values() if message.sender is self.sandbox.state.bot]

    def texts(self, chat: Chat | None = None) -> list[str]:
        """The last line of each post: what the note says."""
        return [post.text.split("\n")[-1] for post in self.posts(chat)]

    def calls(self, *methods: str) -> list[Entry]:
        return [entry for entry in self.sandbox.journal.entries if entry.method in methods]

    def photo(self) -> Attachment:
        self._files += 1
        stored = self.sandbox.state.files.keep("photo", Upload("photo.png", "image/png", png(self._files)))
        return Attachment(FileKind.PHOTO, stored.file_id, stored.unique_id)

    def document(self, name: str = "акт.pdf") -> Attachment:
        self._files += 1
        body = f"%PDF {self._files}".encode()
        stored = self.sandbox.state.files.keep("document", Upload(name, "application/pdf", body))
        return Attachment(
            FileKind.DOCUMENT, stored.file_id, stored.unique_id, name, "application/pdf", len(body)
        )

    async def _hear(self, delivery: Delivery) -> None:
        self.told.append(delivery)

    async def _sync(self, connection: aiosqlite.Connection, row: OutboxRow, now: float) -> None:
        await sync_after(connection, row, now, VOICE)

    async def _hear_chat(self, _: aiosqlite.Connection, event: ChatEvent, __: float) -> None:
        self.chat_events.append(event)

    async def _halt(self, running: "list[asyncio.Task[None]]") -> None:
        for task in running:
            task.cancel()
        await asyncio.wait(running)
        await self.outbox.stop(PATIENCE)


@asynccontextmanager
async def outbox_fixture(
    folder: Path, *, supergroup: bool = True, topics: tuple[str, ...] = (), runs: bool = True
) -> AsyncIterator[OutboxFixture]:
    """An outbox, started unless told otherwise, bound to a group in which the bot is a member."""
    await (await open_people(folder)).close()
    async with Sandbox.running(options=Options(rates=None)) as sandbox:
        anna = sandbox.person("Анна", id=ANNA)
        chat = sandbox.group(
            "Рабочая группа", members=[anna], topics=topics, supergroup=supergroup, bot=Status.MEMBER
        )
        world = OutboxFixture(sandbox, anna, chat, folder, runs=runs)
        await world.start()
        try:
            await world.bind()
            yield world
        finally:
            await world.stop()


def png(number: int) -> bytes:
    """A picture of 2 by 2 points, each another."""
    head = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes([0, *[number % 256] * 6]) * 2)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
