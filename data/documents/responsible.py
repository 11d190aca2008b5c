"""The bodies of an activity by side: each side has a column, or one column holds those of all."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from data.documents.cell_list import split_agencies
from data.documents.grid import Place
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.documents.table_layout import Layout
from data.regions.named_regions import find_mentions
from data.regions.regions import find_words, region_of, territory_of, words_of

NONE_NAMED: Final = re.compile(
    r"[\s–—−-]+|не\s+(?:требуется|предусмотрен\w*)|отсутству\w+|нет", re.IGNORECASE
)
SIDE: Final = re.compile(r"(?:от|со стороны)\s+(?P<side>[^:;]+?)\s*(?::\s*|$)", re.IGNORECASE)


class SideAgencies:
    """Divides the cells of bodies between the parties, which stand in the nominative."""

    def __init__(self, parties: tuple[str, ...]) -> None:
        self._parties = parties
        self._territories = tuple(words_of(territory_of(party)) for party in parties)
        self._regions = tuple(region_of(party) for party in parties)

    def of(
        self, number: str, pieces: Mapping[int, Sequence[str]], layout: Layout, place: Place
    ) -> tuple[tuple[str, ...], ...]:
        """Returns the bodies of each party in its order, none for one whose cell says «–».

        Raises `DocumentRefused` for an empty cell, and for an activity for which no party has a body.
        """
        if layout.shared and not layout.parties:
            found = self._shared([piece for column in layout.shared for piece in pieces.get(column, ())])
        else:
            found = tuple(
                self._own(number, party, pieces.get(column, ()), place)
                for party, column in zip(self._parties, layout.parties, strict=True)
            )
        if not any(found):
            raise DocumentRefused(
                DocumentProblem.NO_AGENCIES, place, number=number, party=", ".join(self._parties)
            )
        return found

    def _own(self, number: str, party: str, pieces: Sequence[str], place: Place) -> tuple[str, ...]:
        if pieces and all(NONE_NAMED.fullmatch(piece) for piece in pieces):
            return ()
        named = split_agencies(pieces)
        if not named:
            raise DocumentRefused(DocumentProblem.NO_AGENCIES, place, number=number, party=party)
        return named

    def _shared(self, pieces: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """The region in a body's name tells its side, a line «от Пермского края:» that of those below it."""
        sides: list[list[str]] = [[] for _ in self._parties]
        current = 0
        for heading, names in _under_headings(pieces):
            current = self._side_of(heading, current)
            for name in split_agencies(names):
                current = self._side_of(name, current)
                sides[current].append(name)
        return tuple(tuple(dict.fromkeys(names)) for names in sides)

    def _side_of(self, text: str, otherwise: int) -> int:
        """Returns the party whose territory or region a text names last."""
        words = words_of(text)
        named = [
            n for n, territory in enumerate(self._territories) if find_words(words, territory) is not None
        ]
        if len(named) == 1:
            return named[0]
        for mention in reversed(find_mentions(text)):
            if mention.region.name in self._regions:
                return self._regions.index(mention.region.name)
        return otherwise


def _under_headings(pieces: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yields the lines of a cell in groups, each with the side that heads it or an empty text."""
    heading, names = "", list[str]()
    for piece in pieces:
        if headed := SIDE.match(piece):
            yield heading, names
            heading, names = headed["side"], [piece[headed.end() :]]
        else:
            names.append(piece)
    yield heading, names
