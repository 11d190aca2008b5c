"""An environment that was not made to its end is made anew, and a machine without the means says what it lacks."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MAKEFILE = Path(__file__).parents[1] / "Makefile"
OUTER_MAKE = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES", "PYTHON"}  # of a `make check` around us


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The project as far as `make` looks at it, without an environment."""
    shutil.copy(MAKEFILE, tmp_path)
    for name in ("requirements.txt", "pyproject.toml", "hatch_build.py"):
        (tmp_path / name).touch()
    return tmp_path


def make(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *arguments],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name not in OUTER_MAKE} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def install(folder: Path, completed_in: Path | None) -> None:
    """An environment with pip, its stamp of the installation, and the folder where that came to its end."""
    python = folder / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    (folder / ".venv/run").touch()
    if completed_in:
        (folder / ".venv/complete").write_text(f"{completed_in}/.venv\n")


def is_made_anew(folder: Path) -> bool:
    return "rm -rf .venv" in make(folder, "--dry-run", ".venv/run").stdout


def test_a_complete_environment_stays(folder: Path) -> None:
    install(folder, completed_in=folder)
    assert not is_made_anew(folder)


def test_one_killed_half_way_is_made_anew(folder: Path) -> None:
    install(folder, completed_in=None)
    assert is_made_anew(folder)


def test_one_of_another_folder_is_made_anew(folder: Path) -> None:
    install(folder, completed_in=folder / "before")
    assert is_made_anew(folder)


def test_one_whose_python_has_gone_is_made_anew(folder: Path) -> None:
    install(folder, completed_in=folder)
    (folder / ".venv/bin/python").unlink()
    assert is_made_anew(folder)


def test_a_python_without_ensurepip_names_the_package_that_lacks(folder: Path) -> None:
    """So is Debian's `python3` alone; nothing half-made is left behind."""
    (folder / "ensurepip.py").write_text("raise ImportError")
    refused = make(folder, "demo", PYTHONPATH=str(folder))
    assert refused.returncode != 0
    assert "apt install python3-venv" in refused.stderr
    assert not (folder / ".venv").exists()


def test_a_python_that_is_not_there_is_named(folder: Path) -> None:
    refused = make(folder, "demo", "PYTHON=python3.99")
    assert "There is no python3.99" in refused.stderr
