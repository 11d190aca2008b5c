"""XML read piece by piece: no document type, so no entities; no deep nesting; what was read is let go."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final
from xml.etree import ElementTree as ET
from xml.parsers import expat

from data.documents.readers.bounds import DEEPEST, LONGEST_TAG, MOST_ELEMENTS
from data.documents.refusal import DocumentProblem, DocumentRefused

WHOLE: Final = re.compile(r"-?[0-9]{1,9}")


def xml_units(chunks: Iterable[bytes], units: frozenset[str]) -> Iterator[tuple[str, ET.Element]]:
    """Yields ("start" | "end", element) outside the outermost elements named in `units`, and ("unit", element) for these.

    Tags are without namespaces. A unit is whole when it is given and is let go afterwards. Raises `DocumentRefused`.
    """
    open_elements: list[ET.Element] = []
    unit_depth = inside = 0
    for event, element in _events(chunks):
        if event == "start":
            element.tag = element.tag[element.tag.rfind("}") + 1 :]
            open_elements.append(element)
            inside = inside + 1 if unit_depth else 0
            if inside > MOST_ELEMENTS:
                raise DocumentRefused(DocumentProblem.BOMB)
            if len(open_elements) > DEEPEST:
                raise DocumentRefused(DocumentProblem.NESTED_TOO_DEEP)
            if not unit_depth and element.tag in units:
                unit_depth = len(open_elements)
            elif not unit_depth:
                yield event, element
            continue
        if unit_depth < len(open_elements) and unit_depth:
            open_elements.pop()
            continue
        kind = "unit" if unit_depth else event
        open_elements.pop()
        unit_depth = 0
        yield kind, element
        if open_elements:
            open_elements[-1].remove(element)


def attribute(element: ET.Element, name: str, default: str = "") -> str:
    """Returns the attribute by its name without namespace."""
    found = element.attrib.get(name)
    if found is not None:
        return found
    return next((value for key, value in element.attrib.items() if key.endswith("}" + name)), default)


def number(element: ET.Element | None, name: str, default: int) -> int:
    """Returns the attribute as a whole number, the default where there is none or it is none."""
    text = "" if element is None else attribute(element, name)
    return int(text) if WHOLE.fullmatch(text) else default


def _events(chunks: Iterable[bytes]) -> Iterator[tuple[str, ET.Element]]:
    prolog, fed = _Prolog(), False
    parser: Any = ET.XMLPullParser(("start", "end"))  # typed for every kind of event
    tag = 0
    try:
        for chunk in chunks:
            tag = 0 if b">" in chunk else tag + len(chunk)
            if tag > LONGEST_TAG:
                raise DocumentRefused(DocumentProblem.BOMB)
            fed = True
            prolog.feed(chunk)
            parser.feed(chunk)
            yield from parser.read_events()
        if fed:
            parser.close()
            yield from parser.read_events()
    except (ET.ParseError, expat.ExpatError, LookupError, ValueError) as error:
        raise DocumentRefused(DocumentProblem.DAMAGED_FILE) from error


class _Prolog:
    """What stands before the first element: a document type can stand nowhere else."""

    def __init__(self) -> None:
        self._parser: expat.XMLParserType | None = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._end

    def feed(self, chunk: bytes) -> None:
        if self._parser:
            self._parser.Parse(chunk, False)
        if self._is_past:
            self._parser = None

    _is_past = False

    def _refuse(self, *_declaration: object) -> None:
        raise DocumentRefused(DocumentProblem.DOCTYPE)

    def _end(self, *_element: object) -> None:
        self._is_past = True
