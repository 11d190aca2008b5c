"""Rows that begin with a number: what makes a sphere, an activity, a page's number."""

import re

from data.documents.table import Row
from data.documents.table_layout import Layout, is_column_count

ACTIVITY = re.compile(r"\d{1,4}(?:[.,]\d{1,4}){1,2}[.)]?")
SPHERE = re.compile(r"(?:раздел\s+)?(\d{1,4})[.)]?", re.IGNORECASE)
SPHERE_LINE = re.compile(r"(?:раздел\s+(\d{1,4})[.:)]?|(\d{1,4})[.)])\s*(?=[^\d\s])(.+)", re.IGNORECASE)
PAGE = re.compile(r"[-–—\s]*\d{1,4}[-–—\s]*")


def activity_number(row: Row, layout: Layout) -> str | None:
    """«1.1» of a row that begins with «1.1», «1.1.» or «1,1»; None for every other row."""
    cell = row.cell(layout.number)
    return ".".join(str(int(part)) for part in re.findall(r"\d+", cell)) if ACTIVITY.fullmatch(cell) else None


def sphere_heading(row: Row, layout: Layout) -> tuple[str, str] | None:
    """Number and title of a sphere's row: «1. В сфере…» alone in it, or the two in the first two columns."""
    if len(row.filled) == 1 and (line := SPHERE_LINE.fullmatch(row.filled[0])):
        return str(int(line[1] or line[2])), line[3]
    number = SPHERE.fullmatch(row.cell(layout.number))
    if number and row.filled == (row.cell(layout.number), row.cell(layout.title)):
        return str(int(number[1])), row.cell(layout.title)
    return None


def continues(row: Row, layout: Layout) -> bool:
    """True for a row without a number: the rest of an activity whose row a page's end has cut."""
    return len(row.cells) > 1 and not row.cell(layout.number)


def is_page_break(row: Row, layout: Layout) -> bool:
    """True for what a page repeats: its number, the header, the numbers of the columns."""
    alone = len(row.cells) == 1 and PAGE.fullmatch(row.cells[0]) is not None
    return alone or is_column_count(row) or row.filled in layout.header


def is_numbered(row: Row, layout: Layout) -> bool:
    """True for a row that begins a sphere or an activity."""
    return activity_number(row, layout) is not None or sphere_heading(row, layout) is not None


def natural_key(number: str) -> tuple[int, ...]:
    """Returns the sort key of an activity's number: 1.2 comes before 1.10."""
    return tuple(int(part) for part in number.split("."))
