"""What people call a side besides its name: its people, its capital, its short and colloquial names, in both languages."""

from collections.abc import Iterator, Sequence

from data.regions.morphology import is_dictionary_word
from data.regions.named_regions import TAIL, find_region
from data.regions.table import Region, regions
from data.roadmap.models import Matching, Party
from data.search.language.phrases import Phrase, phrase_of
from data.search.language.words import split_words

LONGEST_LETTERS = 3  # of an abbreviation: «РТ» and «КБР» are themselves in capitals, «хмао» in any


def region_phrases(party: Party, parties: Sequence[Party]) -> Iterator[Phrase]:
    """Yields the phrases that mean the side, also its country's where no other of the parties is of it."""
    for text in _called(party, parties):
        if phrase := phrase_of(text, _matching(text), party=party.id):
            yield phrase


def region_words(party: Party, parties: Sequence[Party]) -> Iterator[str]:
    """Yields the folded words of the names that a misspelt word of a question may mean."""
    for text in _called(party, parties):
        if _matching(text) is Matching.FREE:
            yield from (word.text for word in split_words(text))


def single_names(party: Party) -> Iterator[str]:
    """Yields the names of one word, «Якутия»: they belong to no agency's name."""
    region = find_region(party.region)
    names = (forms[0] for forms in region.names) if region else ()
    return (name for name in names if len(name.split()) == 1)


def _called(party: Party, parties: Sequence[Party]) -> Iterator[str]:
    region = find_region(party.region)
    if region is None:
        return
    yield from _names(region)
    others = (find_region(other.region) for other in parties if other.id != party.id)
    if not any(other and other.country == region.country for other in others):
        yield from (
            name
            for row in regions()
            if row.is_country and row.country == region.country
            for name in _names(row)
        )


def _names(region: Region) -> Iterator[str]:
    names = [form for forms in region.names for form in forms]
    yield from dict.fromkeys(
        (
            *names,
            *(TAIL.split(name)[0] for name in names),
            region.capital,
            *region.called,
            *region.adjectives,
            *region.people,
            *region.english,
        )
    )


def _matching(text: str) -> Matching:
    if not text.isupper() or len(text) > LONGEST_LETTERS:
        return Matching.FREE
    return Matching.UPPER if len(text) < LONGEST_LETTERS or is_dictionary_word(text) else Matching.WHOLE
