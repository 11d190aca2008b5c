"""Who may write and change notes, by the database; and how long each side has been silent."""

from pathlib import Path

import pytest

from data.audit import AuditAction
from data.database import Database
from data.notes.last_reports import select_last_published
from data.notes.notes import select_roadmap_note_count
from data.people.appointments import Appointment, update_appointment
from data.people.authorship import may_change, require_writing, select_writable_agencies
from data.people.rights import NotAllowed
from tests.data.notes.note_fixtures import EXCHANGE, PORT, note
from tests.data.people.people_fixtures import (
    ANNA,
    BORIS,
    BUILDING,
    CHIEF,
    HARBOUR,
    NORTH,
    NOW,
    SOUTH,
    SPORT,
    VERA,
    by,
    coordinator,
    official,
    open_people,
)


async def appoint(db: Database, user_id: int, held: Appointment) -> None:
    async with db.writing() as connection:
        await update_appointment(connection, user_id, held, by(CHIEF), AuditAction.CHANGED)


async def test_for_whom_a_person_may_write(tmp_path: Path) -> None:
    """An official for their agencies that answer for the activity, a coordinator for all of the side's, others for none."""
    db = await open_people(tmp_path)
    await appoint(db, ANNA, official(BUILDING, SPORT))
    await appoint(db, BORIS, coordinator(NORTH))
    for user_id, expected in ((ANNA, [BUILDING]), (BORIS, [BUILDING]), (VERA, []), (CHIEF, [])):
        found = await select_writable_agencies(db.reader, PORT, user_id, frozenset({CHIEF}))
        assert [agency.id for agency in found] == expected
    found = await select_writable_agencies(db.reader, EXCHANGE, BORIS)
    assert [agency.id for agency in found] == [BUILDING, SPORT]
    await require_writing(db.reader, (PORT, BUILDING), ANNA, ())
    await require_writing(db.reader, (PORT, None), VERA, ())
    for agency_id in (SPORT, HARBOUR):
        with pytest.raises(NotAllowed):
            await require_writing(db.reader, (PORT, agency_id), ANNA, ())
    await db.close()


async def test_who_may_change_a_note(tmp_path: Path) -> None:
    """Its author and the side's coordinator; the other side's coordinator and a colleague may not."""
    db = await open_people(tmp_path)
    await appoint(db, ANNA, official(BUILDING))
    written = await note(db, "Начато")
    await appoint(db, BORIS, coordinator(NORTH))
    await appoint(db, VERA, official(BUILDING))
    assert await may_change(db.reader, written, ANNA, ())
    assert await may_change(db.reader, written, BORIS, ())
    assert not await may_change(db.reader, written, VERA, ())
    await appoint(db, BORIS, coordinator(SOUTH))
    assert not await may_change(db.reader, written, BORIS, ())
    await db.close()


async def test_last_said(tmp_path: Path) -> None:
    """By activity and side; a side that said nothing is left out."""
    db = await open_people(tmp_path)
    await appoint(db, ANNA, official(BUILDING))
    await note(db, "Начато")
    assert await select_last_published(db.reader, 1) == {(PORT, NORTH): NOW}
    assert await select_roadmap_note_count(db.reader, 1) == 1
    await db.close()
