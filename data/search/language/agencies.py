"""Agencies and parties named in a question, and agencies it names that the roadmap does not have."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from data.search.language.abbreviated_names import AbbreviatedNames
from data.search.language.absent_agencies import AbsentAgencies
from data.search.language.entities import AbsentEntity, AgencyEntity, Entities, SideEntity
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
from data.search.language.synonyms import SYNONYMS, official_words
from data.search.language.words import PartOfSpeech, Word, is_cyrillic

COMPLEMENT_PREPOSITIONS = frozenset(["по", "для", "of", "for", "on"])
INNER_WORDS = COMPLEMENT_PREPOSITIONS | CONJUNCTIONS | frozenset(["с", "the", "with"])
TOGETHER = frozenset(["с", "со", "вместе", "совместно", "with"])
LONGEST_COMPLEMENT = 8


class AgencyFinder:
    """Knows the agencies of one roadmap by their names and nicknames."""

    def __init__(
        self,
        names: Iterable[Name],
        phrases: Iterable[Phrase],
        vocabulary: Collection[str],
        abbreviated: AbbreviatedNames,
    ) -> None:
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
        self._abbreviated = abbreviated
        self._absent_agencies = AbsentAgencies(
            [name for known in by_head.values() for name in known], vocabulary, abbreviated
        )

    def of_kind(self, head: str) -> tuple[int, ...]:
        """Returns the ids of all agencies whose name has this head."""
        return self._of_head.get(head, ())

    def find(self, words: Sequence[Word], taken: Collection[int]) -> Entities:
        """Returns what the words name; those at `taken` places mean something else."""
        entities = Entities()
        self._find_abbreviated(words, taken, entities)
        self._find_phrases(words, {*taken, *entities.taken}, entities)
        for place, word in enumerate(words):
            head = "" if place in taken else self._head(word)
            if head and place not in entities.taken:
                self._find_headed(words, place, head, taken, entities)
        self._absent_agencies.find_foreign(words, entities)
        self._absent_agencies.find(words, taken, entities)
        return entities

    def _find_abbreviated(self, words: Sequence[Word], taken: Collection[int], entities: Entities) -> None:
        """Words made of the beginnings of a name's words; a nickname of an agency means that agency alone."""
        for place, word in enumerate(words):
            places = _places_of(words, place)
            if places and places.isdisjoint(taken) and (len(places) > 1 or self._may_be_abbreviated(word)):
                agencies = () if self._phrases.at(words, place) else self._spelled_by(word)
                if agencies:
                    entities.agency_entities.append(AgencyEntity(agencies, places))

    def _spelled_by(self, word: Word) -> tuple[int, ...]:
        spelled = self._abbreviated.spelled_by(word.written)
        initials = word.is_capitals or not word.form.known
        return spelled or (self._abbreviated.with_initials(word.written) if initials else ())

    def _may_be_abbreviated(self, word: Word) -> bool:
        plain = word.keys.isdisjoint(self._text_words) and word.keys.isdisjoint(
            self._name_words | SYNONYMS.keys()
        )
        return (
            plain
            and not head_of(word)
            and is_cyrillic(word.text)
            and not word.is_number
            and not is_stopword(word)
        )

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
        found = self._match_all(words, head, before, after) or self._of_initials(words, head, before, after)
        entities.agency_entities += [
            AgencyEntity(agency_entity.agencies, agency_entity.places | {place}) for agency_entity in found
        ]
        if not found:
            entities.absent.append(self._unknown(words, head, place, [*before, *after]))

    def _of_initials(
        self, words: Sequence[Word], head: str, before: list[int], after: list[int]
    ) -> list[AgencyEntity]:
        """Agencies of this head whose matter is said by its first letters: «фонд ОМС», «агентство ЗАГС»."""
        if before or len(after) != 1:
            return []
        agencies = set(self._abbreviated.with_initials(words[after[0]].written)) & {*self.of_kind(head)}
        return [AgencyEntity(tuple(sorted(agencies)), frozenset(after))] if agencies else []

    def _unknown(self, words: Sequence[Word], head: str, place: int, places: list[int]) -> AbsentEntity:
        """Returns an agency that is not there under its name; under another head, or in unknown words, it may be."""
        every = sorted({place, *places})
        text = _written(words[at] for at in range(every[0], every[-1] + 1))
        same = self.of_kind(head)
        matter = {
            agency
            for other in self._by_head
            if other != head
            for agency in self._match(words, other, [], places)[0].agencies
        }
        nearest = [
            *sorted(matter),
            *(agency for agency in self._absent_agencies.akin(words, places) if agency not in matter),
        ]
        foreign = any(not is_cyrillic(words[at].text) for at in places) and bool(same)
        certain = not foreign and (not nearest or head in HEADS.values())
        return AbsentEntity(text, frozenset(every), tuple(nearest) or (same if foreign else ()), certain)

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


def _written(words: Iterable[Word]) -> str:
    """Returns the words as they were typed; the halves of one that was taken apart are that one."""
    return " ".join(dict.fromkeys(word.written for word in words))


def _places_of(words: Sequence[Word], place: int) -> frozenset[int]:
    """Returns the places of a word as it was typed, which may have been taken apart; none within such a word."""
    written = words[place].written
    if place and words[place].guessed and not words[place].gap and words[place - 1].written == written:
        return frozenset()
    halves = words[place + 1 : place + 2]
    is_divided = any(half.guessed and not half.gap and half.written == written for half in halves)
    return frozenset({place, place + 1}) if is_divided else frozenset({place})
