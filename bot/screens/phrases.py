"""Short wordings that many screens share: counts, numbers, and names short enough for a button."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import count

from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.telegram.text_length import elide, shorten
from data.regions.morphology import parses
from data.roadmap.lookup import agencies_on
from data.roadmap.models import Agency, Roadmap, RoadmapContent


def activity_count(n: int) -> str:
    return ngettext("{n} activity", "{n} activities", n).format(n=n)


def sphere_count(n: int) -> str:
    return ngettext("{n} sphere", "{n} spheres", n).format(n=n)


def agency_count(n: int) -> str:
    return ngettext("{n} agency", "{n} agencies", n).format(n=n)


def numbered(number: int) -> str:
    """«№ 5» or “No. 5”."""
    return _("No. {number}").format(number=number)


def quoted(text: str) -> str:
    return _("“{text}”").format(text=text)


def titled(number: str, title: str) -> str:
    """«3. В сфере строительства»."""
    return f"{number}. {title}"


def examples_line(examples: Iterable[str]) -> str:
    """«Например: «Минстрой», «декабрь», «3.2».», or nothing without examples."""
    named = ", ".join(map(quoted, examples))
    return _("For example: {examples}.").format(examples=named) if named else ""


SUFFICIENT = 3  # names that a common ending is judged by
REGION = 60


def roadmap_name(roadmap: Roadmap) -> str:
    """«Санкт-Петербург — Пермский край, 2024–2026»."""
    regions = " — ".join(shorten(party.region, REGION) for party in roadmap.parties)
    return f"{regions or shorten(roadmap.title, 2 * REGION)}, {roadmap.first_year}–{roadmap.last_year}"


def short_names(content: RoadmapContent, agencies: Sequence[Agency]) -> list[str]:
    """Without the ending that most names of a side share: «Министерство строительства» of «… Пермского края»."""
    endings = {
        party.id: common_ending([other.name for other in agencies_on(content, party.id)])
        for party in content.roadmap.parties
    }
    return [agency.name.removesuffix(endings[agency.party_id]).rstrip() or agency.name for agency in agencies]


def distinguished(names: Sequence[str], most: int) -> list[str]:
    """Each shortened to so many units, in the middle where the beginning alone would not tell it from another."""
    times = Counter(shorten(name, most) for name in names)
    return [shorten(name, most) if times[shorten(name, most)] == 1 else elide(name, most) for name in names]


def with_region(name: str, region: str) -> str:
    """«Комитет по строительству (Санкт-Петербург)»; a name that says its side already stays as it is."""
    named = [_lemmas(word) for word in _words(name)]
    if all(any(_lemmas(word) & lemmas for lemmas in named) for word in _words(region)):
        return name
    return _("{agency} ({region})").format(agency=name, region=region)


def _words(text: str) -> list[str]:
    return re.findall(r"[\w-]+", text.casefold())


def _lemmas(word: str) -> set[str]:
    """«тверской» is of «тверская», the noun, and of the adjective."""
    return {reading.normal_form for reading in parses(word)}


def common_ending(names: Sequence[str]) -> str:
    """The longest ending, in whole words, that more than half of the names share."""
    ending = ""
    for words in count(1):
        endings = Counter(" ".join(name.split()[-words:]) for name in names if len(name.split()) > words)
        commonest, times = next(iter(endings.most_common(1)), ("", 0))
        if len(names) < SUFFICIENT or times * 2 <= len(names):
            break
        ending = commonest
    return ending
