"""`roadmap-bot import FILE`: a signed document enters the database, whole or not at all."""

import asyncio
import time
from argparse import Namespace
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import aiosqlite

from bot.cli.answers import answered_yes
from bot.cli.progress import moving_line
from bot.cli.refusals import CommandRefused
from bot.cli.sides import side_words
from bot.console import say, say_json, wrapped
from bot.i18n import gettext as _
from bot.screens.documents.edition_lines import doubt_question, doubtful_lines, people_lines, proposal_lines
from bot.screens.documents.hidden_parts import hidden_lines
from bot.services.documents.edition_confirmation import EditionConfirmation
from bot.settings import Settings
from data.audit import AuditContext
from data.database import Database
from data.documents.json_form import roadmap_json
from data.editions.doubts import EditionAnswers
from data.editions.edition_store import ImportOutcome, outcome_of, prepare_document, refuse_doubts
from data.editions.proposal import EditionProposal, ImportState, PreparedEdition


@dataclass(frozen=True, slots=True)
class _Letters:
    """Loads the Telegram side, which takes seconds, when there is a person to tell."""

    db: Database
    settings: Settings

    async def queue(
        self, connection: aiosqlite.Connection, proposal: EditionProposal, digest: str, audit: AuditContext
    ) -> None:
        module = import_module("bot.services.documents.edition_letters")
        await module.console_letters(self.db, self.settings).queue(connection, proposal, digest, audit)


def main(arguments: Namespace) -> int:
    outcome = _outcome(Settings(), arguments)
    if arguments.json:
        say_json(roadmap_json(outcome.document) if outcome.document else None)
    else:
        _print_outcome(outcome, dry_run=arguments.dry_run)
    return 0


def _outcome(settings: Settings, arguments: Namespace) -> ImportOutcome:
    """Imports; a dry run leaves no database behind where there was none."""
    database = settings.database_path
    with TemporaryDirectory() as elsewhere:
        path = Path(elsewhere, "dry.db") if arguments.dry_run and not database.exists() else database
        return asyncio.run(_import(path, settings, arguments))


async def _import(path: Path, settings: Settings, arguments: Namespace) -> ImportOutcome:
    db = await Database.open(path)
    try:
        audit = AuditContext(None, int(time.time()))
        confirmation = EditionConfirmation(db, _Letters(db, settings), audit)
        with moving_line(_("The file is being read")):
            prepared = await prepare_document(db, arguments.file, with_hidden=arguments.with_hidden)
        return await _confirmed(confirmation, prepared, arguments)
    finally:
        await db.close()


async def _confirmed(
    confirmation: EditionConfirmation, prepared: PreparedEdition, arguments: Namespace
) -> ImportOutcome:
    """Asks what is open and whether the edition shall hold; raises `DocumentRefused` and `CommandRefused`."""
    answers = EditionAnswers(tuple(arguments.map), arguments.as_edition, arguments.as_new)
    proposal = await confirmation.propose(prepared, answers)
    while proposal.doubts and not arguments.json:
        doubt = proposal.doubts[0]
        is_same = answered_yes(doubt_question(doubt))
        if is_same is None:
            break
        answers = answers.with_answer(doubt, is_same=is_same)
        proposal = await confirmation.propose(prepared, answers)
    if arguments.dry_run:
        return _previewed(prepared, proposal, arguments)
    if proposal.doubts:
        _print_difference(proposal, arguments)
        refuse_doubts(proposal)
    if proposal.needs_confirmation and not arguments.yes:
        _print_difference(proposal, arguments)
        _ask_confirmation(arguments)
    with moving_line(_("The roadmap is being stored")):
        return await confirmation.confirm(prepared, answers, proposal.fingerprint)


def _previewed(prepared: PreparedEdition, proposal: EditionProposal, arguments: Namespace) -> ImportOutcome:
    outcome = outcome_of(prepared, proposal)
    if not arguments.json:
        _print_hidden(prepared)
        _print_doubtful(proposal)
        _print_difference(proposal, arguments)
        if proposal.doubts:
            _print_outcome(outcome, dry_run=True)
            refuse_doubts(proposal)
    return outcome


def _print_hidden(prepared: PreparedEdition) -> None:
    for line in hidden_lines(prepared.left_out):
        say(wrapped(line, "- "))
    if prepared.left_out:
        say(wrapped(_("With --with-hidden it is read, too.")))


def _print_doubtful(proposal: EditionProposal) -> None:
    for line in doubtful_lines(proposal.edition):
        say(wrapped(line, "- "))


def _ask_confirmation(arguments: Namespace) -> None:
    question = _("People or decisions hang on this roadmap, and they will be told. Shall this edition hold?")
    answer = None if arguments.json else answered_yes(question)
    if answer is None:
        raise CommandRefused(
            _(
                "People or decisions hang on this roadmap. Look at the difference with --dry-run, then confirm the edition"
                " with --yes; nothing was changed."
            )
        )
    if not answer:
        raise CommandRefused(_("Nothing was changed."))


def _print_difference(proposal: EditionProposal, arguments: Namespace) -> None:
    if arguments.json:
        return
    for line in (*proposal_lines(proposal), *people_lines(proposal)):
        say(wrapped(line, "- "))


def _print_outcome(outcome: ImportOutcome, *, dry_run: bool) -> None:
    say(wrapped(_state(outcome.state, dry_run=dry_run).format(title=outcome.title)))
    counts = _("Spheres: {spheres}, activities: {activities}, agencies: {agencies}.")
    say(counts.format(spheres=outcome.spheres, activities=outcome.activities, agencies=outcome.agencies))
    for side in outcome.sides:
        say(wrapped(side_words(side.name, side.region)))
    if outcome.state is ImportState.CHANGED:
        _print_numbers(_("Added: {numbers}."), outcome.added)
        _print_numbers(_("Changed: {numbers}."), outcome.changed)
        _print_numbers(_("Excluded, kept with what was reported: {numbers}."), outcome.removed)
        _print_numbers(_("In force again: {numbers}."), outcome.returned)
        _print_numbers(
            _("Renumbered: {numbers}."), tuple(f"{old} → {new}" for old, new in outcome.renumbered)
        )
    _print_numbers(
        _("The file of names speaks of what the document does not mention: {numbers}."), outcome.unused_names
    )


def _print_numbers(text: str, numbers: tuple[str, ...]) -> None:
    if numbers:
        say(wrapped(text.format(numbers=", ".join(numbers))))


def _state(state: ImportState, *, dry_run: bool) -> str:
    if state is ImportState.UNCHANGED:
        return _("Nothing has changed: “{title}” is in the database just so.")
    if dry_run:
        return {
            ImportState.NEW: _("Would be imported: “{title}”."),
            ImportState.CHANGED: _("Would be changed: “{title}”."),
        }[state]
    return {ImportState.NEW: _("Imported: “{title}”."), ImportState.CHANGED: _("Changed: “{title}”.")}[state]
