"""What stops a command is said in a sentence, with an exit code that a script understands."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.cli.refusals import setting_sentence
from bot.i18n import speaking
from bot.screens.documents.problems import document_sentence
from bot.settings import Settings
from data.documents.grid import Place
from data.documents.refusal import DocumentProblem, DocumentRefused

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DEFAULT_LOCALE", "en")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "123456:canary secret"),
        ("ADMIN_IDS", "canary"),
        ("READ_ACCESS", "canary"),
        ("DATABASE_PATH", ":memory:"),
        ("DATABASE_PATH", "file:canary?mode=memory"),
        ("TIMEZONE", "canary"),
        ("SUMMARY_AT", "canary"),
        ("PROXY_URL", "ftp://anna:canary@proxy:21"),
        ("WEBHOOK_URL", "https://canary.example.ru/"),
        ("WEBHOOK_SECRET", "canary"),
        ("WEBHOOK_LISTEN", "canary"),
        ("TELEGRAM_API_URL", "canary"),
    ],
)
def test_a_wrong_setting_is_named_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    """The sentence names the setting and says what it must be; the value, perhaps a secret, is not shown."""
    monkeypatch.setenv(name, value)
    assert main(["run"]) == 78
    told = capsys.readouterr()
    assert name in told.err
    assert "canary" not in told.err
    assert told.out == ""


def test_every_setting_has_its_sentence() -> None:
    """No setting that can be wrong is refused with a general phrase."""
    free = {"webhook_url"}
    for name in set(Settings.model_fields) - free:
        assert "cannot be used" not in setting_sentence(name)


def test_several_wrong_settings_are_told_together(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody has to start three times to learn of three mistakes."""
    monkeypatch.setenv("TIMEZONE", "nowhere")
    monkeypatch.setenv("READ_ACCESS", "nobody")
    assert main(["doctor"]) == 78
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_without_a_token_the_bot_says_where_to_get_one(capsys: pytest.CaptureFixture[str]) -> None:
    """`run` without BOT_TOKEN ends with 78 and tells of BotFather; no database is made."""
    assert main(["run"]) == 78
    assert "BotFather" in capsys.readouterr().err
    assert not Path("roadmap.db").exists()


def test_a_wrong_locale_still_speaks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A DEFAULT_LOCALE that is none is told, in Russian."""
    monkeypatch.setenv("DEFAULT_LOCALE", "fr")
    assert main(["doctor"]) == 78
    assert "DEFAULT_LOCALE" in capsys.readouterr().err


@pytest.mark.parametrize("problem", DocumentProblem)
def test_a_refused_document_is_told_with_its_line(problem: DocumentProblem) -> None:
    """Each reason has its sentence, with the details that come with it."""
    names = ["suffix", "known", "reason", "megabytes", "character", "column", "text", "number", "first"]
    names += ["party", "limit", "place", "key", "name", "numbers", "sides", "pair", "id", "kind", "most"]
    fields: dict[str, object] = {name: f"<{name}>" for name in names} | {"doubts": ()}
    refusal = DocumentRefused(problem, Place(line=12), **fields)
    with speaking("en"):
        told = document_sentence(refusal)
    assert told.startswith("Line 12: ")
    assert told.endswith(".")
    assert not set("{}") & set(told)


@pytest.mark.parametrize(
    "arguments", [[], ["dance"], ["ask"], ["import"], ["restore"], ["ask", "a", "--roadmap", "x"]]
)
def test_wrong_usage_ends_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A command that is none, or lacks its argument, ends with the usage and code 2."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_the_module_is_the_command() -> None:
    """`python -m bot` is the same command, and its help names all commands."""
    told = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for command in ("run", "demo", "import", "ask", "sandbox", "backup", "restore", "doctor"):
        assert command in told


def test_settings_that_may_not_be_read_are_told(tmp_path: Path) -> None:
    """A `.env` that belongs to another user is a sentence, for root without its powers as for any user."""
    (tmp_path / ".env").write_text("DEFAULT_LOCALE=en", encoding="utf-8")
    (tmp_path / ".env").chmod(0)
    script = (
        "import sys; from tests.bot.processes.deprived import owns_its_files_only; owns_its_files_only()\n"
        "from bot.__main__ import main; sys.exit(main(['doctor']))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    assert ended.returncode == 1
    assert "у этого пользователя нет прав" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-16-le"])
def test_a_file_of_settings_in_another_encoding_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str
) -> None:
    """As Windows editors save it: a sentence says what to do."""
    (tmp_path / ".env").write_text("# Настройки\nREAD_ACCESS=group\n", encoding=encoding)
    assert main(["doctor"]) == 1
    assert "The file .env is not in UTF-8" in capsys.readouterr().err


def test_a_mark_before_the_settings_is_no_part_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """UTF-8 with a byte order mark is read as without it."""
    (tmp_path / ".env").write_text("READ_ACCESS=nonsense\n", encoding="utf-8-sig")
    assert main(["doctor"]) == 78
    assert "READ_ACCESS" in capsys.readouterr().err


def test_a_terminal_of_few_letters_is_answered(tmp_path: Path) -> None:
    """In cp1251 what it cannot show is «?», and no traceback; a question in it is understood."""
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "срок 1.1 ✓"],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "cp1251", "LANG": "C.UTF-8"},
    )
    assert b"Traceback" not in ended.stderr
    assert "1.1" in ended.stdout.decode("cp1251")
