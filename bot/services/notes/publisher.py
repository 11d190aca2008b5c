"""Publishes, corrects and withdraws notes: rights, note and outbox in one transaction, then the author is shown it."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

import aiosqlite
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery

from bot.screens.notes.confirmation import Confirmation, confirmation_screen
from bot.services.decisions.completion_notices import CompletionNotices
from bot.services.messages.languages import GroupIdentity
from bot.services.messages.notifier import Notifier
from bot.services.notes.author_letters import tell_author
from bot.services.notes.confirmation import confirmation_of, refreshed
from bot.services.notes.form import NoteForm
from bot.services.notes.publishing import confirm_post, correct, publish, repeat_post, withdraw
from bot.services.notes.shown_confirmations import ShownConfirmations
from bot.telegram.rendering import answer, content, edit, redraw, send
from bot.telegram.screen import Screen
from data.database import Database
from data.messaging.outbox import OutboxRow, select_row
from data.messaging.posts import MessageAddress, Post, insert_post, select_post
from data.notes.activity_state import ActivityState, Moment
from data.notes.draft_base import Superseded, update_draft_rebased
from data.notes.draft_content import select_confirmed_note, update_confirmed_note
from data.notes.drafts import Draft, delete_draft, select_own_draft, update_draft_base
from data.notes.note_audit import audit_note
from data.notes.notes import Note, select_note
from data.notes.problems import NoteProblem
from data.notes.publishing import AlreadyPublished, MessageEdit, Published
from data.notes.states import UNKNOWN, select_state
from data.notes.statuses import NoteStatus
from data.people.authorship import require_changing, require_writing
from data.people.problems import PeopleProblem
from data.people.rights import NotAllowed
from data.primitives.fingerprint import Outdated, require_seen
from data.primitives.refusal import Refused
from data.roadmap.lookup import StaleButton


class DraftChanged(Refused):
    """The draft was changed since the screen was shown under which «publish» was pressed."""

    def __init__(self) -> None:
        super().__init__(NoteProblem.DRAFT_CHANGED)


class DraftSuperseded(Refused):
    """The note was changed since its correction was begun; the draft goes on from there, nothing typed is lost."""

    def __init__(self, superseded: Superseded) -> None:
        super().__init__(NoteProblem.SUPERSEDED)
        self.superseded = superseded


@dataclass(frozen=True, slots=True)
class NotePublisher:
    """`wake` wakes the outbox after each commit."""

    form: NoteForm
    notifier: Notifier
    shown: ShownConfirmations
    wake: Callable[[], None]

    @property
    def db(self) -> Database:
        """The database of the form."""
        return self.form.db

    async def publish(
        self, draft_id: int, fingerprint: int, place: MessageAddress | None = None
    ) -> Published:
        """Publishes the draft of that fingerprint and asks the other sides where it declares the activity done.

        `place` is the message that is going to show the note: the news of its post find it from the first on. Raises `NotAllowed`, `DraftChanged` when the draft has another fingerprint by now, and `DraftSuperseded`.
        """
        superseded = None
        group_identity = await self.form.group_identity()
        async with self.db.writing() as connection:
            draft = await self._require_draft(connection, draft_id, fingerprint)
            if draft and await self._lost_its_ground(connection, draft):
                outcome: Published = NoteProblem.TAKEN_BACK
            else:
                before = await self._state_before(connection, draft)
                outcome = await publish(connection, draft_id, self.form.audit, group_identity)
                await self._record(connection, outcome, before, group_identity)
            if isinstance(outcome, Note):
                await tell_author(connection, self.notifier, outcome, self.form.audit)
                if place:
                    await _keep(connection, outcome, place)
            if outcome is NoteProblem.SUPERSEDED and draft:
                superseded = await self._rebased(connection, draft)
        self.wake()
        if superseded:
            raise DraftSuperseded(superseded)
        return outcome

    async def _rebased(self, connection: aiosqlite.Connection, draft: Draft) -> Superseded | None:
        note = await select_note(connection, draft.note_id)
        return await update_draft_rebased(connection, draft, note, self.form.audit.at) if note else None

    async def publish_own(
        self, draft_id: int, fingerprint: int, place: MessageAddress | None
    ) -> Note | NoteProblem:
        """Publishes the person's own draft; also returns their note that was made of it before.

        Raises what `publish` raises, and `StaleButton` when there is neither.
        """
        outcome = await self.publish(draft_id, fingerprint, place)
        if outcome is NoteProblem.NO_DRAFT:
            await self.form.draft(draft_id)
            raise StaleButton
        if isinstance(outcome, NoteProblem):
            return outcome
        note = outcome.note if isinstance(outcome, AlreadyPublished) else outcome
        if self.form.user_id not in (note.author_id, note.latest.author_id):
            raise NotAllowed("note", PeopleProblem.NOT_AUTHOR)
        return note

    async def correct(self, edit: MessageEdit, note: Note) -> Published:
        """Publishes the next version of a note of whose message the author changed the words.

        Raises `NotAllowed` and `ContentRefused`.
        """
        group_identity = await self.form.group_identity()
        async with self.db.writing() as connection:
            await self._require(connection, note)
            before = await select_state(connection, note.activity_id, self._now)
            outcome = await correct(connection, edit, self.form.audit.at, group_identity)
            await self._record(connection, outcome, before, group_identity)
        self.wake()
        return outcome

    async def withdraw(self, note_id: int | None, reason: str, version: int) -> Published:
        """Withdraws the note; one that is withdrawn already stays so.

        `version` is the one that the person has seen: raises `Outdated` when there is a newer one, `NotAllowed`, and
        `StaleButton` when there is no such note.
        """

        async def step(
            connection: aiosqlite.Connection, note: Note, group_identity: GroupIdentity
        ) -> Published:
            require_seen(version, note.latest.version if note.withdrawal is None else version)
            outcome = await withdraw(connection, note.id, reason, self.form.audit, group_identity)
            if isinstance(outcome, Note):
                await tell_author(connection, self.notifier, outcome, self.form.audit)
            return outcome

        return await self._change(note_id, step)

    async def withdraw_by_draft(self, draft: Draft, reason: str) -> Note | None:
        """Withdraws the note that the draft is about, for the reason asked there; then the draft goes.

        Raises `Outdated` once when the note has another version than the one the draft was begun on: it is shown then.
        """
        try:
            note = note_of(await self.withdraw(draft.note_id, reason, draft.base_version or 0))
        except Outdated:
            await self._rebase_reason(draft)
            raise
        async with self.db.writing() as connection:
            await delete_draft(connection, self.form.user_id)
        return note

    async def _rebase_reason(self, draft: Draft) -> None:
        async with self.db.writing() as connection:
            if note := await select_note(connection, draft.note_id or 0):
                await update_draft_base(connection, draft.id, note.latest.version)

    async def confirm(self, row_id: int) -> Note:
        """Settles an uncertain post that its author has seen in the group; raises `NotAllowed` and `StaleButton`."""
        group_identity = await self.form.group_identity()
        async with self.db.writing() as connection:
            _, note = await self._row(connection, row_id)
            await confirm_post(connection, note, row_id, self.form.audit.at, group_identity)
        self.wake()
        return note

    async def repeat(self, row_id: int) -> Note:
        """Sends a post once more that failed, or that its author has not found.

        Raises `NotAllowed`, `StaleButton`.
        """
        group_identity = await self.form.group_identity()
        async with self.db.writing() as connection:
            row, note = await self._row(connection, row_id)
            await repeat_post(connection, note, row, self.form.audit.at, group_identity)
        self.wake()
        return note

    async def note(self, note_id: int) -> Note:
        """Raises `StaleButton` for an unknown note, `NotAllowed` for one the person may not change."""
        note = await select_note(self.db.reader, note_id)
        if note is None:
            raise StaleButton
        await self._require(self.db.reader, note)
        return note

    async def confirmation(self, note_id: int) -> Confirmation:
        """Loads the note, what became of its post and what the person may do; raises `StaleButton`."""
        return await confirmation_of(
            self.db.reader, note_id, self.form.user_id, self._now.zone, self.form.audit.first_admins
        )

    def screen(self, confirmation: Confirmation) -> Screen:
        """Returns the confirmation with its days in the bot's zone."""
        return confirmation_screen(confirmation, self.form.settings.zone)

    async def show(self, query: CallbackQuery, note: Note) -> None:
        """Turns the message under the press into the confirmation, which `AuthorNotices` keeps up to date."""
        await answer(query)
        if query.message is None:
            return
        pressed = MessageAddress(query.message.chat.id, query.message.message_id)
        posted = await select_post(
            self.db.reader, pressed
        )  # not where the person has gone on to another screen
        if posted is None or posted.note_id != note.id:
            async with self.db.writing() as connection:
                await _keep(connection, note, pressed)  # first: the news may come meanwhile, and look for it
        async with self.shown.turn(pressed):
            confirmation = await self.confirmation(note.id)
            if posted and self.shown.shows(pressed, self.screen(confirmation)):
                return
            shown = await redraw(query, self.screen(confirmation))
            self.shown.remember(pressed, self.screen(confirmation))
        if shown and shown.message_id != pressed.message_id:
            await self._stands(note, confirmation, MessageAddress(shown.chat.id, shown.message_id))

    async def send(self, note: Note) -> None:
        """Sends the confirmation as a new message."""
        confirmation = await self.confirmation(note.id)
        sent = await send(self.form.bot, self.form.user_id, self.screen(confirmation))
        await self._stands(note, confirmation, MessageAddress(sent.chat.id, sent.message_id))

    async def send_if(self, note: Note | None) -> None:
        """Sends the confirmation of the note, if there is one."""
        if note:
            await self.send(note)

    async def _stands(self, note: Note, confirmation: Confirmation, place: MessageAddress) -> None:
        """Lets the news find a new message, and makes up for those that came before they could."""
        async with self.shown.turn(place):
            async with self.db.writing() as connection:
                await _keep(connection, note, place)
            now = await refreshed(self.db.reader, confirmation)
            if content(self.screen(now)) != content(self.screen(confirmation)):
                with suppress(TelegramBadRequest):  # the author has deleted it meanwhile
                    await edit(self.form.bot, place.chat_id, place.message_id, self.screen(now))
            self.shown.remember(place, self.screen(now))

    async def _change(
        self,
        note_id: int | None,
        step: Callable[[aiosqlite.Connection, Note, GroupIdentity], Awaitable[Published]],
    ) -> Published:
        group_identity = await self.form.group_identity()
        async with self.db.writing() as connection:
            note = await select_note(connection, note_id)
            if note is None:
                raise StaleButton
            await self._require(connection, note)
            before = await select_state(connection, note.activity_id, self._now)
            outcome = await step(connection, note, group_identity)
            await self._record(connection, outcome, before, group_identity)
        self.wake()
        return outcome

    async def _record(
        self,
        connection: aiosqlite.Connection,
        outcome: Published,
        before: ActivityState,
        group_identity: GroupIdentity,
    ) -> None:
        """Writes what became of a note into the journal, and follows what it does to the closing of its activity.

        Raises `Refused` for a note that would undo the closing: nothing of it is stored then.
        """
        if isinstance(outcome, Note):
            await audit_note(connection, outcome, self.form.audit)
            notices = CompletionNotices(self.notifier, self.form.audit, group_identity.username, self._now)
            await notices.follow(connection, outcome, before)

    @property
    def _now(self) -> Moment:
        return Moment(self.form.audit.at, self.form.settings.zone)

    async def _state_before(self, connection: aiosqlite.Connection, draft: Draft | None) -> ActivityState:
        activity_id = draft.activity_id if draft else None
        if activity_id is None:
            return ActivityState(0, UNKNOWN)
        return await select_state(connection, activity_id, self._now)

    async def _lost_its_ground(self, connection: aiosqlite.Connection, draft: Draft) -> bool:
        """True once for a draft that confirms what the other side does not declare any more: its author has to look again."""
        is_done = draft.status is NoteStatus.DONE
        confirmed = await select_confirmed_note(connection, draft.id) if is_done else None
        if confirmed is None:
            return False
        state = await self._state_before(connection, draft)
        if any(side.declares and side.word and side.word.note_id == confirmed for side in state.now.sides):
            return False
        await update_confirmed_note(connection, draft.id, None)
        return True

    async def _require_draft(
        self, connection: aiosqlite.Connection, draft_id: int, fingerprint: int
    ) -> Draft | None:
        draft = await select_own_draft(connection, draft_id, self.form.user_id)
        if draft and draft.fingerprint != fingerprint:
            raise DraftChanged
        note = await select_note(connection, draft.note_id) if draft and draft.note_id else None
        if note:
            await self._require(connection, note)
        elif draft:
            subject = (draft.activity_id, draft.agency_id)
            await require_writing(connection, subject, self.form.user_id, self.form.audit.first_admins)
        return draft

    async def _require(self, connection: aiosqlite.Connection, note: Note) -> None:
        await require_changing(connection, note, self.form.user_id, self.form.audit.first_admins)

    async def _row(self, connection: aiosqlite.Connection, row_id: int) -> tuple[OutboxRow, Note]:
        row = await select_row(connection, row_id)
        note = await select_note(connection, row.reference.note_id) if row and row.reference.note_id else None
        if row is None or note is None:
            raise StaleButton
        await self._require(connection, note)
        return row, note


def note_of(outcome: Published) -> Note | None:
    """Returns the note that was published, now or before; None when it was refused."""
    match outcome:
        case AlreadyPublished(note):
            return note
        case NoteProblem():
            return None
        case _:
            return outcome


async def _keep(connection: aiosqlite.Connection, note: Note, place: MessageAddress) -> None:
    await insert_post(connection, Post(place.chat_id, place.message_id, None, note.activity_id, note.id))
