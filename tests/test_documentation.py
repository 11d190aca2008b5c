"""What is written for people says what is true."""

import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from aiogram.filters import Command
from babel.messages.pofile import read_po

import handlers
from bot.access import Permission, declared_permissions
from bot.screens.command_words import CommandPlace, command_words
from bot.settings import Settings
from bot.updates.inbox import MAX_ATTEMPTS
from data.editions import proposed_files
from data.messaging import inbox
from data.notes import unassigned
from data.reminders import reminder_log
from data.search import questions

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "OPERATIONS.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
WHO: Final = {
    Permission.OPEN: "anybody",
    Permission.READ: "reader",
    Permission.WRITE: "official, coordinator, admin",
    Permission.ADMIN: "admin",
    Permission.BIND: "admin",
}
WHERE: Final = {
    CommandPlace.PRIVATE: "private chat",
    CommandPlace.GROUP: "group",
    CommandPlace.BOTH: "anywhere",
}
SETTINGS = sorted(name.upper() for name in Settings.model_fields)


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_is_told(setting: str) -> None:
    """A setting stands in the example file and in the README's table."""
    assert re.search(rf"^{setting}=", EXAMPLE, re.MULTILINE)
    assert re.search(rf"^\| `{setting}` \|", README, re.MULTILINE)


def test_nothing_is_told_that_is_not_there() -> None:
    """The example file and the table name no setting that the bot would ignore."""
    documented = set(re.findall(r"^([A-Z_]+)=", EXAMPLE, re.MULTILINE)) | set(
        re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)
    )
    assert documented == set(SETTINGS)


def test_every_command_of_the_readme_answers_to_help() -> None:
    """Each command in the README's table exists, and each command that exists is in the table."""
    usage = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    choices = re.search(r"\{([a-z,]+)\}", usage)
    assert choices is not None
    documented = re.findall(
        r"`([a-z]+)[^`]*`",
        "\n".join(
            re.findall(
                r"^\| (`[a-z].*?) \|",
                README.partition("## On the command line")[2].partition("##")[0],
                re.MULTILINE,
            )
        ),
    )
    assert sorted(documented) == sorted(choices[1].split(","))


def test_every_command_of_the_chat_is_told() -> None:
    """README and help tell of the commands that handlers take, each for those who may use it where it is answered."""
    taken = defaultdict(set)
    for handler, permission in declared_permissions(handlers.router()):
        for declared in handler.filters or ():
            if isinstance(declared.callback, Command):
                for name in declared.callback.commands:
                    taken[name].add(permission)
    table = README.partition("## In the chat")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `/(\w+)[^`]*` \| (.*?) \| (.*?) \|", table, re.MULTILINE)
    words = {command.name: command for command in command_words()}
    assert list(words) == [name for name, _, _ in rows]
    assert set(words) == {name for name in taken if isinstance(name, str)}
    for name, who, where in rows:
        assert words[name].permission in taken[name]
        assert words[name].help_line.startswith(f"/{name} ")
        assert who == WHO[words[name].permission]
        assert where == WHERE[words[name].place]


def test_the_front_page_is_short() -> None:
    """The README has at most 150 lines; the rest stands where those look who need it."""
    assert len(README.splitlines()) <= 150


@pytest.mark.parametrize(
    "page", [README, CONTRIBUTING, OPERATIONS], ids=["readme", "contributing", "operations"]
)
def test_every_target_of_the_makefile_that_is_named_exists(page: str) -> None:
    """`make …` on a page is a target of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+(?:\.mo)?):", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:`|^    )make ([a-z-]+(?:\.mo)?)\b", page, re.MULTILINE))
    assert named
    assert named <= targets


def test_every_dependency_has_its_reason() -> None:
    """The table of dependencies names those that pyproject.toml asks for, no more and no fewer."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.split(r"[\[><=]", requirement)[0] for requirement in asked}
    table = CONTRIBUTING.partition("## Dependencies")[2]
    assert set(re.findall(r"^\| ([a-z0-9-]+) \|", table, re.MULTILINE)) - {"package"} == names


def test_every_floor_of_the_layout_is_there() -> None:
    """Each module and folder in the table of floors exists, and no room of `bot/` is missing from it."""
    table = CONTRIBUTING.partition("## Floors")[2].partition("\n## ")[0]
    first = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    named = {name for cell in first for name in re.findall(r"`([^`]+)`", cell)}
    paths = {ROOT / name if "/" in name else ROOT / "bot" / name for name in named}
    assert [path for path in sorted(paths) if not path.exists()] == []
    rooms = {folder for folder in (ROOT / "bot").iterdir() if (folder / "__init__.py").exists()}
    assert rooms <= paths


def test_the_order_of_the_rooms_of_data_is_told() -> None:
    """CONTRIBUTING.md names them in the order that the contract of imports holds them to."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [layers] = [
        contract["layers"]
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract.get("containers") == ["data"]
    ]
    sentence = CONTRIBUTING.partition("In `data/` the rooms stand in this order")[2].partition(";")[0]
    rooms = [layer for layer in layers if (ROOT / "data" / layer).is_dir() and layer != "primitives"]
    assert re.findall(r"`(\w+)`", sentence) == rooms


def test_log_lines_to_look_for_are_written() -> None:
    """What OPERATIONS.md quotes of the log stands in the source, whatever numbers stand in it."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "bot").rglob("*.py")))
    logged = (
        re.sub(r"%(?:\.\d)?[a-z]", "…", source)
        .replace("… posts were", "posts were")
        .replace("after … crashes", "after 5 crashes")
    )
    table = OPERATIONS.partition("| in the log |")[2].partition("\n## ")[0]
    quoted = re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)
    assert len(quoted) >= 4
    assert [line for line in quoted if line not in logged] == []
    assert MAX_ATTEMPTS == 5


def test_how_long_things_are_kept_is_told() -> None:
    """The table of OPERATIONS.md has the figures of the code."""
    day = 24 * 3600
    table = OPERATIONS.partition("## How long what is kept")[2]
    kept = dict(re.findall(r"^\| ([^|]+?) \| (\d+ (?:hours|days))", table, re.MULTILINE))
    assert list(kept.values()) == [
        f"{inbox.DONE_KEPT // 3600} hours",
        f"{inbox.BROKEN_KEPT // day} days",
        f"{unassigned.RETENTION // day} days",
        f"{proposed_files.RETENTION // day} days",
        f"{questions.RETENTION // day} days",
        f"{reminder_log.RETENTION.days} days",
    ]


def test_what_troubleshooting_quotes_is_what_the_bot_says() -> None:
    """Each whole sentence quoted in the troubleshooting table is a text of the bot, letter by letter."""
    catalogue = read_po(BytesIO((ROOT / "locales" / "en" / "LC_MESSAGES" / "messages.po").read_bytes()))
    said = {re.sub(r"\{[a-z]+\}", "…", str(message.string)) for message in catalogue if message.id}
    quoted = re.findall(
        r"^\| `([^`]+\.)` \|", README.partition("## When something")[2].partition("\n## ")[0], re.MULTILINE
    )
    assert len(quoted) >= 8
    assert [sentence for sentence in quoted if sentence not in said and "make texts.mo" not in sentence] == []
