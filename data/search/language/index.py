"""Everything a roadmap gives to understand questions with, built once for each revision of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from data.regions.regions import territory_of, without_region
from data.roadmap.models import Alias, Matching, Party, RoadmapContent
from data.search.language.abbreviated_names import AbbreviatedNames
from data.search.language.agencies import AgencyFinder
from data.search.language.calendar_words import TIME_WORDS
from data.search.language.concepts import CONCEPTS
from data.search.language.english import RUSSIAN
from data.search.language.names import (
    HEADS,
    LESSER_HEADS,
    Name,
    NameWord,
    head_of,
    name_word,
    read_name,
    words_of_names,
)
from data.search.language.numbers import Numbers
from data.search.language.numerals import ITEM_LABELS, ORDINALS, SECTION_LABELS
from data.search.language.phrases import Phrase, phrase_of
from data.search.language.region_names import region_phrases, region_words, single_names
from data.search.language.spelling import Spelling
from data.search.language.stopwords import ENGLISH_STOPWORDS, RUSSIAN_STOPWORDS, SOFT_STOPWORDS, is_stopword
from data.search.language.texts import Texts
from data.search.language.topics import Topics
from data.search.language.vocabulary import Vocabulary
from data.search.language.words import split_words, word_set

# What a region may be, apart from its name: «Татарстан» is enough for «Республика Татарстан».
REGION_KINDS = frozenset(
    [
        "край",
        "область",
        "республика",
        "округ",
        "автономный",
        "город",
        "город-герой",
        "санкт",
        "г",
        "федерация",
    ]
)
GOVERNMENTS = frozenset(
    ["правительство", "администрация", "кабинет", "министр", "исполнительный", "комитет", "совет", "мэрия"]
)
COMMON_LATIN = frozenset(["krai", "oblast", "region", "territory", "republic", "st", "saint"])
# Forms of the words questions are asked with, for a typo in them: «пакажите», «мероприятея».
QUESTION_WORDS = word_set(
    """
    какие какой какая какое каких которые когда сколько почему чего чему кого кому покажи покажите расскажи
    расскажите скажи скажите подскажи подскажите найди найдите напомни напомните перечисли перечислите уточни
    уточните объясни объясните поясни поясните назови назовите выведи выведите открой откройте пришли пришлите
    сообщи сообщите отвечает отвечают занимается занимаются делает делают ведет ведут исполняет исполняют
    курирует мероприятия мероприятий мероприятиях задачи пункты пунктов сроки сроков ведомства ведомств
    """
)
# Abbreviations as short as this are themselves or nothing.
LONGEST_RIGID = 4
SHORTEST_PLACE = 5


@dataclass(frozen=True)
class SearchIndex:
    """The indexes one roadmap is searched with; `agency_topics` are what its agencies are there for.

    `capital_names` are names that are frame words unless they stand in capitals: «IT» is not «it».
    """

    spelling: Spelling
    numbers: Numbers
    agency_finder: AgencyFinder
    spheres: Topics
    agency_topics: Topics
    texts: Texts
    agency_names: dict[int, Name]
    agency_parties: dict[int, int]
    capital_names: frozenset[str]


def build_index(content: RoadmapContent) -> SearchIndex:
    """Builds the index of a roadmap's names and texts; for 36 activities it takes about a second of CPU."""
    regions = _region_words(content)
    sphere_names = [*_sphere_names(content)]
    spheres = Topics(sphere_names, prefer_whole=True)
    headed, loose = _agency_names(content, regions)
    topical = [alias for alias in loose if _is_topic(alias, spheres)]
    nicknames = [alias for alias in loose if alias not in topical]
    phrases = [*_agency_phrases(content, nicknames), *_party_phrases(content)]
    names = [*headed, *(read_name(alias.text, regions, agency=alias.agency_id) for alias in topical)]
    texts = Texts({activity.id: activity.title for activity in content.activities})
    return SearchIndex(
        Spelling(_vocabulary(content, texts)),
        Numbers(
            {activity.number: activity.id for activity in content.activities},
            {sphere.number: sphere.id for sphere in content.spheres},
        ),
        AgencyFinder(
            headed,
            phrases,
            texts.words.union(words_of_names(alias.text for alias in content.aliases if alias.sphere_id)),
            AbbreviatedNames(_short_names(content)),
        ),
        spheres,
        Topics(names, prefer_whole=False),
        texts,
        {name.agency: name for name in reversed(names) if name.agency is not None},
        {agency.id: agency.party_id for agency in content.agencies},
        frozenset(
            word.text for alias in content.aliases for word in split_words(alias.text) if is_stopword(word)
        ),
    )


def _short_names(content: RoadmapContent) -> dict[int, str]:
    """Returns the names without the region, by agency id."""
    territories = {party.id: territory_of(party.name) for party in content.roadmap.parties}
    return {
        agency.id: without_region(agency.name, territories[agency.party_id]) for agency in content.agencies
    }


