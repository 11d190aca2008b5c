"""Which column of the table holds what, by the words of its header, in any order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from data.documents.refusal import DocumentProblem, DocumentRefused
from data.documents.table import Row
from data.regions.named_regions import find_mentions, find_region
from data.regions.regions import find_words, words_of

# What may stand in a header before the party: «Ответственные исполнители от Пермского края».
RESPONSIBLE: Final = re.compile(
    r"(?:(?:ответственн|исполнит|исполнен|соисполн|орган|власт|государств|участник|реализаци|структурн|подразделени"
    r"|сторон)\w*|за|\W)+",
    re.IGNORECASE,
)
OF: Final = re.compile(r"(?:от|со стороны)\s+", re.IGNORECASE)


class ColumnRole(Enum):
    """What a column holds."""

    NUMBER = "number"
    SPHERE = "sphere"
    TITLE = "title"
    START = "start"
    END = "end"
    DEADLINE = "deadline"
    AGENCIES = "agencies"
    PROGRESS = "progress"  # what a filled report has and a plan has not
    PERSON = "person"  # whom to call: no fact of the activity, and no person's data is kept
    FACT = "fact"


# The first that a header's words fit. «Срок исполнения мероприятия» is a deadline, «Ответственные за мероприятие» are bodies.
ROLES: Final = tuple(
    (role, re.compile(words, re.IGNORECASE))
    for role, words in (
        (ColumnRole.NUMBER, r"^\W*№|п\s*[/.]\s*п|^\W*номер|^n\W*$"),
        (
            ColumnRole.PROGRESS,
            (
                r"(?:информаци|сведени)\w*\s+о\s+(?:ход|исполнени|выполнени|реализаци)|отметк\w+\s+об?\s+(?:исполнени|выполнени)"
                r"|фактическ\w+\s+(?:срок|дат|исполнени|результат)|достигнут\w+\s+результат|^\W*(?:выполнено|исполнено)"
            ),
        ),
        (
            ColumnRole.PERSON,
            r"контакт|телефон|эл\w*\.?\s*почт|e-?mail|фамили|ф\.\s*и\.\s*о|должностн\w+\s+лиц",
        ),
        (ColumnRole.START, r"(?:дата|срок|год)?\s*начал[оа]|^\W*с\W*$"),
        (ColumnRole.END, r"(?:дата|срок|год)?\s*(?:окончани|завершени)[ея]|^\W*(?:конец|по)\W*$"),
        (
            ColumnRole.FACT,
            r"результат|источник|финанс|объ[её]м|стоимост|примечан|документ|показател|индикатор|основани|служебн|мест[оа]",
        ),
        (
            ColumnRole.DEADLINE,
            r"\bсрок|период|\bдат[аы]\b|\bвремя\b|\bкогда\b|^\W*год(?:ы)?\W*$|календарн\w+\s+график",
        ),
        (
            ColumnRole.AGENCIES,
            r"ответственн|исполнител|соисполн|\bорганизатор|участник|\bведомств|\bкто\b|^\W*от\s|со стороны",
        ),
        (ColumnRole.SPHERE, r"^\W*(?:сфера|направлени\w*|раздел|блок|отрасль)(?:\s+\w+){0,2}\W*$"),
        (
            ColumnRole.TITLE,
            r"мероприят|наименован|содержани|предмет|действи|\bработ[аы]?\b|событи|проект|\bтема|\bзадач|\bвопрос|\bчто\b",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns counted from 0, None for one that the table has not.

    `parties` are the columns of one side's bodies and `territories` their sides as the header names them («Пермского
    края»); `shared` are columns with the bodies of every side. `facts` are further columns with their headings.
    """

    number: int | None
    sphere: int | None
    title: int
    deadlines: tuple[int, ...]
    parties: tuple[int, ...]
    territories: tuple[str, ...]
    shared: tuple[int, ...]
    facts: tuple[tuple[int, str], ...]
    unread: frozenset[int]
    header: frozenset[tuple[str, ...]]

    @property
    def columns(self) -> frozenset[int]:
        """The indexes of all columns of the header."""
        optional = {column for column in (self.number, self.sphere) if column is not None}
        facts = {column for column, _ in self.facts}
        return self.unread | optional | facts | {self.title, *self.deadlines, *self.parties, *self.shared}


