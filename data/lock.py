"""One process a database: a lock that the system releases when the process ends in any way."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.schema import SchemaProblem, SchemaRefused


class AlreadyRunning(Exception):
    """Another process on this machine holds the lock of the database; `pid` is None where it cannot be read."""

    def __init__(self, pid: int | None) -> None:
        super().__init__(f"process {pid}")
        self.pid = pid


def lock_path(database: Path) -> Path:
    """Returns the path of the lock file, which lies beside the database."""
    return database.with_name(f"{database.name}.lock")


@contextmanager
def single_instance(database: Path) -> Iterator[None]:
    """Holds `<database>.lock`; raises `AlreadyRunning`, or `SchemaRefused` when the folder cannot be written."""
    descriptor = _opened(database)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(_owner(descriptor)) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        # The file stays: removing it would let two processes hold two files of one name.
        os.close(descriptor)


def _opened(database: Path) -> int:
    try:
        return os.open(lock_path(database), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise SchemaRefused(SchemaProblem.UNREADABLE, path=database, reason=error) from error


def _owner(descriptor: int) -> int | None:
    written = os.pread(descriptor, 20, 0)
    return int(written) if written.isdigit() else None
