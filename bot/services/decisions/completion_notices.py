"""Private messages when a side declares an activity done: a question to the other side, or news of the closing."""

from functools import partial

import aiosqlite

from bot.screens.decisions.news import activity_closed_screen, completion_awaited_screen
from bot.services.decisions.record import DecisionMessage, tell_people
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier
from data.notes.notes import Note
from data.notes.statuses import ActivityState, select_activity_state
from data.people.coordination import select_responsible_people
from data.roadmap.roadmap import select_activity, select_parties


async def tell_other_sides(
    connection: aiosqlite.Connection, notifier: Notifier, note: Note, before: ActivityState
) -> None:
    """`before` is how the activity stood before the note; call it in the transaction of the publishing.

    A side is asked when another declares it done, not again when that word is repeated.
    """
    after = await select_activity_state(connection, note.activity_id)
    activity = await select_activity(connection, note.activity_id)
    if activity is None or note.party_id in before.declared or note.party_id not in after.declared:
        return
    parties = await select_parties(connection, note.roadmap_id)
    side = next((party.region for party in parties if party.id == note.party_id), "")
    others = after.declared if after.is_closed else after.awaited
    screen = partial(activity_closed_screen if after.is_closed else completion_awaited_screen, activity, side)
    kind = MessageKind.ACTIVITY_CLOSED if after.is_closed else MessageKind.COMPLETION_AWAITED
    key = f"closing:{note.id}:{note.latest.version}"
    message = DecisionMessage(kind, key, activity.id, note.latest.received_at, screen)
    for party in others:
        if party != note.party_id:
            people = set(await select_responsible_people(connection, activity.id, party))
            await tell_people(connection, notifier, people - {note.latest.author_id}, message)
