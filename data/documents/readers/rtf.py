"""A rich text (.rtf): paragraphs and tables, whose columns are known by their right edges."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from data.documents.grid import SourceDocument
from data.documents.readers.assembly import Assembly, FoundCell, FoundRow, FoundTable
from data.documents.readers.bounds import MOST_COLUMNS, MOST_PARAGRAPHS, MOST_ROWS
from data.documents.readers.rtf_tokens import RtfToken, RtfTokens
from data.documents.refusal import DocumentProblem, DocumentRefused

SAME_EDGE: Final = 60  # twips, about a millimetre: edges nearer to each other are one


@dataclass(slots=True)
class _Definition:
    """A cell as the row's definition announces it."""

    edge: int = 0
    continues_above: bool = False
    continues_left: bool = False


@dataclass(slots=True)
class _RtfRow:
    definitions: list[_Definition]
    contents: list[list[str | FoundTable]]
    left: int
    is_deleted: bool


@dataclass(slots=True)
class _Level:
    """What is open at one depth: the text itself, a table in it, a table within its cell."""

    paragraph: list[str] = field(default_factory=list)
    content: list[str | FoundTable] = field(default_factory=list)
    cells: list[list[str | FoundTable]] = field(default_factory=list)
    rows: list[_RtfRow] = field(default_factory=list)
    definitions: list[_Definition] = field(default_factory=list)
    pending: _Definition = field(default_factory=_Definition)
    left: int = 0
    is_deleted: bool = False


def read_rtf(content: bytes) -> SourceDocument:
    """Returns what the text holds; raises `DocumentRefused`."""
    body = _RtfBody()
    for token in RtfTokens(content):
        body.take(token)
    return body.document()


