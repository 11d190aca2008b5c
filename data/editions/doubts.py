"""What an edition leaves open, the questions it raises, and how they are answered."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from data.documents.refusal import DocumentProblem, DocumentRefused
from data.primitives.fingerprint import fingerprint_of
from data.primitives.folding import squashed

NUMBER: Final = re.compile(r"\d+(?:\.\d+)*")
NEW: Final = "new"


class DoubtKind(StrEnum):
    """What may or may not be the same."""

    ROADMAP = "roadmap"
    AGENCY = "agency"
    ACTIVITY = "activity"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something of the file that may be something stored on which reports, decisions or people hang.

    `written` is its name in the file (an activity's number, a body's name, the title), `known` the stored one's,
    `known_id` its id; the two texts are there to be compared by a person.
    """

    kind: DoubtKind
    written: str
    known: str
    known_id: int
    written_text: str = ""
    known_text: str = ""

    @property
    def fingerprint(self) -> int:
        """Is another one for another question; short enough for a button."""
        return fingerprint_of(self.kind, self.written, self.known_id, self.written_text, self.known_text)

    @property
    def options(self) -> tuple[str, str]:
        """The options of `roadmap-bot import` for «the same» and for «a new one»."""
        if self.kind is DoubtKind.ROADMAP:
            return f"--as-edition {self.known_id}", "--as-new"
        same, new = f"{self.written}={self.known}", f"{self.written}={NEW}"
        if self.kind is DoubtKind.AGENCY:
            return f'--map "{same}"', f'--map "{new}"'
        return f"--map {same}", f"--map {new}"


@dataclass(frozen=True, slots=True)
class EditionAnswers:
    """What a person decided: pairs «of the file = as stored», «new» for what is not stored; which roadmap it is."""

    pairs: tuple[tuple[str, str], ...] = ()
    as_edition: int | None = None
    as_new: bool = False

    def with_answer(self, doubt: Doubt, *, is_same: bool) -> "EditionAnswers":
        """Returns the answers with one more."""
        if doubt.kind is DoubtKind.ROADMAP:
            return EditionAnswers(self.pairs, doubt.known_id if is_same else None, not is_same)
        pair = (doubt.written, doubt.known if is_same else NEW)
        return EditionAnswers((*self.pairs, pair), self.as_edition, self.as_new)

    def about_numbers(self) -> tuple[tuple[str, str], ...]:
        """The pairs whose left side is the number of an activity."""
        return tuple(pair for pair in self.pairs if NUMBER.fullmatch(pair[0]))

    def about_names(self) -> tuple[tuple[str, str], ...]:
        """The pairs whose left side is a name."""
        return tuple(pair for pair in self.pairs if not NUMBER.fullmatch(pair[0]))


def answer_key(text: str) -> str:
    """Returns a number as it is, a name without what does not count."""
    return text.strip() if NUMBER.fullmatch(text.strip()) else squashed(text)


class AnsweredPairs:
    """Takes pairs apart: which part of the file is which stored one, and which is new. Raises `DocumentRefused`."""

    def __init__(
        self, pairs: tuple[tuple[str, str], ...], written: dict[str, list[int]], known: dict[str, list[int]]
    ) -> None:
        self._written = written
        self._known = known
        self.same: dict[int, int] = {}
        self.new: set[int] = set()
        self.gone: set[int] = set()
        for pair in pairs:
            self._take(*pair)

    def _take(self, left: str, right: str) -> None:
        if right.casefold() == NEW:
            self._take_new(left)
            return
        index, key = self._one(self._written, left), self._one(self._known, right)
        if index is None or key is None:
            # Said the other way round: «the old one = the new one».
            index, key = self._one(self._written, right), self._one(self._known, left)
        if index is None or key is None:
            raise DocumentRefused(DocumentProblem.MAP_UNKNOWN, pair=f"{left}={right}")
        if index in self.same or key in self.same.values():
            raise DocumentRefused(DocumentProblem.MAP_TWICE, pair=f"{left}={right}")
        self.same[index] = key

    def _take_new(self, left: str) -> None:
        index, key = self._one(self._written, left), self._one(self._known, left)
        if index is None and key is None:
            raise DocumentRefused(DocumentProblem.MAP_UNKNOWN, pair=f"{left}={NEW}")
        if index is not None:
            self.new.add(index)
        elif key is not None:
            self.gone.add(key)

    @staticmethod
    def _one(named: dict[str, list[int]], text: str) -> int | None:
        found = named.get(answer_key(text), [])
        return found[0] if len(found) == 1 else None
