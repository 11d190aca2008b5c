"""`roadmap-bot restore FILE`: a verified copy takes the database's place; what it replaces is kept."""

import sqlite3
import time
from argparse import Namespace
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from bot.cli.refusals import CommandRefused
from bot.console import say
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.settings import Settings
from data.lock import single_instance
from data.messaging.restoring import hold_back
from data.schema import SchemaProblem, SchemaRefused, SecuredFile, migrate, migrations, read_version

SIDE_FILES = ("-wal", "-shm", "")  # the database itself last: without it the others mean nothing


def main(arguments: Namespace) -> int:
    settings = Settings()
    database = settings.database_path
    with single_instance(database):
        _check_version(arguments.file)
        incoming = database.with_name(f"{database.name}.restoring")
        try:
            SecuredFile(arguments.file).copy_to(incoming)
            held = _hold_back(incoming)
            replaced = _set_aside(database, datetime.now(settings.zone))
            incoming.rename(database)
        finally:
            for unfinished in (incoming, *incoming.parent.glob(f"{incoming.name}.v*.backup")):
                unfinished.unlink(missing_ok=True)
    if replaced:
        say(_("What was there before is kept as {path}.").format(path=replaced))
    say(_("Restored from {path}.").format(path=arguments.file))
    if held:
        text = ngettext(
            "{n} message that waited to be sent is not sent by itself: the bot asks about posts.",
            "{n} messages that waited to be sent are not sent by themselves: the bot asks about posts.",
            held,
        )
        say(text.format(n=held))
    say(_("Summaries that were due since the copy was made are not published by themselves: the bot asks."))
    return 0


def _hold_back(incoming: Path) -> int:
    """Brings the copy to the newest schema and holds back what waits in it; returns how many messages."""
    migrate(SecuredFile(incoming))
    with closing(sqlite3.connect(incoming)) as opened:
        return hold_back(opened, int(time.time()))


def _check_version(copy: Path) -> None:
    """Raises `CommandRefused` for another file, `SchemaRefused` for a later version, `OSError` for no file."""
    with copy.open("rb"):
        pass  # SQLite would say of a missing file, too, that it is no database
    known = len(migrations())
    with (
        suppress(sqlite3.DatabaseError),
        closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as opened,
    ):
        found = read_version(opened)
        if found > known:
            raise SchemaRefused(SchemaProblem.NEWER, path=copy, found=found, known=known)
        if found > 0:
            return
    raise CommandRefused(_("{path} is not a copy of a roadmap-bot database.").format(path=copy))


def _set_aside(database: Path, now: datetime) -> Path | None:
    """Renames the database with its side files, so that together they still open; returns the new path, if there was one."""
    if not database.exists():
        return None
    aside = database.with_name(f"{database.name}.replaced-{now:%Y-%m-%d-%H%M%S}.backup")
    for side in SIDE_FILES:
        with suppress(FileNotFoundError):
            database.with_name(database.name + side).rename(aside.with_name(aside.name + side))
    return aside
