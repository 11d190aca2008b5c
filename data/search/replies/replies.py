"""From a question understood to its answer: one function an intent, each a pure function of the facts."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from data.notes.statuses import TROUBLED
from data.search.intents.models import Asked, Days, Measure, QuestionIntent
from data.search.models import IntentKind, QuestionRefusal, with_states
from data.search.replies.facts import AnswerFacts, ReportLine, within
from data.search.replies.models import Ranked, Reply, Silent
from data.search.replies.states import activities_in_state, is_overdue

RECENT: Final = timedelta(days=7)  # what «что нового» looks back on where no time is named
# What says nothing that a next question could continue.
UNREMEMBERED: Final = frozenset({QuestionIntent.HELP, QuestionIntent.SMALLTALK, QuestionIntent.REFUSED})
SUBJECT_NEEDED: Final = frozenset({QuestionIntent.ACTIVITIES, QuestionIntent.WHO, QuestionIntent.DEADLINE})


def reply(asked: Asked, facts: AnswerFacts) -> Reply:
    """Returns the answer; a subject that was not understood is refused whatever is asked of it."""
    if asked.intent is QuestionIntent.REFUSED or _is_refused(asked):
        return Reply(asked, refused=True)
    subject = with_states(asked.subject, facts.states, facts.today)
    return replace(REPLIES[asked.intent](replace(asked, subject=subject), facts), states=facts.states)


def _is_refused(asked: Asked) -> bool:
    if asked.whole:
        return asked.intent is QuestionIntent.ACTIVITIES
    return asked.subject.refusal not in (None, QuestionRefusal.NOTHING_FITS)


def _lines(asked: Asked, facts: AnswerFacts) -> tuple[int, ...]:
    """The activities of the subject, all of them where it names none, in the roadmap's order."""
    if asked.whole:
        every = (
            ()
            if asked.intent in SUBJECT_NEEDED
            else tuple(activity.id for activity in facts.content.activities)
        )
        return tuple(activity for activity in every if activity not in asked.excluded)
    return tuple(asked.activities)


def _plan(asked: Asked, facts: AnswerFacts) -> Reply:
    lines = _lines(asked, facts)
    return Reply(asked, lines, overdue=_overdue_count(lines, facts))


def _who(asked: Asked, facts: AnswerFacts) -> Reply:
    lines = _lines(asked, facts)
    intent = asked.subject.intent
    answering = [agency for activity in lines for agency in facts.content.responsible[activity]]
    named = intent.agencies if intent.kind is IntentKind.AGENCY and not intent.spheres else ()
    if named and intent.parties and not intent.words:
        answering = list(named)
    sides = frozenset(intent.parties)
    party = {agency.id: agency.party_id for agency in facts.content.agencies}
    agencies = dict.fromkeys(agency for agency in answering if not sides or party[agency] in sides)
    order = [agency.id for agency in facts.content.agencies if agency.id in agencies]
    return Reply(asked, lines, agencies=tuple(order))


def _overdue(asked: Asked, facts: AnswerFacts) -> Reply:
    lines = _lines(asked, facts)
    time = asked.subject.intent.time if not asked.whole else None
    if time is None or not (time.overdue or time.within_days is not None or time.names_days):
        lines = tuple(activity for activity in lines if is_overdue(facts, activity))
    lines = tuple(activity for activity in lines if not facts.state(activity).now.is_settled)
    return Reply(asked, lines, (len(lines),), overdue=_overdue_count(lines, facts))


def _status(asked: Asked, facts: AnswerFacts) -> Reply:
    lines = activities_in_state(_lines(asked, facts), asked.recognized.state, facts)
    return Reply(asked, lines, (len(lines),), overdue=_overdue_count(lines, facts))


def _waiting(asked: Asked, facts: AnswerFacts) -> Reply:
    lines = _lines(asked, facts)
    sides = frozenset(asked.subject.intent.parties)
    named = asked.subject.intent.kind is IntentKind.ACTIVITY and not asked.whole
    waiting = tuple(
        activity
        for activity in lines
        if not facts.state(activity).now.is_settled
        and (named or facts.state(activity).awaited)
        and (not sides or sides.intersection(facts.state(activity).awaited) or named)
    )
    awaited = dict.fromkeys(
        party
        for activity in waiting
        for party in facts.state(activity).awaited or [party for party, _ in facts.state(activity).words]
    )
    return Reply(asked, waiting if not named else lines, (len(waiting),), awaited=tuple(awaited))


def _notes(asked: Asked, facts: AnswerFacts) -> Reply:
    reports = _reports(asked, facts, asked.days)
    return Reply(asked, _reported(reports, facts), tuple(line.number for line in reports), reports=reports)


