"""One agency under several spellings: which wordings of a document mean the same agency."""

from functools import lru_cache

from data.documents.names import NamedAgency
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.primitives.folding import folded_words, with_own_letters
from data.regions.regions import without_region

STOP_WORDS = frozenset({"и"})


@lru_cache(maxsize=50_000)
def short_name(name: str, territory: str) -> str:
    """Returns the name without the region: «Министерство культуры» of «Министерство культуры Пермского края»."""
    return without_region(name, territory)


@lru_cache(maxsize=50_000)
def agency_key(name: str, territory: str) -> str:
    """Equal for two spellings of one agency: folded, without the region and «и»."""
    short = short_name(with_own_letters(name), with_own_letters(territory))
    return "".join(word for word in folded_words(short) if word not in STOP_WORDS)


class AgencySpellings:
    """The agencies of one party with the spellings that a file of names gives each.

    Raises `DocumentRefused` when two agencies of the file share a name.
    """

    def __init__(self, territory: str, named: tuple[NamedAgency, ...]) -> None:
        self._territory = territory
        self._known: dict[str, NamedAgency] = {}
        for agency in named:
            for spelling in (agency.name, *agency.spellings):
                if self._known.setdefault(agency_key(spelling, territory), agency) is not agency:
                    raise DocumentRefused(DocumentProblem.NAMES_TWICE, place="agencies", name=spelling)

    def named(self, wording: str) -> NamedAgency | None:
        """Returns the agency that a wording of the document means; None when the file does not know it."""
        return self._known.get(agency_key(wording, self._territory))