def role_of(text: str) -> ColumnRole | None:
    """Returns what a column under such words holds; None where they say nothing known."""
    return next((role for role, words in ROLES if words.search(text)), None)


def is_header(row: Row) -> bool:
    """True for the row that names the activity and the deadline in two of its cells."""
    roles = {role_of(cell) for cell in row.filled}
    dated = roles & {ColumnRole.DEADLINE, ColumnRole.START, ColumnRole.END, ColumnRole.PROGRESS}
    return len(row.filled) > 2 and ColumnRole.TITLE in roles and bool(dated) and not row.is_alone


def is_column_count(row: Row) -> bool:
    """True for «1 2 3 4 5», which opens every page; spreadsheets may write «1.0» and Word «(1)»."""
    counted = tuple(cell.strip("().").removesuffix(".0") for cell in row.filled)
    return len(counted) > 2 and counted == tuple(str(n + 1) for n in range(len(counted)))


def read_layout(header: Sequence[Row], document_title: str) -> Layout:
    """Returns the layout of the rows of a header; raises `DocumentRefused` when they cannot be understood."""
    width = max(len(row.cells) for row in header)
    texts = [_heading(header, column) for column in range(width)]
    roles = [role_of(text) if text else None for text in texts]
    if ColumnRole.PROGRESS in roles:
        shown = texts[roles.index(ColumnRole.PROGRESS)]
        raise DocumentRefused(DocumentProblem.FILLED_REPORT, header[0].place, text=shown[:60])
    title = _first(roles, ColumnRole.TITLE)
    deadlines = _deadlines(roles)
    if title is None or not deadlines:
        raise DocumentRefused(DocumentProblem.NO_TABLE, header[0].place)
    number = _first(roles, ColumnRole.NUMBER)
    if number is None and not texts[0]:
        number = 0
    named = {
        column: territory
        for column, text in enumerate(texts)
        if text and (territory := _territory(text, roles[column], document_title))
    }
    shared = tuple(
        column for column, role in enumerate(roles) if role is ColumnRole.AGENCIES and column not in named
    )
    read = {number, _first(roles, ColumnRole.SPHERE), title, *deadlines, *named, *shared}
    rest = [column for column in range(width) if column not in read]
    unread = {column for column in rest if not texts[column] or roles[column] is ColumnRole.PERSON}
    return Layout(
        number,
        _first(roles, ColumnRole.SPHERE),
        title,
        deadlines,
        tuple(named),
        tuple(named.values()),
        shared,
        tuple((column, texts[column]) for column in rest if column not in unread),
        frozenset(column for column in unread if texts[column]),
        frozenset(row.filled for row in header),
    )


def _heading(header: Sequence[Row], column: int) -> str:
    return " ".join(dict.fromkeys(filter(None, (row.cell(column) for row in header))))


def _first(roles: Sequence[ColumnRole | None], role: ColumnRole) -> int | None:
    return next((column for column, found in enumerate(roles) if found is role), None)


def _deadlines(roles: Sequence[ColumnRole | None]) -> tuple[int, ...]:
    """Returns the column of the deadline, or those of its start and its end."""
    whole = _first(roles, ColumnRole.DEADLINE)
    ends = tuple(
        column for role in (ColumnRole.START, ColumnRole.END) if (column := _first(roles, role)) is not None
    )
    return ends or (() if whole is None else (whole,))


def _territory(text: str, role: ColumnRole | None, title: str) -> str:
    """Returns the party of a column of bodies, empty for one of every party and for any other column.

    A column is a party's when the header says «от», or when the document's title names what it says.
    """
    if role not in (ColumnRole.AGENCIES, None):
        return ""
    responsible = RESPONSIBLE.match(text)
    name = text[responsible.end() :] if responsible else text
    of = OF.match(name) or (OF.search(name) if role is ColumnRole.AGENCIES else None)
    territory = name[of.end() :] if of else name
    if of or not territory or find_words(words_of(title), words_of(territory)) is not None:
        return territory
    region = find_region(territory)
    if region and (role is ColumnRole.AGENCIES or any(one.region is region for one in find_mentions(title))):
        return territory
    return ""
