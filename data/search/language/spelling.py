"""A question as it was typed -> the words it was meant to have."""

import re
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from data.primitives.folding import roman_value
from data.regions.morphology import is_dictionary_word
from data.search.language.abbreviations import expand_abbreviations
from data.search.language.clipped_words import split_clipped_word
from data.search.language.english import translate
from data.search.language.ignored_phrases import without_ignored_phrases
from data.search.language.keyboard_layout import (
    dictionary_spelling,
    from_latin_letters,
    from_latin_sounds,
    looks_cyrillic,
    spellings,
    to_english_keys,
    to_russian_keys,
    with_one_alphabet,
)
from data.search.language.stopwords import is_stopword
from data.search.language.vocabulary import Vocabulary
from data.search.language.words import (
    PartOfSpeech,
    Word,
    fold,
    form_of,
    is_cyrillic,
    is_latin,
    split_words,
    without_repetition,
)

# A question is a sentence or two; what is longer is cut, so that its cost is bounded.
LONGEST_QUESTION = 500
MOST_WORDS = 32
# Shorter words turn up in noise, too, in one layout or the other.
SHORTEST_RETYPED = 3
# Words; a question in the wrong layout shows it within the first ones.
TELLING_LAYOUT = 12
# Of so many unknown words the next are noise, not worth the time to guess what they are.
MOST_CORRECTIONS = 8
# More of them than this that nothing is near to, and no reading explains the others.
MOST_UNREAD = 3
# A text with so many unknown words is noise as a whole.
MOST_UNKNOWN = 12
# What is left of a word cut in two, if the first half is a word of its own.
SHORTEST_HALF = 4
# A Latin word as long as this that sounds like a known Russian one was typed in the right layout.
SHORTEST_SOUND = 4
CHUNK = re.compile(r"\S+")
LETTER_RUN = re.compile(r"[^\W\d_]+")
# The keys of «.» and «,» on the other layout: «10ю3» is 10.3.
MISTYPED_POINT = re.compile(r"(?<=\d)[юбЮБ](?=\d)")
# «what's», «who're»: what is left of a verb says nothing.
CONTRACTED = re.compile(r"(?<=[A-Za-z])['’](?:s|re|m|d|ll|ve)\b", re.IGNORECASE)
# «stroitel'stvo»: the apostrophe is a soft sign, which Latin letters can do without.
SOFT_SIGN = re.compile(r"(?<=[A-Za-z])['’ʹʼ](?=[A-Za-z])")
CONTRACTION = re.compile(r"(?<![\w-])([а-яё]{2,6})-([а-яё]{1,4})(?![\w-])", re.IGNORECASE)
EDGES = re.compile(r"^[\"'«»(\[{]+|[\"'«»)\]}.,;:!?&]+$")

# The words of what stands between two spaces, which is asked for again while its layout is in doubt.
chunk_words = lru_cache(maxsize=5_000)(split_words)


