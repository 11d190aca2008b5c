"""What a person acts with: their deeds are journaled under their id, the moment and the update."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import ErrorEvent, TelegramObject, Update, User

from bot.outbox.worker import Outbox
from bot.services.decisions.form import DecisionForm
from bot.services.groups.admin_notices import GroupNotices
from bot.services.groups.binding import Binding
from bot.services.groups.changes import GroupChanges
from bot.services.notes.form import NoteForm
from bot.services.notes.publisher import NotePublisher
from bot.services.people.appointing import Appointing
from bot.services.people.joining import Joining
from bot.services.reminders.preferences import ReminderPreferences
from bot.services.summaries.admin import SummaryAdmin
from bot.settings import Settings
from data.audit import THE_BOT, AuditContext
from data.people.people import Person

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class ServicesMiddleware(BaseMiddleware):
    """Gives whoever is somebody a `audit`, and what changes things for them.

    That is `appointing`, `joining`, `binding`, `note_form`, `note_publisher`, `reminder_preferences`, `decision_form` and `summary_admin`. Every event has `group_changes`, for what Telegram tells of groups. Stands behind `bot.middlewares.user_context`.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        settings: Settings = data["settings"]
        person: Person | None = data["person"]
        user: User | None = data.get("event_from_user")
        db, notifier = data["db"], data["notifier"]
        audit = _audit(user, event, data)
        data["group_changes"] = GroupChanges(db, GroupNotices(notifier), audit, _waking(data))
        if person:
            data["audit"] = audit
            data["appointing"] = Appointing(db, audit, notifier, settings.zone)
            data["joining"] = Joining(db, audit, notifier, data["today"])
            form = NoteForm(db, data["bot"], audit, settings, data["today"])
            data["note_form"], data["note_publisher"] = form, NotePublisher(form, notifier, _waking(data))
            data["reminder_preferences"] = ReminderPreferences(
                db, audit, data["roadmaps"], settings, notifier, data["now"]
            )
            desk = DecisionForm(db, data["bot"], audit, notifier, data["today"], _waking(data))
            data["decision_form"] = desk
            data["summary_admin"] = SummaryAdmin(db, data["bot"], audit, settings, data["now"], _waking(data))
            data["binding"] = Binding(data["bot"], db, audit, notifier, _waking(data))
        return await handler(event, data)


def _audit(user: User | None, event: TelegramObject, data: dict[str, Any]) -> AuditContext:
    """Of whoever Telegram names, which may be an id many share: only a person is given it to act with."""
    update: Update = event.update if isinstance(event, ErrorEvent) else data["event_update"]
    settings: Settings = data["settings"]
    actor = user.id if user else THE_BOT
    return AuditContext(actor, int(data["now"].timestamp()), update.update_id, settings.admin_ids)


def _waking(data: dict[str, Any]) -> Callable[[], None]:
    """Tells the outbox, where there is one, that something may go."""
    outbox: Outbox | None = data.get("outbox")
    return outbox.wake if outbox else lambda: None
