"""Every measurement in this folder, one after another: `python -m tests.bench`."""

import sys
from importlib import import_module
from pathlib import Path


def main() -> None:
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        sys.stdout.write(f"{path.stem.removeprefix('bench_')}\n")
        sys.stdout.flush()
        import_module(f"tests.bench.{path.stem}").main()


if __name__ == "__main__":
    main()