def _reports(asked: Asked, facts: AnswerFacts, days: Days | None) -> tuple[ReportLine, ...]:
    if asked.recognized.note_number is not None:
        return tuple(line for line in facts.reports if line.number == asked.recognized.note_number)
    lines, intent = frozenset(_lines(asked, facts)), asked.subject.intent
    sides, agencies = frozenset(intent.parties), frozenset(intent.agencies)
    return tuple(
        line
        for line in facts.reports
        if within(line.day, days)
        and line.activity_id not in asked.excluded
        and (asked.whole or line.activity_id in lines)
        and (not agencies or line.agency_id in agencies)
        and (not sides or line.party_id in sides)
    )


def _reported(reports: Iterable[ReportLine], facts: AnswerFacts) -> tuple[int, ...]:
    """The activities reported on, in the roadmap's order."""
    known = {line.activity_id for line in reports}
    return tuple(activity.id for activity in facts.content.activities if activity.id in known)


def _silence(asked: Asked, facts: AnswerFacts) -> Reply:
    days = _silent_since(asked.days)
    lines, intent = _lines(asked, facts), asked.subject.intent
    heard = {line.activity_id for line in facts.reports if within(line.day, days)}
    spoke = {line.agency_id for line in facts.reports if within(line.day, days)}
    last: dict[int, ReportLine] = {}
    for line in facts.reports:
        last.setdefault(line.agency_id, line)
    sides = frozenset(intent.parties)
    answering = {agency for activity in lines for agency in facts.content.responsible[activity]}
    silent = tuple(
        Silent(agency.id, last[agency.id].day if agency.id in last else None)
        for agency in facts.content.agencies
        if agency.id in answering
        and agency.id not in spoke
        and (not sides or agency.party_id in sides)
        and (not intent.agencies or agency.id in intent.agencies)
    )
    quiet = tuple(activity for activity in lines if activity not in heard)
    return Reply(asked, quiet, (len(quiet), len(silent)), silent=silent, counted=len(quiet))


def _silent_since(days: Days | None) -> Days | None:
    """«больше месяца» is silence since a day a month ago."""
    if days is not None and days.since is None and days.until is not None:
        return Days(days.until, None)
    return days


def _own(asked: Asked, facts: AnswerFacts) -> Reply:
    if facts.asker is None:
        return Reply(asked, unknown_asker=True)
    party = {agency.id: agency.party_id for agency in facts.content.agencies}
    own = [
        activity
        for activity in _lines(asked, facts)
        if any(
            agency in facts.asker.agencies or party[agency] in facts.asker.parties
            for agency in facts.content.responsible[activity]
        )
    ]
    lines = activities_in_state(own, asked.recognized.state, facts)
    return Reply(asked, lines, (len(lines),), overdue=_overdue_count(lines, facts))


def _count(asked: Asked, facts: AnswerFacts) -> Reply:
    measure = asked.recognized.measure
    if measure is Measure.NOTES:
        reports = _reports(asked, facts, asked.days)
        return Reply(asked, _reported(reports, facts), (len(reports),), reports=reports, counted=len(reports))
    lines = activities_in_state(_lines(asked, facts), asked.recognized.state, facts)
    if measure is Measure.AGENCIES:
        agencies = _bodies_of(asked, lines, facts)
        return Reply(asked, lines, (len(agencies),), agencies=agencies, counted=len(agencies))
    if measure is Measure.SPHERES:
        spheres = {activity.sphere_id for activity in facts.content.activities if activity.id in set(lines)}
        return Reply(asked, lines, (len(spheres),), counted=len(spheres))
    if measure is Measure.PARTIES:
        count = len(facts.content.roadmap.parties)
        return Reply(asked, lines, (count,), counted=count)
    return Reply(asked, lines, (len(lines),), counted=len(lines), overdue=_overdue_count(lines, facts))


def _bodies_of(asked: Asked, lines: Iterable[int], facts: AnswerFacts) -> tuple[int, ...]:
    answering = {agency for activity in lines for agency in facts.content.responsible[activity]}
    sides = frozenset(asked.subject.intent.parties)
    return tuple(
        agency.id
        for agency in facts.content.agencies
        if agency.id in answering and (not sides or agency.party_id in sides)
    )


