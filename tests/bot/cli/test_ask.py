"""Questions in the terminal."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.cli.roadmap_choice import opened_database
from data.audit import AuditAction, AuditContext
from data.people.appointments import Appointment, update_appointment
from data.people.people import Role

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-m", "bot", "ask"]
MINSTROY = "Министерство строительства Пермского края"


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "roadmap.db"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_PATH", str(path))
    monkeypatch.setenv("DEFAULT_LOCALE", "en")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return path


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["ask", "--json", *arguments]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


@pytest.mark.parametrize(
    ("question", "kind", "ids", "activities"),
    [
        ("что за Минстроем?", "agency", [MINSTROY], ["3.1", "3.2", "3.3"]),
        ("спорт", "sphere", ["10"], ["10.1", "10.2", "10.3"]),
        ("п. 10.3", "activity", ["10.3"], ["10.3"]),
        ("что на 2025 год", "deadline", ["10.3"], ["10.3"]),
        ("минкульт 2025", "deadline", ["7.1", "7.2", "7.3"], ["7.1", "7.2", "7.3"]),
        ("привет", "none", [], []),
        ("помощь", "none", [], []),
        ("лечебно-профилактическая помощь", "activity", ["14.1"], ["14.1"]),
        ("домой", "none", [], []),
        ("", "none", [], []),
    ],
)
def test_json_says_what_was_meant_and_what_answers(
    capsys: pytest.CaptureFixture[str], question: str, kind: str, ids: list[str], activities: list[str]
) -> None:
    """Kind, ids by kind, numbers of activities and the understanding in words, from an empty database too."""
    found = asked(capsys, question)
    assert list(found) == ["intent", "kind", "ids", "activities", "understood", "numbers"]
    assert (found["kind"], found["ids"], found["activities"]) == (kind, ids, activities)
    assert found["understood"]


def test_a_person_reads_spheres_numbers_and_deadlines(capsys: pytest.CaptureFixture[str]) -> None:
    """The answer in the terminal is grouped by sphere and no wider than the terminal."""
    assert main(["ask", "эвакуация"]) == 0
    told = capsys.readouterr().out
    assert "8. В сфере туризма" in told
    assert "11. В сфере архивного дела" in told
    assert [number for number in ("8.1", "11.1", "11.5") if f"\n  {number} " in told] == [
        "8.1",
        "11.1",
        "11.5",
    ]
    assert "Deadline: 2024-2026 гг." in told
    assert max(map(len, told.splitlines())) <= 100


def test_a_refused_question_is_a_good_answer(capsys: pytest.CaptureFixture[str]) -> None:
    """What is not in the roadmap is said in a sentence, and the command has done its work."""
    assert main(["ask", "3.9"]) == 0
    assert "3.9" in capsys.readouterr().out


def test_a_roadmap_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown roadmap is refused and the known ones are named."""
    assert main(["ask", "спорт", "--roadmap", "7"]) == 1
    assert "[1]" in capsys.readouterr().err


def test_each_line_is_answered_before_the_next_is_asked() -> None:
    """With `--json -` a script may wait for each answer; a blank line and broken letters are answered too."""
    command = [*COMMAND, "--json", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        kinds = []
        for question in ("минстрой\n".encode(), b"\n", "спорт\n".encode(), b"\xff\xfe\n", b"3.2"):
            process.stdin.write(question)
            process.stdin.flush()
            if not question.endswith(b"\n"):
                process.stdin.close()
            kinds.append(json.loads(process.stdout.readline())["kind"])
        assert process.stdout.read() == b""
    assert kinds == ["agency", "none", "sphere", "none", "activity"]
    assert process.returncode == 0


def test_a_reader_that_leaves_is_no_error() -> None:
    """A broken pipe ends quietly."""
    with subprocess.Popen(
        [*COMMAND, "--json", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write("спорт\n".encode())
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write("спорт\n".encode() * 10)
        process.stdin.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_lines_are_one_conversation() -> None:
    """With `--chat` a line continues the one before; an empty line begins another conversation and has no answer."""
    command = [*COMMAND, "--json", "--chat", "-"]
    lines = "мероприятия по культуре\nсколько их?\n\nсколько их?\n"
    done = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["intent"], one["numbers"]) for one in told] == [
        ("activities", []),
        ("count", [3]),
        ("count", [36]),
    ]


def test_as_a_person_answers_for_that_person(capsys: pytest.CaptureFixture[str], database: Path) -> None:
    """`--as` gives an official's own activities; without it, or for a person without an appointment, none are listed."""
    own = asyncio.run(appointed(database))
    found = asked(capsys, "за что я отвечаю", "--as", "77")
    assert (found["intent"], found["activities"], found["numbers"]) == ("own", own, [len(own)])
    for arguments in ((), ("--as", "78")):
        found = asked(capsys, "за что я отвечаю", *arguments)
        assert (found["intent"], found["activities"], found["numbers"]) == ("own", [], [])


async def appointed(database: Path) -> list[str]:
    """Makes person 77 an official of the first body; returns the numbers of its activities."""
    async with opened_database(database) as db:
        async with db.writing() as connection:
            official = Appointment(Role.OFFICIAL, {1: ""})
            await update_appointment(connection, 77, official, AuditContext(None, 1), AuditAction.CHANGED)
        rows = await db.reader.execute_fetchall(
            "SELECT a.number FROM activities AS a JOIN responsibilities AS r ON r.activity_id = a.id"
            " WHERE r.agency_id = 1 ORDER BY a.id"
        )
        return [row["number"] for row in rows]
