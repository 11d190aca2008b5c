"""What must be true of notes whatever happens: a model beside the real database, and a chat that is a list."""

from collections import Counter
from pathlib import Path
from typing import Any, Final

from bot.outbox.calls import Ambiguous, Delivered, Failed, NoDestination, Outcome, Retry, call_of
from bot.outbox.transitions import store_outcome
from bot.services.messages.languages import GroupIdentity
from bot.services.notes.post_sync import sync_after, sync_post
from bot.services.notes.publishing import publish, repeat_post, withdraw
from data.audit import AuditContext
from data.database import Database
from data.messaging.attempts import claim_head, update_interrupted
from data.messaging.deliveries import confirm_sent
from data.messaging.outbox import FailureReason, Method, OutboxRow, RowState, select_awaited, select_note_rows
from data.notes.draft_content import delete_draft_texts, insert_draft_text
from data.notes.drafts import delete_draft, insert_correction, insert_draft, select_draft, update_draft_status
from data.notes.notes import Note, select_note, select_roadmap_notes, select_versions
from data.notes.problems import NoteProblem
from data.notes.publishing import Published
from data.notes.statuses import NoteStatus
from data.notes.text_chunks import TextChunk
from tests.data.notes.note_fixtures import GROUP, PORT, bind, open_people
from tests.data.people.people_fixtures import ANNA, BUILDING, NOW

VOICE: Final = GroupIdentity("roadmap_bot", "ru")
FILLING: Final = "ѫ"  # stands in no other text of a post
STOPPED: Final = (RowState.UNCERTAIN, RowState.FAILED)
UNDONE: Final = ("crash before", "lost", "wait", "refused")


