"""Rows that begin with a number: what makes a sphere, an activity, a page's number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from data.documents.table import Row
from data.documents.table_layout import Layout, is_column_count
from data.primitives.folding import roman_value

ROMAN: Final = r"[IVXLІХ]{1,7}"
ACTIVITY: Final = re.compile(rf"(?:\d{{1,4}}|{ROMAN})(?:[.,]\s?\d{{1,4}}){{1,3}}[.)]?")
PLAIN: Final = re.compile(r"(\d{1,4})[.)]?")
SPHERE: Final = re.compile(rf"(?:(?:раздел|сфера|блок)\s+)?(\d{{1,4}}|{ROMAN})[.:)]?", re.IGNORECASE)
SPHERE_LINE: Final = re.compile(
    rf"(?:(?:раздел|сфера|блок)\s+(\d{{1,4}}|{ROMAN})\s*[.:)–—-]?|(\d{{1,4}}|{ROMAN})[.)])\s*(?=[^\d\s])(.+)",
    re.IGNORECASE,
)
PAGE: Final = re.compile(
    r"[-–—\s]*(?:(?:стр(?:аница)?\.?|лист)\s*)?\d{1,4}(?:\s*из\s*\d{1,4})?[-–—\s]*", re.IGNORECASE
)
CONTINUED: Final = re.compile(
    r"[\s(]*(?:продолжение|окончание)(?:\s+таблицы)?(?:\s+\d+)?[\s).]*", re.IGNORECASE
)
LOWER: Final = re.compile(r"\W*[a-zа-яё]")
CONTINUED_END: Final = re.compile(r"\s*\((?:продолжение|окончание)[^)]*\)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How the rows of a table are numbered, so that a number alone can be told from a sphere's.

    `is_dotted`: activities have numbers of several parts, 1.1. `is_numbered`: any has a number at all.
    `has_numbered_spheres`: a line without a number begins no sphere.
    """

    layout: Layout
    is_dotted: bool
    is_numbered: bool
    has_numbered_spheres: bool

    @classmethod
    def of(cls, rows: Sequence[Row], layout: Layout) -> "NumberStyle":
        """Returns the style of the rows under the header."""
        numbers = [
            row.cell(layout.number) for row in rows if not row.is_alone and layout.number not in row.across
        ]
        is_dotted = any(ACTIVITY.fullmatch(number) for number in numbers)
        is_numbered = is_dotted or any(PLAIN.fullmatch(number) for number in numbers)
        plain = cls(layout, is_dotted, is_numbered, has_numbered_spheres=False)
        headings = [heading for row in rows if (heading := plain.sphere_heading(row))]
        return replace(plain, has_numbered_spheres=any(number for number, _ in headings))

    def activity_number(self, row: Row) -> str | None:
        """«1.1» of a row that begins with «1.1», «1.1.» or «1,1», «7» of one that begins with «7»; None for other rows."""
        number = self.layout.number
        if number is None or number in row.down or row.is_alone:
            return None
        cell = row.cell(number)
        if ACTIVITY.fullmatch(cell):
            return ".".join(_plain(part) for part in re.findall(r"\w+", cell))
        found = None if self.is_dotted or self._is_number_and_title(row) else PLAIN.fullmatch(cell)
        return str(int(found[1])) if found else None

    def sphere_heading(self, row: Row) -> tuple[str, str] | None:
        """Returns number and title of a sphere's row, the number as printed or empty; None for every other row.

        «1. В сфере…» or «В сфере…» alone in the row, or number and title in the first two columns.
        """
        if len(row.filled) == 1:
            return self._lonely(row)
        number = SPHERE.fullmatch(row.cell(self.layout.number))
        if number and self._is_number_and_title(row):
            title = row.filled[1]
            line = SPHERE_LINE.fullmatch(title)
            return _label(number[1]), _without_note(line[3] if line else title)
        return None

    def _lonely(self, row: Row) -> tuple[str, str] | None:
        text = row.filled[0]
        if line := SPHERE_LINE.fullmatch(text):
            return _label(line[1] or line[2]), _without_note(line[3])
        begins = row.is_paragraph or (row.across and row.cell(0) == text) or self._begins_sphere(row)
        if self.has_numbered_spheres or not begins or ACTIVITY.match(text) or PAGE.fullmatch(text):
            return None
        return "", _without_note(text)

    def _begins_sphere(self, row: Row) -> bool:
        """True for a text alone in the first column or that of titles that cannot be the rest of the row above."""
        place = row.cells.index(row.filled[0])
        if place not in (0, self.layout.number, self.layout.title) or place in row.down:
            return False
        return len(row.cells) > 1 and not LOWER.match(row.filled[0])

    def _is_number_and_title(self, row: Row) -> bool:
        """True for a row of a number and one text: the cells of bodies and deadline are empty."""
        if len(row.filled) != len(("number", "title")) or row.filled[0] != row.cell(self.layout.number):
            return False
        place = row.cells.index(row.filled[1])
        return place == self.layout.title or bool(row.across)

    def continues(self, row: Row) -> bool:
        """True for a row without a number: the rest of an activity whose row a page's end has cut."""
        number = self.layout.number
        return not row.is_alone and (not row.cell(number) or number in row.down)


def is_heading_line(row: Row) -> bool:
    """True for a line outside the tables with the number of a sphere."""
    return row.is_alone and SPHERE_LINE.fullmatch(row.filled[0]) is not None


def is_page_break(row: Row, layout: Layout) -> bool:
    """True for what a page repeats: its number, the header, the numbers of the columns."""
    if len(row.filled) == 1 and (row.is_alone or row.across):
        paged = row.is_alone and PAGE.fullmatch(row.filled[0])
        return bool(paged or CONTINUED.fullmatch(row.filled[0]))
    return is_column_count(row) or row.filled in layout.header


def natural_key(number: str) -> tuple[int, ...]:
    """Returns the sort key of a number: 1.2 comes before 1.10, II.1 after I.7."""
    return tuple(
        int(part) if part.isdecimal() else roman_value(part.lower()) or 0 for part in number.split(".")
    )


def _label(number: str) -> str:
    return str(int(number)) if number.isdecimal() else number.upper().replace("І", "I").replace("Х", "X")


def _plain(part: str) -> str:
    return str(int(part)) if part.isdecimal() else _label(part)


def _without_note(text: str) -> str:
    return CONTINUED_END.sub("", text).strip()
