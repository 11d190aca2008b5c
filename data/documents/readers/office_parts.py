"""How the parts of an office file of Microsoft's kind refer to each other; what lies outside is never followed."""

import posixpath
from collections.abc import Iterator

from data.documents.readers.archive import Archive
from data.documents.readers.xml_stream import attribute, xml_units


def related_parts(archive: Archive, part: str) -> dict[str, tuple[str, ...]]:
    """Returns the paths of the parts that a part refers to, by the kind of reference («styles»)."""
    found: dict[str, tuple[str, ...]] = {}
    for _identifier, kind, target in relations(archive, part):
        found[kind] = (*found.get(kind, ()), target)
    return found


def relations(archive: Archive, part: str) -> Iterator[tuple[str, str, str]]:
    """Yields identifier, kind and path of each reference within the file; `part` is empty for the file itself."""
    folder, name = posixpath.split(part)
    with archive.part(posixpath.join(folder, "_rels", f"{name}.rels")) as chunks:
        for kind, element in xml_units(chunks, frozenset({"Relationship"})):
            if kind == "unit" and attribute(element, "TargetMode") != "External":
                target = attribute(element, "Target")
                path = posixpath.normpath(posixpath.join(folder, target)) if target[:1] != "/" else target[1:]
                yield attribute(element, "Id"), attribute(element, "Type").rpartition("/")[2], path
