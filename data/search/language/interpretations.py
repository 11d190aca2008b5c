"""Interpretations of one question: each accounts for every word that matters, or says how many it cannot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from data.search.language.calendar_words import URGENCY
from data.search.language.entities import Entities
from data.search.language.index import SearchIndex
from data.search.language.names import head_of
from data.search.language.numbers import NamedNumbers
from data.search.language.periods import find_time
from data.search.language.sides import is_elsewhere, on_their_sides
from data.search.language.stopwords import (
    AGENCY_WORDS,
    is_document_word,
    is_person,
    is_soft_stopword,
    is_stopword,
)
from data.search.language.topics import TopicMatch, Topics
from data.search.language.words import PartOfSpeech, Word
from data.search.models import AskedTime

# So many words of a text, the word for an agency not counted, may be meant as text though they name an agency.
FEWEST_ALONE = 2
# More words of meaning than this are a piece of a text, not the names of subjects.
MOST_NAMING = 16
# Ranks: of interpretations that explain a question equally well, the least is meant.
PLAIN, STEM_SPHERE, AGENCY_TOPIC, TEXT, STEM_TOPIC, TEXT_ALONE, TIMELESS = range(7)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A question before it is understood: its words, and what they plainly name; `time_places` are indices of words."""

    words: tuple[Word, ...]
    numbers: NamedNumbers
    time: AskedTime | None
    time_places: frozenset[int]
    entities: Entities

    @property
    def names_only_urgency(self) -> bool:
        """True where the only time named is how soon the answer is wanted."""
        content_words = [self.words[place] for place in self.time_places]
        return bool(content_words) and all(word.text in URGENCY for word in content_words)

    @property
    def names_something(self) -> bool:
        """True when the words name an agency, a side, a time, or the number of an activity or sphere."""
        entities = self.entities
        return bool(
            self.time
            or entities.agency_entities
            or entities.sides
            or self.numbers.activities
            or self.numbers.spheres
        )

    def content(self, taken: frozenset[int], capital_names: frozenset[str]) -> list[tuple[int, Word]]:
        """Returns the words at other indices that carry meaning of their own; soft ones only for want of others."""
        shouted = len(self.words) > 1 and all(word.written.isupper() for word in self.words)
        carrying = [
            (place, word)
            for place, word in enumerate(self.words)
            if place not in taken
            and (not is_stopword(word) or (word.is_capitals and not shouted and word.text in capital_names))
        ]
        hard = [(place, word) for place, word in carrying if not is_soft_stopword(word)]
        return hard if hard or self.names_something else carrying


@dataclass(slots=True)
class Interpretation:
    """What one way to read the question names.

    `words` are those left to look for in texts. `unexplained` are the words that no part of it accounts for;
    `elsewhere` is True where an agency is not of the side asked about. Of interpretations that explain as much, the
    least `rank` is meant.
    """

    rank: int
    agencies: tuple[int, ...] = ()
    spheres: tuple[int, ...] = ()
    sides: tuple[int, ...] = ()
    time: AskedTime | None = None
    words: list[Word] = field(default_factory=list)
    unexplained: list[Word] = field(default_factory=list)
    by_topic: bool = False
    elsewhere: bool = False

    @property
    def conditions(self) -> list["Interpretation"]:
        """Returns one interpretation for each condition: agencies, spheres, sides, time and words."""
        alone = [
            Interpretation(self.rank, agencies=self.agencies),
            Interpretation(self.rank, spheres=self.spheres),
            Interpretation(self.rank, sides=self.sides),
            Interpretation(self.rank, time=self.time),
            Interpretation(self.rank, words=self.words),
        ]
        return [condition for condition in alone if condition != Interpretation(self.rank)]


def tokenize(index: SearchIndex, words: tuple[Word, ...], today: date) -> Tokens:
    """Splits a question into its words and what they plainly name."""
    words = index.numbers.join_split_numbers(words)
    bare = index.numbers.find_bare(words)
    numbers = bare if bare.used else index.numbers.find(words)
    time, places = find_time(words, today, frozenset(numbers.used))
    entities = index.agency_finder.find(words, numbers.used | places)
    return Tokens(words, numbers, time, places, entities)


def interpret(index: SearchIndex, tokens: Tokens) -> list[Interpretation]:
    """Returns every different interpretation of the question."""
    different: list[Interpretation] = []
    for interpretation in _all_interpretations(index, tokens):
        if interpretation not in different:
            different.append(interpretation)
    return different


def _all_interpretations(index: SearchIndex, tokens: Tokens) -> Iterator[Interpretation]:
    yield from _interpret(index, tokens, tokens.time)
    if tokens.names_only_urgency:
        for interpretation in _interpret(index, replace(tokens, time=None), None):
            interpretation.rank -= TIMELESS
            yield interpretation
    if tokens.time and any(index.texts.has(tokens.words[place]) for place in tokens.time_places):
        for interpretation in _interpret(index, tokens, None):
            interpretation.rank += TIMELESS
            if interpretation != Interpretation(interpretation.rank):  # it says something besides the time
                yield interpretation
    if tokens.entities.agency_entities or tokens.entities.absent or tokens.entities.heads:
        yield _texts_alone(index, tokens)


