"""Files that have to be unpacked are read in a process of their own, which can neither hang nor swell this one."""

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from data.documents.grid import Place, SourceDocument
from data.documents.readers.grid_json import document_from_json
from data.documents.readers.kinds import SourceKind, kind_of
from data.documents.readers.reading import read_content
from data.documents.refusal import DocumentProblem, DocumentRefused

ROOT: Final = Path(__file__).parents[3]
PROGRAM: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); from data.documents.readers.child import main; main()"
)
UNPACKED: Final = frozenset({SourceKind.ARCHIVE, SourceKind.RTF})
LONGEST_WAIT: Final = 120  # seconds; its processor time is limited much closer
LONGEST_LOGGED: Final = 2000  # bytes of what the process said of its error

log = logging.getLogger(__name__)


def read_safely(content: bytes) -> SourceDocument:
    """Returns what the file holds; raises `DocumentRefused`, also for a file that takes too much time or memory.

    A text is read here: nothing in it is unpacked, so that its size bounds the work.
    """
    if not content.strip() or kind_of(content) not in UNPACKED:
        return read_content(content)
    answer = _answer(content)
    if refused := answer.get("refused"):
        place = Place(*refused["place"]) if refused["place"] else None
        raise DocumentRefused(DocumentProblem(refused["problem"]), place, **refused["details"])
    return document_from_json(answer["document"])


def _answer(content: bytes) -> dict[str, Any]:
    """Returns what the process says; one that was ended by its limits has said nothing."""
    command = [sys.executable, "-I", "-S", "-c", PROGRAM, str(ROOT)]
    try:
        ended = subprocess.run(  # noqa: S603 - this interpreter with a program of ours
            command, input=content, capture_output=True, timeout=LONGEST_WAIT, env={}, check=False
        )
        answer: dict[str, Any] = json.loads(ended.stdout) if not ended.returncode else {}
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise DocumentRefused(DocumentProblem.TOO_HEAVY) from error
    if not answer:
        if ended.returncode > 0:  # not killed by a limit: an error of the program, told nowhere else
            log.error("a file was not read: %s", ended.stderr.decode("utf-8", "replace")[-LONGEST_LOGGED:])
        raise DocumentRefused(DocumentProblem.TOO_HEAVY)
    return answer
