"""From a file to its rows and paragraphs: the kind is known by the contents."""

import os
import stat
from errno import EISDIR, ELOOP
from pathlib import Path
from typing import Final

from data.documents.grid import SourceDocument
from data.documents.readers.bounds import LARGEST_FILE, MEGABYTE
from data.documents.readers.isolation import read_safely
from data.documents.refusal import DocumentProblem, DocumentRefused

# What files of the kinds that are read are called; which kind one is its contents say.
READ_SUFFIXES: Final = frozenset({".docx", ".xlsx", ".odt", ".rtf", ".csv", ".tsv", ".txt"})

# Kinds that people have and that are not read: the refusal says what to send.
REFUSED_SUFFIXES: Final = frozenset(
    {".doc", ".xls", ".pdf", ".ods", ".docm", ".xlsm", ".zip", ".rar", ".htm", ".html"}
)


def read_source(path: Path) -> SourceDocument:
    """Returns what the file holds, whatever its kind; raises `DocumentRefused`."""
    return read_safely(read_bytes(path, LARGEST_FILE))


def read_bytes(path: Path, largest: int) -> bytes:
    """Returns the file's content, never more of it than `largest` bytes.

    Raises `DocumentRefused`, also for a link, a pipe or a device, which are not even opened for long.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            _require_file(os.fstat(descriptor).st_mode)
            content = file.read(largest + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        if getattr(error, "errno", None) == ELOOP:
            raise DocumentRefused(DocumentProblem.NOT_A_FILE) from error
        reason = getattr(error, "strerror", None) or str(error)
        raise DocumentRefused(DocumentProblem.UNREADABLE, reason=reason) from error
    if len(content) > largest:
        raise DocumentRefused(DocumentProblem.TOO_LARGE, megabytes=largest // MEGABYTE)
    return content


def _require_file(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise OSError(EISDIR, os.strerror(EISDIR))
    if not stat.S_ISREG(mode):
        raise DocumentRefused(DocumentProblem.NOT_A_FILE)
