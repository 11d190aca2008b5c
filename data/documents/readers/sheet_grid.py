"""The cells of a sheet by their numbers: far ones are refused, empty rows left out, merges spread."""

from collections.abc import Sequence

from data.documents.grid import Merge, Place, SourceCell, SourceRow, SourceTable
from data.documents.readers.bounds import MOST_COLUMNS, MOST_ROWS, Budget
from data.documents.refusal import DocumentProblem, DocumentRefused

MOST_COVERED = 200_000  # cells covered by merges


class SheetGrid:
    """Rows and columns are counted from 1; raises `DocumentRefused` for a cell beyond the limits."""

    def __init__(self, name: str, budget: Budget, *, is_hidden: bool) -> None:
        self._name, self._is_hidden = name, is_hidden
        self._rows: dict[int, dict[int, str]] = {}
        self._merged: dict[tuple[int, int], tuple[Merge, str]] = {}
        self._hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.last_row = 0
        self._budget = budget

    def add(self, row: int, cells: Sequence[tuple[int, str]], *, is_hidden: bool) -> None:
        """Takes a row's cells that hold anything, as column and text."""
        self.last_row = row
        if not cells:
            return
        far = max(column for column, _text in cells)
        place = Place(sheet=self._name, row=row, column=far)
        if row > MOST_ROWS:
            raise DocumentRefused(DocumentProblem.TOO_MANY_ROWS, place, most=MOST_ROWS)
        if far > MOST_COLUMNS:
            raise DocumentRefused(DocumentProblem.TOO_MANY_COLUMNS, place, most=MOST_COLUMNS)
        self._budget.take_row(place)
        for _column, text in cells:
            self._budget.take(text, place)
        self._rows.setdefault(row, {}).update(cells)
        if is_hidden:
            self._hidden_rows.add(row)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Spreads the first cell over the range, as far as the sheet is filled; rows come before merges."""
        text = self._rows.get(top, {}).get(left, "")
        bottom, right = min(bottom, self.last_row, MOST_ROWS), min(right, MOST_COLUMNS)
        if len(self._merged) + max(bottom - top + 1, 0) * max(right - left + 1, 0) > MOST_COVERED:
            raise DocumentRefused(DocumentProblem.BOMB)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    self._merged[row, column] = (Merge.DOWN if row > top else Merge.ACROSS, text)

    def table(self) -> SourceTable:
        """Returns the rows that hold anything; columns end with the last one that is filled."""
        width = max((column for row in self._rows.values() for column in row), default=0)
        rows = (self._row(number, width) for number in sorted(self._rows))
        return SourceTable(tuple(rows), self._name, self._is_hidden)

    def _row(self, number: int, width: int) -> SourceRow:
        cells = tuple(self._cell(number, column) for column in range(1, width + 1))
        return SourceRow(cells, Place(sheet=self._name, row=number), number in self._hidden_rows)

    def _cell(self, row: int, column: int) -> SourceCell:
        merge, text = self._merged.get((row, column), (Merge.NONE, self._rows[row].get(column, "")))
        place = Place(sheet=self._name, row=row, column=column)
        return SourceCell(text, place, merge, column in self.hidden_columns)
