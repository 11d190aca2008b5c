"""The form of a note: what it shows, where it stands in the chat, and what the next message does to the draft."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import aiosqlite
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import CallbackQuery, Message

from bot.outbox.calls import CALLS
from bot.screens.notes.form import NoteFormView, document_screen, form_screen
from bot.screens.notes.post import NotePost, note_text
from bot.services.messages.languages import GroupIdentity, in_language_of_group, load_group_identity
from bot.services.notes.form_state import WRITING, NoteFormState, note_form_state
from bot.services.notes.post_calls import note_calls
from bot.settings import Settings
from bot.telegram.rendering import edit, send, show
from bot.telegram.screen import Screen
from data.audit import AuditContext
from data.database import Database
from data.messaging.outbox import OutboxCall
from data.messaging.posts import MessageAddress
from data.notes.draft_summary import has_published_words
from data.notes.drafts import (
    Draft,
    is_draft,
    refuse_void_draft,
    select_draft,
    select_own_draft,
    update_draft_step,
)
from data.notes.notes import select_last_note, select_note
from data.notes.subjects import select_job_title, select_subject
from data.people.authorship import require_changing, require_writing, select_writable_agencies
from data.people.problems import PeopleProblem
from data.people.rights import NotAllowed
from data.roadmap.lookup import StaleButton
from data.roadmap.roadmap import require_activity, select_regions


@dataclass(frozen=True, slots=True)
class NoteForm:
    """One person's form while an update is handled; `audit` says who, when and by which update."""

    db: Database
    bot: Bot
    audit: AuditContext
    settings: Settings
    today: date

    @property
    def user_id(self) -> int:
        """The person's Telegram id; raises `LookupError` when the console or the bot acts."""
        return self.audit.person_id

    async def group_identity(self) -> GroupIdentity:
        """Returns what posts of groups need: the bot's username and the language."""
        return await load_group_identity(self.bot, self.settings)

    async def group_language(self, activity_id: int) -> AbstractContextManager[None]:
        """Texts looked up inside are in the language of the group where notes on the activity are published."""
        return await in_language_of_group(self.db.reader, self.settings, activity_id=activity_id)

    async def draft(self, draft_id: int) -> Draft:
        """Returns the person's own draft of that id.

        Raises `StaleButton` when it is gone, `Refused` when its activity is, `NotAllowed` when it is another person's
        or the right is gone.
        """
        found = await self.own(draft_id)
        if found.activity_id is None:
            await refuse_void_draft(self.db.reader, draft_id)
            raise StaleButton
        await self.require(found)
        return found

    async def own(self, draft_id: int) -> Draft:
        """Loads the same draft without checking its activity or the right to write.

        Raises `NotAllowed` when it is another person's.
        """
        found = await select_own_draft(self.db.reader, draft_id, self.user_id)
        if found is None and await is_draft(self.db.reader, draft_id):
            raise NotAllowed("draft", PeopleProblem.NOT_AUTHOR)
        if found is None:
            raise StaleButton
        return found

    async def step(self, draft: Draft) -> NoteFormState:
        """What the next words do: of a correction they replace what is published, until they have."""
        step = note_form_state(draft.step)
        if step in WRITING:
            return step
        return NoteFormState.ANEW if await has_published_words(self.db.reader, draft) else NoteFormState.WORDS

    async def require(self, draft: Draft, connection: aiosqlite.Connection | None = None) -> None:
        """Raises `NotAllowed` unless the person may still write what the draft is to become.

        `connection` is that of the transaction in which it is written.
        """
        first_admins, reader = self.audit.first_admins, connection or self.db.reader
        note = await select_note(reader, draft.note_id) if draft.note_id else None
        if note:
            await require_changing(reader, note, self.user_id, first_admins)
        else:
            subject = (draft.activity_id, draft.agency_id)
            await require_writing(reader, subject, self.user_id, first_admins)

    async def current(self) -> Draft | None:
        """Loads the person's draft; None when there is none."""
        return await select_draft(self.db.reader, self.user_id)

    async def screen(self, draft: Draft, *, is_simplified: bool = False) -> Screen:
        """Returns the form with the draft as it is; `is_simplified` when the last message lost its formatting."""
        return form_screen(replace(await self.form(draft), is_simplified=is_simplified))

    async def form(self, draft: Draft) -> NoteFormView:
        """Raises `Refused` when the activity has left the roadmap, `NotAllowed` when the right is gone."""
        activity = await require_activity(self.db.reader, draft.activity_id)
        post = await self.post(draft)
        parts = 1
        words = None
        if post:
            with await self.group_language(activity.id):
                words, parts = note_text(post), len(note_calls(post))
        return NoteFormView(
            draft=draft,
            replaces=await self.step(draft) is NoteFormState.ANEW,
            activity=activity,
            writable=await select_writable_agencies(
                self.db.reader, activity.id, self.user_id, self.audit.first_admins
            ),
            regions=await select_regions(self.db.reader, activity.id),
            last=await select_last_note(self.db.reader, activity.id, draft.agency_id),
            post=words,
            messages=parts,
        )

    async def post(self, draft: Draft) -> NotePost | None:
        """Returns the draft as a post; None while its agency is not chosen."""
        subject = await select_subject(self.db.reader, draft.activity_id, draft.agency_id)
        note = await select_note(self.db.reader, draft.note_id) if draft.note_id else None
        if subject is None:
            return None
        edition = note.latest.version + 1 if note else None
        job_title = await select_job_title(self.db.reader, self.user_id, subject.agency_id)
        return NotePost(subject, draft, note.number if note else None, edition, job_title=job_title)

    async def show(self, query: CallbackQuery, draft: Draft, screen: Screen | None = None) -> None:
        """Turns the message under the press into the form, or another screen of it."""
        await show(query, screen or await self.screen(draft))

    async def open(self, query: CallbackQuery, draft: Draft) -> None:
        """Shows the form where the status was just given; «done» asks for the document that confirms it first."""
        if draft.lacks_document:
            await show(query, document_screen(await self.enter(query, draft, NoteFormState.DOCUMENT)))
        else:
            await self.show(query, await self.enter(query, draft))

    async def enter(self, query: CallbackQuery, draft: Draft, step: NoteFormState | None = None) -> Draft:
        """Stores that the form stands under the press and takes the person's next message; returns the draft."""
        message = query.message
        form = MessageAddress(message.chat.id, message.message_id) if message else None
        entered = step or await self.step(draft)
        async with self.db.writing() as connection:
            await update_draft_step(connection, draft.id, entered, form, self.audit.at)
        return await self.draft(draft.id)

    async def tell(self, screen: Screen) -> None:
        """Sends a screen to the person's private chat, wherever it was asked for."""
        await send(self.bot, self.user_id, screen)

    async def send(self, draft: Draft, *, is_simplified: bool = False) -> None:
        """Sends the form as a new message in the private chat and removes the earlier one.

        Raises `TelegramForbiddenError` or `TelegramBadRequest` when the person has not opened the bot.
        """
        shown = await self.screen(draft, is_simplified=is_simplified)
        step = await self.step(draft)
        sent = await send(self.bot, self.user_id, shown)
        async with self.db.writing() as connection:
            form = MessageAddress(sent.chat.id, sent.message_id)
            await update_draft_step(connection, draft.id, step, form, self.audit.at)
        if draft.form:
            await self._remove(draft.form)

    async def send_if(self, draft: Draft | None) -> None:
        """Sends the form if there is a draft to show."""
        if draft:
            await self.send(draft)

    async def renew(self, draft: Draft, *, is_simplified: bool = False) -> None:
        """Edits the form's message so that it shows the draft as it is."""
        if draft.form is None:
            await self.send(draft, is_simplified=is_simplified)
            return
        shown = await self.screen(draft, is_simplified=is_simplified)
        try:
            await edit(self.bot, draft.form.chat_id, draft.form.message_id, shown)
        except TelegramAPIError:
            await self.send(draft, is_simplified=is_simplified)

    async def _remove(self, form: MessageAddress) -> None:
        """An earlier form would ask for words that it takes no more; Telegram deletes nothing older than 48 hours."""
        place: dict[str, Any] = {"chat_id": form.chat_id, "message_id": form.message_id}
        try:
            await self.bot.delete_message(**place)
        except TelegramBadRequest:
            with suppress(TelegramBadRequest):
                await self.bot.edit_message_reply_markup(**place)


def is_later(message: Message, draft: Draft) -> bool:
    """The message came below the form, so it was meant for it."""
    return draft.form is None or message.message_id > draft.form.message_id


async def send_calls(form: NoteForm, activity_id: int, parts: Callable[[], Iterable[OutboxCall]]) -> None:
    """Sends the calls that `parts` returns; it is called in the language of the activity's group."""
    with await form.group_language(activity_id):
        drawn = list(parts())
    for part in drawn:
        await form.bot(CALLS[part.method].model_validate({**part.payload, "chat_id": form.user_id}))