class Spelling:
    """Reads questions against the words that are known."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._is_mistyped = lru_cache(maxsize=5_000)(self._means_only_in_other_layout)
        self._in_other_layout = lru_cache(maxsize=5_000)(self._retyped_in_other_layout)

    def words(self, question: str) -> tuple[Word, ...]:
        """Returns the words of a question, each as it was most likely meant; of noise, some that are not known."""
        plain = CONTRACTED.sub("", MISTYPED_POINT.sub(".", question[:LONGEST_QUESTION]))
        chunks = CHUNK.findall(expand_abbreviations(without_ignored_phrases(plain)))[:MOST_WORDS]
        mistyped = any(self._is_mistyped(chunk) for chunk in chunks[:TELLING_LAYOUT])
        read = chunks if mistyped else chunks[:TELLING_LAYOUT]
        retyped = [*(self._retyped(chunk, mistyped) for chunk in read), *chunks[len(read) :]]
        text = CONTRACTION.sub(self._written_out, SOFT_SIGN.sub("", " ".join(retyped)))
        sounded = tuple(self._sounded(word) for word in without_repetition(split_words(text))[:MOST_WORDS])
        closed = self._closed_up(_with_function_words(sounded))
        return self._corrected(tuple(part for word in closed for part in self._split_clipped_word(word)))

    def _written_out(self, contraction: re.Match[str]) -> str:
        """Returns the word of a name that «стр-ва» stands for; what stands for none, or for several, as it is."""
        return self._vocabulary.contracted(fold(contraction[1]), fold(contraction[2])) or contraction[0]

    def _split_clipped_word(self, word: Word) -> tuple[Word, ...]:
        """Returns a compound of a clipped word as the two words it stands for; any other word as it is."""
        found = (
            None
            if self._vocabulary.knows(word.text)
            else split_clipped_word(word.text, self._vocabulary.knows)
        )
        if found is None:
            return (word,)
        full, text = found
        rest = replace(word, text=text, gap="", guessed=True)
        return (
            (word,) if is_stopword(rest) else (replace(word, text=min(full), extra=full, guessed=True), rest)
        )

    def _closed_up(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """Returns the words, two that are one made one again: «соц защита», «мин спорт», «minprom torg»."""
        closed: list[Word] = []
        for word in words:
            whole = (
                self._whole(closed[-1], word) if closed and (word.gap.isspace() or word.gap == ". ") else None
            )
            closed[len(closed) - bool(whole) :] = [whole or word]
        return tuple(closed)

    def _whole(self, half: Word, other: Word) -> Word | None:
        if other.is_capitals and not half.is_capitals:
            return None
        if half.form.part is PartOfSpeech.FUNCTION and other.form.part is PartOfSpeech.FUNCTION:
            return None  # «от меня» is no «отменя»
        text = half.text + (from_latin_sounds(other.text) if is_latin(other.text) else other.text)
        known = self._vocabulary.knows(half.text) and (
            self._vocabulary.knows(other.text) or min(len(half.text), len(other.text)) < SHORTEST_HALF
        )
        if not is_cyrillic(half.text) or known or not self._vocabulary.knows(text):
            return None
        return replace(half, text=text, written=f"{half.written} {other.written}")

    def _retyped(self, chunk: str, mistyped: bool) -> str:
        chunk = LETTER_RUN.sub(lambda run: with_one_alphabet(run.group()), chunk)
        if self._is_mistyped(chunk) or (mistyped and self._may_be_mistyped(chunk)):
            return self._in_other_layout(chunk)
        return chunk

    def _means_only_in_other_layout(self, chunk: str) -> bool:
        """True when the chunk means nothing as typed, and all its words are known in the other layout."""
        bare = EDGES.sub("", chunk)
        if len(bare) < 3 or self._makes_sense(chunk):
            return False
        other = self._in_other_layout(chunk)
        words = [word.text for word in chunk_words(other)]
        return bool(words) and all(len(word) >= SHORTEST_RETYPED and self._fits(word) for word in words)

    def _may_be_mistyped(self, chunk: str) -> bool:
        words = [word.text for word in chunk_words(chunk)]
        return not any(len(word) > 2 and self._vocabulary.knows(word) for word in words) and not any(
            word[0].isdigit() for word in words
        )

    def _fits(self, word: str) -> bool:
        known = self._vocabulary.knows(word)
        if is_latin(word):
            return known or self._by_sound(word) is not None
        return known or (is_cyrillic(word) and is_dictionary_word(word))

    def _makes_sense(self, chunk: str) -> bool:
        words = [word.text for word in chunk_words(SOFT_SIGN.sub("", chunk))]
        if not words:
            return True
        return any(self._is_word(word) for word in words)

    def _is_word(self, word: str) -> bool:
        sounds = len(word) >= SHORTEST_SOUND and is_latin(word) and self._by_sound(word) is not None
        return sounds or self._vocabulary.knows(word) or bool(translate(word)) or is_dictionary_word(word)

    def _retyped_in_other_layout(self, chunk: str) -> str:
        switch = to_russian_keys if any(is_latin(letter) for letter in chunk.lower()) else to_english_keys
        whole, bare = switch(chunk), switch(EDGES.sub("", chunk))
        if whole == bare:
            return whole
        for text in (bare, whole):
            if all(self._vocabulary.knows(word.text) for word in chunk_words(text)):
                return text
        return whole if self._reads(whole) and not self._reads(bare) else bare

    def _reads(self, text: str) -> bool:
        words = chunk_words(text)
        return bool(words) and all(self._fits(word.text) for word in words)

    def _sounded(self, word: Word) -> Word:
        """Returns a Latin word with its Russian counterparts, or the Russian word it spells."""
        if not is_latin(word.text) or roman_value(word.text):
            return word
        translations = frozenset(russian for key in word.form.keys for russian in translate(key))
        if translations or self._vocabulary.knows(word.text):
            return replace(word, extra=word.extra | translations)
        if spelt := self._spelt(word):
            return replace(word, text=min(spelt), extra=word.extra)
        return word

    def _spelt(self, word: Word) -> frozenset[str]:
        """Returns the known Russian words that a Latin word spells by sound or, in capitals, by look."""
        looks = looks_cyrillic(word.written) if word.is_capitals else None
        if looks and self._vocabulary.knows(fold(looks)):
            return frozenset({fold(looks)})
        if len(word.text) < 3 and not word.is_capitals:
            return frozenset()
        if _is_function_word(from_latin_sounds(word.text)):
            return frozenset({from_latin_sounds(word.text)})
        found = self._by_sound(word.text)
        return frozenset({found}) if found else frozenset()

    def _by_sound(self, word: str) -> str | None:
        known = self._vocabulary.transliterated
        return known(from_latin_sounds(word)) or known(from_latin_letters(word))

    def _corrected(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        unknown = self._unknown_places(words)
        if len(unknown) == MOST_UNKNOWN:
            return tuple(replace(words[place], unread=True) for place in unknown)
        corrected = list(words)
        for number, place in enumerate(unknown):
            unread = sum(corrected[before].unread for before in unknown[:number])
            hopeless = number >= MOST_CORRECTIONS or unread > MOST_UNREAD
            corrected[place] = replace(words[place], unread=True) if hopeless else self._meant(words, place)
        return tuple(corrected)

    def _meant(self, words: tuple[Word, ...], place: int) -> Word:
        """Returns the word of which this one is the beginning, «соц.», or a typo."""
        clipped = words[place + 1 : place + 2] and words[place + 1].gap.startswith(".")
        full = self._vocabulary.completed(words[place].text) if clipped else None
        return replace(words[place], text=full) if full else self._without_typo(words[place])

    def _unknown_places(self, words: tuple[Word, ...]) -> list[int]:
        """Returns the places of the first words that may be misspelt."""
        unknown = (place for place, word in enumerate(words) if self._is_unknown(word))
        return list(islice(unknown, MOST_UNKNOWN))

    def _is_unknown(self, word: Word) -> bool:
        abbreviation = word.is_capitals and len(word.written) <= 4
        return not (
            word.is_number
            or abbreviation
            or word.extra
            or self._vocabulary.knows(word.text)
            or is_dictionary_word(word.text)
        )

    def _without_typo(self, word: Word) -> Word:
        if spelt := dictionary_spelling(word.text):
            return replace(word, text=spelt)
        near = next(
            (near for spelling in spellings(word.text) if (near := self._vocabulary.nearest(spelling))), None
        )
        return replace(word, text=near, guessed=True) if near else replace(word, unread=True)


def _with_function_words(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Among Russian words in Latin letters, the short ones between them are Russian too: «trudu i zanyatosti»."""
    if not any(is_latin(fold(word.written)) and is_cyrillic(word.text) for word in words):
        return words
    return tuple(_function_word(word) or word for word in words)


def _function_word(word: Word) -> Word | None:
    russian = from_latin_sounds(word.text)
    if not is_latin(word.text) or len(word.text) > 2 or not _is_function_word(russian):
        return None
    return replace(word, text=russian, extra=frozenset())


def _is_function_word(word: str) -> bool:
    return is_dictionary_word(word) and form_of(word).part is PartOfSpeech.FUNCTION
