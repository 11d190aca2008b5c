"""A list that pages: whatever its length and however long its heading, each page fits a message."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TypeVar

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
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

    The line may be missing where the button says all.
    """

    button: InlineKeyboardButton
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
    """The same for a list of anything; only the items of the page are made into entries."""
    titles = split_plain(heading.title, HEADING if units(heading.title) <= HEADING else HEADING_ONLY)
    leading = len(titles) if units(heading.title) > HEADING else 0
    pages = leading + max(1, -(-len(items) // PAGE))
    page = min(route.page, pages - 1)
    paging = Paging(page, pages, route.place)
    if page < leading:
        return Screen(Bold(titles[page]), keyboard([], route.back, paging))
    first = (page - leading) * PAGE
    shown = [entry(item) for item in items[first : first + PAGE]]
    text = as_list(_head(heading), *_sections(shown), sep="\n\n")
    return Screen(text, keyboard([*(each.button for each in shown), *extra], route.back, paging))


def page_of(position: int) -> int:
    """The page of a list with an ordinary heading on which its entry number `position` (from 0) stands."""
    return position // PAGE


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
