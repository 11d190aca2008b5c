"""Who was reminded of what, what people chose, and what agencies were asked."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.audit import AuditAction
from data.database import Database
from data.messaging.attempts import claim_head, update_stopped
from data.messaging.outbox import (
    Destination,
    FailureReason,
    Method,
    OutboxBatch,
    OutboxCall,
    Reference,
    RowState,
    insert_batch,
    select_batch,
)
from data.people.admissions import remove_person
from data.people.appointments import Appointment, update_appointment
from data.people.rights import NotAllowed
from data.primitives.refusal import Refused
from data.reminders.absences import choose_deputy, leave_until, select_deputies
from data.reminders.choices import (
    UNCHOSEN,
    Absence,
    Hours,
    ReminderKind,
    select_choices,
    update_hours,
    update_kind,
    update_zone,
    upsert_absence,
)
from data.reminders.inquiries import WEEK, ask_agency, select_inquiries
from data.reminders.problems import ReminderProblem
from data.reminders.reminder_log import (
    Reminded,
    ReminderLine,
    SentReminders,
    cancel_reminder,
    claim_reminder,
    select_past,
    select_waiting,
    update_again,
    update_reminder_expiry,
)
from tests.data.people.people_fixtures import (
    ANNA,
    BORIS,
    BUILDING,
    GLEB,
    HARBOUR,
    NORTH,
    NOW,
    SOUTH,
    TODAY,
    VERA,
    by,
    coordinator,
    last_actions,
    official,
    open_people,
)

DUE = ReminderLine(1, ReminderKind.BEFORE_DATE, TODAY + timedelta(days=14), 10)


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_people(tmp_path)
    for person, held in ((ANNA, official(BUILDING)), (BORIS, official(HARBOUR)), (VERA, coordinator(NORTH))):
        await appointed(opened, person, held)
    yield opened
    await opened.close()


async def appointed(db: Database, person: int, held: Appointment) -> None:
    async with db.writing() as connection:
        await update_appointment(connection, person, held, by(None), AuditAction.CHANGED)


async def reminded(db: Database, day: date = TODAY, *, not_after: float = NOW + 3600) -> bool:
    part = OutboxCall(Method.SEND_MESSAGE, {"text": "Напоминание"})
    group = OutboxBatch(f"reminder:{ANNA}:{day}", Destination(ANNA), Reference(), (part,))
    async with db.writing() as connection:
        if not await claim_reminder(connection, ANNA, Reminded(day, (DUE,)), group.key):
            return False
        await insert_batch(connection, group, NOW)
        await update_reminder_expiry(connection, group.key, not_after)
        return True


async def past(db: Database) -> SentReminders:
    return (await select_past(db.reader, TODAY - timedelta(days=31))).get(ANNA, SentReminders())


async def test_a_day_is_taken_once(db: Database) -> None:
    """However many decide at once, one message goes to the outbox, and it is remembered with its lines."""
    assert sorted(await asyncio.gather(*(reminded(db) for _ in range(5)))) == [False] * 4 + [True]
    assert await past(db) == SentReminders((Reminded(TODAY, (DUE,)),), TODAY)
    assert await select_waiting(db.reader) == [(ANNA, TODAY)]
    ((rows,),) = await db.reader.execute_fetchall("SELECT count(*) FROM outbox")
    assert rows == 1


async def test_what_failed_reminded_nobody(db: Database) -> None:
    """The day stays taken, but its lines count as not said."""
    await reminded(db)
    [row] = await select_batch(db.reader, f"reminder:{ANNA}:{TODAY}")
    async with db.writing() as connection:
        await update_stopped(connection, row.id, RowState.FAILED, FailureReason.FORBIDDEN, "")
    assert await past(db) == SentReminders((), TODAY)
    assert not await reminded(db)


async def test_what_is_doubtful_counts_as_said(db: Database) -> None:
    """Nobody knows whether it arrived: it is not said twice."""
    await reminded(db)
    [row] = await select_batch(db.reader, f"reminder:{ANNA}:{TODAY}")
    async with db.writing() as connection:
        await update_stopped(connection, row.id, RowState.UNCERTAIN, FailureReason.NO_ANSWER, "")
    assert (await past(db)).reminded


async def test_what_waits_can_be_taken_back(db: Database) -> None:
    """Until it goes; then no more."""
    await reminded(db)
    async with db.writing() as connection:
        assert await cancel_reminder(connection, ANNA, TODAY)
        assert not await cancel_reminder(connection, ANNA, TODAY)
        assert await claim_head(connection, ANNA, NOW) is None
    assert await past(db) == SentReminders((), TODAY)


async def test_what_has_not_gone_in_time_does_not_go(db: Database) -> None:
    """At the end of the hours the waiting message is cancelled instead of sent; a second before it still goes."""
    await reminded(db, not_after=NOW + 60)
    await reminded(db, TODAY + timedelta(days=1), not_after=NOW + 90_000)
    async with db.writing() as connection:
        row = await claim_head(connection, ANNA, NOW + 60)
    assert row is not None
    assert row.group_key.endswith(str(TODAY + timedelta(days=1)))
    assert [reminded.day for reminded in (await past(db)).reminded] == [TODAY + timedelta(days=1)]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE outbox SET state = 'cancelled' WHERE chat_id = 1 AND state = 'pending' AND not_after <= 5",
        "SELECT chat_id, not_before, min(id) FROM outbox_ready GROUP BY chat_id",
        "SELECT 1 FROM reminders AS r JOIN outbox AS o ON o.group_key = r.group_key WHERE o.state = 'pending'",
        "SELECT 1 FROM reminders AS r JOIN outbox AS o ON o.group_key = r.group_key WHERE r.day >= '2026-11-24'",
        "SELECT 1 FROM reminder_lines WHERE day >= '2026-11-24'",
    ],
)
async def test_a_long_history_is_not_read(db: Database, sql: str) -> None:
    """Every round asks these: each finds its rows by an index, not by reading all that was ever sent."""
    plan = await db.reader.execute_fetchall(f"EXPLAIN QUERY PLAN {sql}")
    read = [str(row[3]) for row in plan if str(row[3]).startswith("SCAN")]
    assert all("USING" in step and "outbox_" in step for step in read), read


async def test_only_the_last_reminder_is_wanted_again(db: Database) -> None:
    """An earlier one is not, nor one that never was."""
    tomorrow = TODAY + timedelta(days=1)
    await reminded(db)
    await reminded(db, tomorrow)
    async with db.writing() as connection:
        assert not await update_again(connection, ANNA, TODAY, tomorrow)
        assert not await update_again(connection, BORIS, TODAY, tomorrow)
        assert await update_again(connection, ANNA, tomorrow, tomorrow + timedelta(days=1))
    assert (await past(db)).reminded[-1].again_on == tomorrow + timedelta(days=1)


async def test_old_reminders_are_forgotten(db: Database) -> None:
    """A message clears what is more than a year old, with its lines."""
    await reminded(db, TODAY - timedelta(days=367))
    await reminded(db, TODAY - timedelta(days=366))
    await reminded(db)
    for table in ("reminders", "reminder_lines"):
        rows = await db.reader.execute_fetchall(f"SELECT min(day), count(*) FROM {table}")
        assert [tuple(row) for row in rows] == [(str(TODAY - timedelta(days=366)), 2)]


async def test_choices_are_kept_and_go_with_the_person(db: Database) -> None:
    """Each choice leaves the others; with the removal of a person all of theirs go, and they are nobody's deputy."""
    async with db.writing() as connection:
        await update_hours(connection, ANNA, Hours(8, 17))
        await update_zone(connection, ANNA, "Asia/Omsk")
        await update_kind(connection, ANNA, ReminderKind.AFTER_DATE, wanted=False)
        await upsert_absence(connection, ANNA, Absence(TODAY, VERA))
        await upsert_absence(connection, VERA, Absence(TODAY, ANNA))
    kept = await select_choices(db.reader, ANNA)
    assert (kept.zone, kept.hours) == ("Asia/Omsk", Hours(8, 17))
    assert (kept.off, kept.absence) == (frozenset({ReminderKind.AFTER_DATE}), Absence(TODAY, VERA))
    async with db.writing() as connection:
        await remove_person(connection, ANNA, by(None))
    assert await select_choices(db.reader, ANNA) == UNCHOSEN
    assert (await select_choices(db.reader, VERA)).absence == Absence(TODAY)


