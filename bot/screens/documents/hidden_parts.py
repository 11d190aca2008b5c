"""What was left out of a document because it is hidden, in words."""

from collections.abc import Iterator, Sequence

from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.documents.places import column_letters
from data.documents.grid import Place
from data.documents.hidden import HiddenKind, HiddenPart


def hidden_lines(parts: Sequence[HiddenPart]) -> Iterator[str]:
    """Returns a line for each sheet, and for the rows and the columns of each table: how many, and which."""
    return map(_line, parts)


def _line(part: HiddenPart) -> str:
    if part.kind is HiddenKind.SHEET:
        return _("{where}: hidden, left out.").format(where=_where(part.place))
    n = len(part.numbers)
    words = {
        HiddenKind.ROWS: ngettext(
            "{where}: {n} hidden row is left out ({numbers}).",
            "{where}: {n} hidden rows are left out ({numbers}).",
            n,
        ),
        HiddenKind.COLUMNS: ngettext(
            "{where}: {n} hidden column is left out ({numbers}).",
            "{where}: {n} hidden columns are left out ({numbers}).",
            n,
        ),
    }
    return words[part.kind].format(where=_where(part.place), n=n, numbers=", ".join(_ranges(part)))


def _where(place: Place) -> str:
    if place.sheet:
        return _("Sheet “{sheet}”").format(sheet=place.sheet)
    return _("Table {table}").format(table=place.table)


def _ranges(part: HiddenPart) -> Iterator[str]:
    """Yields «5» or «7–9», columns of a sheet by their letters."""
    first = last = part.numbers[0]
    for number in part.numbers[1:]:
        if number != last + 1:
            yield _range(part, first, last)
            first = number
        last = number
    yield _range(part, first, last)


def _range(part: HiddenPart, first: int, last: int) -> str:
    ends = (first,) if first == last else (first, last)
    by_letter = part.kind is HiddenKind.COLUMNS and part.place.sheet
    return "–".join(column_letters(end) if by_letter else str(end) for end in ends)
