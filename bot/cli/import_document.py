"""`roadmap-bot import FILE`: a signed document enters the database, whole or not at all."""

import asyncio
from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli.sides import side_words
from bot.console import say, say_json, wrapped
from bot.i18n import gettext as _
from bot.settings import Settings
from data.database import Database
from data.documents.json_form import roadmap_json
from data.editions.edition_store import ImportOutcome, ImportState, import_document


def main(arguments: Namespace) -> int:
    outcome = _outcome(Settings().database_path, arguments.file, dry_run=arguments.dry_run)
    if arguments.json:
        say_json(roadmap_json(outcome.document) if outcome.document else None)
    else:
        _print_outcome(outcome, dry_run=arguments.dry_run)
    return 0


def _outcome(database: Path, document: Path, *, dry_run: bool) -> ImportOutcome:
    """Imports; a dry run leaves no database behind where there was none."""
    with TemporaryDirectory() as elsewhere:
        path = Path(elsewhere, "dry.db") if dry_run and not database.exists() else database
        return asyncio.run(_import(path, document, dry_run=dry_run))


async def _import(database: Path, document: Path, *, dry_run: bool) -> ImportOutcome:
    db = await Database.open(database)
    try:
        return await import_document(db, document, dry_run=dry_run)
    finally:
        await db.close()


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