def _compare(asked: Asked, facts: AnswerFacts) -> Reply:
    state, lines = asked.recognized.state, _lines(asked, facts)
    owners = _owners(asked, facts)
    if asked.recognized.measure is Measure.NOTES:
        counted: list[tuple[int, int]] = [
            (owner, line.activity_id)
            for line in _reports(asked, facts, asked.days)
            for owner, (agencies, wanted) in owners.items()
            if line.agency_id in agencies and line.activity_id in wanted
        ]
    else:
        chosen = frozenset(activities_in_state(lines, state, facts))
        counted = [(owner, activity) for owner, (_, wanted) in owners.items() for activity in wanted & chosen]
    counts = Counter(owner for owner, _ in counted)
    sign = 1 if asked.recognized.least else -1
    ranking = [
        Ranked(owner, counts[owner])
        for owner in sorted(owners, key=lambda owner: (sign * counts[owner], list(owners).index(owner)))
    ]
    first = {ranked.owner for ranked in ranking if ranking and ranked.count == ranking[0].count}
    every = asked.recognized.ranked is Measure.PARTIES or bool(
        len(asked.subject.intent.agencies) > 1 and not asked.subject.intent.parties
    )
    spoken = {activity for owner, activity in counted if every or owner in first}
    order = tuple(activity.id for activity in facts.content.activities if activity.id in spoken)
    return Reply(asked, order, tuple(ranked.count for ranked in ranking), ranking=tuple(ranking))


Owned = tuple[frozenset[int], frozenset[int]]  # ids of agencies, ids of activities


def _owners(asked: Asked, facts: AnswerFacts) -> Mapping[int, Owned]:
    """What is ranked, by id: agencies, or the spheres or sides the question speaks of."""
    content, lines, intent = facts.content, frozenset(_lines(asked, facts)), asked.subject.intent
    every = frozenset(agency.id for agency in content.agencies)
    if asked.recognized.ranked is Measure.SPHERES:
        return {
            sphere.id: (
                every,
                frozenset(a.id for a in content.activities if a.sphere_id == sphere.id) & lines,
            )
            for sphere in content.spheres
        }
    answers: dict[int, set[int]] = {agency.id: set() for agency in content.agencies}
    for activity in lines:
        for agency in content.responsible[activity]:
            answers[agency].add(activity)
    if asked.recognized.ranked is Measure.PARTIES:
        return {
            party.id: _joined(
                [agency.id for agency in content.agencies if agency.party_id == party.id], answers
            )
            for party in content.roadmap.parties
        }
    sides = frozenset(intent.parties)
    return {
        agency.id: _joined([agency.id], answers)
        for agency in content.agencies
        if (not intent.agencies or agency.id in intent.agencies) and (not sides or agency.party_id in sides)
    }


def _joined(agencies: Iterable[int], answers: Mapping[int, Iterable[int]]) -> Owned:
    return frozenset(agencies), frozenset(activity for agency in agencies for activity in answers[agency])


def _changes(asked: Asked, facts: AnswerFacts) -> Reply:
    days = asked.days or Days(facts.today - RECENT, facts.today)
    reports = _reports(asked, facts, days)
    lines = frozenset(_lines(asked, facts))
    moved = tuple(move for move in facts.moved if within(move.day, days) and move.activity_id in lines)
    touched = {line.activity_id for line in reports} | {move.activity_id for move in moved}
    order = tuple(activity.id for activity in facts.content.activities if activity.id in touched)
    return Reply(asked, order, (len(reports), len(moved)), reports=reports, moved=moved)


def _summary(asked: Asked, facts: AnswerFacts) -> Reply:
    lines = _lines(asked, facts)
    done = sum(facts.state(activity).now.is_done for activity in lines)
    reports = _reports(asked, facts, asked.days or Days(facts.today - RECENT, facts.today))
    at_risk = sum(facts.state(activity).kind in TROUBLED for activity in lines)
    numbers = (len(lines), done, _overdue_count(lines, facts), at_risk, len(reports))
    return Reply(asked, _reported(reports, facts), numbers, reports=reports, overdue=numbers[2])


def _plain(asked: Asked, _facts: AnswerFacts) -> Reply:
    return Reply(asked)


def _overdue_count(lines: Iterable[int], facts: AnswerFacts) -> int:
    return sum(is_overdue(facts, activity) for activity in lines)


REPLIES: Final[Mapping[QuestionIntent, Callable[[Asked, AnswerFacts], Reply]]] = MappingProxyType(
    {
        QuestionIntent.ACTIVITIES: _plan,
        QuestionIntent.WHO: _who,
        QuestionIntent.DEADLINE: _plan,
        QuestionIntent.OVERDUE: _overdue,
        QuestionIntent.STATUS: _status,
        QuestionIntent.WAITING: _waiting,
        QuestionIntent.NOTES: _notes,
        QuestionIntent.SILENCE: _silence,
        QuestionIntent.OWN: _own,
        QuestionIntent.COUNT: _count,
        QuestionIntent.COMPARE: _compare,
        QuestionIntent.CHANGES: _changes,
        QuestionIntent.SUMMARY: _summary,
        QuestionIntent.WRITE: _plan,
        QuestionIntent.HELP: _plain,
        QuestionIntent.SMALLTALK: _plain,
    }
)
