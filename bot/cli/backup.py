"""`roadmap-bot backup [FILE]`: a complete copy, verified, of a database that may be in use."""

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from bot.cli.refusals import CommandRefused
from bot.cli.system_errors import reason_words
from bot.console import say
from bot.i18n import gettext as _
from bot.settings import Settings
from data.schema import SecuredFile


def main(arguments: Namespace) -> int:
    settings = Settings()
    database = settings.database_path
    if not database.is_file():
        raise CommandRefused(_("There is no database {path} yet.").format(path=database))
    copy = arguments.file or _named_by_time(database, datetime.now(settings.zone))
    _copy(database, copy)
    say(_("Copied to {path} and verified, {size} KB.").format(path=copy, size=copy.stat().st_size // 1024))
    return 0


def _copy(database: Path, copy: Path) -> None:
    """Copies to a temporary name first: under its own name there is a sound copy or nothing."""
    if copy.exists():
        raise CommandRefused(_("{path} exists already. Name another file.").format(path=copy))
    unfinished = copy.with_name(f"{copy.name}.part")
    try:
        SecuredFile(database).copy_to(unfinished)
        unfinished.rename(copy)
    except OSError as error:
        raise CommandRefused(
            _("{path} cannot be written ({reason}).").format(path=copy, reason=reason_words(error))
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _named_by_time(database: Path, now: datetime) -> Path:
    return database.with_name(f"{database.name}.{now:%Y-%m-%d-%H%M%S}.backup")
