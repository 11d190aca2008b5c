"""Private messages to the author of a note that another person corrected or withdrew."""

from functools import partial

import aiosqlite

from bot.screens.notes.author_letters import corrected_screen, withdrawn_screen
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier, Queued
from data.audit import AuditContext
from data.notes.notes import Note
from data.people.appointments import select_appointment
from data.people.rights import coordinates
from data.roadmap.roadmap import select_activity


async def tell_author(
    connection: aiosqlite.Connection, notifier: Notifier, note: Note, audit: AuditContext
) -> None:
    """Queues the message unless the author acted; call it in the transaction of the change, then wake the outbox."""
    if audit.actor_id in (None, note.author_id):
        return
    activity = await select_activity(connection, note.activity_id)
    if activity is None:
        return
    actor = await select_appointment(connection, audit.actor_id, audit.first_admins)
    by_coordinator = coordinates(actor, (note.party_id,))
    draw = withdrawn_screen if note.withdrawal else corrected_screen
    kind = MessageKind.NOTE_WITHDRAWN if note.withdrawal else MessageKind.NOTE_CORRECTED
    key = f"author:{note.id}:{note.latest.version}:{kind.name.lower()}"
    screen = partial(draw, note, activity, by_coordinator=by_coordinator)
    await notifier.to_person(note.author_id, kind, screen, Queued(connection, key, audit.at, activity.id))
