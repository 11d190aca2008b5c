"""One random history of a note in a group: versions, files, faults of Telegram, people who delete, days that pass."""

import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final

from bot.sandbox.schema.errors import bad_request
from bot.sandbox.state.chats import Message
from bot.services.notes.publishing import publish
from data.audit import AuditContext
from data.messaging.attempts import update_interrupted
from data.messaging.deliveries import DeliveryState, select_delivery
from data.messaging.outbox import OutboxRow, RowState, select_awaited
from data.messaging.posted_messages import posted_messages
from data.notes.attachments import Attachment
from data.notes.notes import Note
from data.notes.statuses import NoteStatus
from tests.bot.outbox.outbox_fixtures import VOICE, OutboxFixture
from tests.data.notes.note_fixtures import draft

FIRST_FILLING: Final = 0x1401  # a letter of its own for each version, which stands in no other text
LENGTHS: Final = (
    3,
    1500,
    3490,
)  # beside a picture or not; the last takes two messages as it is made of pairs
REASON: Final = "Ошибка в сумме"
TAKEN_OUT: Final = "изъят"
DAYS: Final = 49 * 3600.0
PATIENCE: Final = 400  # attempts and decisions until a history comes to rest
Step = Callable[[], Awaitable[None]]


class Killed(BaseException):
    """The process ends here, before the outcome of a call is stored."""


