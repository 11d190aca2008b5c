"""A question in Russian or English -> what was meant, in one roadmap."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

from data.roadmap.models import RoadmapContent
from data.search.language.index import build_index
from data.search.language.intents import Understood, intent_of, understand
from data.search.language.interpretations import PLAIN, Interpretation, Tokens, interpret, tokenize
from data.search.language.query import Query
from data.search.language.spelling import MOST_UNREAD
from data.search.language.suggestions import Suggestions
from data.search.language.synonyms import official_words
from data.search.language.words import PartOfSpeech, Word, clauses
from data.search.models import Answer, AskedTime, Intent, IntentKind, QuestionRefusal

NOTHING = Intent(IntentKind.NONE)
NAMING = frozenset([IntentKind.AGENCY, IntentKind.SPHERE, IntentKind.DEADLINE])
# As many further interpretations as fit under an answer as buttons.
MOST_OTHERS = 6
MOST_CLAUSES = 4
# Words; a longer text is not read again with other words, nor is a clause as long read by itself.
MOST_REREAD = 16


class Search:
    """Answers questions about one revision of a roadmap; build it once, ask it many times."""

    def __init__(self, content: RoadmapContent) -> None:
        self._index = build_index(content)
        self._query = Query(content, self._index)
        self._suggestions = Suggestions(content, self._query, self._index)

    def ask(self, question: str, today: date) -> Answer:
        """Returns what the question means, or why it means nothing here; any text is answered, none raises."""
        return self.ask_words(self.words(question), today)

    def words(self, question: str) -> tuple[Word, ...]:
        """Returns the words of a question, each as it was most likely meant."""
        return self._index.spelling.words(question)

    def tokens(self, words: tuple[Word, ...], today: date) -> Tokens:
        """Returns the words with what they plainly name."""
        return tokenize(self._index, words, today)

    def has(self, word: Word) -> bool:
        """True when the text of any activity has the word, not only one of its stem."""
        holding = self._index.texts.holding(word)
        return holding.exact and bool(holding.activities)

    def joint(self, intent: Intent, agencies: Iterable[Collection[int]]) -> Intent:
        """Returns the intent with those of its activities for which an agency of each of the `agencies` (sets of ids) answers."""
        common = frozenset(intent.activities).intersection(*map(self._query.of_agencies, agencies))
        return replace(intent, activities=self._query.in_order(common), ongoing=())

    def selected(self, intent: Intent, today: date) -> Intent:
        """Returns the intent with the activities that satisfy the agencies, spheres, parties and time it names."""
        asked = Interpretation(PLAIN, intent.agencies, intent.spheres, intent.parties, intent.time)
        return intent_of(understand(asked, self._query, today, guessed=0), self._query)

    def of_parties(self, parties: Iterable[int]) -> tuple[int, ...]:
        """Returns the ids of the parties' agencies."""
        return self._query.of_parties(parties)

    def of_agencies(self, agencies: Iterable[int]) -> tuple[int, ...]:
        """Returns the ids of the activities any of the agencies answers for, in the roadmap's order."""
        return self._query.in_order(self._query.of_agencies(agencies))

    def counterparts(self, agency: int) -> tuple[int, ...]:
        """Returns the ids of the agencies that answer for the same on the other sides."""
        return tuple(self._suggestions.counterparts(agency))

    def ask_words(self, words: tuple[Word, ...], today: date) -> Answer:
        """Returns what the words mean together, or why they mean nothing here."""
        if len(words) > MOST_UNREAD and all(word.unread for word in words):
            return Answer(NOTHING, refusal=QuestionRefusal.NOT_UNDERSTOOD, refused_text=_joined(words))
        answer = self._answer(words, today)
        if answer.refusal not in {
            QuestionRefusal.NOT_UNDERSTOOD,
            QuestionRefusal.ABSENT_AGENCY,
            QuestionRefusal.NOTHING_FITS,
        }:
            return answer
        official = official_words(words) if len(words) <= MOST_REREAD and not _is_noise(words) else words
        second = answer if official == words else self._answer(official, today)
        return self._clause_of(words, answer, today) if second.refusal else second

    def _clause_of(self, words: tuple[Word, ...], whole: Answer, today: date) -> Answer:
        """Returns the answer to the one clause that names something, where the whole fits nothing.

        «Готовлюсь к совещанию, нужны все пункты Минстроя»: what a text happens to hold is no name.
        """
        parts = clauses(words)
        if len(parts) not in range(2, MOST_CLAUSES + 1) or whole.refusal not in {
            QuestionRefusal.NOT_UNDERSTOOD,
            QuestionRefusal.NOTHING_FITS,
        }:
            return whole
        answers = [
            self._answer(part, today) for part in parts if len(part) <= MOST_REREAD and not _is_noise(part)
        ]
        naming = [candidate for candidate in answers if candidate.intent.kind in NAMING]
        return naming[0] if len(naming) == 1 else whole

    def _answer(self, words: tuple[Word, ...], today: date) -> Answer:
        tokens = tokenize(self._index, words, today)
        understood = sorted(self._understood(tokens, today), key=lambda candidate: candidate.order)
        if tokens.numbers.activities:
            return self._numbered(tokens, understood)
        best = understood[0]
        further = (intent_of(candidate, self._query) for candidate in understood[1:] if candidate.is_certain)
        if not best.is_acceptable or tokens.numbers.absent:
            return self._refused(tokens, best, understood, today)
        intent = intent_of(best, self._query)
        return Answer(intent, _distinct(chain(further, self._suggestions.of(intent)), intent))

    def _understood(self, tokens: Tokens, today: date) -> Iterator[Understood]:
        guessed = sum(word.guessed for word in tokens.words)
        for interpretation in interpret(self._index, tokens):
            yield understand(interpretation, self._query, today, guessed)

    def _numbered(self, tokens: Tokens, understood: Iterable[Understood]) -> Answer:
        """Returns the activities whose numbers were named, unless words beside them mean something else."""
        activities = self._query.in_order(frozenset(tokens.numbers.activities))
        intent = Intent(IntentKind.ACTIVITY, activities=activities)
        unexplained = (
            [word for word in candidate.unexplained_words if word.form.part is not PartOfSpeech.ACTION]
            for candidate in understood
        )
        if unexplained_words := min(unexplained, key=len):
            return Answer(NOTHING, (intent,), QuestionRefusal.NOT_UNDERSTOOD, _joined(unexplained_words))
        return Answer(intent)

    def _refused(
        self, tokens: Tokens, best: Understood, understood: Iterable[Understood], today: date
    ) -> Answer:
        """Returns why nothing was understood; what might have been meant stands among the others."""
        refusal, text = _reason(tokens, best)
        if refusal is QuestionRefusal.NOTHING_FITS:
            return self._unmet(best, today)
        further = (intent_of(candidate, self._query) for candidate in understood if candidate.is_certain)
        parts = self._suggestions.parts(intent_of(best, self._query)) if best.says_something else ()
        nearest = (
            self._suggestions.agency(agency) for absent in tokens.entities.absent for agency in absent.nearest
        )
        spheres = self._suggestions.spheres_of_numbers(tokens.numbers.absent)
        return Answer(NOTHING, _distinct(chain(further, nearest, spheres, parts), NOTHING), refusal, text)

    def _unmet(self, best: Understood, today: date) -> Answer:
        """Returns what no activity satisfies; the nearest day and each condition alone stand among the others."""
        day = self._query.nearest_day(best.interpretation, today)
        nearest = [replace(best.interpretation, time=AskedTime(since=day, until=day))] if day else []
        others = (
            intent_of(understand(candidate, self._query, today, guessed=0), self._query)
            for candidate in (*nearest, *best.interpretation.conditions)
        )
        return Answer(
            NOTHING,
            _distinct(others, NOTHING),
            QuestionRefusal.NOTHING_FITS,
            unmet=replace(intent_of(best, self._query), agencies=best.interpretation.agencies),
            nearest=day,
            none_left=day is not None and day < today,
        )


