"""A database in use becomes one whose ids last: nothing is lost, no id comes again, and a kill half-way changes nothing."""

import os
import signal
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from data.database import Database
from data.editions.edition_store import import_document
from data.notes.activity_state import Moment
from data.notes.states import select_state
from data.regions.regional_clocks import MOSCOW
from data.roadmap.control_dates import select_moves
from data.schema import SecuredFile, migrate, migrations, read_version
from tests.data.documents.document_fixtures import HEADER, TITLE

NUMBER: Final = 12  # of the migration
IN_USE: Final = Path(__file__).with_name("version_10.sql")
HIGHEST: Final = 4  # of an activity: it went with an edition, and a form for it is still open
MARKED: Final = ("parties", "spheres", "activities", "agencies", "responsibilities")

Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file in the midst of use, one step before the migration."""
    file = tmp_path / "roadmap.db"
    scripts = migrations()
    steps = [*scripts[:10], IN_USE.read_text("utf-8"), *scripts[10 : NUMBER - 1]]
    with closing(sqlite3.connect(file, isolation_level=None)) as opened:
        opened.executescript("\n".join(["BEGIN;", *steps, f"PRAGMA user_version = {NUMBER - 1}; COMMIT;"]))
    return file


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Without the migrations that came later."""
    scripts = migrations()[:NUMBER]
    monkeypatch.setattr("data.schema.migrations", lambda: scripts)
    return monkeypatch


def rows_of(path: Path) -> Rows:
    """All rows by table as it was called before, with the columns it had then."""
    with closing(sqlite3.connect(path)) as opened:
        new = read_version(opened) >= NUMBER
        names = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        known = {name.removeprefix("all_"): name for name in names if not name.startswith("sqlite_")}
        rows = {name: list(opened.execute(f"SELECT * FROM {table}")) for name, table in known.items()}
    cut = 1 if new else 0
    return {
        name: sorted(row[: -cut or None] if name in MARKED[:4] else row for row in found)
        for name, found in rows.items()
    }


async def test_nothing_is_lost_and_everything_still_refers_to_what_it_did(
    path: Path, alone: pytest.MonkeyPatch
) -> None:
    """Every row of every table is there as it was, and reports and decisions are read by the product as before."""
    before = rows_of(path)
    migrate(SecuredFile(path))
    after = rows_of(path)
    assert {name: after[name] for name in before} == before
    with closing(sqlite3.connect(path)) as opened:
        assert list(opened.execute("PRAGMA foreign_key_check")) == []
        assert list(opened.execute("PRAGMA integrity_check")) == [("ok",)]
        for name in MARKED:
            assert sorted(opened.execute(f"SELECT count(*) FROM {name}")) == [(len(before[name]),)]
    alone.undo()
    db = await Database.open(path)
    now = Moment(int(datetime.now(UTC).timestamp()), MOSCOW)
    state, moves = await select_state(db.reader, 1, now), await select_moves(db.reader, 1)
    await db.close()
    assert [word.void for _, word in state.words if word] == [True, True]
    assert [move.reason for move in moves] == ["Письмо № 5"]


async def test_no_id_of_before_comes_again(path: Path, tmp_path: Path) -> None:
    """The next ids are above all that ever stood anywhere, also of rows deleted long ago; an empty file begins at 1."""
    row = "1.1\tПарад\tКомитет по спорту\tДепартамент спорта\t2025 г."
    document = tmp_path / "roadmap.txt"
    document.write_text(f"{TITLE}\n{HEADER}\n1. В сфере спорта\n{row}", encoding="utf-8")
    for file in (path, tmp_path / "new.db"):
        db = await Database.open(file)
        await import_document(db, document)
        async with db.writing() as connection:
            await connection.execute("DELETE FROM questions")
            await connection.execute("INSERT INTO questions (text, asked_at) VALUES ('спорт', 0)")
        await db.close()
    for table in ("roadmaps", "all_parties", "all_spheres", "all_activities", "all_agencies", "aliases"):
        assert highest_id(path, table) > 1000 + (HIGHEST if table == "all_activities" else 0), table
    assert highest_id(path, "questions") == 1003
    assert [highest_id(tmp_path / "new.db", table) for table in ("all_activities", "questions")] == [1, 1]


def highest_id(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as opened:
        [(highest,)] = opened.execute(f"SELECT max(id) FROM {table}")
    return int(highest)


@pytest.mark.usefixtures("alone")
def test_killed_half_way_it_is_done_whole_or_not_at_all(path: Path) -> None:
    """Killed at one statement after another, with pages on their way to the file, the next start finds it as before."""
    before = rows_of(path)
    for statement in (1, 7, 15, 25, 40, 55, 60):
        assert killed_at(path, statement) == signal.SIGKILL
        with closing(sqlite3.connect(path)) as opened:
            assert read_version(opened) == NUMBER - 1
        assert rows_of(path) == before
    migrate(SecuredFile(path))
    assert {name: rows_of(path)[name] for name in before} == before
    assert path.with_name(f"roadmap.db.v{NUMBER - 1}.backup").exists()


def killed_at(path: Path, statement: int) -> int:
    """Migrates in a process of its own that is killed before its statement of that number; returns by what it ended."""
    child = os.fork()
    if not child:
        _migrate_and_die(path, statement)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) * -1


def _migrate_and_die(path: Path, statement: int) -> None:
    connect, left = sqlite3.connect, statement

    def counted(sql: str) -> None:
        nonlocal left
        left -= "BEGIN" not in sql
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect_counting(*arguments: Any, **named: Any) -> sqlite3.Connection:
        opened: sqlite3.Connection = connect(*arguments, **named)
        if named:
            opened.execute("PRAGMA cache_size = 1")  # what is written goes to the file before the end
            opened.set_trace_callback(counted)
        return opened

    sqlite3.connect = connect_counting  # type: ignore[assignment]
    try:
        migrate(SecuredFile(path))
    finally:
        os._exit(0)
