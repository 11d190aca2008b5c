"""Agencies and parties named in a question, and agencies it names that the roadmap does not have."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from data.search.language.entities import AgencyEntity, Entities, SideEntity
from data.search.language.names import (
    CONJUNCTIONS,
    HEADS,
    LESSER_HEADS,
    Name,
    NameIndex,
    QuestionWords,
    cover,
    head_of,
)
from data.search.language.phrases import Phrase, Phrases
from data.search.language.stopwords import is_stopword
from data.search.language.synonyms import official_words
from data.search.language.words import PartOfSpeech, Word, is_cyrillic

COMPLEMENT_PREPOSITIONS = frozenset(["по", "для", "of", "for", "on"])
INNER_WORDS = COMPLEMENT_PREPOSITIONS | CONJUNCTIONS | frozenset(["с", "the", "with"])
TOGETHER = frozenset(["с", "со", "вместе", "совместно", "with"])
LONGEST_COMPLEMENT = 8
# Beginnings of abbreviations for agencies; a word unknown otherwise that has one names an agency.
ABBREVIATED = ("мин", "ком", "рос", "гос", "деп", "глав", "упр")
ABBREVIATED_ENDS = ("надзор", "комитет", "управление", "департамент", "министерство", "агентство")
SHORTEST_ABBREVIATED = 6
REGIONS = frozenset(["область", "край", "округ", "район", "республика"])
REGIONAL_ENDS = ("ский", "ской", "цкий")


class AgencyFinder:
    """Knows the agencies of one roadmap by their names and nicknames."""

    def __init__(self, names: Iterable[Name], phrases: Iterable[Phrase], vocabulary: Collection[str]) -> None:
        by_head: defaultdict[str, list[Name]] = defaultdict(list)
        for name in names:
            by_head[name.head].append(name)
        self._name_words = frozenset(
            key for known in by_head.values() for name in known for word in name.words for key in word.keys
        )
        self._by_head = {head: NameIndex(known) for head, known in by_head.items() if head}
        self._of_head = {
            head: tuple({name.agency for name in known if name.agency}) for head, known in by_head.items()
        }
        self._phrases = Phrases(phrases)
        self._text_words = vocabulary

    def of_kind(self, head: str) -> tuple[int, ...]:
        """Returns the ids of all agencies whose name has this head."""
        return self._of_head.get(head, ())

    def find(self, words: Sequence[Word], taken: Collection[int]) -> Entities:
        """Returns what the words name; those at `taken` places mean something else."""
        entities = Entities()
        self._find_phrases(words, taken, entities)
        for place, word in enumerate(words):
            head = "" if place in taken else self._head(word)
            if head and place not in entities.taken:
                self._find_headed(words, place, head, taken, entities)
        self._find_foreign(words, entities)
        self._find_absent(words, taken, entities)
        return entities

    def _find_phrases(self, words: Sequence[Word], taken: Collection[int], entities: Entities) -> None:
        place = 0
        while place < len(words):
            found = None if place in taken else self._phrases.at(words, place)
            if found:
                places = frozenset(range(place, place + found.length))
                if found.agencies:
                    entities.agency_entities.append(AgencyEntity(found.agencies, places))
                joint = place > 0 and words[place - 1].text in TOGETHER
                entities.sides += [SideEntity(party, places, joint) for party in found.parties]
            place += found.length if found else 1

    def _head(self, word: Word) -> str:
        head = head_of(word)
        return head if head in HEADS.values() or head in self._by_head else ""

    def _find_headed(
        self, words: Sequence[Word], place: int, head: str, taken: Collection[int], entities: Entities
    ) -> None:
        busy = {*taken, *entities.taken}
        after = self._after(words, place, busy)
        before = self._before(words, place, busy) if is_cyrillic(words[place].text) or not after else []
        if not before and not after:
            noun = [place - 1] if place and place - 1 not in busy else []
            if noun and (
                agencies := self._named(words, head, noun)
                or self._named(official_words(tuple(words)), head, noun)
            ):
                entities.agency_entities.append(AgencyEntity(agencies, frozenset({place - 1, place})))
            else:
                entities.heads[place] = head
            return
        found = self._match_all(words, head, before, after)
        entities.agency_entities += [
            AgencyEntity(agency_entity.agencies, agency_entity.places | {place}) for agency_entity in found
        ]
        if not found:
            places = (*before, place, *after)
            text = " ".join(words[at].written for at in range(min(places), max(places) + 1))
            entities.absent.append((text, frozenset(places)))

    def _match_all(
        self, words: Sequence[Word], head: str, before: list[int], after: list[int]
    ) -> list[AgencyEntity]:
        """Agencies of this head, one after another: «комитеты по культуре, спорту и туризму»."""
        agency_entity, rest = self._match(words, head, before, after)
        found = []
        while agency_entity.agencies:
            found.append(agency_entity)
            agency_entity, rest = self._match(words, head, [], rest)
        return found

    def _match(
        self, words: Sequence[Word], head: str, before: list[int], after: list[int]
    ) -> tuple[AgencyEntity, list[int]]:
        """Returns the agencies that most of the words name, and the words left over."""
        for length in range(len(after), -1, -1):
            places = [*before, *after[:length]]
            if places and (agencies := self._named(words, head, places)):
                return AgencyEntity(agencies, frozenset(places)), after[length:]
        return AgencyEntity((), frozenset()), []

    def _named(self, words: Sequence[Word], head: str, places: list[int]) -> tuple[int, ...]:
        if head not in self._by_head:
            return ()
        question = QuestionWords((place, words[place]) for place in places)
        best = (False, False, False)
        agencies: dict[int, None] = {}
        for name in self._by_head[head].candidates(question):
            found = cover(name.groups, question)
            if found.places != frozenset(places) or name.agency is None:
                continue
            whole = all(map(question.fits, name.words))
            rank = (found.exact, found.complete, whole)
            if rank > best or not agencies:
                best, agencies = rank, {name.agency: None}
            elif rank == best:
                agencies[name.agency] = None
        return tuple(agencies)

    def _before(self, words: Sequence[Word], place: int, busy: Collection[int]) -> list[int]:
        """Adjectives before the head; before an English one, any words up to a stopword."""
        english = not is_cyrillic(words[place].text)
        places: list[int] = []
        for at in range(place - 1, -1, -1):
            word = words[at]
            named = english and (word.is_capitals or (not places and word.text in self._name_words))
            if at in busy or (is_stopword(word) and not named):
                if english and places and word.text in CONJUNCTIONS:
                    continue
                break
            if head_of(word) or not (english or word.form.part is PartOfSpeech.ADJECTIVE):
                break
            places.insert(0, at)
        return places[-LONGEST_COMPLEMENT:]

    def _after(self, words: Sequence[Word], place: int, busy: Collection[int]) -> list[int]:
        """Returns the words that say what the agency after its head is for."""
        places: list[int] = []
        for at in range(place + 1, len(words)):
            word = words[at]
            if at in busy or (
                word.text in INNER_WORDS and (places or word.text in COMPLEMENT_PREPOSITIONS | {"the"})
            ):
                if at in busy and not self._is_side(words, at):
                    break
                continue
            if self._ends_name(words, at) and not (at == place + 1 and self._is_inner_head(word)):
                break
            places.append(at)
        return places[:LONGEST_COMPLEMENT]

    def _is_inner_head(self, word: Word) -> bool:
        """True for the «управление» of «министерство управления финансами»."""
        return not word.keys.isdisjoint(LESSER_HEADS) and not word.keys.isdisjoint(self._name_words)

    def _ends_name(self, words: Sequence[Word], place: int) -> bool:
        """True for a word that no name goes on with: another head, a number, or a stopword of no name.

        A stopword that describes one which is none belongs to it: «комитет по дорожному хозяйству».
        """
        word, after = words[place], words[place + 1 : place + 2]
        describing = word.form.part is PartOfSpeech.ADJECTIVE and after and not is_stopword(after[0])
        is_stop = is_stopword(word) and (
            word.form.part is PartOfSpeech.FUNCTION
            or (word.keys.isdisjoint(self._name_words) and not describing)
        )
        return is_stop or word.is_number or bool(self._head(word))

    def _is_side(self, words: Sequence[Word], place: int) -> bool:
        found = self._phrases.at(words, place) or (self._phrases.at(words, place - 1) if place else None)
        return found is not None and bool(found.parties)

    def _find_foreign(self, words: Sequence[Word], entities: Entities) -> None:
        """Regions of others: «Комитет по культуре Ленинградской области» is none of these two."""
        for place, (word, kind) in enumerate(pairwise(words)):
            regional = (
                word.form.part is PartOfSpeech.ADJECTIVE
                and word.form.known
                and not kind.keys.isdisjoint(REGIONS)
            )
            if regional and place not in entities.taken and not self._is_familiar(word):
                entities.absent.append((f"{word.written} {kind.written}", frozenset({place, place + 1})))
                entities.foreign |= {place, place + 1}

    def _is_familiar(self, word: Word) -> bool:
        known = not word.keys.isdisjoint(self._text_words) or not word.keys.isdisjoint(self._name_words)
        return known or is_stopword(word) or not any(key.endswith(REGIONAL_ENDS) for key in word.keys)

    def _find_absent(self, words: Sequence[Word], taken: Collection[int], entities: Entities) -> None:
        explained = entities.taken.union(taken)
        for place, word in enumerate(words):
            if place not in explained and self._is_absent(word):
                entities.absent.append((word.written, frozenset({place})))

    def _is_absent(self, word: Word) -> bool:
        if not word.keys.isdisjoint(self._text_words) or is_stopword(word) or not is_cyrillic(word.text):
            return False
        if word.form.organisation:
            return True
        abbreviated = len(word.text) >= SHORTEST_ABBREVIATED and word.text.startswith(ABBREVIATED)
        if word.form.known:
            return False
        return (
            abbreviated or word.text.endswith(ABBREVIATED_ENDS) or (word.is_capitals and len(word.text) <= 6)
        )
