"""The rows under the header: spheres, their activities, and rows cut by a page's end."""

from dataclasses import dataclass, field

from data.documents.cell_list import split_agencies
from data.documents.line_ends import rejoined
from data.documents.numbering import activity_number, continues, is_page_break, sphere_heading
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.documents.table import Row
from data.documents.table_layout import Layout
from data.roadmap.models import SignedActivity, SignedSphere

# Longer texts come of lost line breaks, and a card must fit a message of 4,096.
LONGEST_TITLE = 3000
LONGEST_HEADING = 1000
LONGEST_CELL = 500


@dataclass
class _OpenActivity:
    number: str
    line: int
    cells: dict[int, list[str]] = field(default_factory=dict)

    def take(self, row: Row) -> None:
        for column, text in enumerate(row.cells):
            if text:
                self.cells.setdefault(column, []).append(text)

    def text(self, column: int) -> str:
        return rejoined(" ".join(self.cells.get(column, ())))


@dataclass
class _OpenSphere:
    number: str
    title: str
    line: int
    activities: list[SignedActivity] = field(default_factory=list)


class TableBody:
    """Takes the rows of a table one by one; `spheres()` gives what they said. Raises `DocumentRefused`."""

    def __init__(self, layout: Layout, parties: tuple[str, ...]) -> None:
        self._layout = layout
        self._parties = parties
        self._lines: dict[str, int] = {}
        self._spheres: list[_OpenSphere] = []
        self._open: _OpenActivity | None = None

    def take(self, row: Row) -> None:
        """Reads the next row of the table; raises `DocumentRefused` with the row's line."""
        if is_page_break(row, self._layout):
            return
        if heading := sphere_heading(row, self._layout):
            self._enter(*heading, row.line)
        elif number := activity_number(row, self._layout):
            self._begin(number, row)
        elif continues(row, self._layout):
            self._continue(row)
        else:
            raise DocumentRefused(DocumentProblem.BROKEN_ROW, row.line, text=row.filled[0][:60])

    def spheres(self) -> tuple[SignedSphere, ...]:
        """Returns the spheres in the document's order; raises `DocumentRefused` when there is no activity."""
        self._leave()
        if not self._spheres:
            raise DocumentRefused(DocumentProblem.NO_ACTIVITIES)
        return tuple(SignedSphere(s.number, s.title, tuple(s.activities)) for s in self._spheres)

    def _enter(self, number: str, title: str, line: int) -> None:
        self._leave()
        self._count(number, line)
        self._spheres.append(_OpenSphere(number, bounded(title, LONGEST_CELL, line), line))

    def _leave(self) -> None:
        self._close()
        if self._spheres and not self._spheres[-1].activities:
            empty = self._spheres[-1]
            raise DocumentRefused(DocumentProblem.EMPTY_SPHERE, empty.line, number=empty.number)

    def _begin(self, number: str, row: Row) -> None:
        self._close()
        if not self._spheres or self._spheres[-1].number != number.split(".", maxsplit=1)[0]:
            raise DocumentRefused(DocumentProblem.OUTSIDE_SPHERE, row.line, number=number)
        self._count(number, row.line)
        self._open = _OpenActivity(number, row.line)
        self._continue(row)

    def _continue(self, row: Row) -> None:
        if self._open is None:
            raise DocumentRefused(DocumentProblem.NOTHING_TO_CONTINUE, row.line)
        for column, text in enumerate(row.cells):
            if text and column not in self._layout.columns:
                raise DocumentRefused(DocumentProblem.TOO_MANY_CELLS, row.line, text=text[:60])
        self._open.take(row)

    def _count(self, number: str, line: int) -> None:
        first = self._lines.setdefault(number, line)
        if first != line:
            raise DocumentRefused(DocumentProblem.DUPLICATE_NUMBER, line, number=number, first_line=first)

    def _close(self) -> None:
        if self._open is not None:
            self._spheres[-1].activities.append(self._activity(self._open))
            self._open = None

    def _activity(self, read: _OpenActivity) -> SignedActivity:
        title, deadline = read.text(self._layout.title), read.text(self._layout.deadline)
        if not title:
            raise DocumentRefused(DocumentProblem.NO_TITLE, read.line, number=read.number)
        agencies = tuple(
            self._agencies(read, party, column)
            for party, column in zip(self._parties, self._layout.parties, strict=True)
        )
        if not deadline:
            raise DocumentRefused(DocumentProblem.NO_DEADLINE, read.line, number=read.number)
        title = bounded(title, LONGEST_TITLE, read.line)
        return SignedActivity(
            read.number, title, agencies, bounded(deadline, LONGEST_CELL, read.line), read.line
        )

    def _agencies(self, read: _OpenActivity, party: str, column: int) -> tuple[str, ...]:
        named = split_agencies(read.cells.get(column, ()))
        if not named:
            raise DocumentRefused(DocumentProblem.NO_AGENCIES, read.line, number=read.number, party=party)
        return tuple(bounded(name, LONGEST_CELL, read.line) for name in named)


def bounded(text: str, limit: int, line: int | None) -> str:
    """Returns the text itself; raises `DocumentRefused` when it has more than `limit` characters."""
    if len(text) > limit:
        raise DocumentRefused(DocumentProblem.TOO_LONG, line, text=text[:60], limit=limit)
    return text
