"""Ways to read one question: each accounts for every word that matters, or says how many it cannot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from data.search.language.calendar_words import HASTE
from data.search.language.entities import Entities
from data.search.language.index import SearchIndex
from data.search.language.names import head_of
from data.search.language.numbers import NamedNumbers
from data.search.language.periods import find_time
from data.search.language.sides import is_elsewhere, on_their_sides
from data.search.language.stopwords import BODIES, is_document_word, is_frame, is_person, is_soft_frame
from data.search.language.topics import Topic, Topics
from data.search.language.words import PartOfSpeech, Word
from data.search.models import AskedTime

# So many words of a text, the word for a body not counted, may be meant as text though they name a body.
FEWEST_ALONE = 2
# More words of meaning than this are a piece of a text, not the names of subjects.
MOST_NAMING = 16
# Which kind of reading is meant when several explain a question as well.
PLAIN, KIN_SPHERE, AGENCY_TOPIC, TEXT, KIN_TOPIC, TEXT_ALONE, TIMELESS = range(7)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A question taken apart before it is understood: its words, and what they plainly name."""

    words: tuple[Word, ...]
    numbers: NamedNumbers
    time: AskedTime | None
    time_places: frozenset[int]
    mentions: Entities

    @property
    def is_hasty(self) -> bool:
        """True where the only time named is how soon the answer is wanted."""
        said = [self.words[place] for place in self.time_places]
        return bool(said) and all(word.text in HASTE for word in said)

    @property
    def names_something(self) -> bool:
        mentions = self.mentions
        return bool(
            self.time or mentions.bodies or mentions.sides or self.numbers.activities or self.numbers.spheres
        )

    def content(self, taken: frozenset[int], capital_names: frozenset[str]) -> list[tuple[int, Word]]:
        """The words at other places that carry meaning of their own; soft ones only for want of others."""
        shouted = len(self.words) > 1 and all(word.written.isupper() for word in self.words)
        carrying = [
            (place, word)
            for place, word in enumerate(self.words)
            if place not in taken
            and (not is_frame(word) or (word.is_capitals and not shouted and word.text in capital_names))
        ]
        hard = [(place, word) for place, word in carrying if not is_soft_frame(word)]
        return hard if hard or self.names_something else carrying


@dataclass(slots=True)
class Interpretation:
    """What one way to read the question names.

    `words` are those left to look for in texts, `alone` when nothing else was named. `unexplained` are the
    words that no part of the reading accounts for; `elsewhere` where a body is not of the side asked about. Of readings that explain as much, the least `rank` is meant.
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
        """Each thing it names, alone."""
        alone = [
            Interpretation(self.rank, agencies=self.agencies),
            Interpretation(self.rank, spheres=self.spheres),
            Interpretation(self.rank, sides=self.sides),
            Interpretation(self.rank, time=self.time),
            Interpretation(self.rank, words=self.words),
        ]
        return [one for one in alone if one != Interpretation(self.rank)]


def hear(lexicon: SearchIndex, words: tuple[Word, ...], today: date) -> Tokens:
    """A question's words and what they plainly name."""
    words = lexicon.numbers.joined(words)
    bare = lexicon.numbers.find_bare(words)
    numbers = bare if bare.used else lexicon.numbers.find(words)
    time, places = find_time(words, today, frozenset(numbers.used))
    mentions = lexicon.bodies.find(words, numbers.used | places)
    return Tokens(words, numbers, time, places, mentions)


def readings(lexicon: SearchIndex, heard: Tokens) -> list[Interpretation]:
    """Every different way to read the question."""
    different: list[Interpretation] = []
    for reading in _every_reading(lexicon, heard):
        if reading not in different:
            different.append(reading)
    return different


def _every_reading(lexicon: SearchIndex, heard: Tokens) -> Iterator[Interpretation]:
    yield from _readings(lexicon, heard, heard.time)
    if heard.is_hasty:
        for reading in _readings(lexicon, replace(heard, time=None), None):
            reading.rank -= TIMELESS
            yield reading
    if heard.time and any(lexicon.texts.has(heard.words[place]) for place in heard.time_places):
        for reading in _readings(lexicon, heard, None):
            reading.rank += TIMELESS
            yield reading
    if heard.mentions.bodies or heard.mentions.absent or heard.mentions.heads:
        yield _texts_alone(lexicon, heard)


def _readings(lexicon: SearchIndex, heard: Tokens, time: AskedTime | None) -> Iterator[Interpretation]:
    timely = heard.time_places if time or heard.is_hasty else frozenset()
    taken = frozenset(heard.mentions.taken | heard.numbers.used | timely)
    absent = [place for _, places in heard.mentions.absent for place in places]
    said = heard.content(taken | frozenset(absent) | frozenset(heard.mentions.heads), lexicon.capital_names)
    for order in _orders(lexicon, said):
        reading = _plain(lexicon, heard, time)
        left = list(said)
        for topics in order:
            left = _add_topics(
                reading, topics, left, is_sphere=topics is lexicon.spheres, alone=len(said) == 1
            )
        _add_words(reading, lexicon, [word for _, word in left])
        reading.unexplained += [heard.words[place] for place in absent]
        yield _with_heads(reading, lexicon, heard)


