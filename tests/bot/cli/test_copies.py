"""Copies of the database: made while it is in use, verified, and put back."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import main
from data.database import Database
from data.lock import single_instance


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "roadmap.db"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_PATH", str(path))
    monkeypatch.setenv("DEFAULT_LOCALE", "en")
    return path


async def ask(database: Path, text: str) -> None:
    db = await Database.open(database)
    async with db.writing() as connection:
        await connection.execute("INSERT INTO questions (text, asked_at) VALUES (?, 0)", (text,))
    await db.close()


def named(folder: Path, pattern: str) -> list[Path]:
    return sorted(folder.glob(pattern))


def questions(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as opened:
        return {text for (text,) in opened.execute("SELECT text FROM questions")}


async def test_a_copy_goes_back_and_what_it_replaces_is_kept(database: Path, tmp_path: Path) -> None:
    """After a restore the database is as it was copied, and the one that stood there still opens."""
    await ask(database, "before")
    assert main(["backup", "copy.backup"]) == 0
    await ask(database, "after")
    assert main(["restore", "copy.backup"]) == 0
    assert questions(database) == {"before"}
    (replaced,) = named(tmp_path, "roadmap.db.replaced-*.backup")
    assert questions(replaced) == {"before", "after"}
    db = await Database.open(database)
    await db.close()


async def test_a_restore_lets_nothing_go_by_itself(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Posts that waited are in doubt, presses are set aside, messages of today are asked about; the journal knows."""
    db = await Database.open(database)
    async with db.writing() as connection:
        for number, state in enumerate(("pending", "sending", "sent", "failed")):
            await connection.execute(
                "INSERT INTO outbox (group_key, part, chat_id, method, payload, state, told, created_at)"
                " VALUES (?, 1, -1, 'sendMessage', '{}', ?, ?, 0)",
                (str(number), state, state),
            )
        for number, payload in enumerate((b'{"message": {}}', b'{"callback_query": {}}', b"{")):
            await connection.execute(
                "INSERT INTO inbox (update_id, received_at, state, payload) VALUES (?, unixepoch(), 'new', ?)",
                (number, payload),
            )
    await db.close()
    assert main(["backup", "copy.backup"]) == 0
    assert main(["restore", "copy.backup"]) == 0
    said = capsys.readouterr().out
    assert "2 messages that waited to be sent are not sent by themselves" in said
    assert "the bot asks" in said
    with closing(sqlite3.connect(database)) as opened:
        states = [state for (state,) in opened.execute("SELECT state FROM outbox ORDER BY id")]
        untold = [told for (told,) in opened.execute("SELECT told FROM outbox WHERE error = 'restored'")]
        updates = [state for (state,) in opened.execute("SELECT state FROM inbox ORDER BY update_id")]
        journal = opened.execute("SELECT action, actor_id FROM audit").fetchall()
    assert states == ["uncertain", "uncertain", "sent", "failed"]
    assert untold == [None, None]
    assert updates == ["answering", "failed", "failed"]
    assert journal == [("restored", None)]
    assert not named(tmp_path, "*restoring*")


async def test_a_database_in_use_is_copied_whole(database: Path, tmp_path: Path) -> None:
    """What was committed is in the copy although it stands in the journal still; readable by its owner only."""
    db = await Database.open(database)
    async with db.writing() as connection:
        await connection.execute("INSERT INTO questions (text, asked_at) VALUES ('just now', 0)")
    assert main(["backup"]) == 0
    await db.close()
    (copy,) = named(tmp_path, "roadmap.db.*.backup")
    assert questions(copy) == {"just now"}
    assert copy.stat().st_mode & 0o077 == 0


async def test_a_restore_under_a_running_bot_is_refused(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """While the bot holds the database nothing is replaced, and the process is named."""
    await ask(database, "kept")
    assert main(["backup", "copy.backup"]) == 0
    with single_instance(database):
        assert main(["restore", "copy.backup"]) == 75
    assert "Stop it first" in capsys.readouterr().err
    assert questions(database) == {"kept"}


@pytest.mark.parametrize(
    "content", [b"", b"not a database" * 100, b"SQLite format 3\0" + b"\xff" * 5000, None]
)
async def test_what_is_no_copy_is_refused_and_nothing_is_touched(
    database: Path, tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty, strange, broken or missing file is refused in a sentence; the database stays as it is."""
    await ask(database, "kept")
    if content is not None:
        (tmp_path / "strange").write_bytes(content)
    before = named(tmp_path, "[!.]*")
    assert main(["restore", "strange"]) == 1
    assert ("no such file" if content is None else "not a copy") in capsys.readouterr().err
    assert questions(database) == {"kept"}
    assert [path for path in named(tmp_path, "[!.]*") if path.suffix != ".lock"] == before


async def test_a_copy_of_a_newer_version_is_refused(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A copy made by a later roadmap-bot is not put in place of what this one can read."""
    await ask(database, "kept")
    with closing(sqlite3.connect(tmp_path / "newer")) as newer:
        newer.execute("PRAGMA user_version = 999")
    assert main(["restore", "newer"]) == 1
    assert "newer version" in capsys.readouterr().err
    assert questions(database) == {"kept"}


async def test_a_copy_overwrites_nothing(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that exists is refused as the copy's name and stays as it is."""
    await ask(database, "kept")
    (tmp_path / "letter.txt").write_text("important", encoding="utf-8")
    assert main(["backup", "letter.txt"]) == 1
    assert "exists already" in capsys.readouterr().err
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "important"


def test_without_a_database_there_is_nothing_to_copy(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A copy of nothing is refused and makes no database."""
    assert main(["backup"]) == 1
    assert "no database" in capsys.readouterr().err
    assert not database.exists()


async def test_a_folder_that_is_not_there_is_named(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A copy into a missing folder is refused in a sentence."""
    await ask(database, "kept")
    assert main(["backup", "nowhere/copy.backup"]) == 1
    assert "nowhere" in capsys.readouterr().err


def test_a_folder_is_not_restored(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is not said to be a bad copy, and nothing is replaced."""
    monkeypatch.setenv("DEFAULT_LOCALE", "en")
    assert main(["restore", "."]) == 1
    assert "it is a folder, not a file" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.replaced-*"))
