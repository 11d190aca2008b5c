"""What is written for people says what is true."""

import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
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
                r"^\| (`[a-z].*?) \|", README.partition("## Commands")[2].partition("##")[0], re.MULTILINE
            )
        ),
    )
    assert sorted(told) == sorted(choices[1].split(","))


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
