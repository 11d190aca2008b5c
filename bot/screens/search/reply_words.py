"""The first line of an answer: the answer itself in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.dates import day_words
from bot.screens.deadline_words import deadline_line
from bot.screens.fragments import state_of
from bot.screens.phrases import activity_count, agency_count, short_names, sphere_count, titled
from bot.screens.search.help_words import help_words, outside_words, talk_words
from bot.screens.search.understood import refusal_words
from bot.telegram.text_length import shorten
from data.notes.activity_state import ActivityState
from data.roadmap.lookup import activities_by_id
from data.roadmap.models import Activity, RoadmapContent
from data.search.intents.models import AskedState, Days, Measure, QuestionIntent
from data.search.models import QuestionRefusal
from data.search.replies.models import Reply

NAMED: Final = 4  # bodies or places of a ranking named in the first line; the list has the others
NAME: Final = 90


@dataclass(frozen=True, slots=True)
class WordedReply:
    """An answer and what its words are made with."""

    reply: Reply
    content: RoadmapContent
    today: date


def reply_words(reply: Reply, content: RoadmapContent, today: date) -> str:
    """Returns the answer in a sentence or two, in the current language."""
    if reply.refused:
        return _refused(reply, content)
    if reply.asked.subject.refusal is QuestionRefusal.NOTHING_FITS:
        return refusal_words(reply.asked.subject, content)
    return WORDS[reply.intent](WordedReply(reply, content, today))


def _refused(reply: Reply, content: RoadmapContent) -> str:
    if reply.asked.recognized.topic is not None:
        return outside_words(reply.asked.recognized.topic)
    return refusal_words(reply.asked.subject, content)


def _plan(worded: WordedReply) -> str:
    if not worded.reply.activities:
        return _("Which activity, sphere or agency do you mean? Name it in your question.")
    parts = [activity_count(len(worded.reply.activities))]
    if worded.reply.overdue:
        parts.append(overdue_count(worded.reply.overdue))
    return ", ".join(parts)


def overdue_count(n: int) -> str:
    """«1 просрочено»."""
    return ngettext("{n} overdue", "{n} overdue", n).format(n=n)


def _who(worded: WordedReply) -> str:
    if not worded.reply.agencies:
        return _("Which activity, sphere or agency do you mean? Name it in your question.")
    return _("Responsible — {bodies}").format(bodies=agencies_words(worded.reply.agencies, worded.content))


def agencies_words(agencies: Iterable[int], content: RoadmapContent) -> str:
    """«Санкт-Петербург: Комитет по культуре; Пермский край: Министерство культуры»."""
    chosen = set(agencies)
    sides = []
    for party in content.roadmap.parties:
        of_side = [
            agency for agency in content.agencies if agency.id in chosen and agency.party_id == party.id
        ]
        names = [shorten(name, NAME) for name in short_names(content, of_side)]
        if names:
            more = len(names) - NAMED
            listed = ", ".join(names[:NAMED]) + (" " + _("and {n} more").format(n=more) if more > 0 else "")
            sides.append(_("{side}: {names}").format(side=party.region, names=listed))
    return "; ".join(sides)


def _deadline(worded: WordedReply) -> str:
    activities = activities_by_id(worded.content, worded.reply.activities)
    if not activities:
        return _("Which activity, sphere or agency do you mean? Name it in your question.")
    if len(activities) == 1:
        line = deadline_line(activities[0].deadline, _state(worded, activities[0]).now.when)
        return _("{number}: deadline {deadline}").format(number=activities[0].number, deadline=line)
    ahead = [
        (when.day, one.number) for one in activities if (when := _state(worded, one).next_due(worded.today))
    ]
    if not ahead:
        return _plan(worded)
    day, number = min(ahead)
    nearest = _("the nearest control date is {day} ({number})").format(day=day_words(day), number=number)
    return f"{_plan(worded)}, {nearest}"


def _state(worded: WordedReply, activity: Activity) -> ActivityState:
    return state_of(worded.reply.states, activity.id)


def _overdue(worded: WordedReply) -> str:
    if not worded.reply.activities:
        return _("Nothing is overdue.")
    if worded.reply.overdue == len(worded.reply.activities):
        return overdue_count(worded.reply.overdue)
    return _plan(worded)


def _status(worded: WordedReply) -> str:
    state = worded.reply.asked.recognized.state
    if state is None:
        return _plan(worded)
    if not worded.reply.activities:
        return _("{state}: no activities").format(state=state_words(state))
    return _("{state}: {activities}").format(
        state=state_words(state), activities=activity_count(len(worded.reply.activities))
    )


def state_words(state: AskedState) -> str:
    """Returns a state as the beginning of a sentence."""
    words = {
        AskedState.DONE: _("Done by all sides"),
        AskedState.NOT_DONE: _("Not done"),
        AskedState.AT_RISK: _("At risk"),
        AskedState.NEEDS_EXTENSION: _("An extension is needed"),
        AskedState.IN_PROGRESS: _("In progress"),
        AskedState.NOT_DUE: _("Not due yet"),
        AskedState.NO_WORD: _("Without information"),
        AskedState.AWAITED: _("Another side's word is awaited"),
        AskedState.OVERDUE: _("Overdue"),
    }
    return words[state]


def _waiting(worded: WordedReply) -> str:
    regions = [party.region for party in worded.content.roadmap.parties if party.id in worded.reply.awaited]
    if not regions:
        return _("Nobody's word is awaited.")
    activities = activity_count(len(worded.reply.activities))
    return _("The word of {sides} is awaited: {activities}").format(
        sides=", ".join(regions), activities=activities
    )


def report_count(n: int) -> str:
    return ngettext("{n} note", "{n} notes", n).format(n=n)


def _notes(worded: WordedReply) -> str:
    number = worded.reply.asked.recognized.note_number
    if number is not None and not worded.reply.reports:
        return _("There is no note No. {number}.").format(number=number)
    if not worded.reply.reports:
        return _("There are no notes{days}.").format(days=days_words(worded.reply.asked.days))
    return report_count(len(worded.reply.reports)) + days_words(worded.reply.asked.days)


def days_words(days: Days | None) -> str:
    """« с 1 октября 2026 по 31 октября 2026», or nothing where no days are asked for."""
    if days is None:
        return ""
    if days.since and days.until:
        if days.since == days.until:
            return " " + _("on {day}").format(day=day_words(days.since))
        return " " + _("from {since} to {until}").format(
            since=day_words(days.since), until=day_words(days.until)
        )
    if days.since:
        return " " + _("since {day}").format(day=day_words(days.since))
    return " " + _("until {day}").format(day=day_words(days.until)) if days.until else ""


def _silence(worded: WordedReply) -> str:
    if not worded.reply.activities and not worded.reply.silent:
        return _("There is information on everything asked about.")
    agencies = agency_count(len(worded.reply.silent))
    activities = activity_count(len(worded.reply.activities))
    return _("Without information: {activities}; without notes: {bodies}").format(
        activities=activities, bodies=agencies
    )


def _own(worded: WordedReply) -> str:
    if worded.reply.unknown_asker:
        return _(
            "No agency or side is entered for you. An administrator appoints officials and coordinators."
        )
    return _plan(worded) if worded.reply.activities else _("There are no such activities of yours.")


def _count(worded: WordedReply) -> str:
    match worded.reply.asked.recognized.measure:
        case Measure.NOTES:
            return report_count(worded.reply.counted) + days_words(worded.reply.asked.days)
        case Measure.AGENCIES:
            return agency_count(worded.reply.counted)
        case Measure.SPHERES:
            return sphere_count(worded.reply.counted)
        case Measure.PARTIES:
            return ngettext("{n} side", "{n} sides", worded.reply.counted).format(n=worded.reply.counted)
        case _:
            state = worded.reply.asked.recognized.state
            number = activity_count(worded.reply.counted)
            if state is not None:
                return f"{number}: {state_words(state).lower()}"
            return _plan(worded) if worded.reply.activities else number


def _compare(worded: WordedReply) -> str:
    if not any(ranked.count for ranked in worded.reply.ranking):
        return _("There is nothing to compare yet: all counts are zero.")
    names = owner_names(worded.reply, worded.content)
    shown = [
        f"{shorten(names[ranked.owner], NAME)} — {ranked.count}" for ranked in worded.reply.ranking[:NAMED]
    ]
    most = _("Fewest") if worded.reply.asked.recognized.least else _("Most")
    return f"{most}: {'; '.join(shown)}"


def owner_names(reply: Reply, content: RoadmapContent) -> dict[int, str]:
    """Returns the names of what a ranking ranks, by id."""
    match reply.asked.recognized.ranked:
        case Measure.SPHERES:
            return {sphere.id: titled(sphere.number, sphere.title) for sphere in content.spheres}
        case Measure.PARTIES:
            return {party.id: party.region for party in content.roadmap.parties}
        case _:
            return {agency.id: agency.name for agency in content.agencies}


def _changes(worded: WordedReply) -> str:
    if not (worded.reply.reports or worded.reply.moved):
        return _("Nothing has changed{days}.").format(
            days=days_words(worded.reply.asked.days) or " " + _("within 7 days")
        )
    parts = [report_count(len(worded.reply.reports))] if worded.reply.reports else []
    if worded.reply.moved:
        parts.append(
            ngettext("{n} deadline moved", "{n} deadlines moved", len(worded.reply.moved)).format(
                n=len(worded.reply.moved)
            )
        )
    return ", ".join(parts) + (days_words(worded.reply.asked.days) or " " + _("within 7 days"))


def _summary(worded: WordedReply) -> str:
    every, done, overdue, at_risk, reports = worded.reply.numbers
    return _("{activities}: done — {done}, overdue — {overdue}, at risk — {at_risk}; {reports}{days}").format(
        activities=activity_count(every),
        done=done,
        overdue=overdue,
        at_risk=at_risk,
        reports=report_count(reports),
        days=days_words(worded.reply.asked.days) or " " + _("within 7 days"),
    )


def _write(worded: WordedReply) -> str:
    if worded.reply.activities:
        return _("Choose the activity below: the form of a note opens.")
    return _("Notes are written under “My activities”: choose an activity, then “Write a note”.")


def _help(worded: WordedReply) -> str:
    return help_words(worded.reply.asked.recognized.topic)


def _talk(worded: WordedReply) -> str:
    return talk_words(worded.reply.asked.recognized.topic)


WORDS: Final[Mapping[QuestionIntent, Callable[[WordedReply], str]]] = MappingProxyType(
    {
        QuestionIntent.ACTIVITIES: _plan,
        QuestionIntent.WHO: _who,
        QuestionIntent.DEADLINE: _deadline,
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
        QuestionIntent.WRITE: _write,
        QuestionIntent.HELP: _help,
        QuestionIntent.SMALLTALK: _talk,
    }
)
