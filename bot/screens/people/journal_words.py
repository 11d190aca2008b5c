"""Rows of the journal in words: who did what to whom."""

from collections.abc import Callable
from typing import Final

from bot.i18n import gettext as _
from bot.screens.dates import day_figures
from bot.screens.people.appointment import person_name
from bot.screens.people.journal_values import named
from bot.screens.phrases import numbered, quoted
from data.audit import THE_BOT, AuditAction, AuditEntry, AuditSubject
from data.people.journal_names import JournalNames


def actor_words(entry: AuditEntry, names: JournalNames) -> str:
    if entry.actor_id is None:
        return _("the console")
    return _("the bot") if entry.actor_id == THE_BOT else person_name(entry.actor_id, names.directory)


def action_words(action: AuditAction) -> str:
    words = {
        AuditAction.APPROVED: _("access approved"),
        AuditAction.REFUSED: _("access refused"),
        AuditAction.CHANGED: _("rights changed"),
        AuditAction.REMOVED: _("removed"),
        AuditAction.INVITED: _("joined by invitation"),
        AuditAction.HANDED_OVER: _("handed over"),
        AuditAction.SUCCEEDED: _("took over"),
        AuditAction.ISSUED: _("given"),
        AuditAction.REVOKED: _("revoked"),
        AuditAction.ACCEPTED: _("accepted"),
        AuditAction.BOUND: _("connected"),
        AuditAction.UNBOUND: _("disconnected"),
        AuditAction.MIGRATED: _("became a supergroup"),
        AuditAction.TOPIC_LOST: _("topic closed or deleted"),
        AuditAction.PAUSED: _("posting paused"),
        AuditAction.RESUMED: _("posting resumed"),
        AuditAction.LANGUAGE_CHOSEN: _("language of the group chosen"),
        AuditAction.EXPORTED: _("taken as a file"),
        AuditAction.ASKED: _("asked about its activities"),
        AuditAction.REPLACED: _("replaced"),
        AuditAction.DATED: _("control date decided"),
        AuditAction.REQUESTED: _("move of the deadline asked for"),
        AuditAction.AGREED: _("agreed"),
        AuditAction.PUBLISHED: _("published"),
        AuditAction.CORRECTED: _("corrected"),
        AuditAction.WITHDRAWN: _("withdrawn"),
        AuditAction.CLOSED: _("closed: every side has confirmed it"),
        AuditAction.LAPSED: _("ended undecided"),
        AuditAction.MARKED: _("decided on an item"),
        AuditAction.FULFILLED: _("instruction done"),
        AuditAction.AMENDED: _("notes on it changed"),
        AuditAction.REOPENED: _("opened again"),
        AuditAction.OPENED: _("opened"),
        AuditAction.ENDED: _("ended"),
        AuditAction.SUMMARISED: _("published before its time"),
        AuditAction.RESCHEDULED: _("schedule changed"),
        AuditAction.RESTORED: _("restored from a copy"),
        AuditAction.REVISED: _("new edition confirmed"),
        AuditAction.ATTEMPTED: _("tried without the right"),
    }
    return words[action]


def subject_words(entry: AuditEntry, names: JournalNames) -> str:
    return SUBJECTS[entry.subject](entry.subject_id, names)


def activity_words(activity_id: int, names: JournalNames) -> str:
    """«пункт 1.1», with its roadmap where there are several."""
    number = names.activities.get(activity_id, ("—", 0))[0]
    return _with_roadmap(_("item {item}").format(item=number), names.roadmap_of(activity_id))


def _note_words(note_id: int, names: JournalNames) -> str:
    if note_id not in names.notes:
        return _("note {number}").format(number=numbered(note_id))
    number, activity_id = names.notes[note_id]
    item = names.activities.get(activity_id, ("—", 0))[0]
    words = _("note No. {number} on item {item}").format(number=number, item=item)
    return _with_roadmap(words, names.roadmap_of(activity_id))


def _request_words(request_id: int, names: JournalNames) -> str:
    if request_id not in names.requests:
        return _("request No. {number} to move a deadline").format(number=request_id)
    activity_id, day = names.requests[request_id]
    item = names.activities.get(activity_id, ("—", 0))[0]
    words = _("request to move the deadline of item {item} to {day}").format(item=item, day=day_figures(day))
    return _with_roadmap(words, names.roadmap_of(activity_id))


def _meeting_words(meeting_id: int, names: JournalNames) -> str:
    if meeting_id not in names.meetings:
        return _("meeting No. {number}").format(number=meeting_id)
    day, roadmap_id = names.meetings[meeting_id]
    words = _("meeting of {day}").format(day=day_figures(day))
    return _of_roadmap(words, roadmap_id, names)


def _group_words(roadmap_id: int, names: JournalNames) -> str:
    title = names.groups.get(names.bound.get(roadmap_id, 0))
    return _("group {title}").format(title=quoted(title)) if title else _("group")


def _with_roadmap(words: str, roadmap: str) -> str:
    return f"{words} ({roadmap})" if roadmap else words


def _person_words(user_id: int, names: JournalNames) -> str:
    return person_name(user_id, names.directory)


def _agency_words(agency_id: int, names: JournalNames) -> str:
    return named(agency_id, names.directory.agencies)


def _chat_words(roadmap_id: int, names: JournalNames) -> str:
    return _of_roadmap(_group_words(roadmap_id, names), roadmap_id, names)


def _roadmap_words(roadmap_id: int, names: JournalNames) -> str:
    return _of_roadmap(_("roadmap"), roadmap_id, names)


def _summary_words(roadmap_id: int, names: JournalNames) -> str:
    return _of_roadmap(_("weekly summary"), roadmap_id, names)


def _of_roadmap(words: str, roadmap_id: int, names: JournalNames) -> str:
    return _with_roadmap(words, names.directory.roadmaps.get(roadmap_id, ""))


SUBJECTS: Final[dict[AuditSubject, Callable[[int, JournalNames], str]]] = {
    AuditSubject.PERSON: _person_words,
    AuditSubject.AGENCY: _agency_words,
    AuditSubject.ACTIVITY: activity_words,
    AuditSubject.NOTE: _note_words,
    AuditSubject.REQUEST: _request_words,
    AuditSubject.MEETING: _meeting_words,
    AuditSubject.CHAT: _chat_words,
    AuditSubject.ROADMAP: _roadmap_words,
    AuditSubject.SUMMARY: _summary_words,
    AuditSubject.INVITATION: lambda key, _names: _("invitation No. {number}").format(number=key),
    AuditSubject.EXPORT: lambda _key, _names: _("journal"),
    AuditSubject.CALENDAR: lambda _key, _names: _("working days"),
    AuditSubject.DATABASE: lambda _key, _names: _("all data"),
}
