"""Numbers of the automatic lists of an OpenDocument text."""

import re
from collections.abc import Iterable
from typing import Final
from xml.etree.ElementTree import Element

from data.documents.readers.list_numbers import ListCounter, ListLevel
from data.documents.readers.xml_stream import attribute, number, xml_units

PLACEHOLDER: Final = re.compile("%([1-9])%")
STYLES: Final = frozenset({"list-style", "outline-style"})
OUTLINE: Final = ""  # the name of the headings' list


class OdtLists:
    """List styles of a document, and the counters of its lists by their ids."""

    def __init__(self) -> None:
        self._styles: dict[str, dict[int, ListLevel]] = {}
        self._last: dict[str, ListCounter] = {}
        self._by_id: dict[str, ListCounter] = {}

    def take_styles(self, chunks: Iterable[bytes]) -> None:
        """Takes the list styles of a part that has nothing else to read."""
        for kind, element in xml_units(chunks, STYLES):
            if kind == "unit":
                self.take_style(element)

    def take_style(self, element: Element) -> None:
        """Takes a list style, or the style of the headings."""
        name = OUTLINE if element.tag == "outline-style" else attribute(element, "name")
        levels = (part for part in element if attribute(part, "level"))
        self._styles[name] = {number(level, "level", 1) - 1: _level(level) for level in levels}

    def counter(self, element: Element) -> ListCounter:
        """Returns the counter of a list that begins: its own, or that of the list which it continues."""
        style = attribute(element, "style-name")
        continued = self._by_id.get(attribute(element, "continue-list"))
        if continued is None and attribute(element, "continue-numbering") == "true":
            continued = self._last.get(style)
        counter = continued or ListCounter(self._styles.get(style, {}))
        self._last[style] = counter
        if identifier := attribute(element, "id"):
            self._by_id[identifier] = counter
        return counter

    def heading_label(self, level: int) -> str:
        """Returns the number of a heading, empty where headings have none."""
        outline = self._last.setdefault(OUTLINE, ListCounter(self._styles.get(OUTLINE, {})))
        return outline.label(level)


def _level(element: Element) -> ListLevel:
    level = number(element, "level", 1)
    if element.tag not in ("list-level-style-number", "outline-level-style"):
        return ListLevel("", "bullet")
    style = attribute(element, "num-format")
    template = PLACEHOLDER.sub(r"%\1", attribute(element, "num-list-format"))
    if not template:
        first = max(level - number(element, "display-levels", 1) + 1, 1)
        numbers = ".".join(f"%{shown}" for shown in range(first, level + 1))
        template = f"{attribute(element, 'num-prefix')}{numbers}{attribute(element, 'num-suffix')}"
    return ListLevel(template, style, number(element, "start-value", 1))
