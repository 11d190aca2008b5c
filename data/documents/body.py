"""The rows under the header: spheres, their activities, and rows cut by a page's end."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from data.documents.grid import Place
from data.documents.line_ends import rejoined
from data.documents.numbering import NumberStyle, is_page_break
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.documents.responsible import SideAgencies
from data.documents.table import Row
from data.roadmap.models import SignedActivity, SignedSphere

# Longer texts come of lost line breaks, and a card must fit a message of 4,096.
LONGEST_TITLE: Final = 3000
LONGEST_HEADING: Final = 1000
LONGEST_CELL: Final = 500
LONGEST_FACT: Final = 1000
WITHOUT_SPHERES: Final = "Мероприятия"  # the title of the only sphere of a plan that names none


@dataclass
class _OpenActivity:
    number: str
    place: Place
    pieces: dict[int, list[str]] = field(default_factory=dict)

    def take(self, row: Row, columns: frozenset[int]) -> None:
        for column in columns:
            self.pieces.setdefault(column, []).extend(row.pieces(column))

    def text(self, column: int) -> str:
        return rejoined(" ".join(self.pieces.get(column, ())))

    def has(self, columns: Sequence[int]) -> bool:
        return any(self.text(column) for column in columns)


@dataclass
class _OpenSphere:
    number: str
    title: str
    place: Place
    activities: list[SignedActivity] = field(default_factory=list)


class TableBody:
    """Takes the rows of a table one by one; `spheres()` gives what they said. Raises `DocumentRefused`."""

    def __init__(self, style: NumberStyle, agencies: SideAgencies) -> None:
        self._style = style
        self._layout = style.layout
        self._agencies = agencies
        self._seen: dict[str, Place] = {}
        self._spheres: list[_OpenSphere] = []
        self._open: _OpenActivity | None = None

    def take(self, row: Row) -> None:
        """Reads the next row of the table; raises `DocumentRefused` with the row's place."""
        if is_page_break(row, self._layout):
            return
        if heading := self._style.sphere_heading(row):
            self._enter(*heading, row.place)
        elif (number := self._style.activity_number(row)) is not None:
            self._begin(number, row)
        elif not self._style.is_numbered and self._opens(row):
            self._begin("", row)
        elif self._style.continues(row):
            self._continue(row)
        else:
            raise DocumentRefused(DocumentProblem.BROKEN_ROW, row.place, text=row.filled[0][:60])

    def spheres(self) -> tuple[SignedSphere, ...]:
        """Returns the spheres in the document's order; raises `DocumentRefused` when there is no activity."""
        self._leave()
        if not self._spheres:
            raise DocumentRefused(DocumentProblem.NO_ACTIVITIES)
        return tuple(SignedSphere(s.number, s.title, tuple(s.activities)) for s in self._spheres)

    def _opens(self, row: Row) -> bool:
        title = self._layout.title
        return bool(row.cell(title)) and title not in row.down

    def _enter(self, number: str, title: str, place: Place) -> None:
        last = self._spheres[-1] if self._spheres else None
        if last and (last.number, last.title.lower()) == (number, title.lower()) and self._open:
            return  # repeated on the next page
        self._leave()
        number = number or str(len(self._spheres) + 1)
        if number.isdecimal() or "." not in number:
            self._count(f"sphere {number}", number, place)
        self._spheres.append(_OpenSphere(number, bounded(title, LONGEST_CELL, place), place))

    def _leave(self) -> None:
        self._close()
        if self._spheres and not self._spheres[-1].activities:
            empty = self._spheres[-1]
            raise DocumentRefused(DocumentProblem.EMPTY_SPHERE, empty.place, number=empty.number)

    def _begin(self, number: str, row: Row) -> None:
        self._close()
        if sphere := row.cell(self._layout.sphere):
            self._enter_by_column(sphere, row)
        if not self._spheres:
            self._without_sphere(number, row)
        self._require_own(number, row)
        number = number or str(len(self._spheres[-1].activities) + 1)
        self._open = _OpenActivity(number, row.place)
        self._continue(row)

    def _enter_by_column(self, sphere: str, row: Row) -> None:
        named = self._style.sphere_heading(Row(row.place, (sphere,), is_paragraph=True))
        number, title = named or ("", sphere)
        if not self._spheres or self._spheres[-1].title != title:
            self._enter(number, title, row.place)

    def _without_sphere(self, number: str, row: Row) -> None:
        """A plan without spheres has one; under «1.1» a sphere 1 is missing, which is told."""
        if "." in number:
            raise DocumentRefused(DocumentProblem.OUTSIDE_SPHERE, row.place, number=number)
        self._enter("", WITHOUT_SPHERES, row.place)

    def _require_own(self, number: str, row: Row) -> None:
        """A number of several parts begins with that of its sphere, where the sphere has one of its own."""
        sphere = self._spheres[-1]
        if "." in number and not number.startswith(f"{sphere.number}.") and sphere.number.isdecimal():
            raise DocumentRefused(DocumentProblem.OUTSIDE_SPHERE, row.place, number=number)
        if number:
            self._count(number if "." in number else f"{len(self._spheres)}: {number}", number, row.place)

    def _continue(self, row: Row) -> None:
        if self._open is None:
            raise DocumentRefused(DocumentProblem.NOTHING_TO_CONTINUE, row.place)
        for column, text in enumerate(row.cells):
            if text and column not in self._layout.columns and column not in row.across:
                raise DocumentRefused(DocumentProblem.TOO_MANY_CELLS, row.place, text=text[:60])
        held = row.down if self._open.place != row.place else frozenset()
        self._open.take(row, self._layout.columns - held)

    def _count(self, key: str, number: str, place: Place) -> None:
        first = self._seen.setdefault(key, place)
        if first != place:
            raise DocumentRefused(DocumentProblem.DUPLICATE_NUMBER, place, number=number, first=first)

    def _close(self) -> None:
        if self._open is not None and not self._is_heading_item(self._open):
            self._spheres[-1].activities.append(self._activity(self._open))
        self._open = None

    def _is_heading_item(self, read: _OpenActivity) -> bool:
        """True for «1.1 Выставки» over 1.1.1: without bodies and deadline; what follows says whether it is one."""
        columns = self._layout.columns - {self._layout.number, self._layout.title}
        return "." in read.number and not read.has(tuple(columns))

    def _activity(self, read: _OpenActivity) -> SignedActivity:
        title = read.text(self._layout.title)
        if not title:
            raise DocumentRefused(DocumentProblem.NO_TITLE, read.place, number=read.number)
        agencies = self._agencies.of(read.number, read.pieces, self._layout, read.place)
        deadline = " – ".join(filter(None, map(read.text, self._layout.deadlines)))
        if not deadline:
            raise DocumentRefused(DocumentProblem.NO_DEADLINE, read.place, number=read.number)
        facts = ((heading, read.text(column)) for column, heading in self._layout.facts)
        return SignedActivity(
            read.number,
            bounded(title, LONGEST_TITLE, read.place),
            tuple(tuple(bounded(name, LONGEST_CELL, read.place) for name in names) for names in agencies),
            bounded(deadline, LONGEST_CELL, read.place),
            read.place.line or read.place.row,
            tuple((heading, bounded(text, LONGEST_FACT, read.place)) for heading, text in facts if text),
        )


def bounded(text: str, limit: int, place: Place | None) -> str:
    """Returns the text itself; raises `DocumentRefused` when it has more than `limit` characters."""
    if len(text) > limit:
        raise DocumentRefused(DocumentProblem.TOO_LONG, place, text=text[:60], limit=limit)
    return text
