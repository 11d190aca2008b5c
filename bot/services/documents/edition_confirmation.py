"""Confirms a new edition: those it concerns are told, then it holds, in one transaction."""

from dataclasses import dataclass, replace
from typing import Protocol

import aiosqlite

from data.audit import AuditAction, AuditChange, AuditContext, AuditSubject, insert_audit
from data.database import Database
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.editions.doubts import EditionAnswers
from data.editions.edition_store import ImportOutcome, outcome_of, refuse_doubts
from data.editions.proposal import (
    EditionProposal,
    ImportState,
    PreparedEdition,
    propose_edition,
    store_proposal,
)
from data.editions.proposed_files import claim_proposed_file
from data.people.appointments import select_appointment
from data.people.coordination import require_coordinator
from data.people.people import Role


class LettersOfEdition(Protocol):
    """Tells those whom an edition concerns; the terminal loads the Telegram side only when there is a person to tell."""

    async def queue(
        self, connection: aiosqlite.Connection, proposal: EditionProposal, digest: str, audit: AuditContext
    ) -> None:
        """Queues the letters before the edition is written."""


@dataclass(frozen=True, slots=True)
class EditionConfirmation:
    """The person who confirms is in `audit`: the console, an administrator, or a coordinator of a side of the roadmap."""

    db: Database
    letters: LettersOfEdition
    audit: AuditContext

    async def propose(self, prepared: PreparedEdition, answers: EditionAnswers) -> EditionProposal:
        """Returns what is to be shown and confirmed; raises `DocumentRefused`."""
        return await propose_edition(self.db.reader, prepared, answers)

    async def confirm(
        self, prepared: PreparedEdition, answers: EditionAnswers, seen: int, file_id: int | None = None
    ) -> ImportOutcome:
        """Stores what was shown: `seen` is the fingerprint of its proposal, `file_id` the file that waits for it, if any.

        Raises `NotAllowed`, and `DocumentRefused` when it would change something else by now.
        """
        async with self.db.writing() as connection:
            proposal = await propose_edition(connection, prepared, answers)
            refuse_doubts(proposal)
            if proposal.fingerprint != seen:
                raise DocumentRefused(DocumentProblem.CHANGED_MEANWHILE)
            outcome = outcome_of(prepared, proposal)
            if file_id is not None and not await claim_proposed_file(connection, file_id, self.audit.at):
                return outcome
            if outcome.state is ImportState.UNCHANGED:
                return outcome
            await self.require_confirming(connection, proposal)
            if proposal.needs_confirmation:
                await self.letters.queue(connection, proposal, prepared.digest, self.audit)
            roadmap_id = await store_proposal(connection, prepared, proposal, self.audit.at)
            await self._record(connection, roadmap_id, outcome)
            return replace(outcome, roadmap_id=roadmap_id)

    async def require_confirming(self, connection: aiosqlite.Connection, proposal: EditionProposal) -> None:
        """Raises `NotAllowed` for a person who is neither an administrator nor a coordinator of the roadmap."""
        if self.audit.actor_id is None:
            return
        held = await select_appointment(connection, self.audit.person_id, self.audit.first_admins)
        if held.role is not Role.ADMIN:
            await require_coordinator(connection, proposal.target.roadmap_id or 0, self.audit)

    async def _record(
        self, connection: aiosqlite.Connection, roadmap_id: int, outcome: ImportOutcome
    ) -> None:
        changed = {"added": outcome.added, "changed": outcome.changed, "removed": outcome.removed}
        state = {key: ", ".join(numbers) for key, numbers in changed.items() if numbers}
        change = AuditChange(AuditAction.REVISED, AuditSubject.ROADMAP, roadmap_id, None, state)
        if outcome.state is ImportState.CHANGED:
            await insert_audit(connection, self.audit, change)
