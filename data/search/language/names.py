"""Names of agencies and spheres taken apart, and how much of one a question says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from data.search.language.english import translate
from data.search.language.stopwords import is_filler
from data.search.language.words import PartOfSpeech, Word, is_cyrillic, split_words, stems_of

CONJUNCTIONS = frozenset({"и", "and"})
UNNAMED = frozenset(["and", "the", "a", "an", "of", "for", "on", "by", "with", "г", "город", "city"])
# Words for an agency that are nothing but that, in both languages.
HEADS = {
    name: russian
    for russian, names in {
        "комитет": "комитет госкомитет committee",
        "министерство": "министерство мин ministry",
        "агентство": "агентство agency",
        "департамент": "департамент деп department",
    }.items()
    for name in names.split()
}
# Words that may head an agency's name and mean much else: they count only where the roadmap has such an agency.
LESSER_HEADS = {
    name: russian
    for russian, names in {
        "управление": "управление directorate",
        "служба": "служба service",
        "инспекция": "инспекция inspectorate",
        "комиссия": "комиссия commission",
        "палата": "палата chamber",
        "дирекция": "дирекция",
        "фонд": "фонд fund",
        "администрация": "администрация administration",
        "центр": "центр centre center",
        "отдел": "отдел",
    }.items()
    for name in names.split()
}
EVERY_HEAD = HEADS | LESSER_HEADS
SPHERE_HEADS = frozenset(["сфера", "область", "sphere", "field", "area", "направление", "раздел"])


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word of a name; translations of an English one are among its keys."""

    text: str
    keys: frozenset[str]
    stems: frozenset[str]
    part: PartOfSpeech

    def fits(self, word: Word) -> bool:
        """True when a word of the question is this one in any of its forms."""
        return not self.keys.isdisjoint(word.keys)

    def shares_stem(self, word: Word) -> bool:
        """True when a word of the question has the stem of this one."""
        return not self.stems.isdisjoint(word.stems)


@dataclass(frozen=True)
class NamePart:
    """One matter of a name, «занятость населения» of «труда и занятости населения»."""

    words: tuple[NameWord, ...]
    official: bool

    @cached_property
    def required(self) -> tuple[NameWord, ...]:
        """The words a question cannot leave out: no fillers, and of a title only what stands up to its noun."""
        nouns = [place for place, word in enumerate(self.words) if word.part is not PartOfSpeech.ADJECTIVE]
        core = (
            self.words[: nouns[0] + 1]
            if self.official and nouns and is_cyrillic(self.words[0].text)
            else self.words
        )
        return _without_fillers(core) or _without_fillers(self.words)


@dataclass(frozen=True)
class Name:
    """A name of an agency (`agency`) or a sphere (`sphere`): its head, if any, and its groups."""

    text: str
    head: str
    groups: tuple[NamePart, ...]
    agency: int | None = None
    sphere: int | None = None

    @property
    def words(self) -> Iterator[NameWord]:
        """Yields the words of all groups, in the order of the name."""
        return (word for group in self.groups for word in group.words)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which of the words said (by their places) a name explains; `exact` unless some are only of the same stem."""

    places: frozenset[int]
    complete: bool
    exact: bool


def name_word(word: Word) -> NameWord:
    """Reads a word of a name, with its forms, and the Russian forms of an English word."""
    keys = word.form.keys | frozenset(russian for key in word.form.keys for russian in translate(key))
    return NameWord(word.text, keys, stems_of(keys), word.form.part)


def read_name(
    text: str,
    regions: frozenset[str] = frozenset(),
    agency: int | None = None,
    sphere: int | None = None,
    *,
    official: bool = False,
) -> Name:
    """Returns a name taken apart; `regions` are the words for the parties, which belong to no name."""
    head, groups, group = "", [], list[NameWord]()
    for word in split_words(text):
        if word.text in CONJUNCTIONS or "," in word.gap:
            groups.append(group)
            group = []
        found = head_of(word) if agency is not None and not head else ""
        if found:
            head = found
            groups.append(group)
            group = []
        elif not (
            _is_unnamed(word)
            or word.text in regions
            or (sphere is not None and not SPHERE_HEADS.isdisjoint(word.keys))
        ):
            group.append(name_word(word))
    made = tuple(NamePart(tuple(words), official) for words in (*groups, group) if words)
    return Name(text, head, made, agency, sphere)


def head_of(word: Word) -> str:
    """Returns the Russian word for the kind of agency that a word heads a name of, or ""."""
    found = EVERY_HEAD.keys() & word.keys
    return EVERY_HEAD[min(found)] if found else ""


def _is_unnamed(word: Word) -> bool:
    return word.text in UNNAMED or (word.form.part is PartOfSpeech.FUNCTION and not word.is_capitals)


def _without_fillers(words: Sequence[NameWord]) -> tuple[NameWord, ...]:
    return tuple(word for word in words if not is_filler(word.keys))


class QuestionWords:
    """The words of a question with their places, ready to be compared with many names."""

    def __init__(self, question: Iterable[tuple[int, Word]]) -> None:
        self.by_key: defaultdict[str, set[int]] = defaultdict(set)
        self.by_stem: defaultdict[str, set[int]] = defaultdict(set)
        for place, word in question:
            for key in word.keys:
                self.by_key[key].add(place)
            for stem in word.stems:
                self.by_stem[stem].add(place)
        self._keys = self.by_key.keys()
        self._stems = self.by_stem.keys()

    def fits(self, word: NameWord) -> bool:
        """True when one of the words said is this word of a name."""
        return not self._keys.isdisjoint(word.keys)

    def shares_stem(self, word: NameWord) -> bool:
        """True when any word of the question has a stem of this word."""
        return not self._stems.isdisjoint(word.stems)

    def places(self, word: NameWord) -> Iterator[int]:
        """Yields where the word of a name or words of its stem are said."""
        for key in self._keys & word.keys:
            yield from self.by_key[key]
        for stem in self._stems & word.stems:
            yield from self.by_stem[stem]


def cover(groups: Iterable[NamePart], question: QuestionWords) -> Coverage:
    """Returns what of the words said belongs to groups that are said whole."""
    places, complete, exact = set[int](), True, True
    for group in groups:
        if not _is_named(group, question):
            complete = False
            continue
        exact = exact and all(map(question.fits, group.required))
        places.update(place for word in group.words for place in question.places(word))
    return Coverage(frozenset(places), complete, exact)


def _is_named(group: NamePart, question: QuestionWords) -> bool:
    required = group.required
    return bool(required) and all(question.fits(word) or question.shares_stem(word) for word in required)


class NameIndex:
    """Finds the names of which a question may say a group whole, by the first word it cannot leave out."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._by_key: defaultdict[str, dict[int, Name]] = defaultdict(dict)
        self._by_stem: defaultdict[str, dict[int, Name]] = defaultdict(dict)
        for number, name in enumerate(names):
            for word in (word for group in name.groups for word in group.required[:1]):
                for key in word.keys:
                    self._by_key[key][number] = name
                for stem in word.stems:
                    self._by_stem[stem][number] = name

    def candidates(self, question: QuestionWords) -> list[Name]:
        """Returns the names with such a word among those said or words of their stem, in the order they were given."""
        found: dict[int, Name] = {}
        for known, asked in ((self._by_key, question.by_key), (self._by_stem, question.by_stem)):
            for form in asked:
                found |= known.get(form, {})
        return [found[number] for number in sorted(found)]


def words_of_names(texts: Iterable[str]) -> Iterator[str]:
    """Yields the words of the texts, folded."""
    return (word.text for text in texts for word in split_words(text))
