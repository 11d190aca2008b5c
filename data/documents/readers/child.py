"""The process that reads a file: it may use little, writes nothing but its answer and is ended when it takes too much."""

import json
import resource
import sys
from typing import Any

from data.documents.readers.archive import Archive
from data.documents.readers.bounds import MEGABYTE
from data.documents.readers.grid_json import document_to_json, place_to_json
from data.documents.readers.kinds import SourceKind, kind_of
from data.documents.readers.reading import read_content
from data.documents.refusal import DocumentProblem, DocumentRefused

LEAST_SECONDS = 2
LEAST_MEMORY = 200 * MEGABYTE
MOST_FILES = 16  # open at once


def main() -> None:
    """Reads the file from standard input, writes the form or the refusal as JSON to standard output."""
    _limit(LEAST_SECONDS, LEAST_MEMORY)
    content = sys.stdin.buffer.read()
    try:
        weight = _weight(content)
        _limit(LEAST_SECONDS + weight // (3 * MEGABYTE), LEAST_MEMORY + weight)
        answer = {"document": document_to_json(read_content(content))}
    except DocumentRefused as refused:
        answer = {"refused": _refusal(refused)}
    except (MemoryError, RecursionError):
        answer = {"refused": _refusal(DocumentRefused(DocumentProblem.TOO_HEAVY))}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


def _weight(content: bytes) -> int:
    """Returns how many bytes there are to read: an honest large file may take longer."""
    if kind_of(content) is not SourceKind.ARCHIVE:
        return len(content)
    archive = Archive(content)
    return sum(archive.size(name) for name in archive.names if name.endswith(".xml"))


def _limit(seconds: int, memory: int) -> None:
    _set(resource.RLIMIT_CPU, seconds)
    _set(resource.RLIMIT_AS, memory)
    for none in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
        _set(none, 0)
    _set(resource.RLIMIT_NOFILE, MOST_FILES)


def _set(limit: int, value: int) -> None:
    _soft, hard = resource.getrlimit(limit)
    resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _refusal(refused: DocumentRefused) -> dict[str, Any]:
    place = place_to_json(refused.place) if refused.place else None
    return {"problem": refused.problem.value, "place": place, "details": refused.details}
