"""Who may write or change a note, decided from the database at this moment."""

from collections.abc import Collection

import aiosqlite

from data.notes.notes import Note
from data.people.appointments import select_acting_appointment
from data.people.coordination import select_coordinators
from data.people.problems import PeopleProblem
from data.people.rights import NotAllowed, SigningAgency, may_change_note, writable
from data.roadmap.models import Agency
from data.roadmap.roadmap import select_responsibilities


async def select_writable_agencies(
    connection: aiosqlite.Connection, activity_id: int, user_id: int, first_admins: Collection[int] = ()
) -> tuple[Agency, ...]:
    """Returns the agencies for which the person may write about the activity; none without the right."""
    appointment = await select_acting_appointment(connection, user_id, first_admins)
    responsible = [
        responsibility.agency for responsibility in await select_responsibilities(connection, activity_id)
    ]
    return writable(appointment, responsible, [agency.id for agency in responsible])


async def require_writing(
    connection: aiosqlite.Connection,
    subject: tuple[int | None, int | None],
    user_id: int,
    first_admins: Collection[int],
) -> None:
    """Raises `NotAllowed` unless the person may write about `subject`, (activity id, agency id); call it in the transaction.

    Without a chosen activity and agency there is nothing to check.
    """
    activity_id, agency_id = subject
    if activity_id is None or agency_id is None:
        return
    allowed = await select_writable_agencies(connection, activity_id, user_id, first_admins)
    if agency_id not in {agency.id for agency in allowed}:
        raise NotAllowed("write", PeopleProblem.NOT_AUTHOR)


async def may_change(
    connection: aiosqlite.Connection, note: Note, user_id: int, first_admins: Collection[int]
) -> bool:
    """True when the person may correct or withdraw the note."""
    agency = SigningAgency(note.agency_id, note.party_id)
    person = await select_acting_appointment(connection, user_id, first_admins)
    own = note.author_id == user_id
    author = person if own else await select_acting_appointment(connection, note.author_id, first_admins)
    return may_change_note(person, agency, author, own=own)


async def select_answerable(
    connection: aiosqlite.Connection, note: Note, first_admins: Collection[int]
) -> list[int]:
    """Loads the Telegram ids of who is to decide what becomes of the note's post: its author as long as they may.

    Then the people who write for the agency now, then the coordinators of its side; none when there are none.
    """
    writing = await connection.execute_fetchall(
        "SELECT user_id FROM person_agencies WHERE agency_id = ? ORDER BY user_id", (note.agency_id,)
    )
    circles: tuple[Collection[int], ...] = (
        (note.latest.author_id,),
        (note.author_id,),
        [int(user_id) for (user_id,) in writing],
        await select_coordinators(connection, note.party_id, first_admins),
    )
    for circle in circles:
        if able := [person for person in circle if await may_change(connection, note, person, first_admins)]:
            return able
    return []


async def require_changing(
    connection: aiosqlite.Connection, note: Note, user_id: int, first_admins: Collection[int]
) -> None:
    """Raises `NotAllowed`; call it in the transaction of the change."""
    if not await may_change(connection, note, user_id, first_admins):
        raise NotAllowed("change", PeopleProblem.NOT_AUTHOR)
