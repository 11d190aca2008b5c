"""Keeps secrets out of the logs: every record is redacted when it is made, also those of libraries."""

import logging
import re
import sys
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any
from urllib.parse import quote

HIDDEN = "•••"
# The shape of any bot's token, with a plain or an escaped colon.
TOKEN = re.compile(r"\d{5,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)
PASSWORD = re.compile(r"(?<=://)([^\s/@:]*):[^\s/@]*@")

_formatter = logging.Formatter()


class Redaction:
    """Replaces the secrets of this process in a text."""

    def __init__(self, secrets: Iterable[str]) -> None:
        shapes = {shape for secret in secrets for shape in (secret, quote(secret, safe="")) if shape}
        halves = {secret.partition(":")[2] for secret in shapes if TOKEN.fullmatch(secret)}
        # The longest first: a secret may contain another one.
        known = sorted(shapes | halves - {""}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(self, text: str) -> str:
        if self._known:
            text = self._known.sub(HIDDEN, text)
        return PASSWORD.sub(rf"\1:{HIDDEN}@", TOKEN.sub(HIDDEN, text))


class RedactedRecords:
    """A log record factory: message, arguments, traceback and stack are formatted at once and redacted."""

    def __init__(self, redaction: Redaction, make: Callable[..., logging.LogRecord]) -> None:
        self.redaction = redaction
        self.make = make

    def __call__(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        record = self.make(*args, **kwargs)
        record.msg, record.args = self.redaction(_message(record)), ()
        if record.exc_info:
            # A handler prints exc_text when it is there and never looks at exc_info again.
            record.exc_text = self.redaction(_formatter.formatException(record.exc_info))
        if record.stack_info:
            record.stack_info = self.redaction(record.stack_info)
        return record


def install(secrets: Iterable[str]) -> Redaction:
    """Redacts all later records and uncaught exceptions; returns the redaction in force."""
    redaction = Redaction(secrets)
    current = logging.getLogRecordFactory()
    make = current.make if isinstance(current, RedactedRecords) else current
    logging.setLogRecordFactory(RedactedRecords(redaction, make))
    sys.excepthook = log_uncaught
    return redaction


def log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("bot").critical("an unexpected error", exc_info=(kind, error, trace))


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        # logging itself would print the arguments uncleaned.
        return f"{record.msg} (with arguments that do not fit)"
