"""What ends with a person's rights: drafts that they may not finish, messages that wait to be sent to them."""

from collections.abc import Collection

import aiosqlite

from data.messaging.outbox import update_recipient_gone
from data.notes.drafts import Draft, delete_draft, select_draft
from data.notes.notes import select_note
from data.notes.unassigned import delete_unassigned
from data.people.appointments import NONE, Appointment, select_appointment
from data.people.authorship import may_change, select_writable_agencies
from data.people.form_state import delete_decision_drafts, delete_job_title_question
from data.people.rights import Right, may


async def end_forms(
    connection: aiosqlite.Connection, user_id: int, first_admins: Collection[int] = ()
) -> None:
    """Deletes what the person may not finish any more; call it in the transaction that changed their rights.

    A draft of a note goes with the right to write it, what was typed outside the form with the right to write at all,
    decisions that are being filled in with the last side or agency, a question for a job title with the role of an
    administrator. Of a person without rights no message waits to be sent any more.
    """
    appointment = await select_appointment(connection, user_id, first_admins)
    draft = await select_draft(connection, user_id)
    if draft and not await _may_finish(connection, draft, first_admins):
        await delete_draft(connection, user_id)
    if not _decides(appointment):
        await delete_decision_drafts(connection, user_id)
    if not may(appointment, Right.WRITE):
        await delete_unassigned(connection, user_id)
    if not may(appointment, Right.MANAGE_PEOPLE):
        await delete_job_title_question(connection, user_id)
    if appointment == NONE:
        await update_recipient_gone(connection, user_id)


def _decides(appointment: Appointment) -> bool:
    """True for people with a side or an agency; an administrator decides for sides without a coordinator."""
    speaks = bool(appointment.agencies or appointment.parties)
    return may(appointment, Right.MANAGE_PEOPLE) or (speaks and may(appointment, Right.WRITE))


async def _may_finish(connection: aiosqlite.Connection, draft: Draft, first_admins: Collection[int]) -> bool:
    note = await select_note(connection, draft.note_id) if draft.note_id else None
    if note:
        return await may_change(connection, note, draft.user_id, first_admins)
    if draft.activity_id is None:
        return may(await select_appointment(connection, draft.user_id, first_admins), Right.WRITE)
    writable = await select_writable_agencies(connection, draft.activity_id, draft.user_id, first_admins)
    return any(draft.agency_id in (None, agency.id) for agency in writable)
