"""Documents written down as what a reader makes of a file: `<` is covered from the left, `^` from above."""

from data.documents.grid import (
    Merge,
    Place,
    SourceCell,
    SourceDocument,
    SourceParagraph,
    SourceRow,
    SourceTable,
)

COVERED = {"<": Merge.ACROSS, "^": Merge.DOWN}


def document(*blocks: str | list[list[str]]) -> SourceDocument:
    """Returns a document of paragraphs and tables in this order."""
    made: list[SourceParagraph | SourceTable] = []
    for block in blocks:
        if isinstance(block, str):
            paragraphs = sum(isinstance(one, SourceParagraph) for one in made)
            made.append(SourceParagraph(block, Place(paragraph=paragraphs + 1)))
        else:
            made.append(table(block, sum(isinstance(one, SourceTable) for one in made) + 1))
    return SourceDocument("docx", tuple(made))


def table(rows: list[list[str]], number: int = 1) -> SourceTable:
    """Returns a table; a row of one text is merged over all columns."""
    width = max(map(len, rows))
    written: list[SourceRow] = []
    for place, row in enumerate(rows, start=1):
        cells = row + ["<"] * (width - 1) if len(row) == 1 else row
        written.append(_row(cells, written[-1] if written else None, Place(table=number, row=place)))
    return SourceTable(tuple(written))


def _row(cells: list[str], above: SourceRow | None, place: Place) -> SourceRow:
    made: list[SourceCell] = []
    for column, text in enumerate(cells):
        merge = COVERED.get(text, Merge.NONE)
        if merge is Merge.ACROSS:
            text = made[-1].text  # noqa: PLW2901 - a covered cell shows what covers it
        if merge is Merge.DOWN and above:
            text = above.cells[column].text  # noqa: PLW2901 - a covered cell shows what covers it
        made.append(SourceCell(text, place, merge))
    return SourceRow(tuple(made), place)
