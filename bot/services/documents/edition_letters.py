"""Letters about a confirmed edition: to every side's coordinators and those it concerns."""

from dataclasses import dataclass
from functools import partial
from typing import Final

import aiosqlite
from aiogram import Bot

from bot.screens.documents.edition import edition_confirmed_screen
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import Notifier, Queued
from bot.settings import Settings
from data.audit import AuditContext
from data.database import Database
from data.editions.proposal import EditionProposal
from data.editions.responsibility_changes import responsibility_changes

NO_TOKEN: Final = "0:none"  # noqa: S105 - letters wait in the outbox for the bot that runs; nothing is sent from here


@dataclass(frozen=True, slots=True)
class EditionLetters:
    """Queues letters in the caller's transaction, before the edition is written."""

    notifier: Notifier

    async def queue(
        self, connection: aiosqlite.Connection, proposal: EditionProposal, digest: str, audit: AuditContext
    ) -> None:
        """Queues a letter to each person but the one who confirms; `digest` is of the document."""
        concerned = proposal.concerned
        people = {*concerned.coordinators, *(person.user_id for person in concerned.people)}
        people |= {user_id for decision in concerned.ended for user_id in decision.people}
        for user_id in sorted(people - {audit.actor_id}):
            key = f"edition:{proposal.target.roadmap_id}:{digest[:16]}:{audit.at}:{user_id}"
            way = Queued(connection, key, audit.at)
            agencies = {person.agency_id for person in concerned.people if person.user_id == user_id}
            own = responsibility_changes(proposal, agencies)
            screen = partial(edition_confirmed_screen, proposal, own)
            await self.notifier.to_person(user_id, MessageKind.EDITION_CONFIRMED, screen, way)


def console_letters(db: Database, settings: Settings) -> EditionLetters:
    """Returns the letters of the terminal, which works without a token."""
    bot = Bot(settings.bot_token.get_secret_value() or NO_TOKEN)
    return EditionLetters(Notifier(bot, db, settings))
