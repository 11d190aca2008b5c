"""An activity's card: how the activity stands by its notes, what was decided about it, what the reader may do."""

from collections.abc import Iterable
from dataclasses import replace

import aiosqlite

from bot.access import UserContext
from bot.callbacks.roadmap import OpenActivity
from bot.screens.notices import closed_roadmap_words, no_number_words, notice
from bot.screens.phrases import short_names
from bot.screens.roadmap.activity import CardFacts, activity_screen
from bot.screens.roadmap.activity_decisions import ActivityDecisions
from bot.screens.roadmap.activity_status import ActivityStatus
from bot.services.roadmap.cache import RoadmapCache
from bot.services.roadmap.choosing import follow_link
from bot.telegram.deep_links import linked_card, linked_number
from bot.telegram.screen import Screen
from data.database import Database
from data.decisions.activity_history import select_event_count
from data.decisions.deadline_requests import select_open_request
from data.decisions.instructions import select_activity_instructions
from data.decisions.reopenings import select_last_reopening
from data.notes.activity_state import ActivityState, Moment
from data.notes.draft_summary import select_draft_summary
from data.notes.notes import select_activity_note_count, select_newest_note
from data.notes.states import select_state, select_states
from data.people.appointments import Appointment, select_acting_appointment
from data.people.authorship import select_writable_agencies
from data.people.coordination import select_deciders
from data.people.rights import coordinates, may_ask
from data.roadmap.control_dates import DeadlineMove, select_moves
from data.roadmap.hand_dates import select_date_votes
from data.roadmap.lookup import StaleButton, activity_numbered, agencies_of
from data.roadmap.roadmap import select_activity, select_roadmap_of_activity, select_wordings


async def states_shown(user: UserContext, db: Database) -> dict[int, ActivityState]:
    """Loads how the activities of the roadmap that the user is shown stand today, by their ids."""
    return await select_states(db.reader, user.content, user.today, user.zone)


async def activity_status_of(
    connection: aiosqlite.Connection, activity_id: int, user: UserContext
) -> ActivityStatus:
    """Returns what notes say of the activity, without decisions and what the user may do."""
    return ActivityStatus(
        await select_state(connection, activity_id, Moment(int(user.now.timestamp()), user.zone)),
        await select_newest_note(connection, activity_id),
        await select_activity_note_count(connection, activity_id),
        await select_event_count(connection, activity_id),
    )


async def activity_decisions_of(
    connection: aiosqlite.Connection, activity_id: int, user: UserContext
) -> ActivityDecisions:
    """Loads what was decided about the activity, and what the user may decide."""
    person = user.person
    writes = user.writes_notes
    held = replace(await select_acting_appointment(connection, person.user_id), role=person.role)
    in_force = await select_activity(connection, activity_id) is not None
    parties = [party.id for party in user.content.roadmap.parties] if in_force else []
    moves = tuple(await select_moves(connection, activity_id))
    agreed = {move.id: frozenset((await select_date_votes(connection, move)).values()) for move in moves}
    return ActivityDecisions(
        moves=moves,
        agreed=agreed,
        agreeable=await _agreeable(connection, moves, user) if writes and in_force else 0,
        request=await select_open_request(connection, activity_id) if in_force else None,
        reopening=await select_last_reopening(connection, activity_id),
        zone=user.zone,
        today=user.today,
        instructions=await select_activity_instructions(connection, activity_id) if in_force else (),
        coordinates=writes and coordinates(held, parties),
        askable=_askable(user, held, activity_id) if writes and in_force else {},
        speaks=writes and bool(await select_writable_agencies(connection, activity_id, person.user_id)),
    )


async def _agreeable(
    connection: aiosqlite.Connection, moves: Iterable[DeadlineMove], user: UserContext
) -> int:
    """Returns the id of the date set by another side to which the person may agree for theirs; 0 when there is none."""
    for move in moves:
        if move.party_id:
            votes = await select_date_votes(connection, move)
            roadmap_id, admins = user.content.roadmap.id, user.audit.first_admins
            deciders = await select_deciders(connection, roadmap_id, admins, votes)
            side = deciders.side_of(user.person.user_id)
            if side and side.party_id not in votes.values():
                return move.id
    return 0


async def activity_card(user: UserContext, place: OpenActivity, db: Database) -> Screen:
    """Raises `StaleButton` when the roadmap has no such activity."""
    wordings = await select_wordings(db.reader, place.activity_id)
    status = await _status(place.activity_id, user, db)
    return activity_screen(
        user.content, place, CardFacts(user.today, db.calendar, wordings, status, user.zone)
    )


async def open_linked_card(
    payload: str, user: UserContext, db: Database, roadmaps: RoadmapCache
) -> Screen | None:
    """Returns the card that a link asks for, also of an activity that an edition left out; None for no such link.

    The card's roadmap becomes the person's choice; one that is closed to them is refused in words. In posts of before
    the link has the activity's number: one that the roadmap has not is named.
    """
    number, activity_id = linked_number(payload), linked_card(payload)
    activity = activity_numbered(user.content, number) if number else None
    if number and activity is None:
        return notice(no_number_words(number))
    wanted = activity.id if activity else activity_id
    reader = await follow_link(await select_roadmap_of_activity(db.reader, wanted), user, db, roadmaps)
    if reader is None:
        return notice(closed_roadmap_words())
    try:
        return await activity_card(reader, OpenActivity(activity_id=wanted), db) if wanted else None
    except StaleButton:
        return None


def _askable(user: UserContext, held: Appointment, activity_id: int) -> dict[int, str]:
    asked = [agency for agency in agencies_of(user.content, activity_id) if may_ask(held, agency)]
    names = short_names(user.content, asked)
    return {agency.id: name for agency, name in zip(asked, names, strict=True)}


async def _status(activity_id: int, user: UserContext, db: Database) -> ActivityStatus:
    decided = await activity_decisions_of(db.reader, activity_id, user)
    draft = await select_draft_summary(db.reader, user.person.user_id) if user.writes_notes else None
    status = await activity_status_of(db.reader, activity_id, user)
    return replace(status, writes=decided.speaks, decided=decided, draft=draft)
