"""Paged lists: each page fits one message, with any number of entries and any length of heading."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TypeVar

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.formatting import Bold, Text, as_list

from bot.screens.keyboard import Paging, keyboard
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten, units
from bot.telegram.text_split import split_plain

Item = TypeVar("Item")

PAGE: Final = 8  # entries; with the limits below at most 4,000 of the 4,096 units
HEADING: Final = 700  # units shown on every page; a longer heading has pages of its own before the list
HEADING_ONLY: Final = 3000
REMARK: Final = 500
SECTION: Final = 80
ENTRY: Final = 80  # units: two lines of a telephone; the card has the whole text


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list and its button; entries of one `section` stand under its name.

    The line may be missing where the button says all, the button where there is nothing to open.
    """

    button: InlineKeyboardButton | None
    lead: str = ""
    text: str = ""
    detail: str = ""
    section: str = ""

    def lines(self) -> Text:
        parts: list[str | Text] = [Bold(self.lead), " "] if self.lead else []
        parts.append(shorten(self.text, ENTRY))
        if self.detail:
            parts += ["\n", shorten(self.detail, ENTRY)]
        return Text(*parts)


@dataclass(frozen=True, slots=True)
class Heading:
    """`title` is never cut; `remark` is what stands under it on every page."""

    title: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """Where the buttons around the list lead: `back`, or to a page of it."""

    back: CallbackData
    page: int
    place: Callable[[int], CallbackData]


@dataclass(frozen=True, slots=True)
class PageWindow:
    """Page `page` of `pages`, from 0; it begins with number `offset` (from 0) of all, and holds `size` at most."""

    page: int
    pages: int
    offset: int
    size: int


def page_window(asked: int, total: int, size: int = PAGE) -> PageWindow:
    """Returns the page asked for of so many things, or the last one when there are fewer; an empty list has one."""
    pages = max(1, -(-total // size))
    page = min(asked, pages - 1)
    return PageWindow(page, pages, page * size, size)


def listing(
    heading: Heading, entries: Sequence[Entry], route: Route, extra: Sequence[InlineKeyboardButton] = ()
) -> Screen:
    """The page of the list, the last one when there are fewer; `extra` buttons stand under those of each page."""
    return long_listing(heading, entries, lambda entry: entry, route, extra)


def long_listing(
    heading: Heading,
    items: Sequence[Item],
    entry: Callable[[Item], Entry],
    route: Route,
    extra: Sequence[InlineKeyboardButton] = (),
) -> Screen:
    """As `listing`, for any items; only those of the page are made into entries."""
    titles = split_plain(heading.title, HEADING if units(heading.title) <= HEADING else HEADING_ONLY)
    leading = len(titles) if units(heading.title) > HEADING else 0
    window = page_window(max(0, route.page - leading), len(items))
    paging = Paging(min(route.page, leading + window.page), leading + window.pages, route.place)
    if paging.page < leading:
        return Screen(Bold(titles[paging.page]), keyboard([], route.back, paging))
    shown = [entry(item) for item in items[window.offset : window.offset + window.size]]
    return Screen(_page_text(heading, shown), _page_keyboard(shown, route, paging, extra))


def stored_listing(
    heading: Heading, shown: Sequence[Entry], window: PageWindow, route: Route, empty: str = ""
) -> Screen:
    """As `listing`, when only the entries of the page were read from the database.

    `empty` is shown for an empty list.
    """
    paging = Paging(window.page, window.pages, route.place)
    return Screen(_page_text(heading, shown, empty), _page_keyboard(shown, route, paging))


def page_of(position: int) -> int:
    """The page of a list with an ordinary heading on which its entry number `position` (from 0) stands."""
    return position // PAGE


def _page_text(heading: Heading, shown: Sequence[Entry], empty: str = "") -> Text:
    nothing = [] if shown or not empty else [empty]
    return as_list(_head(heading), *_sections(shown), *nothing, sep="\n\n")


def _page_keyboard(
    shown: Sequence[Entry], route: Route, paging: Paging, extra: Sequence[InlineKeyboardButton] = ()
) -> InlineKeyboardMarkup:
    buttons = [entry.button for entry in shown if entry.button]
    return keyboard([*buttons, *extra], route.back, paging)


def _head(heading: Heading) -> Text:
    remark = ["\n", shorten(heading.remark, REMARK)] if heading.remark else []
    return Text(Bold(shorten(heading.title, HEADING)), *remark)


def _sections(entries: Sequence[Entry]) -> Iterator[Text]:
    for section, members in groupby(entries, lambda entry: entry.section):
        written = [entry for entry in members if entry.text]
        if written:
            apart = "\n\n" if any(entry.detail for entry in written) else "\n"
            title = [Bold(shorten(section, SECTION)), "\n"] if section else []
            yield Text(*title, as_list(*(entry.lines() for entry in written), sep=apart))