def _interpret(index: SearchIndex, tokens: Tokens, time: AskedTime | None) -> Iterator[Interpretation]:
    timely = tokens.time_places if time or tokens.names_only_urgency else frozenset()
    taken = frozenset(tokens.entities.taken | tokens.numbers.used | timely)
    absent = [place for entity in tokens.entities.absent for place in entity.places]
    content_words = tokens.content(
        taken | frozenset(absent) | frozenset(tokens.entities.heads), index.capital_names
    )
    for order in _orders(index, content_words):
        interpretation = _plain(index, tokens, time)
        left = list(content_words)
        for topics in order:
            left = _add_topics(
                interpretation, topics, left, is_sphere=topics is index.spheres, alone=len(content_words) == 1
            )
        _add_words(interpretation, index, [word for _, word in left])
        interpretation.unexplained += [tokens.words[place] for place in absent]
        yield _with_heads(interpretation, index, tokens)


def _orders(index: SearchIndex, content_words: Sequence[tuple[int, Word]]) -> tuple[tuple[Topics, ...], ...]:
    """Returns in which order the subjects named are looked for; a text's own words are no subjects."""
    if len(content_words) > MOST_NAMING:
        return ((),)
    return (index.spheres, index.agency_topics), (index.agency_topics, index.spheres), ()


def _plain(index: SearchIndex, tokens: Tokens, time: AskedTime | None) -> Interpretation:
    named, sides = on_their_sides(tokens.entities, index.agency_parties)
    agencies = tuple(dict.fromkeys(agency for agencies_meant in named for agency in agencies_meant))
    is_other_side = is_elsewhere(tokens.entities, sides, index.agency_parties)
    return Interpretation(
        PLAIN, agencies, tuple(tokens.numbers.spheres), sides, time, elsewhere=is_other_side
    )


def _add_topics(
    interpretation: Interpretation,
    topics: Topics,
    content_words: list[tuple[int, Word]],
    *,
    is_sphere: bool,
    alone: bool,
) -> list[tuple[int, Word]]:
    found = topics.find(content_words)
    for topic in found:
        if is_sphere:
            interpretation.spheres = tuple(dict.fromkeys((*interpretation.spheres, *topic.ids)))
        elif not interpretation.agencies or interpretation.by_topic:
            interpretation.agencies = tuple(dict.fromkeys((*interpretation.agencies, *topic.ids)))
            interpretation.by_topic = True
        else:
            continue
        interpretation.rank = max(interpretation.rank, _topic_rank(topic, is_sphere=is_sphere, alone=alone))
    if is_sphere and _splits_phrase(found, content_words):
        interpretation.rank = max(interpretation.rank, TEXT + 1)
    explained = frozenset(
        place for topic in found for place in topic.places if is_sphere or interpretation.by_topic
    )
    return [(place, word) for place, word in content_words if place not in explained]


def _splits_phrase(topics: Sequence[TopicMatch], content_words: Sequence[tuple[int, Word]]) -> bool:
    """True when an adjective would belong to another subject than its noun: «цифровые технологии»."""
    owner = {place: topic.ids for topic in topics for place in topic.places}
    return any(
        word.form.part is PartOfSpeech.ADJECTIVE
        and place in owner
        and after in owner
        and owner[place] != owner[after]
        for (place, word), (after, noun) in pairwise(content_words)
        if after == place + 1 and "," not in noun.gap
    )


def _topic_rank(topic: TopicMatch, *, is_sphere: bool, alone: bool) -> int:
    if is_sphere:
        return PLAIN if topic.exact else STEM_SPHERE if alone else TEXT + 1
    return AGENCY_TOPIC if topic.exact else STEM_TOPIC


def _add_words(interpretation: Interpretation, index: SearchIndex, left: Sequence[Word]) -> None:
    """The words left over: looked for in texts, or unexplained when no text has them."""
    strong = bool(interpretation.agencies) and not interpretation.by_topic
    for word in left:
        known = index.texts.has(word)
        if not known and is_person(word):
            continue
        if known or not (is_document_word(word) or (strong and word.form.part is PartOfSpeech.ACTION)):
            interpretation.words.append(word)
        if (
            not known
            and not is_document_word(word)
            and not (strong and word.form.part is PartOfSpeech.ACTION)
        ):
            interpretation.unexplained.append(word)
    if interpretation.words and (
        interpretation.by_topic
        or not (interpretation.agencies or interpretation.spheres or interpretation.time)
    ):
        interpretation.rank = max(interpretation.rank, STEM_TOPIC if interpretation.by_topic else TEXT)


def _with_heads(interpretation: Interpretation, index: SearchIndex, tokens: Tokens) -> Interpretation:
    """«Комитеты» alone are all of them; beside a subject the word only frames the question."""
    if not (interpretation.agencies or interpretation.spheres or interpretation.words):
        kinds = dict.fromkeys(tokens.entities.heads.values())
        interpretation.agencies = tuple(
            agency for head in kinds for agency in index.agency_finder.of_kind(head)
        )
        if any(not AGENCY_WORDS.isdisjoint(word.keys) and word.text != "agency" for word in tokens.words):
            interpretation.agencies = tuple(sorted(index.agency_names))
    return interpretation


def _texts_alone(index: SearchIndex, tokens: Tokens) -> Interpretation:
    """Returns everything but the parties looked for in texts: «Федеральное агентство по делам молодёжи»."""
    sides = frozenset(place for side in tokens.entities.sides for place in side.places)
    interpretation = Interpretation(TEXT_ALONE)
    content_words = tokens.content(sides | frozenset(tokens.numbers.used), index.capital_names)
    own = [word for place, word in content_words if place not in tokens.entities.heads and not head_of(word)]
    if len(own) < FEWEST_ALONE:
        interpretation.unexplained += own
        return interpretation
    _add_words(interpretation, index, [word for _, word in content_words])
    interpretation.unexplained += [tokens.words[place] for place in sorted(tokens.entities.foreign)]
    return interpretation