async def test_who_may_stand_in(db: Database) -> None:
    """A colleague of the agency and the side's coordinator; nobody of the other side, not oneself."""
    await appointed(db, GLEB, official(BUILDING, HARBOUR))
    assert {member.user_id for member in await select_deputies(db.reader, ANNA)} == {VERA, GLEB}
    async with db.writing() as connection:
        with pytest.raises(Refused) as refused:
            await choose_deputy(connection, ANNA, GLEB)
        assert refused.value.problem is ReminderProblem.PRESENT
        await leave_until(connection, ANNA, TODAY, TODAY)
        with pytest.raises(Refused) as refused:
            await choose_deputy(connection, ANNA, BORIS)
        assert refused.value.problem is ReminderProblem.DEPUTY
        assert await choose_deputy(connection, ANNA, GLEB) == Absence(TODAY, GLEB)


async def test_an_agency_is_asked_once_a_week(db: Database) -> None:
    """By its side's coordinator; the same update twice is one question; the journal has it."""
    async with db.writing() as connection:
        await ask_agency(connection, BUILDING, by(VERA, update_id=50))
        await ask_agency(connection, BUILDING, by(VERA, update_id=50))
        with pytest.raises(Refused) as before:
            await ask_agency(connection, BUILDING, by(VERA, NOW + WEEK - 1, update_id=51))
        await ask_agency(connection, BUILDING, by(VERA, NOW + WEEK, update_id=52))
    assert before.value.problem is ReminderProblem.ASKED_ALREADY
    assert before.value.details == {"at": NOW}
    assert [inquiry.agency_id for inquiry in await select_inquiries(db.reader, NOW)] == [BUILDING, BUILDING]
    assert await last_actions(db, 2) == [("asked", BUILDING)] * 2


async def test_who_may_not_ask_and_whom(db: Database) -> None:
    """Officials, the other side's coordinator and the console may not; where nobody can be reached nobody is asked."""
    await appointed(db, GLEB, coordinator(SOUTH))
    async with db.writing() as connection:
        for person, agency in (
            (ANNA, BUILDING),
            (GLEB, BUILDING),
            (VERA, HARBOUR),
            (VERA, 999),
            (None, BUILDING),
        ):
            with pytest.raises(NotAllowed):
                await ask_agency(connection, agency, by(person))
        await connection.execute("UPDATE people SET reachable = 0 WHERE user_id = ?", (ANNA,))
        with pytest.raises(Refused, match=ReminderProblem.NO_REACHABLE_OFFICIAL):
            await ask_agency(connection, BUILDING, by(VERA))
    assert await select_inquiries(db.reader, 0) == []
