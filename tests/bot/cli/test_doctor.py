"""What the doctor finds."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.cli.doctor import _examine, _of_working_days
from bot.i18n import speaking
from bot.settings import Settings
from data.database import Database
from data.editions.edition_store import SHIPPED, import_document, import_shipped_if_empty
from data.lock import single_instance
from tests.bot.scripted_telegram import TOKEN, ok, refused, scripted_telegram

WEBHOOK = {"url": "https://bot.example.ru/", "has_custom_certificate": False, "pending_update_count": 2}


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return Settings(bot_token=TOKEN, database_path=tmp_path / "roadmap.db")


async def examined(settings: Settings, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    with speaking("en"):
        code = await _examine(settings)
    return code, capsys.readouterr().out


async def test_all_is_well(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """With a token that answers and a sound database every line says OK."""
    db = await Database.open(settings.database_path)
    await import_shipped_if_empty(db)
    await db.close()
    async with scripted_telegram() as telegram:
        telegram.on("getWebhookInfo", ok(WEBHOOK | {"url": ""}))
        code, told = await examined(settings.model_copy(update={"telegram_api_url": telegram.url}), capsys)
    assert code == 0
    assert all(line.startswith("OK ") for line in told.splitlines())
    assert "@roadmap_bot" in told
    assert "roadmaps: 1, activities: 36" in told


async def test_a_refused_token_is_a_problem(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """A token that Telegram does not know is told without being shown; the other lines are there."""
    async with scripted_telegram() as telegram:
        telegram.on("getMe", refused(401, "Unauthorized"))
        code, told = await examined(settings.model_copy(update={"telegram_api_url": telegram.url}), capsys)
    assert code == 1
    assert told.splitlines()[-1].startswith("PROBLEM ")
    assert TOKEN not in told
    assert told.count("OK ") == len(told.splitlines()) - 1


async def test_telegram_out_of_reach_is_a_problem(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """A server that does not answer is told in a sentence."""
    code, told = await examined(
        settings.model_copy(update={"telegram_api_url": "http://127.0.0.1:1"}), capsys
    )
    assert code == 1
    assert "does not answer" in told


async def test_a_webhook_in_the_way_is_told(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """A webhook that the settings no longer want is named; the bot will remove it itself."""
    async with scripted_telegram() as telegram:
        telegram.on("getWebhookInfo", ok(WEBHOOK))
        code, told = await examined(settings.model_copy(update={"telegram_api_url": telegram.url}), capsys)
    assert code == 0
    assert "remove it" in told


async def test_a_damaged_database_is_a_problem_and_stays_as_it_is(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """The doctor looks and touches nothing."""
    settings.database_path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    before = settings.database_path.read_bytes()
    code, told = await examined(
        settings.model_copy(update={"telegram_api_url": "http://127.0.0.1:1"}), capsys
    )
    assert code == 1
    assert "PROBLEM  database" in told
    assert settings.database_path.read_bytes() == before


async def test_an_old_database_is_not_migrated(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """A database of an earlier version is told with its version, and keeps it."""
    with closing(sqlite3.connect(settings.database_path)) as old:
        old.execute("PRAGMA user_version = 1")
    _, told = await examined(settings.model_copy(update={"telegram_api_url": "http://127.0.0.1:1"}), capsys)
    assert "schema 1 of" in told
    with closing(sqlite3.connect(settings.database_path)) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (1,)


async def test_a_running_bot_is_named(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """Whether the bot runs, and as which process."""
    with single_instance(settings.database_path):
        _, told = await examined(
            settings.model_copy(update={"telegram_api_url": "http://127.0.0.1:1"}), capsys
        )
    assert "the bot runs (process " in told


async def test_a_side_without_a_known_clock_is_told(
    settings: Settings, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A region that is in no table lives by TIMEZONE, and the doctor says so."""
    document = tmp_path / "plan.txt"
    shipped = SHIPPED / "spb-perm-2024-2026.txt"
    text = shipped.read_text(encoding="utf-8").replace("Пермского края", "Зареченской области")
    document.write_text(text, encoding="utf-8")
    db = await Database.open(settings.database_path)
    await import_document(db, document)
    await db.close()
    _code, told = await examined(settings, capsys)
    assert "sides: the clock of “Зареченская область” is not known, TIMEZONE is used" in told
    assert "Санкт-Петербург" not in told


async def test_deadlines_read_by_an_older_version_are_a_problem(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """A beginning that was taken for the end stays in the database until the same document is imported again."""
    db = await Database.open(settings.database_path)
    await import_shipped_if_empty(db)
    async with db.writing() as connection:
        await connection.execute("UPDATE control_dates SET nominal = '2024-01-01' WHERE activity_id = 1")
        await connection.execute("UPDATE deadlines SET kind = 'date' WHERE activity_id = 2")
        await connection.execute("UPDATE roadmaps SET digest = 'of an older version'")
    _, told = await examined(settings, capsys)
    assert (
        "PROBLEM  deadlines: this version reads those of 1.1, 1.2 otherwise; import the document again"
        in told
    )
    await import_document(db, next(SHIPPED.glob("*.txt")))
    await db.close()
    _, told = await examined(settings, capsys)
    assert "deadlines:" not in told


@pytest.mark.parametrize(("error", "waiting", "sound"), [("404", 57, False), ("404", 0, True), ("", 3, True)])
async def test_deliveries_that_fail_are_a_problem(
    settings: Settings, capsys: pytest.CaptureFixture[str], error: str, waiting: int, sound: bool
) -> None:
    """A webhook behind which updates pile up is no sound one; an error of before that is over is none."""
    hook = "https://bot.example.ru/"
    told_by_telegram = (
        {"last_error_date": 1, "last_error_message": f"Wrong response: {error}"} if error else {}
    )
    info = WEBHOOK | {"pending_update_count": waiting} | told_by_telegram
    async with scripted_telegram() as telegram:
        telegram.on("getWebhookInfo", ok(info))
        changed = {"telegram_api_url": telegram.url, "webhook_url": hook}
        code, told = await examined(settings.model_copy(update=changed), capsys)
    assert (code == 0) is sound
    assert f"{waiting} waiting" in told
    assert ("cannot deliver them (Wrong response: 404)" in told) is not sound


async def test_a_year_without_its_calendar_is_named(settings: Settings) -> None:
    """From 1 December on the next year's; with none of its own the database knows what ships."""
    db = await Database.open(settings.database_path)
    await db.close()
    with closing(sqlite3.connect(settings.database_path)) as opened, speaking("en"):
        assert not list(_of_working_days(opened, date(2026, 11, 30)))
        [finding] = _of_working_days(opened, date(2026, 12, 1))
        assert "the calendar for 2027 is not loaded" in finding.text
        assert finding.sound