def _is_noise(words: tuple[Word, ...]) -> bool:
    return sum(word.unread for word in words) > MOST_UNREAD


def _reason(tokens: Tokens, best: Understood) -> tuple[QuestionRefusal, str]:
    if tokens.numbers.absent:
        return QuestionRefusal.ABSENT_NUMBER, ", ".join(tokens.numbers.absent)
    if tokens.entities.absent:
        first = tokens.entities.absent[0]
        certain = all(absent.certain for absent in tokens.entities.absent)
        refusal = QuestionRefusal.ABSENT_AGENCY if certain else QuestionRefusal.NOT_UNDERSTOOD
        return refusal, first.text
    if best.says_something and not best.unexplained:
        return QuestionRefusal.NOTHING_FITS, ""
    return QuestionRefusal.NOT_UNDERSTOOD, _joined(best.unexplained_words)


def _joined(words: Iterable[Word]) -> str:
    return " ".join(word.written for word in words)


def _distinct(intents: Iterable[Intent], chosen: Intent) -> tuple[Intent, ...]:
    """Returns the first few intents that say something else than the chosen one and than each other."""
    seen = {_essence(chosen)}
    distinct: list[Intent] = []
    for intent in intents:
        if len(distinct) == MOST_OTHERS:
            break
        if _essence(intent) not in seen and (intent.activities or intent.ongoing):
            seen.add(_essence(intent))
            distinct.append(intent)
    return tuple(distinct)


def _essence(intent: Intent) -> tuple[object, ...]:
    return (
        intent.kind,
        intent.agencies,
        intent.spheres,
        intent.parties,
        intent.time,
        intent.activities,
    )
