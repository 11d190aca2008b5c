"""kill -9 at random moments while four officials publish notes: what became of each note, as a table.

`python -m tests.bench.bench_kills [rounds] [seed]`: the local Telegram stays, the bot is a new process each time.
"""

import asyncio
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from tests.bot.processes.kills import kill_trial

ROUNDS = 200
SEED = 20261128
HEAD = (
    "| rounds | kill −9 | notes accepted | posted once | uncertain, author asked | lost | posted twice |\n"
    "|---|---|---|---|---|---|---|\n"
)


async def measure(scheduler: int, seed: int) -> str:
    """The table's row, and a word on what the authors' answers led to."""
    with tempfile.TemporaryDirectory() as folder:
        async with kill_trial(Path(folder), seed) as trial:
            for _ in range(scheduler):
                await trial.round()
            tally = await trial.count()
            unsettled = await trial.answer()
    row = (
        tally.scheduler,
        tally.kills,
        tally.notes,
        tally.once,
        tally.asked,
        len(tally.lost),
        len(tally.twice),
    )
    after = f"not in the group exactly once after the authors' answers: {len(unsettled)}\n"
    wrong = "".join(f"{mark}\n" for mark in (*tally.lost, *tally.twice, *unsettled))
    return f"{HEAD}| {' | '.join(map(str, row))} |\n{after}{wrong}"


def main() -> None:
    scheduler, seed = [*map(int, sys.argv[1:]), *(ROUNDS, SEED)[len(sys.argv) - 1 :]]
    start = perf_counter()
    sys.stdout.write(asyncio.run(measure(scheduler, seed)))
    sys.stdout.write(f"{perf_counter() - start:.0f} s\n")


if __name__ == "__main__":
    main()
