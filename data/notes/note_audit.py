"""Notes in the journal: published, corrected, withdrawn."""

import aiosqlite

from data.audit import AuditAction, AuditChange, AuditContext, AuditSubject, insert_audit
from data.notes.notes import Note


async def audit_note(connection: aiosqlite.Connection, note: Note, audit: AuditContext) -> None:
    """Writes the journal's row of what was just done to the note: its newest version, or the withdrawal."""
    await insert_audit(
        connection, audit, AuditChange(_action(note), AuditSubject.NOTE, note.id, None, _state(note))
    )


def _action(note: Note) -> AuditAction:
    if note.withdrawal:
        return AuditAction.WITHDRAWN
    return AuditAction.CORRECTED if note.latest.version > 1 else AuditAction.PUBLISHED


def _state(note: Note) -> dict[str, object]:
    if note.withdrawal:
        return {"reason": note.withdrawal.reason}
    latest = note.latest
    state: dict[str, object] = {"agency": note.agency_id}
    if latest.status:
        state["status"] = latest.status.value
    if latest.version > 1:
        state["version"] = latest.version
    return state