def _orders(lexicon: SearchIndex, said: Sequence[tuple[int, Word]]) -> tuple[tuple[Topics, ...], ...]:
    """In which order the subjects named are looked for; a text's own words are no subjects."""
    if len(said) > MOST_NAMING:
        return ((),)
    return (lexicon.spheres, lexicon.agency_topics), (lexicon.agency_topics, lexicon.spheres), ()


def _plain(lexicon: SearchIndex, heard: Tokens, time: AskedTime | None) -> Interpretation:
    bodies, sides = on_their_sides(heard.mentions, lexicon.agency_parties)
    agencies = tuple(dict.fromkeys(agency for body in bodies for agency in body))
    apart = is_elsewhere(heard.mentions, sides, lexicon.agency_parties)
    return Interpretation(PLAIN, agencies, tuple(heard.numbers.spheres), sides, time, elsewhere=apart)


def _add_topics(
    reading: Interpretation, topics: Topics, said: list[tuple[int, Word]], *, is_sphere: bool, alone: bool
) -> list[tuple[int, Word]]:
    found = topics.find(said)
    for topic in found:
        if is_sphere:
            reading.spheres = tuple(dict.fromkeys((*reading.spheres, *topic.ids)))
        elif not reading.agencies or reading.by_topic:
            reading.agencies = tuple(dict.fromkeys((*reading.agencies, *topic.ids)))
            reading.by_topic = True
        else:
            continue
        reading.rank = max(reading.rank, _topic_rank(topic, is_sphere=is_sphere, alone=alone))
    if is_sphere and _splits_phrase(found, said):
        reading.rank = max(reading.rank, TEXT + 1)
    explained = frozenset(place for topic in found for place in topic.places if is_sphere or reading.by_topic)
    return [(place, word) for place, word in said if place not in explained]


def _splits_phrase(topics: Sequence[Topic], said: Sequence[tuple[int, Word]]) -> bool:
    """True when an adjective would belong to another subject than its noun: «цифровые технологии»."""
    owner = {place: topic.ids for topic in topics for place in topic.places}
    return any(
        word.form.part is PartOfSpeech.ADJECTIVE
        and place in owner
        and after in owner
        and owner[place] != owner[after]
        for (place, word), (after, noun) in pairwise(said)
        if after == place + 1 and "," not in noun.gap
    )


def _topic_rank(topic: Topic, *, is_sphere: bool, alone: bool) -> int:
    if is_sphere:
        return PLAIN if topic.exact else KIN_SPHERE if alone else TEXT + 1
    return AGENCY_TOPIC if topic.exact else KIN_TOPIC


def _add_words(reading: Interpretation, lexicon: SearchIndex, left: Sequence[Word]) -> None:
    """The words left over: looked for in texts, or unexplained when no text has them."""
    strong = bool(reading.agencies) and not reading.by_topic
    for word in left:
        known = lexicon.texts.has(word)
        if not known and is_person(word):
            continue
        if known or not (is_document_word(word) or (strong and word.form.part is PartOfSpeech.ACTION)):
            reading.words.append(word)
        if (
            not known
            and not is_document_word(word)
            and not (strong and word.form.part is PartOfSpeech.ACTION)
        ):
            reading.unexplained.append(word)
    if reading.words and (reading.by_topic or not (reading.agencies or reading.spheres or reading.time)):
        reading.rank = max(reading.rank, KIN_TOPIC if reading.by_topic else TEXT)


def _with_heads(reading: Interpretation, lexicon: SearchIndex, heard: Tokens) -> Interpretation:
    """«Комитеты» alone are all of them; beside a subject the word only frames the question."""
    if not (reading.agencies or reading.spheres or reading.words):
        kinds = dict.fromkeys(heard.mentions.heads.values())
        reading.agencies = tuple(agency for head in kinds for agency in lexicon.bodies.of_kind(head))
        if any(not BODIES.isdisjoint(word.keys) and word.text != "agency" for word in heard.words):
            reading.agencies = tuple(sorted(lexicon.agency_names))
    return reading


def _texts_alone(lexicon: SearchIndex, heard: Tokens) -> Interpretation:
    """Everything but the parties looked for in texts: «Федеральное агентство по делам молодёжи»."""
    sides = frozenset(place for side in heard.mentions.sides for place in side.places)
    reading = Interpretation(TEXT_ALONE)
    said = heard.content(sides | frozenset(heard.numbers.used), lexicon.capital_names)
    own = [word for place, word in said if place not in heard.mentions.heads and not head_of(word)]
    if len(own) < FEWEST_ALONE:
        reading.unexplained += own
        return reading
    _add_words(reading, lexicon, [word for _, word in said])
    reading.unexplained += [heard.words[place] for place in sorted(heard.mentions.foreign)]
    return reading
