"""What every run of the tests begins and ends with."""

import gc
import signal
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

from bot.app import GC_THRESHOLDS
from tests.bot.sandbox.page.browser.looking import chromium

LONG: Final = (
    "bot/processes/",
    "bot/demo/",
    "page/browser/",
    "cli/test_ask",
    "test_permission_matrix",
    "messages/test_languages",
)


def pytest_configure() -> None:
    """What is imported stays: nothing is looked for while the tests are collected.

    No property fails because the machine is busy. A shell that starts the tests in the background has them ignore
    Ctrl+C, and with them the processes that they start and interrupt.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    gc.disable()
    settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("busy machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, so that no worker is left alone with it at the end."""
    items.sort(key=lambda item: not any(part in item.nodeid for part in LONG))


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
