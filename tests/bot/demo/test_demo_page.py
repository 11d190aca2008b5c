"""The demo at a terminal: the page in the browser, the chat beside it, Ctrl+C."""

import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parents[3]


def test_page_and_chat_until_ctrl_c() -> None:
    """The address is printed and answers, the terminal answers as well, and Ctrl+C ends both without a word."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bot.demo.short_demo", "demo", "--no-open", "--port", "0"],
        cwd=ROOT,
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
        text=True,
        env={"PATH": "", "PYTHONUTF8": "1"},
    )
    os.close(theirs)
    try:
        said = read_until(ours, "\n> ")
        address = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert address
        with urlopen(address[0]) as page:
            assert b"<!doctype html>" in page.read()
        os.write(ours, b"3.2\n")
        assert "Жилье и городская среда" in read_until(ours, "\n> ")
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=300)
        assert (process.returncode, errors) == (0, "")
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def read_until(descriptor: int, end: str) -> str:
    """What the terminal shows up to these characters."""
    seen = b""
    while not seen.decode(errors="ignore").replace("\r\n", "\n").endswith(end):
        seen += os.read(descriptor, 4096)
    return seen.decode()
