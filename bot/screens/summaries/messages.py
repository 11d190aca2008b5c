"""A summary as messages: within Telegram's limits, divided between sections, numbered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from aiogram.utils.formatting import Bold, ExpandableBlockQuote, Text, as_list

from bot.i18n import gettext as _
from bot.screens.summaries.sections import Section, sections
from bot.screens.summaries.text import Summary, brief, summary_title
from bot.telegram.text_length import units

MESSAGE: Final = 4096  # UTF-16 units
POSTED: Final = 3400  # units of a message in the group: the private chat shows it, with where it stands below
ENTITIES: Final = 100  # Telegram passes over the rest
TITLE: Final = 200  # units kept for the title of each message and its number, with its entities
MARGIN: Final = 5


def summary_messages(summary: Summary, most: int = MESSAGE) -> list[Text]:
    """Each of at most so many units; the first begins with what a telephone shows at once."""
    return packed(summary_title(summary), as_list(*brief(summary)), sections(summary), most)


def packed(title: str, head: Text, coming: Sequence[Section], most: int) -> list[Text]:
    """The title stands above each message, `head` below the first."""
    pages = list(_Packing(most - TITLE).pages([head], coming))
    if len(pages) == 1:
        return [_message(title, pages[0])]
    numbered = _("{title}: {part} of {parts}")
    return [
        _message(numbered.format(title=title, part=part, parts=len(pages)), page)
        for part, page in enumerate(pages, start=1)
    ]


def removed_message(summary: Summary) -> Text:
    """Returns the text of a message that the amended summary no longer needs."""
    return _message(
        summary_title(summary), [Text(_("This part was taken out when the summary was amended."))]
    )


def _message(title: str, blocks: Sequence[Text]) -> Text:
    return as_list(as_list(Bold(title), blocks[0]), *blocks[1:], sep="\n\n")


def _block(section: Section) -> Text:
    return as_list(Bold(section.title), ExpandableBlockQuote(as_list(*section.items)))


@dataclass(frozen=True, slots=True)
class _Packing:
    """Blocks into messages of so many units: a section stays whole where a message can hold it."""

    room: int

    def pages(self, page: list[Text], coming: Sequence[Section]) -> Iterator[list[Text]]:
        for section in coming:
            if page and not self._fits([*page, _block(section)]) and self._fits([_block(section)]):
                yield page
                page = []
            rest = section
            while not self._fits([*page, _block(rest)]):
                taken = self._fitting(page, rest)
                if taken:
                    page.append(_block(Section(rest.title, rest.items[:taken])))
                    title = _("{section} (continued)").format(section=section.title)
                    rest = Section(title, rest.items[taken:])
                yield page
                page = []
            page.append(_block(rest))
        yield page

    def _fitting(self, page: Sequence[Text], section: Section) -> int:
        """Returns how many of the section's items the page still holds; at least one on an empty page."""
        least = 0 if page else 1
        counts = range(len(section.items) - 1, least, -1)
        fits = (n for n in counts if self._fits([*page, _block(Section(section.title, section.items[:n]))]))
        return next(fits, least)

    def _fits(self, blocks: Sequence[Text]) -> bool:
        text, entities = as_list(*blocks, sep="\n\n").render()
        return units(text) <= self.room and len(entities) <= ENTITIES - MARGIN