@dataclass
class PostHistory:
    """`log` says what was done, for a failure; `texts` and `files` are those of each version, oldest first.

    `made` are the messages each sending row has made; `deleted` those that a person has deleted, and
    `is_whole`: nothing was deleted by a person since the words were last changed.
    """

    world: OutboxFixture
    seed: int
    log: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    files: list[tuple[Attachment, ...]] = field(default_factory=list)
    note: Note | None = None
    withdrawn: bool = False
    made: dict[int, list[int]] = field(default_factory=dict)
    deleted: list[Message] = field(default_factory=list)
    is_whole: bool = True
    meanwhile: Step | None = None
    kill: str = ""
    row: int = 0

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.faults = self.world.sandbox.faults
        self.before = set(self.world.chat.messages)
        self.send = self.world.session.call_once
        self.world.session.call_once = self._call  # type: ignore[method-assign]  # what happens meanwhile

    def close(self) -> None:
        self.faults.clear()
        self.world.session.call_once = self.send  # type: ignore[method-assign]

    async def run(self) -> int:
        """Returns the number of steps."""
        await self.begin()
        steps = self.random.randint(3, 22)
        for _ in range(steps):
            await self._step()()
        await self.settle()
        await self.check()
        return steps

    def _step(self) -> Step:
        weights: dict[Step, int] = {
            self.deliver: 9,
            self.correct: 4,
            self.fault: 4,
            self.decide: 4,
            self.pass_time: 2,
            self.delete: 1,
            self.withdraw: 1,
            self.change_meanwhile: 2,
            self.kill_meanwhile: 1,
        }
        return self.random.choices(list(weights), list(weights.values()))[0]

    async def begin(self) -> None:
        text, files = self._content()
        begun = await draft(self.world.db, text, files=files, status=NoteStatus.IN_PROGRESS)
        async with self.world.db.writing() as connection:
            note = await publish(
                connection, begun.id, AuditContext(begun.user_id, int(self.world.now)), VOICE
            )
        assert isinstance(note, Note)
        self.note = note

    async def correct(self) -> None:
        """New words and files of which some are the old ones; sometimes the files stay as they are."""
        if not self.withdrawn:
            text, files = self._content()
            await self.world.correct(self._note, text, files, NoteStatus.IN_PROGRESS)

    async def withdraw(self) -> None:
        if not self.withdrawn:
            self.withdrawn, self.is_whole = True, True
            self._tell("withdrawn")
            await self.world.withdraw(self._note, REASON)

    async def fault(self) -> None:
        """The next call, or the one after it, goes wrong."""
        where: dict[str, Any] = {
            "times": self.random.choice([1, 1, 1, 2, 5]),
            "skips": self.random.choice([0, 0, 1]),
        }
        where["method"] = self.random.choice(
            [
                "",
                "",
                "",
                "sendMediaGroup",
                "editMessageText",
                "editMessageCaption",
                "deleteMessage",
                "sendMessage",
            ]
        )
        executes = self.random.random() < 0.5
        plans: dict[str, Callable[[], object]] = {
            "429": lambda: self.faults.too_many_requests(self.random.choice([3, 600]), **where),
            f"dropped {executes}": lambda: self.faults.dropped_connection(executes=executes, **where),
            f"502 {executes}": lambda: self.faults.bad_gateway(executes=executes, **where),
            "500": lambda: self.faults.server_error(**where),
            "400": lambda: self.faults.error(bad_request("holiday"), **where),
        }
        name = self.random.choice(list(plans))
        self._tell(f"fault {name} {where}")
        plans[name]()

    async def pass_time(self) -> None:
        seconds = self.random.choice([5.0, 100.0, 700.0, DAYS])
        self._tell(f"{seconds} s pass")
        self.world.now += seconds
        self.world.sandbox.advance(seconds)

    async def delete(self) -> None:
        """A person deletes a message of the bot."""
        posts = self.posts()
        if posts:
            gone = self.random.choice(posts)
            self._tell(f"a person deletes {gone.id}")
            self.deleted.append(gone)
            self.is_whole = False
            self.world.sandbox.state.delete_message(gone, self.world.anna.user)

    async def deliver(self) -> None:
        for _ in range(self.random.randint(1, 4)):
            await self.attempt()

    async def change_meanwhile(self) -> None:
        """The note is changed, or a message deleted, while a call is under way."""
        self.meanwhile = self.random.choice([self.correct, self.correct, self.withdraw, self.delete])
        await self.attempt()
        self.meanwhile = None

    async def kill_meanwhile(self) -> None:
        self.kill = self.random.choice(["before", "after"])
        if self.random.random() < 0.3:
            self.meanwhile = self.random.choice([self.correct, self.withdraw])
        await self.attempt()
        self.kill, self.meanwhile = "", None

    async def decide(self) -> None:
        """The author answers truthfully where something is in doubt, and repeats what failed."""
        for row in await self.stopped():
            if row.state is RowState.FAILED:
                self._tell(f"repeat {row.id} {row.reason}")
                await self.world.repeat(self._note, row.id)
            elif row.id in self.made:
                self._tell(f"{row.id} is there")
                await self.world.confirm(self._note, row.id)
            else:
                self._tell(f"{row.id} is not there")
                await self.world.repeat(self._note, row.id)

    async def stopped(self) -> list[OutboxRow]:
        """What the author is asked about, one at a time as on the screen."""
        delivery = await select_delivery(self.world.db.reader, self._note.id)
        asked = delivery.state in (DeliveryState.UNCERTAIN, DeliveryState.FAILED)
        return [delivery.row] if asked and delivery.row else []

    async def attempt(self) -> bool:
        try:
            return await self.world.outbox._send_next(self.world.chat.id)
        except Killed:
            self._tell("killed")
            await self.recover()
            return True

    async def recover(self) -> None:
        async with self.world.db.writing() as connection:
            await update_interrupted(connection)
            for row in await select_awaited(connection):
                await self.world._sync(connection, row, self.world.now)

    async def settle(self) -> None:
        """Faults end, time passes, every question is answered."""
        self.faults.clear()
        await self.recover()
        if self.deleted and not self.withdrawn and self.random.random() < 0.5:
            await self.correct()
        for _ in range(PATIENCE):
            self.world.now += 700
            self.world.sandbox.advance(700)
            if not await self.attempt():
                if not await self.stopped():
                    return
                await self.decide()
        raise AssertionError(self.report("it does not come to rest"))

    async def check(self) -> None:
        """The group reads what the record says, but for what the author has been told of."""
        rows = await self.world.rows(self._note)
        ended = (RowState.SENT, RowState.CANCELLED)
        self._require(all(row.state in ended or row.cleans for row in rows), "something is still to be sent")
        left = await self.world.leftovers(self._note)
        certain = left.nameless + left.refused + left.elsewhere
        wrong = self.wrong()
        numbers = [post.id for post in wrong]
        self._require(len(wrong) <= certain + left.doubtful, f"untold: {numbers}, told: {left}")
        self._require(len(wrong) >= certain - len(self.deleted), f"told too much: {left}, wrong: {numbers}")
        self._complete([post for post in self.posts() if post not in wrong])
        self._linked(rows)

    def wrong(self) -> list[Message]:
        """Messages that do not read as the note does and do not say that they are void."""
        if self.withdrawn:
            # One caption speaks for its album, also when a person has deleted it since.
            said = {post.album for post in (*self.posts(), *self.deleted) if REASON in post.text}
            albums = said - {None}
            return [post for post in self.posts() if post.album not in albums and not self._is_void(post)]
        files = Counter(file.file_id for file in self.files[-1])
        found, latest = [], {len(self.texts) - 1}
        # Of two messages with one file, one of which cannot be changed, the one with the present words is right.
        for post in sorted(self.posts(), key=lambda post: _versions(post) != latest):
            if self._is_void(post):
                continue
            file = _file_id(post)
            is_other = file is not None and files[file] <= 0
            if is_other or _versions(post) - latest:
                found.append(post)
            elif file:
                files[file] -= 1
        return found

    def posts(self) -> list[Message]:
        return [post for post in self.world.posts() if post.id not in self.before]

    def report(self, what: str) -> str:
        posts = [
            f"{post.id} {post.kind} {post.album or ''} {_file_id(post)} {_versions(post)} {post.text[:60]!r} {len(post.text)}"
            for post in self.posts()
        ]
        return "\n".join([f"seed {self.seed}: {what}", *self.log, "the group:", *posts])

    def _complete(self, right: list[Message]) -> None:
        shown = "".join(post.text for post in right if not self._is_void(post))
        if self.withdrawn:
            said = [post for post in (*right, *self.deleted) if REASON in post.text]
            self._require(not right or bool(said), "not said to be withdrawn")
            return
        filling = _filling(len(self.texts) - 1)
        expected = self.texts[-1].count(filling)
        gone = sum(post.text.count(filling) for post in self.deleted)
        self._require(
            expected - gone <= shown.count(filling) <= expected, "the words are not once in the group"
        )
        self._require(not self.is_whole or shown.count(filling) == expected, "words are missing")
        files = Counter(file.file_id for file in self.files[-1])
        files.subtract(_file_id(post) or "" for post in right if _file_id(post) and not self._is_void(post))
        missing = +files - Counter(_file_id(post) or "" for post in self.deleted)
        self._require(not missing, f"files are missing: {missing}")

    def _linked(self, rows: list[OutboxRow]) -> None:
        link = posted_messages(rows).link
        standing = {post.id: post for post in self.posts()}
        if link and link.message_id not in {post.id for post in self.deleted}:
            post = standing.get(link.message_id)
            self._require(post is not None, "the link leads nowhere")
            assert post
            is_right = (
                REASON in post.text if self.withdrawn else bool(_versions(post) & {len(self.texts) - 1})
            )
            self._require(is_right, "the link leads to another post")

    async def _call(self, bot: Any, method: Any, seconds: float | None = None) -> Any:
        self._no_older_words(method)
        if self.meanwhile:
            await self.meanwhile()
        if self.kill == "before":
            raise Killed
        before, row = set(self.world.chat.messages), await self._sending()
        try:
            return await self.send(bot, method, seconds)
        finally:
            made = sorted(set(self.world.chat.messages) - before)
            if made:
                self.made[row] = made
            entry = self.world.sandbox.journal.entries[-1]
            self._tell(f"row {row}: {entry.line()[:110]} -> {entry.status} {entry.fault} made {made}")
            if self.kill == "after":
                raise Killed

    async def _sending(self) -> int:
        rows = await self.world.rows(self._note)
        return next(row.id for row in rows if row.state is RowState.SENDING)

    def _no_older_words(self, method: Any) -> None:
        """A call begun now says nothing that has been superseded."""
        text = (getattr(method, "text", None) or getattr(method, "caption", None) or "") + str(
            getattr(method, "media", "")
        )
        last = len(self.texts) - 1
        older = [number for number in range(last + self.withdrawn) if _filling(number) in text]
        self._require(not older, f"version {older} is sent")

    def _content(self) -> tuple[str, tuple[Attachment, ...]]:
        """The words and files of the next version."""
        number, size = len(self.texts), self.random.choice(LENGTHS)
        text = _filling(number) * size if size < 3000 else (_filling(number) + "😀") * (size // 2)
        old = list(self.files[-1]) if self.files else []
        kept = old if self.random.random() < 0.3 else [file for file in old if self.random.random() < 0.5]
        fresh = self.random.choice([0, 0, 1, 1, 2, 3]) if len(kept) < 6 else 0
        files = [*kept, *(self._file() for _ in range(fresh))]
        if self.random.random() < 0.2:
            self.random.shuffle(files)
        if self.random.random() < 0.2:
            files = []
        self.texts.append(text)
        self.files.append(tuple(files))
        self.is_whole = True
        self._tell(f"version {number}: {size} characters, files {[file.file_id[-6:] for file in files]}")
        return text, tuple(files)

    def _file(self) -> Attachment:
        return self.world.photo() if self.random.random() < 0.7 else self.world.document()

    def _is_void(self, post: Message) -> bool:
        return TAKEN_OUT in post.text or REASON in post.text

    def _require(self, holds: bool, what: str) -> None:
        if not holds:
            raise AssertionError(self.report(what))

    def _tell(self, what: str) -> None:
        self.log.append(what)

    @property
    def _note(self) -> Note:
        assert self.note is not None
        return self.note


def _filling(number: int) -> str:
    return chr(FIRST_FILLING + number)


def _versions(post: Message) -> set[int]:
    letters = {ord(letter) - FIRST_FILLING for letter in set(post.text)}
    return {number for number in letters if 0 <= number < 200}


def _file_id(post: Message) -> str | None:
    for card in (post.media or {}).values():
        return str((card[-1] if isinstance(card, list) else card)["file_id"])
    return None