class _RtfBody:
    def __init__(self) -> None:
        self._levels = [_Level(), _Level()]
        self._depth = 0  # of the paragraph: 0 in the text, 1 in a table, 2 in a table within it
        self._label = ""
        self._rows = self._paragraphs = 0
        self._takes: dict[str, Callable[[int | None], None]] = {
            "par": self._paragraph,
            "sect": self._paragraph,
            "page": self._paragraph,
            "pard": self._plain_paragraph,
            "intbl": self._in_table,
            "itap": self._nested,
            "cell": self._cell,
            "nestcell": self._nested_cell,
            "trowd": self._begin_row,
            "cellx": self._edge,
            "row": self._row,
            "nestrow": self._nested_row,
            "trleft": self._left,
            "clvmrg": self._continues_above,
            "clmrg": self._continues_left,
            "trdeleted": self._row_deleted,
        }

    def take(self, token: RtfToken) -> None:
        """Takes a text or a control word."""
        if not token.word:
            self._take_text(token)
        elif take := self._takes.get(token.word):
            take(token.value)

    def document(self) -> SourceDocument:
        """Returns all that was taken."""
        self._end_paragraph(0)
        self._close(1)
        assembly = Assembly("rtf")
        assembly.content(self._levels[0].content)
        return assembly.document()

    def _take_text(self, token: RtfToken) -> None:
        if token.is_label:
            self._label += token.text
            return
        self._levels[self._depth].paragraph.append(token.text)

    def _in_table(self, _value: int | None) -> None:
        self._depth = max(self._depth, 1)

    def _nested(self, value: int | None) -> None:
        self._depth = min(value or 0, MOST_COLUMNS)
        while len(self._levels) <= self._depth:
            self._levels.append(_Level())

    def _plain_paragraph(self, _value: int | None) -> None:
        level = self._levels[self._depth]
        if not level.paragraph:
            self._depth = 0
        else:
            self._carry(level)

    def _carry(self, level: _Level) -> None:
        """Properties begin anew in the middle of a paragraph: its text belongs where it ends."""
        text, level.paragraph = level.paragraph, []
        self._depth = 0
        self._levels[0].paragraph = [*self._levels[0].paragraph, *text]

    def _paragraph(self, _value: int | None) -> None:
        self._gather()
        self._end_paragraph(self._depth)

    def _gather(self) -> None:
        """Moves what was written before the depth was known to where it belongs."""
        if self._depth and self._levels[0].paragraph:
            text, self._levels[0].paragraph = self._levels[0].paragraph, []
            level = self._levels[self._depth]
            level.paragraph = [*text, *level.paragraph]

    def _end_paragraph(self, depth: int) -> None:
        self._paragraphs += 1
        if self._paragraphs > MOST_PARAGRAPHS:
            raise DocumentRefused(DocumentProblem.TOO_MUCH_TEXT)
        level = self._levels[depth]
        self._close(depth + 1)
        text = "".join(level.paragraph).replace("\u00ad", "")
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        label = " ".join(self._label.split())
        has_label = any(sign.isalnum() for sign in label)
        level.paragraph, self._label = [], ""
        level.content.append(f"{label} {text}".rstrip(" ") if has_label else text)

    def _close(self, depth: int) -> None:
        """Ends the table at this depth: a paragraph of the text around it has come."""
        if depth >= len(self._levels):
            return
        self._close(depth + 1)
        level = self._levels[depth]
        if level.rows:
            self._levels[depth - 1].content.append(_table(level.rows))
        level.rows = []

    def _cell(self, _value: int | None) -> None:
        self._end_cell(1)

    def _nested_cell(self, _value: int | None) -> None:
        self._end_cell(max(self._depth, 2))

    def _end_cell(self, depth: int) -> None:
        while len(self._levels) <= depth:
            self._levels.append(_Level())
        self._depth = depth
        self._gather()
        level = self._levels[depth]
        self._end_paragraph(depth)
        self._check_width(level.cells)
        level.cells.append(level.content)
        level.content = []

    def _check_width(self, found: Sequence[object]) -> None:
        if len(found) >= MOST_COLUMNS:
            raise DocumentRefused(DocumentProblem.TOO_MANY_COLUMNS, None, most=MOST_COLUMNS)

    def _begin_row(self, _value: int | None) -> None:
        level = self._levels[max(self._depth, 1)]
        level.definitions, level.pending, level.left, level.is_deleted = [], _Definition(), 0, False

    def _edge(self, value: int | None) -> None:
        level = self._levels[max(self._depth, 1)]
        level.pending.edge = value or 0
        self._check_width(level.definitions)
        level.definitions.append(level.pending)
        level.pending = _Definition()

    def _row(self, _value: int | None) -> None:
        self._end_row(1)

    def _nested_row(self, _value: int | None) -> None:
        self._end_row(max(self._depth, 2))

    def _end_row(self, depth: int) -> None:
        self._rows += 1
        if self._rows > MOST_ROWS:
            raise DocumentRefused(DocumentProblem.TOO_MANY_ROWS, None, most=MOST_ROWS)
        level = self._levels[min(depth, len(self._levels) - 1)]
        if level.cells:
            level.rows.append(_RtfRow(level.definitions, level.cells, level.left, level.is_deleted))
        level.cells = []

    def _left(self, value: int | None) -> None:
        self._levels[max(self._depth, 1)].left = value or 0

    def _continues_above(self, _value: int | None) -> None:
        self._levels[max(self._depth, 1)].pending.continues_above = True

    def _continues_left(self, _value: int | None) -> None:
        self._levels[max(self._depth, 1)].pending.continues_left = True

    def _row_deleted(self, _value: int | None) -> None:
        self._levels[max(self._depth, 1)].is_deleted = True


def _table(rows: list[_RtfRow]) -> FoundTable:
    """Returns the table with the columns that the edges of all its rows make."""
    edges = _edges(rows)
    return FoundTable([_found_row(row, edges) for row in rows if not row.is_deleted])


def _edges(rows: list[_RtfRow]) -> list[int]:
    every = sorted({definition.edge for row in rows for definition in row.definitions})
    edges: list[int] = []
    for edge in every:
        if not edges or edge - edges[-1] > SAME_EDGE:
            edges.append(edge)
    return edges


def _found_row(row: _RtfRow, edges: list[int]) -> FoundRow:
    cells: list[FoundCell] = []
    column = 0
    for place, content in enumerate(row.contents):
        known = row.definitions[place] if place < len(row.definitions) else None
        last = bisect_left(edges, known.edge - SAME_EDGE) + 1 if known else column + 1
        width = max(last - column, 1)
        column += width
        if known and known.continues_left and cells:
            cells[-1].width += width
        else:
            continues = known is not None and known.continues_above
            cells.append(FoundCell([] if continues else _trimmed(content), width, continues))
    return FoundRow(cells)


def _trimmed(content: list[str | FoundTable]) -> list[str | FoundTable]:
    """The paragraph that ends a cell behind a table in it is empty."""
    has_table = any(isinstance(item, FoundTable) for item in content)
    return content[:-1] if has_table and content[-1] == "" else content
