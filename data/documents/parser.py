"""From the rows of a document to a roadmap: heading, table, signatures."""

from collections.abc import Sequence
from itertools import pairwise

from data.documents.body import LONGEST_CELL, LONGEST_HEADING, TableBody, bounded
from data.documents.grid import Place, SourceDocument
from data.documents.header import read_parties, read_period, read_title, says_title, sides_of
from data.documents.numbering import LOWER, NumberStyle, is_heading_line, is_page_break
from data.documents.other_kinds import require_plan
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.documents.responsible import SideAgencies
from data.documents.signatures import is_signed, plain_lines, read_signatories
from data.documents.table import Row, rows_of
from data.documents.table_layout import Layout, is_column_count, is_header, read_layout
from data.roadmap.models import SignedRoadmap, SignedSphere

LONGEST_HEADER = 6  # rows
LONGEST_SIGNATURE = 5  # rows of a position above a name


def recognise(document: SourceDocument, *, with_hidden: bool = False) -> SignedRoadmap:
    """Returns the roadmap that a file says; raises `DocumentRefused` with the place of the first thing wrong.

    Hidden rows, columns and sheets are left out unless asked for.
    """
    return parse(rows_of(document, with_hidden=with_hidden))


def parse(rows: tuple[Row, ...]) -> SignedRoadmap:
    """Returns the roadmap that the rows say; raises `DocumentRefused` with the place of the first thing wrong."""
    start = next((place for place, row in enumerate(rows) if is_header(row)), len(rows))
    require_plan(rows[:start])
    above, headings = _divided(rows[:start], rows[start:])
    title = read_title(above)
    if start == len(rows):
        raise DocumentRefused(DocumentProblem.NO_TABLE)
    title = bounded(title, LONGEST_HEADING, rows[start].place)
    first = _end_of_header(rows, start)
    layout = read_layout(rows[start:first], title)
    style = NumberStyle.of(rows[first:], layout)
    last = _end_of_table(rows, first, style)
    under = plain_lines(tuple(row for row in rows[last:] if not is_page_break(row, layout)))
    parties = _parties(title, layout, under, rows[start].place)
    body = TableBody(style, SideAgencies(parties))
    for row in (*headings, *rows[first:last]):
        body.take(row)
    spheres = body.spheres()
    return SignedRoadmap(title, parties, *_years(title, spheres), spheres, read_signatories(under, parties))


def _divided(above: tuple[Row, ...], below: tuple[Row, ...]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Returns what stands above the table, and the lines right above it that begin the first sphere.

    A numbered line is one; a line without a number is, where other tables of the document stand under such lines.
    """
    if above and is_heading_line(above[-1]):
        return above[:-1], above[-1:]
    headed = [before for before, row in pairwise(below) if is_header(row) and before.is_paragraph]
    if headed and len(above) > 1 and above[-1].is_paragraph and not says_title(above[-1]):
        return above[:-1], above[-1:]
    return above, ()


def _parties(title: str, layout: Layout, under: tuple[str, ...], place: Place) -> tuple[str, ...]:
    parties = _named_parties(title, layout, under, place)
    if len({party.lower() for party in parties}) < max(2, len(parties)):
        raise DocumentRefused(DocumentProblem.NO_PARTIES, place)
    return tuple(bounded(party, LONGEST_CELL, place) for party in parties)


def _named_parties(title: str, layout: Layout, under: tuple[str, ...], place: Place) -> tuple[str, ...]:
    if layout.shared and not layout.parties:
        return sides_of(title, under, place)
    return read_parties(title, layout.territories, under, place)


def _end_of_header(rows: tuple[Row, ...], start: int) -> int:
    """Returns the first row that is not the header's: the numbers of its columns, a sphere or an activity."""
    for place in range(start + 1, min(start + LONGEST_HEADER, len(rows))):
        if not _continues_header(rows[place]):
            return place
    return start + 1


def _continues_header(row: Row) -> bool:
    if row.is_alone or len(row.filled) == 1 or is_column_count(row) or is_heading_line(row):
        return False
    return bool(row.down) or not row.cell(0)


def _end_of_table(rows: tuple[Row, ...], first: int, style: NumberStyle) -> int:
    """After the last numbered row and what continues it; signatures and remarks follow."""
    begun = (place + 1 for place in range(first, len(rows)) if _is_of_table(rows[place], style))
    end = max(begun, default=first)
    while end < len(rows) and (is_page_break(rows[end], style.layout) or _goes_on(rows[end:], style)):
        end += 1
    return end


def _goes_on(rows: Sequence[Row], style: NumberStyle) -> bool:
    """True where the first row is the rest of the last activity, and not what stands above a signature."""
    if not style.continues(rows[0]) or is_signed(rows[0]):
        return False
    above_signature = any(is_signed(row) for row in rows[1:LONGEST_SIGNATURE])
    return not above_signature or all(LOWER.match(cell) for cell in rows[0].filled)


def _is_of_table(row: Row, style: NumberStyle) -> bool:
    heading = style.sphere_heading(row)
    if heading and heading[0]:
        return True
    if style.is_numbered:
        return style.activity_number(row) is not None
    return bool(row.cell(style.layout.title)) and any(row.cell(column) for column in style.layout.deadlines)


def _years(title: str, spheres: tuple[SignedSphere, ...]) -> tuple[int, int]:
    return read_period(
        title, tuple(activity.deadline for sphere in spheres for activity in sphere.activities)
    )
