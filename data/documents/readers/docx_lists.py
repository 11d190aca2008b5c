"""Numbers of a Word document's automatic lists: its numbering and its styles."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from data.documents.readers.list_numbers import ListCounter, ListLevel
from data.documents.readers.xml_stream import attribute, number, xml_units

LONGEST_CHAIN = 20  # styles based on each other


@dataclass(slots=True)
class _Num:
    """A list of the document: which definition it counts by, and what it begins anew."""

    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, ListLevel] = field(default_factory=dict)
    is_begun: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str
    num: str
    level: int | None


class DocxLists:
    """Gives the labels of paragraphs in the order in which they are asked for."""

    def __init__(self, numbering: Iterable[bytes], styles: Iterable[bytes]) -> None:
        self._definitions: dict[str, dict[int, ListLevel]] = {}
        self._style_links: dict[str, str] = {}  # abstract id → the list style that defines it
        self._levels_of_styles: dict[tuple[str, str], int] = {}
        self._nums: dict[str, _Num] = {}
        self._counters: dict[str, ListCounter] = {}
        for kind, element in xml_units(numbering, frozenset({"abstractNum", "num"})):
            if kind == "unit":
                self._take_abstract(element) if element.tag == "abstractNum" else self._take_num(element)
        found = (unit for kind, unit in xml_units(styles, frozenset({"style"})) if kind == "unit")
        self._styles = {attribute(unit, "styleId"): _style(unit) for unit in found}

    def label(self, properties: Element | None) -> str:
        """Returns the label of a paragraph with these properties, empty where it has none."""
        num, level = self._numbering(properties)
        known = self._nums.get(num)
        if known is None:
            return ""
        counter = self._counters.setdefault(known.abstract, ListCounter(self._levels(known.abstract)))
        if known.levels:
            counter.levels = {**counter.levels, **known.levels}
        if not known.is_begun:
            known.is_begun = True
            for begun, start in sorted(known.starts.items()):
                counter.restart(begun, start)
        return counter.label(level)

    def _numbering(self, properties: Element | None) -> tuple[str, int]:
        style = child(properties, "pStyle")
        num, level = self._style_numbering("" if style is None else attribute(style, "val"))
        own = child(properties, "numPr")
        if own is None:
            return num, level
        own_id = child(own, "numId")
        return (
            num if own_id is None else attribute(own_id, "val"),
            number(child(own, "ilvl"), "val", level if own_id is None else 0),
        )

    def _style_numbering(self, style: str) -> tuple[str, int]:
        level: int | None = None
        named = style
        for _step in range(LONGEST_CHAIN):
            known = self._styles.get(style)
            if known is None:
                break
            level = known.level if level is None else level
            if known.num:
                abstract = self._nums[known.num].abstract if known.num in self._nums else ""
                linked = self._levels_of_styles.get(
                    (abstract, named), self._levels_of_styles.get((abstract, style))
                )
                return known.num, linked if linked is not None else level or 0
            style = known.based_on
        return "", 0

    def _levels(self, abstract: str) -> dict[int, ListLevel]:
        linked = self._style_links.get(abstract)
        if linked and linked in self._styles:
            num = self._nums.get(self._styles[linked].num)
            if num and num.abstract in self._definitions and num.abstract != abstract:
                return self._definitions[num.abstract]
        return self._definitions.get(abstract, {})

    def _take_abstract(self, element: Element) -> None:
        name = attribute(element, "abstractNumId")
        link = child(element, "numStyleLink")
        if link is not None:
            self._style_links[name] = attribute(link, "val")
        levels = list(_children(element, "lvl"))
        self._definitions[name] = {number(level, "ilvl", 0): _level(level) for level in levels}
        for level in levels:
            style = child(level, "pStyle")
            if style is not None:
                self._levels_of_styles[name, attribute(style, "val")] = number(level, "ilvl", 0)

    def _take_num(self, element: Element) -> None:
        abstract = child(element, "abstractNumId")
        num = _Num("" if abstract is None else attribute(abstract, "val"))
        for override in _children(element, "lvlOverride"):
            level = number(override, "ilvl", 0)
            start, own = child(override, "startOverride"), child(override, "lvl")
            if start is not None:
                num.starts[level] = number(start, "val", 1)
            if own is not None:
                num.levels[level] = _level(own)
        self._nums[attribute(element, "numId")] = num


def child(element: Element | None, tag: str) -> Element | None:
    """Returns the first child of the tag."""
    return None if element is None else next(_children(element, tag), None)


def _children(element: Element, tag: str) -> Iterator[Element]:
    return (found for found in element if found.tag == tag)


def _level(element: Element) -> ListLevel:
    template, style = child(element, "lvlText"), child(element, "numFmt")
    if style is None:  # Word writes formats of newer versions as alternatives
        style = next(element.iter("numFmt"), None)
    restart = child(element, "lvlRestart")
    legal = child(element, "isLgl")
    return ListLevel(
        "" if template is None else attribute(template, "val"),
        "decimal" if style is None else attribute(style, "val", "decimal"),
        number(child(element, "start"), "val", 1),
        None if restart is None else number(restart, "val", 0),
        legal is not None and is_on(legal),
    )


def _style(element: Element) -> _Style:
    based_on = child(element, "basedOn")
    numbering = child(child(element, "pPr"), "numPr")
    num, level = child(numbering, "numId"), child(numbering, "ilvl")
    return _Style(
        "" if based_on is None else attribute(based_on, "val"),
        "" if num is None else attribute(num, "val"),
        None if level is None else number(level, "val", 0),
    )


def is_on(element: Element) -> bool:
    """True for a switch that is set: `<w:isLgl/>`, but not `<w:isLgl w:val="0"/>`."""
    return attribute(element, "val", "1") not in ("0", "false", "off")
