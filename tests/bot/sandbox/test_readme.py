"""Every code block and table of the local Telegram's README is true."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import fields
from pathlib import Path
from types import ModuleType
from typing import Any, Final
from urllib.request import urlopen

import pytest

import bot.sandbox
from bot.sandbox.api.faults import Faults
from bot.sandbox.api.methods.catalogue import IMPLEMENTED
from bot.sandbox.api.options import Options
from bot.sandbox.people.person import Person
from bot.sandbox.state.flood_limits import Rates

ROOM: Final = Path(bot.sandbox.__path__[0])
README: Final = (ROOM / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def rows(heading: str) -> list[list[str]]:
    """The cells of the first table below a heading."""
    section = README.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = re.findall(r"^\| (.*) \|$", section, re.MULTILINE)
    return [line.split(" | ") for line in lines[1:]]


def code_in(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


@pytest.fixture(scope="module")
def module() -> ModuleType:
    """All Python blocks as one module: each builds on those before."""
    made = ModuleType("readme")
    exec(compile("\n".join(blocks("python")), str(ROOM / "README.md"), "exec"), made.__dict__)
    return made


@pytest.mark.parametrize("name", re.findall(r"^async def (test_\w+)", README, re.MULTILINE))
async def test_the_python_blocks(module: ModuleType, name: str) -> None:
    example: Callable[[], Awaitable[None]] = getattr(module, name)
    await example()


def test_the_process(unused_tcp_port: int) -> None:
    """The first shell block starts the server, the second asks it and gets what the JSON block shows."""
    (start, ask), (shown,) = blocks("sh"), blocks("json")
    command, *arguments = shlex.split(start.replace("8081", str(unused_tcp_port)))
    assert command == "roadmap-bot"
    with subprocess.Popen([sys.executable, "-m", "bot", *arguments], stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout
            assert str(unused_tcp_port).encode() in process.stdout.readline()
            _, address = shlex.split(ask.replace("8081", str(unused_tcp_port)))
            with urlopen(address) as response:
                answer = json.load(response)
        finally:
            process.terminate()
    expected = json.loads(shown)
    assert list(answer["result"].items())[: len(expected["result"])] == list(expected["result"].items())
    assert answer["ok"] is expected["ok"]


def test_the_methods() -> None:
    listed = [
        word
        for _, cell in rows("What it implements, and what it refuses")
        for word in re.findall(r"\w+", cell)
    ]
    named = {word for word in listed if re.fullmatch(r"[a-z]+[A-Z]\w+", word)}
    assert named == set(IMPLEMENTED)


def test_the_persons_methods() -> None:
    named = {name.removesuffix("()") for cell, _ in rows("What a person can do") for name in code_in(cell)}
    assert {name for name in named if not hasattr(Person, name)} == set()


def test_the_faults() -> None:
    section = README.partition("\n## Faults\n")[2].partition("\n## ")[0]
    named = {
        match for match in re.findall(r"`(\w+)\(", section.partition("```")[0]) if hasattr(Faults, match)
    }
    planned = {name for name in vars(Faults) if not name.startswith("_")} - {"planned", "take"}
    assert named == planned


def test_the_options() -> None:
    listed = {code_in(name)[0]: default.strip("`") for name, default, _ in rows("Options")}
    defaults: dict[str, Any] = {option.name: getattr(Options(), option.name) for option in fields(Options)}
    shown = {name: "Rates()" if value == Rates() else f"{value:g}" for name, value in defaults.items()}
    assert listed == shown | {"local_webhooks": "True", "body_limit": str(defaults["body_limit"])}


def test_the_rooms() -> None:
    """Every room and loose module is named, in an order in which imports go up only."""
    listed = [code_in(name)[0].rstrip("/").removesuffix(".py") for name, _ in rows("Rooms")]
    present = {path.stem for path in ROOM.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert set(listed) == present - {"__init__", "__pycache__"}
    for place, room in enumerate(listed):
        assert imported_by(room) <= set(listed[:place])


def imported_by(room: str) -> set[str]:
    """The other rooms that its modules import; nothing else of the project."""
    path = ROOM / room
    modules = path.rglob("*.py") if path.is_dir() else [path.with_suffix(".py")]
    found: set[str] = set()
    for module_path in modules:
        text = module_path.read_text(encoding="utf-8")
        names = re.findall(r"^\s*(?:from|import) ((?:bot|data|handlers)\b[\w.]*)", text, re.MULTILINE)
        assert all(name.startswith("bot.sandbox.") for name in names)
        found |= {name.split(".")[2] for name in names}
    return found - {room}
