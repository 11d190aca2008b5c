"""The demo in the terminal, as a newcomer meets it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def told(lines: str, *arguments: str, **environment: str) -> str:
    """All that the demo says to these lines, from a pipe that ends after them."""
    finished = subprocess.run(
        [sys.executable, "-m", "bot", "demo", *arguments],
        cwd=ROOT,
        input=lines,
        capture_output=True,
        text=True,
        timeout=180,
        env={"PATH": "", "PYTHONUTF8": "1"} | environment,
        check=True,
    )
    assert finished.stderr == ""
    return finished.stdout


def test_a_newcomer_walks_from_the_menu_to_an_answer() -> None:
    """Menu, spheres, a sphere, then a question in words: each is shown before the next line is read."""
    text = told("1\n3\nчто за Минстроем?\n/quit\nникогда\n")
    places = [text.index(part) for part in ("Сферы (14)", "3. В сфере строительства", "> что за Минстроем?")]
    assert places == sorted(places)
    assert "Понял так" in text[places[-1] :]
    assert "3.1" in text[places[-1] :]
    assert "никогда" not in text


@pytest.mark.parametrize("broken", [{"TIMEZONE": "nowhere", "BOT_TOKEN": "not one", "WEBHOOK_URL": "x"}])
def test_it_needs_nothing_and_minds_nothing(broken: dict[str, str]) -> None:
    """Whatever the environment says, the demo runs, in English too, and ends with its input."""
    text = told("3.2\n", "--lang", "en", **broken)
    assert "Spheres (14)" in text
    assert "3.2" in text.partition("> 3.2")[2]
