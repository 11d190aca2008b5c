"""A question -> its intent, its subject, the days and the state it names: every word is accounted for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from data.roadmap.models import RoadmapContent
from data.search.intents.exceptions import Excepted, find_exception
from data.search.intents.models import Asked, AskedIntent, Days, QuestionIntent, Topic
from data.search.intents.nearest import NearestQuestions
from data.search.intents.past_days import find_past
from data.search.intents.patterns import Sign, signs_of
from data.search.intents.recognition import asks_of_body, outside_topic, recognize, talk_topic
from data.search.language.interpretations import Tokens
from data.search.language.names import head_of
from data.search.language.stopwords import is_stopword
from data.search.language.words import Word, is_imperative, split_words
from data.search.models import Answer, Intent, IntentKind, QuestionRefusal
from data.search.search import Search

NOTHING = Answer(Intent(IntentKind.NONE), refusal=QuestionRefusal.NOT_UNDERSTOOD)
# Intents for which a time is one of deadlines, as in the plan.
OF_THE_PLAN = frozenset(
    {
        QuestionIntent.ACTIVITIES,
        QuestionIntent.WHO,
        QuestionIntent.DEADLINE,
        QuestionIntent.OVERDUE,
        QuestionIntent.OWN,
    }
)
GRAMMATICAL = frozenset({"number", "inf", "past"})
TOGETHER = frozenset(
    ["вместе", "совместно", "совместный", "общий", "together", "joint", "jointly", "both", "совместная"]
)
WITH = frozenset(["с", "со", "with"])
REPORT_NUMBER = frozenset(["отчет", "запись", "записка", "report", "note", "отчетность"])


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a question and what they are.

    `named` are the places of what belongs to the subject; `courteous` is True of a text of courtesies alone.
    """

    words: tuple[Word, ...]
    tokens: Tokens
    signs: tuple[Sign, ...]
    named: frozenset[int]
    courteous: bool = False

    @property
    def plain_signs(self) -> tuple[Sign, ...]:
        """The signs of all words, those of the subject too; a word of a body's name has the concept `agency`."""
        places = {place for entity in self.tokens.entities.agency_entities for place in entity.places}
        signs = signs_of(self.words, frozenset(), frozenset())
        return tuple(
            replace(sign, concepts=sign.concepts | {"agency"}) if place in places else sign
            for place, sign in enumerate(signs)
        )


