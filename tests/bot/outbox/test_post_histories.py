"""Random histories of notes: in the end the group reads what the record says, or the author knows what does not."""

import random
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.bot.outbox.outbox_fixtures import outbox_fixture
from tests.bot.outbox.post_history import PostHistory
from tests.thoroughness import SECONDS, examples

pytestmark = pytest.mark.random
AT_ONCE = 40  # histories in one database
MOST_FAILURES = 5


def seeds() -> Iterator[int]:
    """The same few in every quick check, others for so long as is asked for."""
    if not SECONDS:
        yield from range(examples(30))
        return
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        yield random.randrange(10**9)


async def test_the_group_reads_what_the_record_says(tmp_path: Path) -> None:
    """Whatever versions, files, faults, deletions and days come in whatever order; a failure names its seed."""
    given, steps, failures = seeds(), 0, list[str]()
    for number in count():
        folder = tmp_path / str(number)
        folder.mkdir()
        async with outbox_fixture(folder, runs=False) as world:
            for _ in range(AT_ONCE):
                seed = next(given, None)
                if seed is None or len(failures) >= MOST_FAILURES:
                    assert not failures, "\n\n".join(failures)
                    return
                history = PostHistory(world, seed)
                try:
                    steps += await history.run()
                except AssertionError as failure:
                    failures.append(str(failure))
                    sys.stderr.write(f"{failure}\n")
                finally:
                    history.close()
        sys.stderr.write(f"{(number + 1) * AT_ONCE} histories, {steps} steps, {len(failures)} failures\n")