def _sphere_names(content: RoadmapContent) -> Iterator[Name]:
    for sphere in content.spheres:
        yield read_name(sphere.title, sphere=sphere.id, official=True)
    for alias in content.aliases:
        if alias.sphere_id is not None:
            yield read_name(alias.text, sphere=alias.sphere_id)


def _agency_names(content: RoadmapContent, regions: frozenset[str]) -> tuple[list[Name], list[Alias]]:
    """Returns names with a head, and the aliases that have none."""
    headed = [read_name(agency.name, regions, agency=agency.id, official=True) for agency in content.agencies]
    loose = []
    for alias in content.aliases:
        if alias.agency_id is None:
            continue
        name = read_name(alias.text, regions, agency=alias.agency_id, official=True)
        if name.head and name.groups:
            headed.append(name)
        else:
            loose.append(alias)
    return headed, loose


def _is_topic(alias: Alias, spheres: Topics) -> bool:
    """True for another name of an agency that is first of all the name of a sphere: «природопользование»."""
    alias_words = list(enumerate(split_words(alias.text)))
    found = spheres.find(alias_words) if alias.matching is Matching.FREE else []
    return bool(found) and found[0].exact and len(found[0].places) == len(alias_words)


def _agency_phrases(content: RoadmapContent, loose: list[Alias]) -> Iterator[Phrase]:
    every = [(alias.text, alias.matching, alias.agency_id) for alias in loose]
    every += [
        (agency.name, Matching.FREE, agency.id) for agency in content.agencies if not _has_head(agency.name)
    ]
    for text, matching, agency in every:
        if phrase := phrase_of(text, matching, agency=agency):
            yield phrase


def _has_head(name: str) -> bool:
    return any(head_of(word) for word in split_words(name))


def _party_phrases(content: RoadmapContent) -> Iterator[Phrase]:
    for alias in content.aliases:
        if alias.party_id is not None and (
            phrase := phrase_of(
                alias.text, alias.matching, party=alias.party_id, by_stem=_is_place_name(alias.text)
            )
        ):
            yield phrase
    for party in content.roadmap.parties:
        yield from region_phrases(party, content.roadmap.parties)
        for text in (party.region, party.name):
            if phrase := phrase_of(text, Matching.FREE, party=party.id):
                yield phrase
        if words := _own_words(party):
            yield Phrase(words, Matching.FREE, party=party.id, by_stem=True)


def _is_place_name(text: str) -> bool:
    """True for «Питер», of which «питерцы» are the people."""
    return text[0].isupper() and text.isalpha() and len(text) >= SHORTEST_PLACE


def _own_words(party: Party) -> tuple[NameWord, ...]:
    words = (name_word(word) for word in split_words(party.region))
    return tuple(word for word in words if (REGION_KINDS | GOVERNMENTS).isdisjoint(word.keys))


def _region_words(content: RoadmapContent) -> frozenset[str]:
    texts = [text for party in content.roadmap.parties for text in (party.region, party.name)]
    texts += [alias.text for alias in content.aliases if alias.party_id is not None]
    texts += [name for party in content.roadmap.parties for name in single_names(party)]
    words = frozenset(key for text in texts for word in split_words(text) for key in (word.text, *word.keys))
    inflected = {
        word.text
        for agency in content.agencies
        for word in split_words(agency.name)
        if not words.isdisjoint(word.keys)
    }
    return (words | inflected | COMMON_LATIN) - GOVERNMENTS


def _vocabulary(content: RoadmapContent, texts: Texts) -> Vocabulary:
    names = [*(agency.name for agency in content.agencies), *(sphere.title for sphere in content.spheres)]
    names += [text for party in content.roadmap.parties for text in (party.name, party.region)]
    free = [alias.text for alias in content.aliases if not _is_rigid(alias)]
    rigid = [alias.text for alias in content.aliases if _is_rigid(alias)]
    known = {
        *words_of_names([*names, *free]),
        *(word for party in content.roadmap.parties for word in region_words(party, content.roadmap.parties)),
        *texts.words,
        *RUSSIAN_STOPWORDS,
        *ENGLISH_STOPWORDS,
        *SOFT_STOPWORDS,
        *TIME_WORDS,
    }
    known |= {
        *QUESTION_WORDS,
        *HEADS,
        *LESSER_HEADS,
        *RUSSIAN,
        *SECTION_LABELS,
        *ITEM_LABELS,
        *ORDINALS,
        *CONCEPTS,
    }
    short = {word for word in TIME_WORDS if len(word) <= LONGEST_RIGID}
    unbending = short.union(words_of_names(rigid)) - known.difference(short)
    return Vocabulary(known - short, unbending, set(words_of_names(names)))


def _is_rigid(alias: Alias) -> bool:
    abbreviation = alias.text.isupper() and len(alias.text) <= LONGEST_RIGID
    return abbreviation or alias.matching is not Matching.FREE