class NoteModel:
    """`versions` by note id, oldest first; `calls` made by row id; `again` the repetitions a person chose.

    `blind` are the notes with a post whose id is not known; `draft` is what the draft says, if there is one.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = NOW
        self.versions: dict[int, list[str]] = {}
        self.withdrawn: set[int] = set()
        self.blind: set[int] = set()
        self.calls: Counter[int] = Counter()
        self.again: Counter[int] = Counter()
        self.draft: str | None = None
        self.chat: dict[int, str] = {}
        self.sent_by: dict[int, int] = {}  # row -> the message it last made
        self.written = 0

    async def open(self) -> None:
        self.db = await open_people(self.folder)
        await self._hurry()
        await bind(self.db)

    async def restart(self) -> None:
        await self.db.close()
        self.db = await Database.open(self.folder / "roadmap.db")
        await self._hurry()
        async with self.db.writing() as connection:
            await update_interrupted(connection)
            for row in await select_awaited(connection):
                await sync_after(connection, row, self.now, VOICE)

    async def begin(self, corrected: int | None, length: int) -> None:
        self.written += 1
        self.draft = f"<{self.written}>" + FILLING * length
        async with self.db.writing() as connection:
            note = await select_note(connection, corrected) if corrected else None
            if note:
                begun = await insert_correction(connection, ANNA, note, self.now)
            else:
                begun = await insert_draft(connection, ANNA, PORT, BUILDING, self.now)
            assert begun is not None
            await delete_draft_texts(connection, begun.id)
            await insert_draft_text(connection, begun.id, TextChunk(self.draft, self.now))

    async def press(self, presses: int, status: NoteStatus | None) -> None:
        """«Опубликовать», so many times: the first press makes the note, the others find it."""
        outcomes = await self._publish(presses, status)
        made = [outcome for outcome in outcomes if isinstance(outcome, Note)]
        assert made == outcomes[: len(made)]
        assert len(made) <= 1
        if made:
            assert self.draft is not None
            self.versions.setdefault(made[0].id, []).append(self.draft)
            self.draft = None
        elif NoteProblem.WITHDRAWN in outcomes:  # the note was withdrawn while its correction was written
            async with self.db.writing() as connection:
                await delete_draft(connection, ANNA)
            self.draft = None

    async def withdraw(self, note_id: int) -> None:
        async with self.db.writing() as connection:
            await withdraw(connection, note_id, "Ошибка", AuditContext(ANNA, self.now), VOICE)
        self.withdrawn.add(note_id)

    async def send(self, end: str) -> bool:
        """One attempt that ends so; False when nothing was to be sent."""
        async with self.db.writing() as connection:
            row = await claim_head(connection, GROUP, self.now)
        if row is None:
            return False
        outcome = self._made(row, end)
        if outcome is None:
            await self.restart()
        else:
            async with self.db.writing() as connection:
                await store_outcome(connection, row, outcome, self.now)
                await sync_after(connection, row, self.now, VOICE)
        return True

    async def decide(self, row: OutboxRow, how: str) -> None:
        """«Уже в чате», with the message or without, or «отправить ещё раз», which is true when it is not there."""
        async with self.db.writing() as connection:
            note = await select_note(connection, row.reference.note_id)
            assert note is not None
            if row.state is RowState.UNCERTAIN and row.id in self.sent_by and how != "again":
                known = self.sent_by[row.id] if how == "knows" else None
                await confirm_sent(connection, row.id, self.now, known)
                await sync_post(connection, note, self.now, VOICE)
                if known is None:
                    self.blind.add(note.id)
                return
            await repeat_post(connection, note, row, self.now, VOICE)
            self.again[row.id] += row.state is RowState.UNCERTAIN

    async def stopped(self) -> list[OutboxRow]:
        return [row for row in await self.rows() if row.state in STOPPED]

    async def rows(self) -> list[OutboxRow]:
        return [row for note_id in self.versions for row in await select_note_rows(self.db.reader, note_id)]

    async def check(self) -> None:
        """The record is complete and immutable, and no call was repeated but by a person's choice."""
        notes = await select_roadmap_notes(self.db.reader, 1, 1000)
        assert sorted(note.number for note in notes) == list(range(1, len(self.versions) + 1))
        for note in notes:
            said = [version.text for version in await select_versions(self.db.reader, note.id)]
            assert said == self.versions[note.id]
            assert (note.withdrawal is not None) == (note.id in self.withdrawn)
        found = await select_draft(self.db.reader, ANNA)
        assert (found.text if found else None) == self.draft
        for row in await self.rows():
            assert not row.method.sends or self.calls[row.id] <= 1 + self.again[row.id]

    async def settle(self) -> None:
        """Every doubt is decided truly and everything sent; then the group reads what the record says."""
        await self.restart()
        for _ in range(500):
            self.now += 100
            if await self.send("sent"):
                continue
            waiting = await self.stopped()
            if not waiting:
                break
            for row in waiting:
                await self.decide(row, "knows")
        else:
            raise AssertionError("the outbox does not come to rest")
        await self.check()
        for note_id in set(self.versions) - self.blind:
            self._compare(note_id, await select_note_rows(self.db.reader, note_id))

    def _compare(self, note_id: int, rows: list[OutboxRow]) -> None:
        ids = [message_id for row in rows if row.method.sends for message_id in row.message_ids]
        shown = "".join(self.chat[message_id] for message_id in ids)
        words = self.versions[note_id][-1]
        if note_id in self.withdrawn:
            assert FILLING not in shown
            assert not shown or "Ошибка" in shown
        else:
            assert shown.count(words.rstrip(FILLING)) == 1
            assert shown.count(FILLING) == words.count(FILLING)
        for older in self.versions[note_id][:-1]:
            assert older.rstrip(FILLING) not in shown

    async def _hurry(self) -> None:
        """Nobody pulls the plug of this machine: no need to wait for the disk."""
        await self.db._writer.execute("PRAGMA synchronous = OFF")

    async def _publish(self, presses: int, status: NoteStatus | None) -> list[Published]:
        begun = await select_draft(self.db.reader, ANNA)
        assert begun is not None
        async with self.db.writing() as connection:
            await update_draft_status(connection, begun.id, status, self.now)
        outcomes: list[Published] = []
        for _ in range(presses):
            async with self.db.writing() as connection:
                outcomes.append(await publish(connection, begun.id, AuditContext(ANNA, self.now), VOICE))
        return outcomes

    def _made(self, row: OutboxRow, end: str) -> Outcome | None:
        """Makes the call, or not, as the end says; None when the bot is killed before it could write that down."""
        try:
            call = call_of(row)
        except NoDestination as unaddressed:
            return Failed(unaddressed.reason, "")
        ids = () if end in UNDONE else self._carry_out(row, call)
        doubt = Ambiguous("") if row.method.sends else Retry(5, FailureReason.NO_ANSWER, "")
        outcomes: dict[str, Outcome] = {
            "sent": Delivered(ids),
            "lost": doubt,
            "doubt": doubt,
            "wait": Retry(60, FailureReason.FLOOD, ""),
            "refused": Failed(FailureReason.REFUSED, ""),
        }
        return outcomes.get(end)

    def _carry_out(self, row: OutboxRow, call: Any) -> tuple[int, ...]:
        self.calls[row.id] += 1
        if not row.method.sends:
            is_deleted = row.method is Method.DELETE
            assert is_deleted or call.message_id in self.chat, "a change hits the message it was meant for"
            self.chat[call.message_id] = "" if is_deleted else call.text
            return ()
        message_id = len(self.chat) + 1
        self.chat[message_id] = call.text
        self.sent_by[row.id] = message_id
        return (message_id,)
