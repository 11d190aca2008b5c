"""The form as JSON, so that it can come from another process without anything being executed."""

from collections.abc import Sequence
from typing import Any

from data.documents.grid import (
    Merge,
    Place,
    SourceCell,
    SourceDocument,
    SourceParagraph,
    SourceRow,
    SourceTable,
)


def document_to_json(document: SourceDocument) -> dict[str, Any]:
    """Returns lists of lists: a cell is [text, place, merge, hidden], a paragraph [text, place]."""
    return {"kind": document.kind, "blocks": [_block(block) for block in document.blocks]}


def document_from_json(found: dict[str, Any]) -> SourceDocument:
    """Returns what `document_to_json` was given."""
    return SourceDocument(found["kind"], tuple(_read_block(block) for block in found["blocks"]))


def place_to_json(place: Place) -> list[Any]:
    """Returns the place's numbers and the name of its sheet."""
    return [place.line, place.paragraph, place.table, place.row, place.column, place.sheet]


def _block(block: SourceParagraph | SourceTable) -> dict[str, Any]:
    if isinstance(block, SourceParagraph):
        return {"text": block.text, "place": place_to_json(block.place)}
    return {"rows": [_row(row) for row in block.rows], "name": block.name, "hidden": block.is_hidden}


def _row(row: SourceRow) -> list[Any]:
    cells = [[cell.text, place_to_json(cell.place), cell.merge.value, cell.is_hidden] for cell in row.cells]
    return [cells, place_to_json(row.place), row.is_hidden]


def _read_block(found: dict[str, Any]) -> SourceParagraph | SourceTable:
    if "text" in found:
        return SourceParagraph(found["text"], Place(*found["place"]))
    return SourceTable(tuple(_read_row(row) for row in found["rows"]), found["name"], found["hidden"])


def _read_row(found: Sequence[Any]) -> SourceRow:
    cells, place, is_hidden = found
    read = (SourceCell(text, Place(*at), Merge(merge), hidden) for text, at, merge, hidden in cells)
    return SourceRow(tuple(read), Place(*place), is_hidden)
