"""What every run of the tests begins and ends with."""

import gc

import pytest

from tests.bot.sandbox.page.browser.looking import chromium


def pytest_collection_finish() -> None:
    """All that was imported stays: the collector need not walk through it again, half a second each time."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tests that need a browser say so where there is none: a green run without them is half a run."""
    if chromium() is None:
        terminalreporter.section("NO BROWSER", sep="!", red=True, bold=True)
        terminalreporter.line(
            "No Chromium was found, so the page of the demo was not tried out: those tests were left out."
        )
        terminalreporter.line(
            "Install Debian's `chromium` (or Chrome), or name one: CHROMIUM=/path/to/chromium make test"
        )
