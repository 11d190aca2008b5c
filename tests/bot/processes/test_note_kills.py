"""kill -9 while notes are published: none is lost, none is posted twice without its author's choice."""

import os
from pathlib import Path

from tests.bot.processes.kills import massacre

ROUNDS = int(os.environ.get("KILL_ROUNDS", "3"))


async def test_every_note_reaches_the_group_once(tmp_path: Path) -> None:
    """Whatever is not in the group once is asked about; when its author has answered, it is there once, too."""
    async with massacre(tmp_path, seed=20261128) as scene:
        for _ in range(ROUNDS):
            await scene.round()
        tally = await scene.count()
        unsettled = await scene.answer()
        assert await scene.bot.terminate() == 0
    assert (tally.lost, tally.twice, unsettled) == ([], [], [])
    assert tally.notes == tally.once + tally.asked == ROUNDS * len(scene.writers)
    assert "Traceback" not in scene.bot.log
    scene.sandbox.check()
