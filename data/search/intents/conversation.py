"""What a question leaves out and the question before it says: «а в Перми?», «только просроченные», «а срок?»."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from data.search.intents.models import Asked, AskedIntent, AskedState, Days, Measure, QuestionIntent
from data.search.intents.understanding import OF_THE_PLAN, Questions, Reading, recognized_in
from data.search.language.numerals import ORDINALS
from data.search.language.words import Word, word_set
from data.search.models import Answer, AskedTime, Intent, IntentKind

OPENINGS: Final = word_set("а и но ну also and but тогда теперь then то еще what how")
ASKING: Final = word_set("what how")  # they open whole questions too
ONLY: Final = word_set("только лишь исключительно only just оставь оставить отфильтровать показать из")
CORRECTIONS: Final = word_set("нет не неверно no nope")
POINTING: Final = word_set(
    "их них ними ним этих этим этого этому этом эти это этот него нему нем ней нею там тех те таких тот таким оттуда them those"
    " these it its they there он она оно они ее его той тому того обоих оба"
)
LAST_ONE: Final = word_set("последний last")
MORE: Final = word_set(
    "подробный подробно подробнее детальный развернуть раскрыть details more открыть расскажи"
)
LISTING: Final = word_set("какой какие именно перечислить список назвать which list показать покажи вывести")
NEEDS_SUBJECT: Final = frozenset(
    {
        QuestionIntent.WHO,
        QuestionIntent.DEADLINE,
        QuestionIntent.WAITING,
        QuestionIntent.STATUS,
        QuestionIntent.WRITE,
    }
)
# The state of activities has no days of its own: a time beside it is one of deadlines.
WITHOUT_DAYS: Final = frozenset({QuestionIntent.STATUS, QuestionIntent.WAITING})
ANEW: Final = frozenset({QuestionIntent.HELP, QuestionIntent.SMALLTALK, QuestionIntent.REFUSED})
SHORT: Final = 3  # words of a question that is completed though nothing in it points back
ELLIPTICAL: Final = 5  # words after which «а …» and «только …» are no ellipsis but a sentence


@dataclass(frozen=True, slots=True)
class Before:
    """The question before, and the ids of the activities in the order in which its answer listed them."""

    asked: Asked
    shown: tuple[int, ...] = ()


def continue_question(questions: Questions, question: str, today: date, before: Before | None) -> Asked:
    """Returns what a question asks for, completed from the one before it where it leaves something out."""
    reading = questions.read(question, today)
    found = recognized_in(reading)
    asked = questions.understood(reading, found, today)
    if before is None or not reading.words or _is_anew(found):
        return asked
    if not found.explicit and before.asked.intent not in OF_THE_PLAN | WITHOUT_DAYS:
        # a time then is one of reports
        found = replace(before.asked.recognized, places=frozenset(), explicit=False)
        again = questions.understood(reading, found, today)
        return _Completion(questions, reading, today, before).of(again) or asked
    return _Completion(questions, reading, today, before).of(asked) or asked


def _is_anew(found: AskedIntent) -> bool:
    return found.intent in ANEW or found.note_number is not None


@dataclass(frozen=True, slots=True)
class _Completion:
    questions: Questions
    reading: Reading
    today: date
    before: Before

    def of(self, asked: Asked) -> Asked | None:
        """Returns the completed question; None for a whole one."""
        chosen = self._chosen()
        if chosen is not None:
            return self._about(asked, chosen)
        if not self._is_elliptical(asked) or self._is_of_all_in_a_state(asked):
            return None
        if asked.whole:
            return self._same_subject(asked)
        if asked.subject.refusal and not asked.subject.unmet:
            return None
        named = asked.subject.intent if not asked.subject.refusal else asked.subject.unmet
        return self._with_part(asked, named) if named else None

    @property
    def _words(self) -> tuple[Word, ...]:
        return self.reading.words

    def _has(self, known: Collection[str]) -> bool:
        return any(not word.keys.isdisjoint(known) for word in self._words)

    @property
    def _points_back(self) -> bool:
        days = self.reading.tokens.time_places  # «в этом году» points at no question
        return any(word.text in POINTING for place, word in enumerate(self._words) if place not in days)

    @property
    def _opens(self) -> bool:
        first = self._words[0]
        return first.text in OPENINGS or first.text in CORRECTIONS or not first.keys.isdisjoint(ONLY)

    def _is_elliptical(self, asked: Asked) -> bool:
        if self._points_back:
            return True
        short = len(self._words) <= SHORT
        if self._opens and len(self._words) <= ELLIPTICAL + 2:
            return True
        if asked.whole:
            return (short and (asked.intent in NEEDS_SUBJECT or not asked.recognized.explicit)) or self._has(
                MORE
            )
        if _is_only_time(asked.subject.intent) and len(self.before.asked.activities) == 1:
            return False  # «декабрь» after a card is of the whole roadmap
        return len(self._words) <= 2 and _is_only_side_or_time(asked.subject.intent)

    def _is_of_all_in_a_state(self, asked: Asked) -> bool:
        """True for «что исполнено» after days or after one activity: the list of the whole roadmap is asked for."""
        found, before = asked.recognized, self.before.asked
        goes_on = self._points_back or (self._opens and self._words[0].text not in ASKING)
        if goes_on or not found.explicit or _state_of(found) is None:
            return False
        if before.whole or _is_only_time(before.subject.intent):
            return True
        lists = found.intent in {QuestionIntent.OVERDUE, QuestionIntent.STATUS}
        return lists and len(before.activities) == 1

    def _chosen(self) -> int | None:
        """Returns the activity that «второй» or «последний» of the list is; None where none is named."""
        shown, named = self.before.shown, self.reading.named
        if not shown or len(self._words) > ELLIPTICAL + 1:
            return None
        for place, word in enumerate(self._words):
            if place in named or place in self.reading.tokens.time_places:
                continue
            following = self._words[place + 1].keys if place + 1 < len(self._words) else frozenset[str]()
            if not following.isdisjoint(
                {"квартал", "полугодие", "сторона", "раздел", "сфера", "отчет", "quarter"}
            ):
                continue
            number = next((ORDINALS[key] for key in word.keys if key in ORDINALS), None)
            if number is not None and number <= len(shown):
                return shown[number - 1]
            if (
                not word.keys.isdisjoint(LAST_ONE)
                and len(self._words) <= SHORT
                and following.isdisjoint({"отчет", "запись", "note", "report"})
            ):
                return shown[-1]
        return None

    def _about(self, asked: Asked, activity: int) -> Asked:
        intent = asked.recognized if asked.recognized.explicit else replace(asked.recognized, explicit=True)
        if intent.intent is QuestionIntent.WHO and not any(
            "who" in sign.concepts for sign in self.reading.signs
        ):
            intent = replace(intent, intent=QuestionIntent.ACTIVITIES)
        subject = Answer(Intent(IntentKind.ACTIVITY, activities=(activity,)))
        return Asked(intent, subject, continued=True)

    def _same_subject(self, asked: Asked) -> Asked | None:
        before = self.before.asked
        found = asked.recognized
        if not found.explicit and before.intent is QuestionIntent.COUNT and self._has(LISTING):
            return replace(before, recognized=_listed(before.recognized), continued=True)
        if not found.explicit:
            if asked.days is None and not self._has(MORE) and not self._points_back:
                return None
            return replace(before, days=asked.days or before.days, continued=True)
        if before.whole:
            return replace(asked, continued=True, days=asked.days or before.days)
        subject = before.subject
        if self._filters and before.intent in {
            QuestionIntent.NOTES,
            QuestionIntent.COUNT,
            QuestionIntent.OWN,
        }:
            found = replace(before.recognized, state=_state_of(found) or before.recognized.state)
        return Asked(found, subject, days=asked.days, excluded=before.excluded, continued=True)

    @property
    def _filters(self) -> bool:
        return not self._words[0].keys.isdisjoint(ONLY) and self._words[0].text in {
            "только",
            "лишь",
            "only",
            "just",
        }

    def _with_part(self, asked: Asked, named: Intent) -> Asked | None:
        """Returns the question before with what is named now in the place of what it named."""
        before = self.before.asked
        found = (
            asked.recognized
            if asked.recognized.explicit and asked.intent is not QuestionIntent.WHO
            else before.recognized
        )
        if asked.intent is QuestionIntent.WHO and any("who" in sign.concepts for sign in self.reading.signs):
            found = asked.recognized
        if found.intent in ANEW:
            return None
        old = Intent(IntentKind.NONE) if before.whole else before.subject.intent
        if before.subject.refusal and not before.whole:
            old = before.subject.unmet or old
        days = asked.days or before.days
        if _is_only_time(named) and named.time:
            return self._at_another_time(found, old, named.time, before)
        if _is_only_side(named):
            return self._on_another_side(found, old, named, days, before)
        merged = named if named.time or not old.time else self._narrowed(named, old.time)
        return Asked(found, Answer(merged), days=days, continued=True)

    def _at_another_time(self, found: AskedIntent, old: Intent, time: AskedTime, before: Asked) -> Asked:
        if old.kind is IntentKind.NONE or before.whole:
            subject = self.questions.search.selected(Intent(IntentKind.DEADLINE, time=time), self.today)
        else:
            subject = self._narrowed(old, time)
        return Asked(found, Answer(subject), excluded=before.excluded, continued=True)

    def _narrowed(self, old: Intent, time: AskedTime) -> Intent:
        """Returns the subject with another time; what was chosen by words or numbers stays within its lines."""
        timed = self.questions.search.selected(replace(old, time=time, words=""), self.today)
        if not (old.words or (old.kind is IntentKind.ACTIVITY and old.activities)):
            return timed
        every = frozenset((*old.activities, *old.ongoing))
        due = self.questions.search.selected(Intent(IntentKind.DEADLINE, time=time), self.today)
        return replace(
            old,
            kind=IntentKind.DEADLINE,
            time=time,
            ongoing=(),
            activities=tuple(a for a in due.activities if a in every),
        )

    def _on_another_side(
        self, found: AskedIntent, old: Intent, named: Intent, days: Days | None, before: Asked
    ) -> Asked:
        search = self.questions.search
        if before.whole or old.kind is IntentKind.NONE:
            return Asked(found, Answer(named), days=days, continued=True)
        if old.agencies:
            there = set(search.of_parties(named.parties))
            agencies = tuple(agency for agency in old.agencies if agency in there) if not old.parties else ()
            others = [
                other for agency in old.agencies for other in search.counterparts(agency) if other in there
            ]
            meant = agencies or tuple(dict.fromkeys(others)) or tuple(there)
            subject = search.selected(
                Intent(old.kind, agencies=meant, spheres=old.spheres, time=old.time), self.today
            )
            return Asked(found, Answer(subject), days=days, continued=True)
        if old.spheres or old.time:
            here = replace(old, parties=named.parties, words="")
            subject = search.selected(here, self.today)
            return Asked(found, Answer(subject), days=days, excluded=before.excluded, continued=True)
        return Asked(found, Answer(replace(old, parties=named.parties)), days=days, continued=True)


def _is_only_side(intent: Intent) -> bool:
    return bool(intent.parties) and not (intent.spheres or intent.time or intent.words)


def _is_only_time(intent: Intent) -> bool:
    return bool(intent.time) and not (intent.spheres or intent.agencies or intent.words or intent.parties)


def _is_only_side_or_time(intent: Intent) -> bool:
    return _is_only_side(intent) or _is_only_time(intent)


def _state_of(found: AskedIntent) -> AskedState | None:
    if found.state is not None:
        return found.state
    return {
        QuestionIntent.OVERDUE: AskedState.OVERDUE,
        QuestionIntent.WAITING: AskedState.AWAITED,
        QuestionIntent.SILENCE: AskedState.NO_WORD,
    }.get(found.intent)


def _listed(counted: AskedIntent) -> AskedIntent:
    """Returns the question for the lines where the one before asked how many they are."""
    if counted.measure is Measure.NOTES:
        return replace(counted, intent=QuestionIntent.NOTES)
    if counted.state is AskedState.OVERDUE:
        return replace(counted, intent=QuestionIntent.OVERDUE)
    return replace(counted, intent=QuestionIntent.STATUS if counted.state else QuestionIntent.ACTIVITIES)
