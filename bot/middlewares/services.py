"""Builds the services that a handler's signature names, and no others."""

from collections.abc import Awaitable, Callable
from functools import cached_property
from typing import Any, Final

from aiogram import BaseMiddleware, Bot
from aiogram.types import TelegramObject

from bot.access import UserContext
from bot.outbox.worker import Outbox
from bot.services.decisions.form import DecisionForm
from bot.services.decisions.instructions import MeetingInstructions
from bot.services.decisions.meetings import Meetings
from bot.services.decisions.post_doubts import DecisionPosts
from bot.services.documents.edition_confirmation import EditionConfirmation
from bot.services.documents.edition_letters import EditionLetters
from bot.services.documents.edition_proposals import EditionProposals
from bot.services.groups.admin_notices import GroupNotices
from bot.services.groups.binding import Binding
from bot.services.groups.changes import GroupChanges
from bot.services.groups.earlier_notes import EarlierNotes
from bot.services.messages.notifier import Notifier
from bot.services.notes.form import NoteForm
from bot.services.notes.publisher import NotePublisher
from bot.services.people.access_requests import AccessRequests
from bot.services.people.appointing import Appointing
from bot.services.people.joining import Joining
from bot.services.people.journal import Attempts, Journal
from bot.services.reminders.preferences import ReminderPreferences
from bot.services.search.answers import Answers
from bot.services.summaries.admin import SummaryAdmin
from bot.settings import Settings
from data.database import Database

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Services:
    """What the user of one update acts with; each is built when first asked for, `data` is the update's."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data
        self._db: Database = data["db"]
        self._bot: Bot = data["bot"]
        self._settings: Settings = data["settings"]
        self._user: UserContext = data["user"]

    @cached_property
    def notifier(self) -> Notifier:
        return Notifier(self._bot, self._db, self._settings, self._data["language_cache"])

    @cached_property
    def group_changes(self) -> GroupChanges:
        return GroupChanges(self._db, GroupNotices(self.notifier), self._user.audit, self._wake)

    @cached_property
    def appointing(self) -> Appointing:
        return Appointing(self._db, self._user.audit, self.notifier, self._settings.zone, self._wake)

    @cached_property
    def joining(self) -> Joining:
        user = self._user
        return Joining(self._db, self._bot, user.audit, self.notifier, user.zone, self._wake)

    @cached_property
    def attempts(self) -> Attempts:
        return Attempts(self._db, self._user.audit)

    @cached_property
    def access_requests(self) -> AccessRequests:
        return AccessRequests(self._db, self.notifier, self._user.audit.first_admins, self._wake)

    @cached_property
    def journal(self) -> Journal:
        return Journal(self._db, self._user)

    @cached_property
    def binding(self) -> Binding:
        return Binding(self._bot, self._db, self._user.audit, self.notifier, self._settings, self._wake)

    @cached_property
    def earlier_notes(self) -> EarlierNotes:
        return EarlierNotes(self._bot, self._db, self._user.audit, self.notifier, self._settings, self._wake)

    @cached_property
    def note_form(self) -> NoteForm:
        return NoteForm(self._db, self._bot, self._user.audit, self._settings, self._user.today)

    @cached_property
    def note_publisher(self) -> NotePublisher:
        return NotePublisher(self.note_form, self.notifier, self._data["shown_confirmations"], self._wake)

    @cached_property
    def reminder_preferences(self) -> ReminderPreferences:
        audit, roadmaps = self._user.audit, self._data["roadmaps"]
        now, settings = self._user.now, self._settings
        return ReminderPreferences(self._db, audit, roadmaps, settings, self.notifier, now, self._wake)

    @cached_property
    def decision_form(self) -> DecisionForm:
        user = self._user
        return DecisionForm(self._db, self._bot, user.audit, self.notifier, user.today, user.zone, self._wake)

    @cached_property
    def decision_posts(self) -> DecisionPosts:
        return DecisionPosts(self._db, self._user.audit, self._wake)

    @cached_property
    def meetings(self) -> Meetings:
        return Meetings(self._db, self._user)

    @cached_property
    def meeting_instructions(self) -> MeetingInstructions:
        return MeetingInstructions(self._db, self._user)

    @cached_property
    def answers(self) -> Answers:
        return Answers(self._db, self._user, self._data["roadmaps"])

    @cached_property
    def summary_admin(self) -> SummaryAdmin:
        audit, now = self._user.audit, self._user.now
        return SummaryAdmin(self._db, self._bot, audit, self._settings, now, self._wake)

    @cached_property
    def edition_proposals(self) -> EditionProposals:
        confirmation = EditionConfirmation(self._db, EditionLetters(self.notifier), self._user.audit)
        return EditionProposals(self._db, self._bot, self._user.audit, confirmation, self._wake)

    @property
    def _wake(self) -> Callable[[], None]:
        """Tells the outbox, where there is one, that something may go."""
        outbox: Outbox | None = self._data.get("outbox")
        return outbox.wake if outbox else lambda: None


SERVICES: Final = frozenset(
    name for name, made in vars(Services).items() if isinstance(made, cached_property)
)


class ServicesMiddleware(BaseMiddleware):
    """Gives a handler the services it names as parameters; stands right before it, behind all other middlewares."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        services = Services(data)
        for name in SERVICES & data["handler"].params:
            data[name] = getattr(services, name)
        return await handler(event, data)
