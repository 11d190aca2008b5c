"""`roadmap-bot demo` with a history of one report, run as a script: it is ready within seconds."""

import sys

import pytest

from bot.__main__ import main
from tests.bot.demo.demo_fixtures import SHORT

if __name__ == "__main__":
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.demo.visit.load_story", lambda: SHORT)
        sys.exit(main(sys.argv[1:]))
