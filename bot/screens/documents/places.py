"""Where something stands in a document, in words."""

from bot.i18n import gettext as _
from data.documents.grid import Place


def place_words(place: Place) -> str:
    """Returns «строка 14», «абзац 3», «таблица 2, строка 7» or «лист «План», B9», in the current language.

    What is known is told: the row of a sheet where no cell is to blame.
    """
    if place.sheet:
        cell = f"{column_letters(place.column)}{place.row}" if place.column else str(place.row)
        return _("sheet “{sheet}”, {cell}").format(sheet=place.sheet, cell=cell)
    if place.table:
        return _("table {table}, row {row}").format(table=place.table, row=place.row)
    if place.paragraph:
        return _("paragraph {n}").format(n=place.paragraph)
    return _("line {n}").format(n=place.line)


def column_letters(column: int) -> str:
    """Returns a spreadsheet's name of a column that counts from 1: 28 is AB."""
    before, last = divmod(column - 1, 26)
    return (column_letters(before) if before else "") + chr(ord("A") + last)
