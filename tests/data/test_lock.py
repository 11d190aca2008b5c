"""One process a database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from data.lock import AlreadyRunning, single_instance


def test_a_second_owner_is_told_who_the_first_is(tmp_path: Path) -> None:
    """While one holds the lock another is refused and learns the process; afterwards it may have it."""
    database = tmp_path / "roadmap.db"
    with single_instance(database), pytest.raises(AlreadyRunning) as caught, single_instance(database):
        pass
    assert caught.value.pid == os.getpid()
    with single_instance(database):
        pass


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    """kill -9 leaves no lock behind."""
    database = tmp_path / "roadmap.db"
    script = (
        "import sys; from pathlib import Path; from data.lock import single_instance\n"
        "with single_instance(Path(sys.argv[1])):\n    print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "held\n"
        with pytest.raises(AlreadyRunning), single_instance(database):
            pass
        owner.kill()
        owner.wait()
    with single_instance(database):
        pass


def test_the_lock_is_its_owners_only(tmp_path: Path) -> None:
    """Nobody else may read or hold it."""
    with single_instance(tmp_path / "roadmap.db"):
        assert (tmp_path / "roadmap.db.lock").stat().st_mode & 0o077 == 0
