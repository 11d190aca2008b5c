"""An edition sent in the private chat: read, kept until it is confirmed, asked about and put into force by buttons."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from aiogram import Bot
from aiogram.types import Document

from bot.callbacks.documents import AnswerDoubt, ConfirmEdition
from bot.screens.documents.proposal import (
    ShownProposal,
    edition_confirmed_before_screen,
    edition_in_force_screen,
    edition_unchanged_screen,
    proposal_gone_screen,
    proposal_screen,
)
from bot.services.documents.edition_confirmation import EditionConfirmation
from bot.telegram.screen import Screen
from data.audit import AuditContext
from data.database import Database
from data.documents.document import READ_SUFFIXES, REFUSED_SUFFIXES
from data.documents.readers.bounds import LARGEST_FILE, MEGABYTE
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.editions.doubts import EditionAnswers
from data.editions.edition_store import UNANSWERED, prepare_document
from data.editions.proposal import ImportState, PreparedEdition
from data.editions.proposed_files import (
    ProposedFile,
    delete_proposed_file,
    insert_proposed_file,
    select_proposed_file,
    update_answers,
)
from data.people.people import Role
from data.primitives.fingerprint import Outdated

# With these a coordinator's file is taken as one of a report.
NO_ROADMAP: Final = frozenset(
    {
        DocumentProblem.NOT_A_ROADMAP,
        DocumentProblem.UNDECODABLE,
        DocumentProblem.EMPTY,
        DocumentProblem.OTHER_KIND,
        DocumentProblem.FILLED_REPORT,
        DocumentProblem.LETTER,
        DocumentProblem.INVOICE,
        DocumentProblem.PRICE_LIST,
        DocumentProblem.BINARY,
        DocumentProblem.DAMAGED_FILE,
        DocumentProblem.ENCRYPTED,
        DocumentProblem.MACROS,
        DocumentProblem.TOO_LARGE,
    }
)


def may_be_edition(document: Document, role: Role | None) -> bool:
    """True for a file of a kind that documents are read from; an admin is also told of what to send in place of others."""
    suffix = Path(document.file_name or "").suffix.lower()
    return suffix in READ_SUFFIXES or (role is Role.ADMIN and suffix in REFUSED_SUFFIXES)


def belongs_to_report(refused: DocumentRefused, role: Role | None) -> bool:
    """True for a file that is no roadmap and that a coordinator may have meant for a report."""
    return role is not Role.ADMIN and refused.problem in NO_ROADMAP


@dataclass(frozen=True, slots=True)
class EditionProposals:
    """Acts for the person that `audit` names; what cannot be read raises `DocumentRefused`, other people `NotAllowed`."""

    db: Database
    bot: Bot
    audit: AuditContext
    confirmation: EditionConfirmation
    wake: Callable[[], None]

    async def offer(self, document: Document) -> Screen:
        """Keeps the file and returns its first question or its difference.

        Raises `DocumentRefused`, and `DownloadFailed` when Telegram does not give it.
        """
        name = Path(document.file_name or "").name
        content = await self._downloaded(document)
        prepared = await self._prepared(name, content)
        proposal = await self.confirmation.propose(prepared, UNANSWERED)
        await self.confirmation.require_confirming(self.db.reader, proposal)
        if proposal.state is ImportState.UNCHANGED:
            return edition_unchanged_screen(proposal.edition.title)
        async with self.db.writing() as connection:
            proposal_id = await insert_proposed_file(
                connection, self.audit.person_id, name, content, self.audit.at
            )
        return proposal_screen(ShownProposal(proposal_id, name, proposal, 0, prepared.left_out))

    async def screen(self, proposal_id: int, page: int = 0) -> Screen:
        """Returns the file's open question, or its difference to what is stored now."""
        file = await self._file(proposal_id)
        return await self._shown(file, page) if file else proposal_gone_screen()

    async def answer(self, place: AnswerDoubt) -> None:
        """Stores the answer to a question; raises `Outdated` where another one is open by now."""
        if file := await self._file(place.proposal_id):
            shown = await self._proposed(file)
            doubts = [doubt for doubt in shown.proposal.doubts if doubt.fingerprint == place.fingerprint]
            if not doubts:
                raise Outdated
            await self._keep(file, file.answers.with_answer(doubts[0], is_same=place.is_same))

    async def restart(self, proposal_id: int) -> None:
        """Forgets every answer."""
        if file := await self._file(proposal_id):
            await self._keep(file, UNANSWERED)

    async def confirm(self, place: ConfirmEdition) -> Screen:
        """Puts the edition into force, once; raises `Outdated` where it would change something else than was shown."""
        file = await self._file(place.proposal_id)
        if file is None or file.is_confirmed:
            return await self.screen(place.proposal_id)
        prepared = await self._prepared(file.file_name, file.content)
        try:
            outcome = await self.confirmation.confirm(prepared, file.answers, place.fingerprint, file.id)
        except DocumentRefused as refused:
            if refused.problem in (DocumentProblem.CHANGED_MEANWHILE, DocumentProblem.DOUBTFUL):
                raise Outdated from refused
            raise
        self.wake()
        return edition_in_force_screen(outcome.title)

    async def discard(self, proposal_id: int) -> None:
        """Throws the file away."""
        async with self.db.writing() as connection:
            await delete_proposed_file(connection, proposal_id, self.audit.person_id)

    async def _shown(self, file: ProposedFile, page: int) -> Screen:
        if file.is_confirmed:
            return edition_confirmed_before_screen()
        shown = await self._proposed(file)
        if shown.proposal.state is ImportState.UNCHANGED:
            return edition_unchanged_screen(shown.proposal.edition.title)
        return proposal_screen(shown, page)

    async def _proposed(self, file: ProposedFile) -> ShownProposal:
        prepared = await self._prepared(file.file_name, file.content)
        proposal = await self.confirmation.propose(prepared, file.answers)
        await self.confirmation.require_confirming(self.db.reader, proposal)
        is_answered = file.answers != UNANSWERED
        return ShownProposal(file.id, file.file_name, proposal, is_answered, prepared.left_out)

    async def _keep(self, file: ProposedFile, answers: EditionAnswers) -> None:
        async with self.db.writing() as connection:
            await update_answers(connection, file, answers)

    async def _file(self, proposal_id: int) -> ProposedFile | None:
        return await select_proposed_file(self.db.reader, proposal_id, self.audit.person_id, self.audit.at)

    async def _prepared(self, name: str, content: bytes) -> PreparedEdition:
        """Reads the file as the terminal does: by the end of its name."""
        with TemporaryDirectory() as folder:
            path = Path(folder, f"edition{Path(name).suffix.lower()}")
            await asyncio.to_thread(path.write_bytes, content)
            return await prepare_document(self.db, path)

    async def _downloaded(self, document: Document) -> bytes:
        if (document.file_size or 0) > LARGEST_FILE:
            raise DocumentRefused(DocumentProblem.TOO_LARGE, megabytes=LARGEST_FILE // MEGABYTE)
        file = await self.bot.download(document)
        return file.read() if file else b""
