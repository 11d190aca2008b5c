"""What stops a command, as the sentence a person reads and the exit code a script reads."""

import os
import sqlite3
from typing import Final

from pydantic import ValidationError

from bot.cli.system_errors import reason_words
from bot.fatal_errors import (
    AnotherPoller,
    FatalError,
    LoopFailed,
    PortTaken,
    StorageFailed,
    TokenMissing,
    TokenRefused,
)
from bot.i18n import NotCompiled
from bot.i18n import gettext as _
from bot.screens.documents.problems import document_sentence
from data.documents.refusal import DocumentRefused
from data.lock import AlreadyRunning
from data.primitives.refusal import Problem
from data.schema import SchemaProblem, SchemaRefused


class CommandRefused(Exception):
    """A command that cannot be carried out; the message is the sentence, in the person's language."""


REFUSALS: Final = (
    CommandRefused,
    AlreadyRunning,
    FatalError,
    DocumentRefused,
    SchemaRefused,
    NotCompiled,
    ValidationError,
    sqlite3.Error,
)
TEMPORARY: Final = os.EX_TEMPFAIL  # 75
CONFIGURATION: Final = os.EX_CONFIG  # 78


def exit_code(refusal: Exception) -> int:
    if isinstance(refusal, AlreadyRunning | AnotherPoller):
        return TEMPORARY
    if isinstance(refusal, LoopFailed | StorageFailed):
        return os.EX_SOFTWARE  # 70
    return CONFIGURATION if isinstance(refusal, ValidationError | TokenMissing | TokenRefused) else 1


def sentence(refusal: Exception) -> str:
    """Returns what is wrong and what to do, without a secret."""
    if isinstance(refusal, ValidationError):
        return "\n".join(
            setting_sentence(str(error["loc"][0]) if error["loc"] else "") for error in refusal.errors()
        )
    if isinstance(refusal, DocumentRefused):
        cause = refusal.__cause__
        reason = {"reason": reason_words(cause)} if isinstance(cause, OSError) else {}
        return document_sentence(refusal, **reason)
    if isinstance(refusal, SchemaRefused):
        return _schema_sentence(refusal)
    if isinstance(refusal, sqlite3.Error):
        text = _("The database could not be used ({reason}). Nothing was changed.")
        return text.format(reason=reason_words(refusal))
    if isinstance(refusal, OSError):
        return _("{path} cannot be used ({reason}).").format(
            path=refusal.filename, reason=reason_words(refusal)
        )
    return _fatal_sentence(refusal) if isinstance(refusal, AlreadyRunning | FatalError) else str(refusal)


def setting_sentence(name: str) -> str:
    """Returns what a setting must be; "" stands for those of the webhook together."""
    sentences = {
        "bot_token": _("BOT_TOKEN is not a token. Copy it again from BotFather: digits, a colon, letters."),
        "telegram_api_url": _("TELEGRAM_API_URL must be an address that begins with https:// or http://."),
        "database_path": _(
            "DATABASE_PATH must be the path of a file: a database in memory would be lost at each start."
        ),
        "admin_ids": _(
            "ADMIN_IDS must be numeric ids of persons with commas between them. Telegram's own ids, 1087968824,"
            " 136817688 and 777000, stand for many people and are refused. The bot tells anyone their id."
        ),
        "read_access": _("READ_ACCESS must be group, members or everyone."),
        "default_locale": _("DEFAULT_LOCALE must be ru or en."),
        "timezone": _("TIMEZONE must be the name of a zone, such as Europe/Moscow or Asia/Yekaterinburg."),
        "summary_at": _(
            "SUMMARY_AT must be a day (mon, tue, wed, thu, fri, sat, sun) and a time, such as mon 10:00."
        ),
        "proxy_url": _("PROXY_URL must look like socks5://user:password@host:1080 or http://host:3128."),
        "webhook_secret": _("WEBHOOK_SECRET must be 32 to 256 characters of A-Z a-z 0-9 _ -."),
        "webhook_listen": _("WEBHOOK_LISTEN must be a host and a port, such as 127.0.0.1:8080."),
        "": _(
            "WEBHOOK_URL must begin with https://, must not hold the token, and needs WEBHOOK_SECRET beside it."
        ),
    }
    return sentences.get(name) or _("{setting} has a value that cannot be used.").format(setting=name.upper())


def _fatal_sentence(refusal: AlreadyRunning | FatalError) -> str:
    if isinstance(refusal, AlreadyRunning):
        return _("The bot already runs with this database (process {pid}). Stop it first.").format(
            pid=refusal.pid
        )
    sentences = {
        TokenMissing: _("BOT_TOKEN is not set. Get a token from BotFather and put it into the file .env."),
        TokenRefused: _(
            "Telegram does not know this token. Copy it again from BotFather into BOT_TOKEN; if TELEGRAM_API_URL is set,"
            " check it too."
        ),
        AnotherPoller: _(
            "Another process fetches the updates of this bot, perhaps on another machine. Stop it: a token serves one"
            " process."
        ),
        PortTaken: _(
            "Nothing can be received at WEBHOOK_LISTEN: the address is taken or is not of this machine."
        ),
        LoopFailed: _(
            "A part of the bot failed again and again ({loop}): an error of the program, told in the log above. Start it"
            " again; nothing is lost."
        ),
        StorageFailed: _(
            "The database refuses what it has to take; the log above says why. Check it with roadmap-bot doctor, then"
            " start the bot again; nothing is lost."
        ),
    }
    return sentences[type(refusal)].format(loop=getattr(refusal, "loop", ""))


def _schema_sentence(refusal: SchemaRefused) -> str:
    sentences: dict[Problem, str] = {
        SchemaProblem.NEWER: _(
            "The database {path} was made by a newer version of roadmap-bot (schema {found}, this version knows"
            " {known}). Update roadmap-bot, or restore a copy made by this version."
        ),
        SchemaProblem.DAMAGED: _(
            "The database {path} is damaged ({reason}). Restore the latest copy, or move the file away to start anew."
        ),
        SchemaProblem.UNREADABLE: _(
            "The database {path} cannot be opened ({reason}). Check that the folder exists and that this user may read"
            " and write it."
        ),
    }
    details = {"reason": reason_words(refusal.__cause__)} if refusal.__cause__ else {}
    return sentences[refusal.problem].format(**refusal.details | details)