class Questions:
    """Understands questions about one revision of a roadmap; build it once, ask it many times."""

    def __init__(self, content: RoadmapContent) -> None:
        self.content = content
        self.search = Search(content)

    @cached_property
    def nearest(self) -> NearestQuestions:
        """The questions that may be offered in the place of one that was not understood."""
        return NearestQuestions(self.content)

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, str]]:
        """Dictionary forms that stand side by side in the names and texts of the roadmap: «обмен информацией»."""
        texts = [activity.title for activity in self.content.activities]
        texts += [sphere.title for sphere in self.content.spheres]
        texts += [agency.name for agency in self.content.agencies]
        return frozenset(
            (one, other)
            for text in texts
            for before, after in pairwise([word for word in split_words(text) if len(word.text) > 2])
            for one in before.form.lemmas
            for other in after.form.lemmas
        )

    def ask(self, question: str, today: date) -> Asked:
        """Returns what the question asks for; any text is answered, none raises."""
        reading = self.read(question, today)
        return self.understood(reading, recognized_in(reading), today)

    def read(self, question: str, today: date) -> Reading:
        """Returns the words of a question and what they plainly name."""
        words = self.search.words(question)
        tokens = self.search.tokens(words, today)
        words = tokens.words
        numbered = frozenset(place for place in tokens.numbers.used if words[place].is_number)
        absent = (place for entity in tokens.entities.absent for place in entity.places)
        named = frozenset(tokens.entities.taken).union(absent, self._in_texts(words))
        return Reading(
            words, tokens, signs_of(words, named, numbered), named | numbered, not words and is_word(question)
        )

    def _in_texts(self, words: tuple[Word, ...]) -> Iterator[int]:
        long = [(place, word) for place, word in enumerate(words) if len(word.text) > 2]
        for (place, before), (beside, after) in pairwise(long):
            pairs = ((one, other) for one in before.form.lemmas for other in after.form.lemmas)
            if any(pair in self._pairs for pair in pairs) and not (
                is_stopword(before) and is_stopword(after)
            ):
                yield from (place, beside)

    def understood(self, reading: Reading, found: AskedIntent, today: date) -> Asked:
        """Returns the question with its subject, where the intent is known."""
        if found.intent in {QuestionIntent.SMALLTALK, QuestionIntent.REFUSED, QuestionIntent.HELP}:
            return Asked(found, NOTHING, whole=True)
        if found.note_number is not None:
            return Asked(found, NOTHING, whole=True)
        exception = find_exception(
            reading.words,
            reading.signs,
            self._subject_places(reading, found),
            reading.tokens.time_places | found.places,
        )
        if exception:
            return self._excepting(reading, exception, found, today)
        return self._with_subject(reading, range(len(reading.words)), found, today)

    def _subject_places(self, reading: Reading, found: AskedIntent) -> frozenset[int]:
        heads = frozenset(place for place, word in enumerate(reading.words) if head_of(word))
        return (reading.named | heads) - found.places - reading.tokens.time_places

    def _with_subject(
        self, reading: Reading, places: "range | tuple[int, ...]", found: AskedIntent, today: date
    ) -> Asked:
        plan = found.intent in OF_THE_PLAN or (
            found.intent is QuestionIntent.COUNT and not _counts_notes(found)
        )
        whole_words = tuple(reading.words[place] for place in places)
        if plan and found.intent is not QuestionIntent.WHO:
            subject = self._subject(whole_words, today)
            if subject.refusal is None or not found.explicit:
                return self._asked(found, subject, None)
        days, used = (None, frozenset[int]()) if plan else find_past(reading.words, today, reading.named)
        left = tuple(
            reading.words[place]
            for place in places
            if place not in used
            and (place not in found.places or place in reading.named)
            and not self._is_frame(reading, place)
        )
        return self._asked(found, self._subject(left, today), days)

    def _is_frame(self, reading: Reading, place: int) -> bool:
        """True for a word that says something of the intent and is of no activity's text."""
        word = reading.words[place]
        concepts = {name for name in reading.signs[place].concepts if not name.startswith("=")} - GRAMMATICAL
        is_frame = bool(concepts) or is_imperative(word.text)
        return is_frame and place not in reading.named and not self.search.has(word)

    def _subject(self, words: tuple[Word, ...], today: date) -> Answer:
        if not words:
            return NOTHING
        answer = self.search.ask_words(words, today)
        named = [entity.agencies for entity in self.search.tokens(words, today).entities.agency_entities]
        if len(named) > 1 and answer.intent.kind is IntentKind.AGENCY and _is_joint(words):
            chosen = [frozenset(body) & frozenset(answer.intent.agencies) for body in named]
            together = self.search.joint(answer.intent, chosen)
            if not together.activities:
                return Answer(
                    Intent(IntentKind.NONE), (answer.intent,), QuestionRefusal.NOTHING_FITS, unmet=together
                )
            return replace(answer, intent=together)
        return answer

    def _asked(self, found: AskedIntent, subject: Answer, days: Days | None) -> Asked:
        if _says_nothing(subject):
            return Asked(found, NOTHING, whole=True, days=days)
        if _is_bare_side(subject.intent) and found.intent is QuestionIntent.ACTIVITIES:
            found = replace(found, intent=QuestionIntent.WHO)
        return Asked(found, subject, days=days)

    def _excepting(self, reading: Reading, exception: Excepted, found: AskedIntent, today: date) -> Asked:
        unwanted = self._subject(tuple(reading.words[place] for place in exception.excepted), today)
        if unwanted.refusal:
            return Asked(replace(found, intent=QuestionIntent.REFUSED), unwanted)
        asked = self._with_subject(reading, exception.rest, found, today)
        excluded = frozenset((*unwanted.intent.activities, *unwanted.intent.ongoing))
        if asked.whole:
            every = tuple(activity.id for activity in self.content.activities if activity.id not in excluded)
            everything = (
                Answer(Intent(IntentKind.ACTIVITY, activities=every))
                if every
                else Answer(Intent(IntentKind.NONE), refusal=QuestionRefusal.NOTHING_FITS)
            )
            return replace(asked, subject=everything, whole=False, excluded=excluded)
        return replace(asked, excluded=excluded)


def recognized_in(reading: Reading) -> AskedIntent:
    """Returns the intent of a question; greetings and what no roadmap holds come before the rules."""
    signs = reading.signs
    if not signs and reading.courteous:
        return AskedIntent(QuestionIntent.SMALLTALK, topic=Topic.THANKS)
    if topic := talk_topic(signs):
        return AskedIntent(QuestionIntent.SMALLTALK, topic=topic)
    number = _note_number(reading)
    if number is not None:
        return AskedIntent(QuestionIntent.NOTES, note_number=number)
    if outside := outside_topic(signs, reading.named):
        return AskedIntent(QuestionIntent.REFUSED, outside[1], topic=outside[0])
    if places := asks_of_body(reading.plain_signs):
        return AskedIntent(QuestionIntent.REFUSED, places, topic=Topic.CONTACTS)
    return recognize(signs)


def _note_number(reading: Reading) -> int | None:
    """«отчёт 12», «отчет №5», «report 3»."""
    for before, (place, word) in zip(reading.words, enumerate(reading.words[1:], 1), strict=False):
        at = place - 2 if before.text in {"номер", "n", "no", "number"} and place > 1 else place - 1
        head = reading.words[at]
        if word.text.isdecimal() and not REPORT_NUMBER.isdisjoint(head.keys):
            rest = reading.words[place + 1 :]
            if not rest or all(is_stopword(other) for other in rest):
                return int(word.text)
    return None


def is_word(text: str) -> bool:
    """True for a text with any letter."""
    return any(letter.isalpha() for letter in text)


def _counts_notes(found: AskedIntent) -> bool:
    return found.measure is not None and found.measure.value == "notes"


def _says_nothing(answer: Answer) -> bool:
    return answer.refusal is QuestionRefusal.NOT_UNDERSTOOD and not answer.refused_text and not answer.others


def _is_bare_side(intent: Intent) -> bool:
    named = intent.spheres or intent.time or intent.words
    return (
        intent.kind is IntentKind.AGENCY and bool(intent.parties) and not named and len(intent.agencies) > 1
    )


def _is_joint(words: tuple[Word, ...]) -> bool:
    texts = [word.text for word in words]
    return (
        any(not TOGETHER.isdisjoint(word.keys) for word in words)
        or texts.count("и") > 1
        or any(text in WITH for text in texts[1:])
    )
