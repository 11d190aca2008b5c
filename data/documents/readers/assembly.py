"""What a reader finds, put into the one form: the grid of each table, merges, places, tables within tables."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from data.documents.grid import (
    DocumentKind,
    Merge,
    Place,
    SourceCell,
    SourceDocument,
    SourceParagraph,
    SourceRow,
    SourceTable,
)
from data.documents.readers.bounds import MOST_COLUMNS, Budget
from data.documents.refusal import DocumentProblem, DocumentRefused

FEWEST_COLUMNS, FEWEST_ROWS = 3, 2  # of a table within a cell that is no part of the cell's text


@dataclass(slots=True)
class FoundCell:
    """A cell with its paragraphs and tables in order; one that `continues` belongs to the cell above."""

    content: list["str | FoundTable"]
    width: int = 1
    continues: bool = False


@dataclass(slots=True)
class FoundRow:
    """A row whose cells begin after `before` columns."""

    cells: list[FoundCell]
    before: int = 0
    is_hidden: bool = False


@dataclass(slots=True)
class FoundTable:
    """A table within a cell or a text box."""

    rows: list[FoundRow] = field(default_factory=list)

    @property
    def is_own(self) -> bool:
        """True for a table that says more than its cell: a plan inside a frame."""
        width = max((sum(cell.width for cell in row.cells) for row in self.rows), default=0)
        holds = any(
            isinstance(item, FoundTable) for row in self.rows for cell in row.cells for item in cell.content
        )
        return holds or (width >= FEWEST_COLUMNS and len(self.rows) >= FEWEST_ROWS)

    def lines(self) -> Iterator[str]:
        """Yields the texts of the cells, row by row."""
        for row in self.rows:
            for cell in row.cells:
                yield from lines_of(cell.content)


@dataclass(slots=True)
class FoundParagraph:
    """Pieces of a paragraph, and the text boxes that hang on it."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[str | FoundTable] = field(default_factory=list)


def lines_of(content: Iterable[str | FoundTable]) -> Iterator[str]:
    """Yields the paragraphs of a cell and those of the tables in it."""
    for item in content:
        if isinstance(item, FoundTable):
            yield from item.lines()
        else:
            yield item


class Assembly:
    """Builds a document; raises `DocumentRefused` for what is beyond the limits."""

    def __init__(self, kind: DocumentKind) -> None:
        self._kind: DocumentKind = kind
        self._blocks: list[SourceParagraph | SourceTable] = []
        self._grid: _Grid | None = None
        self._paragraphs = self._tables = 0
        self._budget = Budget()

    def paragraph(self, text: str) -> None:
        """Takes a paragraph outside the tables."""
        self._paragraphs += 1
        self._budget.take_row(Place(paragraph=self._paragraphs))
        if text.strip():
            self._budget.take(text, Place(paragraph=self._paragraphs))
            self._blocks.append(SourceParagraph(text, Place(paragraph=self._paragraphs)))

    def begin_table(self) -> None:
        """Begins a table, which `row` fills and `end_table` ends."""
        self.end_table()
        self._open_grid()

    def row(self, row: FoundRow) -> None:
        """Takes a row; a table that it frames is a table of its own, and this one goes on after it."""
        if not any(
            isinstance(item, FoundTable) and item.is_own for cell in row.cells for item in cell.content
        ):
            self._open_grid().add(row)
            return
        self.end_table()
        for cell in row.cells:
            self.content(cell.content)

    def content(self, content: Iterable[str | FoundTable]) -> None:
        """Takes paragraphs and tables in their order."""
        for item in content:
            if isinstance(item, str):
                self.paragraph(item)
                continue
            self.begin_table()
            for row in item.rows:
                self.row(row)
            self.end_table()

    def end_table(self, hidden: frozenset[int] = frozenset()) -> None:
        """Ends the table; `hidden` are its hidden columns, counted from 0."""
        grid, self._grid = self._grid, None
        if grid:
            self._blocks.extend(grid.blocks(hidden))

    def _open_grid(self) -> "_Grid":
        if self._grid is None:
            self._tables += 1
            self._grid = _Grid(self._tables, self._budget)
        return self._grid

    def document(self) -> SourceDocument:
        """Returns all that was taken."""
        self.end_table()
        return SourceDocument(self._kind, tuple(self._blocks))


class _Grid:
    """The rows of one table so far."""

    def __init__(self, table: int, budget: Budget) -> None:
        self._table, self._budget = table, budget
        self._rows: list[list[SourceCell]] = []
        self._hidden_rows: set[int] = set()
        self._width = 0

    def add(self, row: FoundRow) -> None:
        number = len(self._rows) + 1
        place = Place(table=self._table, row=number)
        self._budget.take_row(place)
        width = row.before + sum(cell.width for cell in row.cells)
        if width > MOST_COLUMNS:
            raise DocumentRefused(DocumentProblem.TOO_MANY_COLUMNS, place, most=MOST_COLUMNS)
        if row.is_hidden:
            self._hidden_rows.add(number)
        cells = [self._empty(number, column) for column in range(row.before)]
        for cell in row.cells:
            cells.extend(self._cells(cell, number, len(cells)))
        self._width = max(self._width, width)
        self._rows.append(cells)

    def blocks(self, hidden: frozenset[int]) -> Iterator[SourceParagraph | SourceTable]:
        """Yields the table; one of a single column frames paragraphs and is these."""
        if self._width == 1:
            for row in self._rows:
                yield from (SourceParagraph(cell.text, cell.place) for cell in row if cell.text.strip())
        elif self._width:
            yield SourceTable(
                tuple(self._row(number, row, hidden) for number, row in enumerate(self._rows, start=1))
            )

    def _row(self, number: int, cells: list[SourceCell], hidden: frozenset[int]) -> SourceRow:
        cells = cells + [self._empty(number, column) for column in range(len(cells), self._width)]
        shown = [
            SourceCell(cell.text, cell.place, cell.merge, is_hidden=True) if column in hidden else cell
            for column, cell in enumerate(cells)
        ]
        place = Place(table=self._table, row=number)
        return SourceRow(tuple(shown), place, number in self._hidden_rows)

    def _cells(self, cell: FoundCell, number: int, first: int) -> Iterator[SourceCell]:
        above = self._rows[-1] if self._rows else []
        is_covered = cell.continues and first < len(above)
        text = above[first].text if is_covered else "\n".join(lines_of(cell.content))
        if not is_covered:
            self._budget.take(text, self._place(number, first))
        for column in range(first, first + cell.width):
            across = Merge.ACROSS if column > first else Merge.NONE
            yield SourceCell(text, self._place(number, column), Merge.DOWN if is_covered else across)

    def _empty(self, number: int, column: int) -> SourceCell:
        return SourceCell("", self._place(number, column))

    def _place(self, number: int, column: int) -> Place:
        return Place(table=self._table, row=number, column=column + 1)
