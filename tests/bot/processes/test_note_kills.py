"""kill -9 while notes are published: none is lost, none is posted twice without its author's choice."""

from pathlib import Path

import pytest

from tests.bot.processes.kills import kill_trial
from tests.thoroughness import IS_THOROUGH

ROUNDS = 10 if IS_THOROUGH else 1


@pytest.mark.random
async def test_every_note_reaches_the_group_once(tmp_path: Path) -> None:
    """Whatever is not in the group once is asked about; when its author has answered, it is there once, too."""
    async with kill_trial(tmp_path, seed=20261128) as trial:
        for _ in range(ROUNDS):
            await trial.round()
        tally = await trial.count()
        unsettled = await trial.answer()
        assert await trial.staff.bot.terminate() == 0
    assert (tally.lost, tally.twice, unsettled) == ([], [], [])
    assert tally.notes == tally.once + tally.asked == ROUNDS * len(trial.staff.writers)
    assert "Traceback" not in trial.staff.bot.log
    trial.staff.sandbox.check()
