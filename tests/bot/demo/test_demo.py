"""The demo as a process, and what it serves to whom."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.cli.arguments import parser
from bot.cli.demo import _visit
from bot.cli.refusals import CommandRefused
from bot.demo.visit import Visit

ROOT = Path(__file__).parents[3]
BROKEN = {"TIMEZONE": "nowhere", "BOT_TOKEN": "not one", "WEBHOOK_URL": "x", "DATABASE_PATH": "/nowhere/x.db"}


@pytest.mark.slow
def test_a_newcomer_walks_from_the_menu_to_an_answer() -> None:
    """Lines from a pipe are answered in turn until /quit, whatever the environment says and without a page."""
    finished = subprocess.run(
        [sys.executable, "-m", "bot", "demo"],
        cwd=ROOT,
        input="2\n3\nчто за Минстроем?\n/notes\n/quit\nникогда\n",
        capture_output=True,
        text=True,
        timeout=600,
        env={"PATH": "", "PYTHONUTF8": "1"} | BROKEN,
        check=True,
    )
    text = finished.stdout
    assert finished.stderr == ""
    places = [text.index(part) for part in ("Сферы (14)", "3. В сфере строительства", "> что за Минстроем?")]
    assert places == sorted(places)
    assert "Понял так" in text[places[-1] :]
    assert "№ 34" in text.partition("> /notes")[2]
    assert "никогда" not in text
    assert "http" not in text


@contextmanager
def standard_input(monkeypatch: pytest.MonkeyPatch, kind: str) -> Iterator[None]:
    """As it is in a terminal, behind a pipe, in the background, or closed."""
    descriptors: tuple[int, ...] = ()
    match kind:
        case "terminal":
            descriptors = os.openpty()
        case "pipe":
            descriptors = os.pipe()
        case "nowhere":
            descriptors = (os.open(os.devnull, os.O_RDONLY),)
    readable = {"terminal": 1, "pipe": 0, "nowhere": 0}.get(kind)
    with monkeypatch.context() as patch:
        stdin = open(descriptors[readable], closefd=False) if readable is not None else None  # noqa: SIM115 - closed below
        patch.setattr("sys.stdin", stdin)
        yield
        if stdin:
            stdin.close()
    for descriptor in descriptors:
        os.close(descriptor)


@contextmanager
def taken(port: int) -> Iterator[None]:
    """Another process listens there."""
    with socket.create_server(("127.0.0.1", port)):
        yield


@pytest.mark.parametrize(
    ("stdin", "arguments", "served"),
    [
        ("terminal", "", {"page", "browser", "chat"}),
        ("terminal", "--no-open", {"page", "chat"}),
        ("terminal", "--terminal", {"chat"}),
        ("pipe", "", {"chat"}),
        ("pipe", "--no-open", {"page", "chat"}),
        ("pipe", "--port 0", {"page", "browser", "chat"}),
        ("nowhere", "", {"page", "browser"}),
        ("nowhere", "--terminal", {"chat"}),
        ("closed", "", {"page", "browser"}),
        ("closed", "--terminal", {"chat"}),
    ],
)
def test_what_is_served(
    monkeypatch: pytest.MonkeyPatch, stdin: str, arguments: str, served: set[str]
) -> None:
    """The page at a terminal or when asked for, the chat wherever input can be read."""
    with standard_input(monkeypatch, stdin):
        visit = _visit(parser().parse_args(["demo", *arguments.split()]))
    found = {"page": visit.port is not None, "browser": visit.opened, "chat": visit.talks}
    assert {name for name, is_served in found.items() if is_served} == served


def test_a_port_that_is_taken(monkeypatch: pytest.MonkeyPatch, unused_tcp_port: int) -> None:
    """Asked for, it is refused in a sentence; the usual one gives way to a free one."""
    with standard_input(monkeypatch, "terminal"), taken(unused_tcp_port):
        asked = ["demo", "--port", str(unused_tcp_port)]
        with pytest.raises(CommandRefused, match=f"127.0.0.1:{unused_tcp_port}"):
            _visit(parser().parse_args(asked))
        monkeypatch.setattr("bot.cli.demo.USUAL_PORT", unused_tcp_port)
        assert _visit(parser().parse_args(["demo"])) == Visit("ru", 0, opened=True, talks=True)


@pytest.mark.parametrize("port", ["-1", "65536", "1000000"])
def test_a_port_that_is_none(capsys: pytest.CaptureFixture[str], port: str) -> None:
    """A number that is no port is wrong usage, and named."""
    with pytest.raises(SystemExit, match="2"):
        parser().parse_args(["demo", f"--port={port}"])
    assert f"not a port from 0 to 65535: '{port}'" in capsys.readouterr().err
