"""The command line: `roadmap-bot`, or `python -m bot`."""

import sys
from collections.abc import Sequence

from bot.cli.arguments import parser
from bot.cli.dispatch import run
from bot.console import accept_any_letter


def main(argv: Sequence[str] | None = None) -> int:
    """Returns the exit code of the process.

    0 good, 1 refused, 70 an error of the program, 75 another instance runs, 78 wrong configuration (2: usage).
    """
    accept_any_letter()
    return run(parser().parse_args(argv))


if __name__ == "__main__":
    sys.exit(main())
