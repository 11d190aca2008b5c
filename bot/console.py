"""Output of the commands, for a person or a script."""

import json
import shutil
import sys
import textwrap
from io import TextIOWrapper
from typing import Any, Final

WIDEST: Final = 100


def say(text: str = "", *, at_once: bool = False) -> None:
    sys.stdout.write(f"{text}\n")
    if at_once:
        sys.stdout.flush()


def say_json(value: Any) -> None:
    """Writes one line and flushes: a script that feeds questions waits for each answer."""
    say(json.dumps(value, ensure_ascii=False), at_once=True)


def complain(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def accept_any_letter() -> None:
    """Lets a terminal of few letters, such as one in cp1251, show and give the others as «?»."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def wrapped(text: str, first: str = "", others: str | None = None) -> str:
    """Returns the text in lines as wide as the terminal, up to 100; `first` and `others` are what the lines begin with."""
    width = min(shutil.get_terminal_size((80, 24)).columns, WIDEST)
    return textwrap.fill(
        text,
        width,
        initial_indent=first,
        subsequent_indent=" " * len(first) if others is None else others,
        break_on_hyphens=False,
    )
