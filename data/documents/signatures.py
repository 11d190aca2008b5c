"""Who signed: the lines under the table, one signatory a party."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from data.documents.table import Row
from data.regions.regions import region_of, same_words
from data.roadmap.models import Signatory

LONGEST_LINE = 300  # characters; what is longer is no signature
MOST_LINES = 6  # of a party and a position above a name
ORNAMENT = re.compile(r"[*_/\\]+")
INITIALS, SURNAME = r"(?:[А-ЯЁ]\.\s?){1,2}", r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
NAME = re.compile(rf"(?:^|\s)(?P<name>{INITIALS}{SURNAME}|{SURNAME}\s{INITIALS})$")

PLACEHOLDER = re.compile(r"\bФамилия\b")  # «И.О. Фамилия» of a draft


def is_signed(row: Row) -> bool:
    """True for a row that holds a person's name with initials."""
    return any(NAME.search(cell) for cell in row.filled)


def plain_lines(rows: tuple[Row, ...]) -> tuple[str, ...]:
    """Returns the lines without marks and rulings, cell by cell; signatures side by side follow column by column."""
    cells = [[" ".join(ORNAMENT.sub(" ", cell).split()) for cell in row.filled] for row in rows]
    if any(len([cell for cell in row if NAME.search(cell)]) > 1 for row in cells):
        cells = [list(filter(None, column)) for column in zip_longest(*cells)]
    return tuple(cell for row in cells for cell in row if 0 < len(cell) <= LONGEST_LINE)


def read_signatories(lines: tuple[str, ...], parties: tuple[str, ...]) -> tuple[Signatory, ...]:
    """One signatory for each name with initials; without the line of a party they go by the parties' order."""
    signed = (block for block in _blocks(lines) if not PLACEHOLDER.search(block[1]))
    blocks = list(signed)[: len(parties)]
    return tuple(_signatory(block, parties, order) for order, block in enumerate(blocks))


def _blocks(lines: tuple[str, ...]) -> Iterator[tuple[list[str], str]]:
    above: list[str] = []
    for line in lines:
        name = NAME.search(line)
        above.append(line[: name.start()].strip() if name else line)
        if name:
            yield [text for text in above if text][-MOST_LINES:], name["name"].strip()
            above = []


def _signatory(block: tuple[list[str], str], parties: tuple[str, ...], order: int) -> Signatory:
    above, name = block
    for place, line in enumerate(above):
        for party in parties:
            if same_words(line, party) or line.lower() == region_of(party).lower():
                return Signatory(party, " ".join(above[place + 1 :]), name)
    return Signatory(parties[order], " ".join(above), name)
