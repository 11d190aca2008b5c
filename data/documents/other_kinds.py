"""Documents that are no plan, refused as what they are."""

import re
from collections.abc import Sequence
from typing import Final

from data.documents.refusal import DocumentProblem, DocumentRefused
from data.documents.table import Row

KINDS: Final = tuple(
    (problem, re.compile(words, re.IGNORECASE))
    for problem, words in (
        (
            DocumentProblem.FILLED_REPORT,
            r"^\W*(?:информация|отч[её]т|сведения|справка)\s+(?:о|об|по)\s+(?:ход\w*\s+)?(?:исполнени|выполнени|реализаци)",
        ),
        (
            DocumentProblem.INVOICE,
            r"^\W*(?:сч[её]т(?:-фактура)?\s+(?:на\s+оплату\s+)?№|товарная\s+накладная|накладная\s+№|акт\s+№)",
        ),
        (DocumentProblem.PRICE_LIST, r"^\W*(?:прайс|прейскурант)"),
        (DocumentProblem.LETTER, r"^\W*(?:глубоко)?уважаем(?:ый|ая|ые)\b"),
    )
)


def require_plan(rows: Sequence[Row]) -> None:
    """Raises `DocumentRefused` where what stands above the table says that the document is something else."""
    for row in rows:
        line = " ".join(row.filled)
        for problem, words in KINDS:
            if words.search(line):
                raise DocumentRefused(problem, row.place, text=line[:60])
