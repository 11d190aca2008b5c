"""Runs a command, and turns an error into a sentence and an exit code."""

import os
import sys
from argparse import Namespace
from importlib import import_module
from pathlib import Path
from typing import Final

from bot.cli.refusals import REFUSALS, CommandRefused, exit_code, sentence
from bot.console import complain
from bot.i18n import LOCALES, speaking
from bot.i18n import gettext as _
from bot.settings import ENV_FILE, Settings

# Loaded when it is asked for: a question in the terminal need not wait for the Telegram side.
MODULES: Final = {
    "run": "bot.cli.run",
    "demo": "bot.cli.demo",
    "import": "bot.cli.import_document",
    "ask": "bot.cli.ask",
    "summary": "bot.cli.summary",
    "invite": "bot.cli.invite",
    "sandbox": "bot.cli.sandbox",
    "backup": "bot.cli.backup",
    "restore": "bot.cli.restore",
    "doctor": "bot.cli.doctor",
}
WITHOUT_SETTINGS: Final = frozenset({"demo", "sandbox"})


def run(arguments: Namespace) -> int:
    """Returns the exit code of the command."""
    with speaking(_locale(arguments)):
        try:
            if arguments.command not in WITHOUT_SETTINGS:
                _check_env_file(Path(ENV_FILE))
                Settings()
            code: int = import_module(MODULES[arguments.command]).main(arguments)
            sys.stdout.flush()
        except BrokenPipeError:
            # The reader of the pipe has closed it. The interpreter's own last flush must not fail either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except REFUSALS as refusal:
            complain(sentence(refusal))
            return exit_code(refusal)
        except OSError as error:
            if error.filename is None:
                raise
            complain(sentence(error))
            return 1
        except KeyboardInterrupt:
            return 130
    return code


def _check_env_file(path: Path) -> None:
    """Raises `CommandRefused` for a file that is not in UTF-8, as Windows editors may save it."""
    try:
        is_text = "\0" not in path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return
    except UnicodeDecodeError:
        is_text = False
    if not is_text:
        raise CommandRefused(
            _("The file {path} is not in UTF-8. Open it in an editor and save it again as UTF-8.").format(
                path=path
            )
        )


def _locale(arguments: Namespace) -> str:
    try:
        return str(getattr(arguments, "lang", None) or Settings().default_locale)
    except (ValueError, OSError):  # pydantic's ValidationError and a file in another encoding are the first
        named = os.environ.get("DEFAULT_LOCALE", "")
        return named if named in LOCALES else "ru"
