"""Which intent the words of a question say, and what state or measure they name."""

from collections.abc import Sequence
from typing import Final

from data.search.intents.grammar import MEASURES, RANKED, RULES, STATES, TOPICS
from data.search.intents.models import AskedIntent, AskedState, Measure, QuestionIntent, Topic
from data.search.intents.patterns import Sign, match
from data.search.intents.talk import CORE, OF_BODIES, OUTSIDE, OUTSIDE_PATTERNS, TALK

UNTIL_TOMORROW: Final = ("до", "завтра")
LONGEST_OUTSIDE: Final = 9  # words
FRAMED: Final = frozenset(
    {QuestionIntent.COUNT, QuestionIntent.COMPARE, QuestionIntent.OWN, QuestionIntent.NOTES}
)


def recognize(signs: Sequence[Sign]) -> AskedIntent:
    """Returns the intent of the first rule that is met; where none is, the plan's lines are asked for."""
    concepts = frozenset[str]().union(*(sign.concepts for sign in signs))
    for rule in RULES:
        if not concepts.isdisjoint(rule.unless):
            continue
        places = next(filter(None, (match(pattern, signs) for pattern in rule.patterns)), None)
        if places is not None:
            return _completed(AskedIntent(rule.intent, places, rule.state, topic=rule.topic), signs)
    return AskedIntent(QuestionIntent.ACTIVITIES, explicit=False)


def _completed(found: AskedIntent, signs: Sequence[Sign]) -> AskedIntent:
    places = set(found.places)
    state, topic, measure, ranked, least = found.state, found.topic, None, found.ranked, False
    if found.intent in FRAMED:
        state, by = _state(signs)
        places |= by
    if found.intent in {QuestionIntent.COUNT, QuestionIntent.COMPARE}:
        measure, by = _measure(signs, found.intent)
        places |= by
        ranked = next(
            (one for one, patterns in RANKED if any(match(pattern, signs) for pattern in patterns)), ranked
        )
        least = any("least" in sign.concepts for sign in signs)
    if found.intent is QuestionIntent.SILENCE and any({"who", "body"} & sign.concepts for sign in signs):
        measure = Measure.AGENCIES
    if found.intent is QuestionIntent.HELP:
        topic = topic or next(
            (topic for topic, patterns in TOPICS for pattern in patterns if match(pattern, signs)),
            Topic.GENERAL,
        )
    return AskedIntent(found.intent, frozenset(places), state, measure, ranked, least, topic)


def _state(signs: Sequence[Sign]) -> tuple[AskedState | None, frozenset[int]]:
    for state, patterns in STATES:
        places = next(filter(None, (match(pattern, signs) for pattern in patterns)), None)
        if places:
            return state, places
    return None, frozenset()


def _measure(signs: Sequence[Sign], intent: QuestionIntent) -> tuple[Measure, frozenset[int]]:
    for measure, patterns in MEASURES[intent]:
        places = next(filter(None, (match(pattern, signs) for pattern in patterns)), None)
        if places:
            return measure, places
    return Measure.ACTIVITIES, frozenset()


def talk_topic(signs: Sequence[Sign]) -> Topic | None:
    """Returns what a message says that only greets, thanks or takes leave; None for any other."""
    if not signs or any("number" in sign.concepts for sign in signs):
        return None
    if tuple(sign.text for sign in signs) == UNTIL_TOMORROW:
        return Topic.FAREWELL
    words = list(map(_words_of, signs))
    every = frozenset().union(*TALK.values())
    if any(word.isdisjoint(every) for word in words):
        return None
    fitting = (
        topic
        for topic, known in TALK.items()
        if all(not word.isdisjoint(known) for word in words)
        and any(not word.isdisjoint(CORE[topic]) for word in words)
    )
    mixed = (
        topic
        for topic in TALK
        if any(not word.isdisjoint(CORE[topic]) for word in words) and topic is not Topic.SELF
    )
    return next(fitting, None) or next(mixed, None)


def outside_topic(signs: Sequence[Sign], known: frozenset[int]) -> tuple[Topic, frozenset[int]] | None:
    """Returns what no roadmap holds and a question asks for, with its words' places; those at `known` are of the roadmap."""
    if len(signs) > LONGEST_OUTSIDE or any("past" in sign.concepts for sign in signs):
        return None  # a report speaks of money and people, too
    for topic, words in OUTSIDE.items():
        named = {place for place, sign in enumerate(signs) if not _words_of(sign).isdisjoint(words)} - known
        if named:
            return topic, frozenset(named)
    for topic, patterns in OUTSIDE_PATTERNS.items():
        places = next(filter(None, (match(pattern, signs) for pattern in patterns)), None)
        if places is not None and places.isdisjoint(known):
            return topic, places
    return None


def asks_of_body(signs: Sequence[Sign]) -> frozenset[int] | None:
    """Returns the places of the words that ask who heads a body or where it sits; None where nothing does."""
    return next(filter(None, (match(pattern, signs) for pattern in OF_BODIES)), None)


def _words_of(sign: Sign) -> set[str]:
    """The word itself and its dictionary forms."""
    return {sign.text, *(name[1:] for name in sign.concepts if name.startswith("="))}
