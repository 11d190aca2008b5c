"""What is written for people says what is true."""

import re
import subprocess
import sys
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

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
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
    told = set(re.findall(r"^([A-Z_]+)=", EXAMPLE, re.MULTILINE)) | set(
        re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)
    )
    assert told == set(SETTINGS)


def test_every_command_of_the_readme_answers_to_help() -> None:
    """Each command in the README's table exists, and each command that exists is in the table."""
    usage = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    choices = re.search(r"\{([a-z,]+)\}", usage)
    assert choices is not None
    told = re.findall(
        r"`([a-z]+)[^`]*`",
        "\n".join(
            re.findall(
                r"^\| (`[a-z].*?) \|",
                README.partition("## On the command line")[2].partition("##")[0],
                re.MULTILINE,
            )
        ),
    )
    assert sorted(told) == sorted(choices[1].split(","))


def test_every_command_of_the_chat_is_told() -> None:
    """README and help tell of the commands that handlers take, each for those who may use it where it is answered."""
    taken = defaultdict(set)
    for handler, permission in declared_permissions(handlers.router()):
        for each in handler.filters or ():
            if isinstance(each.callback, Command):
                for name in each.callback.commands:
                    taken[name].add(permission)
    table = README.partition("## In the chat")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `/(\w+)[^`]*` \| (.*?) \| (.*?) \|", table, re.MULTILINE)
    words = {each.name: each for each in command_words()}
    assert list(words) == [name for name, _, _ in rows]
    assert set(words) == {name for name in taken if isinstance(name, str)}
    for name, who, where in rows:
        assert words[name].permission in taken[name]
        assert words[name].told.startswith(f"/{name} ")
        assert who == WHO[words[name].permission]
        assert where == WHERE[words[name].place]


def test_every_target_of_the_makefile_that_the_readme_names_exists() -> None:
    """`make …` in the README is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"make ([a-z]+)\b", README)) <= targets


def test_what_troubleshooting_quotes_is_what_the_bot_says() -> None:
    """Each whole sentence quoted in the troubleshooting table is a text of the bot, letter by letter."""
    catalogue = read_po(BytesIO((ROOT / "locales" / "en" / "LC_MESSAGES" / "messages.po").read_bytes()))
    said = {re.sub(r"\{[a-z]+\}", "…", str(message.string)) for message in catalogue if message.id}
    quoted = re.findall(
        r"^\| `([^`]+\.)` \|", README.partition("## When something")[2].partition("\n## ")[0], re.MULTILINE
    )
    assert len(quoted) >= 8
    assert [sentence for sentence in quoted if sentence not in said and "make texts.mo" not in sentence] == []
