"""How often random things are tried: a little in every `make check`, at length in `make check-slow`."""

import os
from typing import Final

IS_THOROUGH: Final = "THOROUGH" in os.environ
SECONDS: Final = float(
    os.environ.get("RANDOM_SECONDS", "0")
)  # for how long histories are tried; 0: so many as are usual


def examples(usual: int) -> int:
    """A third of the usual number for a check that is quick, ten times as many for the slow one."""
    return usual * 10 if IS_THOROUGH else max(usual // 3, 8)
