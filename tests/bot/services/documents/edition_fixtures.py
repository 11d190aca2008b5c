"""The shipped roadmap in new editions, proposed and confirmed on a running bot."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.services.documents.edition_confirmation import EditionConfirmation
from bot.services.documents.edition_letters import EditionLetters
from bot.services.messages.notifier import Notifier
from data.audit import AuditContext
from data.editions.doubts import EditionAnswers
from data.editions.edition_store import SHIPPED, ImportOutcome, prepare_document
from data.editions.proposal import EditionProposal, PreparedEdition
from data.roadmap.roadmap import select_activity
from tests.handlers.notes.note_fixtures import Office

SHIPPED_TEXT = next(SHIPPED.glob("*.txt"))


@dataclass
class Editions:
    """The shipped roadmap with changes, proposed and confirmed by the console or by a person."""

    office: Office
    folder: Path

    async def proposes(
        self, change: Callable[[str], str], by: int | None = None
    ) -> tuple[EditionConfirmation, PreparedEdition, EditionProposal]:
        bot = self.office.bot
        path = self.folder / "новая редакция.txt"
        path.write_text(change(SHIPPED_TEXT.read_text(encoding="utf-8")), encoding="utf-8")
        audit = AuditContext(by, int(bot.clock().timestamp()), first_admins=bot.app.settings.admin_ids)
        notifier = Notifier(bot.app.bot, bot.db, bot.app.settings)
        confirmation = EditionConfirmation(bot.db, EditionLetters(notifier), audit)
        prepared = await prepare_document(bot.db, path)
        return confirmation, prepared, await confirmation.propose(prepared, EditionAnswers())

    async def confirms(self, change: Callable[[str], str], by: int | None = None) -> ImportOutcome:
        confirmation, prepared, proposal = await self.proposes(change, by)
        outcome = await confirmation.confirm(prepared, EditionAnswers(), proposal.fingerprint)
        self.office.bot.app.outbox.wake()
        return outcome

    async def days(self) -> list[str]:
        activity = await select_activity(self.office.bot.db.reader, self.office.activity.id)
        assert activity
        return [when.day.isoformat() for when in activity.deadline.control_dates]


def in_row(office: Office, before: str, after: str) -> Callable[[str], str]:
    """Changes the row of the office's activity."""

    def change(text: str) -> str:
        lines = text.split("\n")
        place = next(n for n, line in enumerate(lines) if line.startswith(f"{office.number}\t"))
        assert before in lines[place]
        lines[place] = lines[place].replace(before, after)
        return "\n".join(lines)

    return change
