"""Invitations from the command line."""

import asyncio
import hashlib
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.sandbox.server import Sandbox


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "roadmap.db"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_PATH", str(path))
    monkeypatch.setenv("DEFAULT_LOCALE", "ru")
    monkeypatch.setenv("BOT_TOKEN", "")
    return path


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox.running() as running:
        yield running


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as opened:
        return opened.execute(sql).fetchall()


def test_an_official_of_an_agency_named_in_passing(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """«Минстрой» of a side is enough; the link is told once, its hash is kept, the journal says the console did it."""
    named = ["--agency", "Минстрой", "--party", "Пермский край", "--position", "советник"]
    assert main(["invite", "--role", "official", *named]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Приглашение № 1\nРоль: Сотрудник ведомства\nВедомство: Министерство строительства")
    assert "(советник)" in out
    assert "в течение 72 часов" in out
    [token] = [line.removeprefix("/start inv_") for line in out.splitlines() if line.startswith("/start ")]
    assert rows(database, "SELECT token_hash, role, expires_at - issued_at, issued_by FROM invitations") == [
        (hashlib.sha256(token.encode()).digest(), "official", 72 * 3600, None)
    ]
    [(actor, action, after)] = rows(database, "SELECT actor_id, action, after FROM audit")
    assert (actor, action) == (None, "issued")
    assert token not in str(after)
    assert list(json.loads(str(after))["agencies"].values()) == ["советник"]


async def test_the_link_names_the_bot(
    database: Path, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a token Telegram is asked for the bot's name, and the link is whole."""
    monkeypatch.setenv("BOT_TOKEN", sandbox.token)
    monkeypatch.setenv("TELEGRAM_API_URL", sandbox.url)
    assert await asyncio.to_thread(main, ["invite", "--role", "reader", "--hours", "1"]) == 0
    out = capsys.readouterr().out
    assert f"https://t.me/{sandbox.telegram.bot.username}?start=inv_" in out
    assert "в течение 1 часа" in out
    assert await asyncio.to_thread(rows, database, "SELECT role FROM invitations") == [("reader",)]


def test_the_first_administrator_may_come_by_a_link(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What no button gives, the console gives."""
    assert main(["invite", "--role", "admin"]) == 0
    assert "Роль: Администратор" in capsys.readouterr().out
    assert rows(database, "SELECT role FROM invitations") == [("admin",)]


@pytest.mark.parametrize("named", ["пермск", "Пермь", "Прикамье", "Правительство Пермского края"])
def test_a_coordinator_has_a_side(database: Path, capsys: pytest.CaptureFixture[str], named: str) -> None:
    """The region, how it begins, or what people call it."""
    assert main(["invite", "--role", "coordinator", "--party", named]) == 0
    assert "Сторона: Пермский край" in capsys.readouterr().out
    assert rows(database, "SELECT count(*) FROM invitation_parties") == [(1,)]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--role", "official"], "назовите его: --agency «"),
        (["--role", "coordinator"], "назовите её: --party «"),
        (["--role", "official", "--agency", "Минфин"], "Карта не знает «Минфин»."),
        (["--role", "official", "--agency", "комитет"], "Напишите полное название"),
        (
            ["--role", "official", "--agency", "Минстрой"],
            "--party: - Комитет по строительству (Санкт-Петербург) - Министерство строительства Пермского края",
        ),
        (["--role", "coordinator", "--party", "Тула"], "Карта не знает «Тула»."),
        (["--role", "reader", "--hours", "0"], "от 1 до 720 часов"),
        (["--role", "reader", "--hours", "721"], "от 1 до 720 часов"),
        (["--role", "reader", "--roadmap", "9"], "9"),
    ],
)
def test_what_makes_no_sense_is_refused(
    database: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    """One sentence, exit code 1, no invitation."""
    assert main(["invite", *arguments]) == 1
    assert sentence in " ".join(capsys.readouterr().err.split())
    assert rows(database, "SELECT count(*) FROM invitations") == [(0,)]


def test_no_agency_is_taken_unasked(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of two that a word fits both are named, and one that is merely like it is named, too; no invitation is made."""
    document = Path(__file__).parents[2] / "data" / "documents" / "nizhny-mogilev-2026-2028.txt"
    assert main(["import", str(document)]) == 0
    capsys.readouterr()
    invite = ["invite", "--role", "official", "--agency"]
    for named in ("стройнадзор", "инспекция строительного надзора", "облздрав"):
        assert main([*invite, named]) != 0
        told = capsys.readouterr()
        assert "надзор" in told.err + told.out or "здравоохранени" in told.err + told.out
        assert (told.err + told.out).count("\n- ") >= 2
    assert main([*invite, "минобр"]) != 0
    told = capsys.readouterr()
    assert "Главное управление по образованию" in told.err + told.out
    assert rows(database, "SELECT count(*) FROM invitations") == [(0,)]
    assert main([*invite, "стройнадзор", "--party", "нижний"]) == 0
    assert "Инспекция государственного строительного надзора" in capsys.readouterr().out
