"""The weekly summary in the terminal."""

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import Settings


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_any_week_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A past week stands in the terminal, from a database that was empty."""
    assert main(["summary", "--week", "2026-W30"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Сводка за неделю, 20–27 июл")
    assert "За неделю новых сведений нет." in told
    assert "Группа не подключена: сводки никто не получает." in told


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--week", "2999-W01"], "Неделя 2999-W01 ещё не началась."),
        (["--send"], "Группа не подключена: сводки никто не получает."),
        (["--roadmap", "7"], "7"),
        (["--roadmap", "99999999999999999999"], "Дорожной карты 99999999999999999999 нет."),
        (["--week", "2019-W20"], "Неделя 2019-W20 раньше срока действия дорожной карты"),
        (["--week", "0001-W01"], "Неделя 0001-W01 раньше срока действия дорожной карты"),
        (["--week", "9999-W52"], "Неделя 9999-W52 ещё не началась."),
    ],
)
def test_what_cannot_be_done_is_said(
    capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    """A week that has not begun, and sending without a group, end with a sentence and the code 1."""
    assert main(["summary", *arguments]) == 1
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["sandbox", "--port", "99999999999999999999"],
        ["sandbox", "--port", "-1"],
        ["demo", "--port", "70000"],
        ["invite", "--role", "reader", "--hours", "1e3"],
        ["ask", "что", "--roadmap", "9" * 5000],
        ["summary", "--week", "9999-W53"],
    ],
)
def test_a_number_that_nothing_has_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """It is refused before anything begins, with the option and what was written."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert f"argument {arguments[-2]}: " in capsys.readouterr().err


def test_a_wrong_week_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """What is no ISO week is wrong usage, code 2."""
    with pytest.raises(SystemExit) as left:
        main(["summary", "--week", "2026-W54"])
    assert left.value.code == 2
    assert "2026-W54" in capsys.readouterr().err
