"""Buttons under a screen: a page's own, then «‹ 2/5 ›», then «‹ Назад» and «Главная», always in this order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks.roadmap import OpenHome
from bot.i18n import gettext as _
from bot.telegram.text_length import shorten, units

Row = list[InlineKeyboardButton]

LABEL: Final = 38  # units: what a telephone shows on one line
HALF_LABEL: Final = 17
NUMBER_LABEL: Final = 7
NUMBERS_IN_ROW: Final = 4


@dataclass(frozen=True, slots=True)
class Paging:
    """Where in a list: `page` of `pages`, from 0; `place` gives the button of a page."""

    page: int
    pages: int
    place: Callable[[int], CallbackData]


def button(label: str, place: CallbackData) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=shorten(label, LABEL), callback_data=place.pack())


def counted(label: str, count: int) -> str:
    return marked(label, str(count))


def open_counted(label: str, count: int, total: int) -> str:
    """Returns the label with how many are open, of how many where some are closed: «Культура (2 из 3)»."""
    return marked(label, open_figures(count, total))


def open_figures(count: int, total: int) -> str:
    return str(total) if count == total else _("{open} of {total}").format(open=count, total=total)


def marked(label: str, mark: str) -> str:
    return f"{shorten(label, LABEL - len(f' ({mark})'))} ({mark})"


def keyboard(
    buttons: Iterable[InlineKeyboardButton], back: CallbackData | None, paging: Paging | None = None
) -> InlineKeyboardMarkup:
    """`back` None is for the home screen, from which nothing leads back."""
    rows = in_rows(list(buttons))
    if paging and paging.pages > 1:
        rows.append(_paging_row(paging))
    if back:
        rows.append([button(_("‹ Back"), back), button(_("Home"), OpenHome())])
    return InlineKeyboardMarkup(inline_keyboard=rows)


def way_home() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[button(_("Home"), OpenHome())]])


def in_rows(buttons: Sequence[InlineKeyboardButton]) -> list[Row]:
    """Short numbers share a row by four, half-long labels by two, a long one has a row of its own."""
    rows: list[Row] = []
    width = 0
    for key in buttons:
        wanted = _in_row(key)
        if not rows or wanted != width or len(rows[-1]) == width:
            rows.append([])
        width = wanted
        rows[-1].append(key)
    return rows


def _in_row(key: InlineKeyboardButton) -> int:
    length = units(key.text)
    if length <= NUMBER_LABEL and key.text[:1].isdigit():
        return NUMBERS_IN_ROW
    return 2 if length <= HALF_LABEL else 1


def _paging_row(paging: Paging) -> Row:
    row = [button(f"{paging.page + 1}/{paging.pages}", paging.place(paging.page))]
    if paging.page > 0:
        row.insert(0, button("‹", paging.place(paging.page - 1)))
    if paging.page + 1 < paging.pages:
        row.append(button("›", paging.place(paging.page + 1)))
    return row
