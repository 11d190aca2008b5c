"""From the rows of a document to a roadmap: heading, table, signatures."""

from data.documents.body import LONGEST_CELL, LONGEST_HEADING, TableBody, bounded
from data.documents.header import read_parties, read_period, read_title
from data.documents.numbering import SPHERE_LINE, continues, is_numbered, is_page_break
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.documents.signatures import is_signed, plain_lines, read_signatories
from data.documents.table import Row
from data.documents.table_layout import Layout, is_column_count, is_header, read_layout
from data.roadmap.models import SignedRoadmap, SignedSphere

LONGEST_HEADER = 6  # rows


def parse(rows: tuple[Row, ...]) -> SignedRoadmap:
    """Returns the roadmap that the rows say; raises `DocumentRefused` with the line of the first thing wrong."""
    start = next((place for place, row in enumerate(rows) if is_header(row)), len(rows))
    title = read_title(rows[:start])
    if start == len(rows):
        raise DocumentRefused(DocumentProblem.NO_TABLE)
    title = bounded(title, LONGEST_HEADING, rows[start].line)
    first = _end_of_header(rows, start)
    layout = read_layout(rows[start:first], title)
    last = _end_of_table(rows, first, layout)
    under = plain_lines(tuple(row for row in rows[last:] if not is_page_break(row, layout)))
    parties = _parties(title, layout, under, rows[start].line)
    spheres = _spheres(rows[first:last], layout, parties)
    return SignedRoadmap(title, parties, *_years(title, spheres), spheres, read_signatories(under, parties))


def _parties(title: str, layout: Layout, under: tuple[str, ...], line: int) -> tuple[str, ...]:
    parties = read_parties(title, layout.territories, under, line)
    if len({party.lower() for party in parties}) < len(parties):
        raise DocumentRefused(DocumentProblem.NO_PARTIES, line)
    return tuple(bounded(party, LONGEST_CELL, line) for party in parties)


def _end_of_header(rows: tuple[Row, ...], start: int) -> int:
    """Returns the first row that is not the header's: the numbers of its columns, a sphere or an activity."""
    for place in range(start + 1, min(start + LONGEST_HEADER, len(rows))):
        row = rows[place]
        if is_column_count(row) or row.filled[0][0].isdigit() or SPHERE_LINE.fullmatch(row.filled[0]):
            return place
    return start + 1


def _end_of_table(rows: tuple[Row, ...], first: int, layout: Layout) -> int:
    """After the last numbered row and what continues it; signatures and remarks follow."""
    end = max(
        (place + 1 for place in range(first, len(rows)) if is_numbered(rows[place], layout)), default=first
    )
    while end < len(rows) and (
        is_page_break(rows[end], layout) or (continues(rows[end], layout) and not is_signed(rows[end]))
    ):
        end += 1
    return end


def _spheres(rows: tuple[Row, ...], layout: Layout, parties: tuple[str, ...]) -> tuple[SignedSphere, ...]:
    body = TableBody(layout, parties)
    for row in rows:
        body.take(row)
    return body.spheres()


def _years(title: str, spheres: tuple[SignedSphere, ...]) -> tuple[int, int]:
    return read_period(
        title, tuple(activity.deadline for sphere in spheres for activity in sphere.activities)
    )
