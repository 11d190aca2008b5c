"""What every run of the tests begins and ends with."""

import gc

import pytest
from hypothesis import HealthCheck, settings

from bot.app import GC_THRESHOLDS
from tests.bot.sandbox.page.browser.looking import chromium


def pytest_configure() -> None:
    """What is imported stays: nothing is looked for while the tests are collected.

    No property fails because the machine is busy.
    """
    gc.disable()
    settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("busy machine")


def pytest_collection_finish() -> None:
    """The collector need not walk through what was imported again, and walks as often as in the running bot."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)
    gc.enable()


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
