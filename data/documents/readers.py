"""From a file to a roadmap: the reader is chosen by the file's suffix, the rest is the same for all."""

from collections.abc import Callable
from errno import EISDIR, ENXIO
from pathlib import Path
from typing import NoReturn

from data.documents.parser import parse
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.documents.table import Row
from data.documents.text import read_text
from data.roadmap.models import SignedRoadmap

LARGEST = 16 * 1024 * 1024  # bytes; ten thousand activities take about half of it

READERS: dict[str, Callable[[bytes], tuple[Row, ...]]] = {".txt": read_text}


def read_document(path: Path) -> SignedRoadmap:
    """Returns the roadmap in the file; raises `DocumentRefused`, with the line where there is one to blame."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        raise DocumentRefused(DocumentProblem.UNKNOWN_FORMAT, suffix=path.suffix or path.name, known=known)
    content = read_bytes(path, LARGEST)
    if not content.strip():
        raise DocumentRefused(DocumentProblem.EMPTY)
    return parse(reader(content))


def read_bytes(path: Path, largest: int) -> bytes:
    """Returns the file's content, never more of it than `largest` bytes; raises `DocumentRefused`."""
    try:
        if path.exists() and not path.is_file():
            _refuse(path)
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise DocumentRefused(DocumentProblem.UNREADABLE, reason=reason) from error
    if len(content) > largest:
        raise DocumentRefused(DocumentProblem.TOO_LARGE, megabytes=largest // (1024 * 1024))
    return content


def _refuse(path: Path) -> NoReturn:
    raise OSError(EISDIR if path.is_dir() else ENXIO, f"{path.name} is not a file")
