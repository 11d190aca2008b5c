"""The schema: numbered migrations, each in one transaction, with a verified copy of the file first."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from data.primitives.refusal import Problem, Refused


class SchemaProblem(Problem):
    """Why a database file is refused."""

    NEWER = "newer"  # path, found, known: versions of the schema
    DAMAGED = "damaged"  # path, reason
    UNREADABLE = "unreadable"  # path, reason


class SchemaRefused(Refused):
    """A database file that must not be used as it is."""


@dataclass(frozen=True, slots=True)
class SecuredFile:
    """A database file readable by its owner only (mode 0600)."""

    path: Path

    def touch(self) -> None:
        """Makes the file, readable by its owner only, unless it is there."""
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))

    def copy_to(self, copy: Path) -> None:
        """A complete copy, also of a database in use; raises `sqlite3.DatabaseError` when the copy is not sound."""
        copy.unlink(missing_ok=True)
        SecuredFile(copy).touch()
        with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
            _check(target)


def migrations() -> list[str]:
    """Returns the scripts in their order; the schema's version is how many of them were applied."""
    scripts = [
        script for script in files("data").joinpath("migrations").iterdir() if script.name.endswith(".sql")
    ]
    return [script.read_text(encoding="utf-8") for script in sorted(scripts, key=lambda script: script.name)]


def read_version(opened: sqlite3.Connection) -> int:
    """The version of the schema; 0 for a file without one."""
    (version,) = opened.execute("PRAGMA user_version").fetchone()
    return int(version)


def check_integrity(opened: sqlite3.Connection) -> str:
    """Returns SQLite's verdict: "ok", or the first thing that is wrong."""
    (verdict,) = opened.execute("PRAGMA quick_check(1)").fetchone()
    return str(verdict)


def migrate(file: SecuredFile) -> None:
    """Brings the file to the newest schema; a file that has data is copied to `*.v<version>.backup` first.

    Raises `SchemaRefused` for a newer, damaged or unreachable file, which is then left as it was.
    """
    scripts = migrations()
    with _refusing(file.path):
        file.touch()
        with closing(sqlite3.connect(file.path, isolation_level=None)) as connection:
            found = _check(connection)
            if found > len(scripts):
                raise SchemaRefused(SchemaProblem.NEWER, path=file.path, found=found, known=len(scripts))
            if 0 < found < len(scripts):
                file.copy_to(file.path.with_name(f"{file.path.name}.v{found}.backup"))
            # A table is built anew by dropping the old one, which must not take the rows that refer to it.
            connection.execute("PRAGMA foreign_keys = OFF")
            for version, script in enumerate(scripts[found:], start=found + 1):
                _apply(connection, script, version)


def _apply(connection: sqlite3.Connection, script: str, version: int) -> None:
    try:
        connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {version};")
        _check_references(connection)
        connection.execute("COMMIT")
    except sqlite3.Error:
        connection.rollback()
        raise


def _check_references(connection: sqlite3.Connection) -> None:
    for table, row, referred, _ in connection.execute("PRAGMA foreign_key_check"):
        raise sqlite3.DatabaseError(f"{table} {row} refers to a row of {referred} that is not there")


def _check(connection: sqlite3.Connection) -> int:
    verdict = check_integrity(connection)
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)
    return read_version(connection)


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        raise SchemaRefused(SchemaProblem.UNREADABLE, path=path, reason=error) from error
    except sqlite3.DatabaseError as error:
        raise SchemaRefused(SchemaProblem.DAMAGED, path=path, reason=error) from error
