"""The file of names: what people call the parties, agencies and spheres of one roadmap.

It lies beside the document, «plan.names.json» for «plan.txt», and every key but the names is optional:

    {"parties": [{"name": "Правительство Пермского края", "region": "Пермский край", "aliases": ["Прикамье"],
                  "agencies": [{"name": "Министерство строительства Пермского края",
                                "spellings": ["Минстрой Пермского края"], "aliases": ["Минстрой"],
                                "whole": ["МС"], "upper": ["МИР"], "english": ["Ministry of Construction"]}]}],
     "spheres": {"3": {"aliases": ["стройка"], "english": ["construction"]}}}

`spellings` are how the document also writes the agency. `aliases` and `english` are matched freely, `whole` as whole
words in any case, `upper` as whole words in capitals. A party's name may stand in any case; a document whose
agencies are not in the file is imported all the same.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.documents.document import read_bytes
from data.documents.grid import Place
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.documents.table import clean
from data.roadmap.models import Matching

LARGEST = 1024 * 1024  # bytes
LONGEST_NAME = 500
MATCHINGS = {
    "aliases": Matching.FREE,
    "english": Matching.FREE,
    "whole": Matching.WHOLE,
    "upper": Matching.UPPER,
}


@dataclass(frozen=True, slots=True)
class NamedAlias:
    text: str
    matching: Matching


@dataclass(frozen=True, slots=True)
class NamedAgency:
    """An agency under its own name; `spellings` are the other ways the document writes it."""

    name: str
    spellings: tuple[str, ...] = ()
    aliases: tuple[NamedAlias, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedParty:
    name: str
    region: str | None = None
    aliases: tuple[NamedAlias, ...] = ()
    agencies: tuple[NamedAgency, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """Everything a file of names says; `spheres` by their number."""

    parties: tuple[NamedParty, ...] = ()
    spheres: tuple[tuple[str, tuple[NamedAlias, ...]], ...] = ()


def names_path(document: Path) -> Path:
    """Returns where a document's file of names is looked for: beside it, ending in `.names.json`."""
    return document.with_suffix(".names.json")


def read_names(document: Path) -> Names:
    """Returns the names beside the document, or none where there is no such file; raises `DocumentRefused`."""
    path = names_path(document)
    return parse_names(read_bytes(path, LARGEST)) if path.exists() else Names()


def parse_names(content: bytes) -> Names:
    """Returns the names in a JSON text; raises `DocumentRefused` that says which place must be what."""
    try:
        raw = json.loads(content, object_pairs_hook=_distinct)
    except (ValueError, RecursionError) as error:
        place = Place(line=error.lineno) if isinstance(error, json.JSONDecodeError) else None
        raise DocumentRefused(DocumentProblem.NAMES_NOT_JSON, place, reason=str(error)) from error
    top = _object(raw, "the whole", {"parties", "spheres"})
    parties = tuple(
        _party(entry, f"parties[{n}]") for n, entry in enumerate(_list(top.get("parties", []), "parties"))
    )
    _once([party.name for party in parties], "parties")
    spheres = _object(top.get("spheres", {}), "spheres")
    return Names(
        parties, tuple((number, _sphere(entry, f"spheres.{number}")) for number, entry in spheres.items())
    )


def _party(raw: Any, place: str) -> NamedParty:
    known = _object(raw, place, {"name", "region", "agencies", *MATCHINGS})
    listed = _list(known.get("agencies", []), f"{place}.agencies")
    agencies = tuple(_agency(entry, f"{place}.agencies[{n}]") for n, entry in enumerate(listed))
    written = [name for agency in agencies for name in (agency.name, *agency.spellings)]
    _once(written, f"{place}.agencies")
    region = _text(known["region"], f"{place}.region") if "region" in known else None
    return NamedParty(_name(known, place), region, _aliases(known, place), agencies)


def _agency(raw: Any, place: str) -> NamedAgency:
    known = _object(raw, place, {"name", "spellings", *MATCHINGS})
    return NamedAgency(_name(known, place), _texts(known, "spellings", place), _aliases(known, place))


def _sphere(raw: Any, place: str) -> tuple[NamedAlias, ...]:
    return _aliases(_object(raw, place, set(MATCHINGS)), place)


def _aliases(known: dict[str, Any], place: str) -> tuple[NamedAlias, ...]:
    aliases = tuple(
        NamedAlias(text, how) for key, how in MATCHINGS.items() for text in _texts(known, key, place)
    )
    _once([alias.text for alias in aliases], place)
    return aliases


def _name(known: dict[str, Any], place: str) -> str:
    return _text(known.get("name"), f"{place}.name")


def _texts(known: dict[str, Any], key: str, place: str) -> tuple[str, ...]:
    listed = _list(known.get(key, []), f"{place}.{key}")
    return tuple(_text(text, f"{place}.{key}[{n}]") for n, text in enumerate(listed))


def _text(raw: Any, place: str) -> str:
    text = clean(raw) if isinstance(raw, str) else ""
    if not text or not text.isprintable() or len(text) > LONGEST_NAME:
        raise DocumentRefused(DocumentProblem.NAMES_NOT_TEXT, place=place, limit=LONGEST_NAME)
    return text


def _list(raw: Any, place: str) -> list[Any]:
    if not isinstance(raw, list):
        raise DocumentRefused(DocumentProblem.NAMES_NOT_LIST, place=place)
    return raw


def _object(raw: Any, place: str, keys: set[str] | None = None) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise DocumentRefused(DocumentProblem.NAMES_NOT_OBJECT, place=place)
    for key in raw.keys() - keys if keys else ():
        known = ", ".join(sorted(keys or ()))
        raise DocumentRefused(DocumentProblem.NAMES_UNKNOWN_KEY, place=place, key=key, known=known)
    return raw


def _once(texts: list[str], place: str) -> None:
    seen: set[str] = set()
    for text in texts:
        if text.lower() in seen:
            raise DocumentRefused(DocumentProblem.NAMES_TWICE, place=place, name=text)
        seen.add(text.lower())


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    _once([key for key, _ in pairs], "the keys of one object")
    return dict(pairs)
