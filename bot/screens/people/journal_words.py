"""Rows of the journal in words: who did what to whom, and what is different since."""

from collections.abc import Iterator
from typing import Any, Final

from bot.i18n import gettext as _
from bot.screens.people.appointment import person_name, role_name
from bot.screens.phrases import numbered
from bot.telegram.text_length import shorten
from data.audit import THE_BOT, AuditAction, AuditEntry, AuditSubject, State
from data.people.members import Directory
from data.people.people import Role

NAME: Final = 60  # units of one agency or job title
CHANGES: Final = 400


def actor_words(entry: AuditEntry, directory: Directory) -> str:
    if entry.actor_id is None:
        return _("the console")
    return _("the bot") if entry.actor_id == THE_BOT else person_name(entry.actor_id, directory)


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


def subject_words(entry: AuditEntry, directory: Directory) -> str:
    match entry.subject:
        case AuditSubject.PERSON:
            return person_name(entry.subject_id, directory)
        case AuditSubject.AGENCY:
            return _named(entry.subject_id, directory.agencies)
    words = {
        AuditSubject.INVITATION: _("invitation No. {number}"),
        AuditSubject.CHAT: _("group of roadmap No. {number}"),
        AuditSubject.NOTE: _("note {number}"),
        AuditSubject.EXPORT: _("journal"),
        AuditSubject.ROADMAP: _("roadmap No. {number}"),
        AuditSubject.SUMMARY: _("summary of roadmap No. {number}"),
        AuditSubject.CALENDAR: _("working days"),
        AuditSubject.ACTIVITY: _("activity with id {number}"),
        AuditSubject.REQUEST: _("request No. {number} to move a deadline"),
        AuditSubject.MEETING: _("meeting No. {number}"),
        AuditSubject.DATABASE: _("all data"),
    }
    return words[entry.subject].format(number=entry.subject_id)


def change_words(entry: AuditEntry, directory: Directory) -> str:
    """«роль: читатель → сотрудник ведомства; + Министерство строительства», or nothing."""
    before, after = entry.before or {}, entry.after or {}
    return shorten("; ".join(_differences(before, after, directory)), CHANGES)


def _differences(before: State, after: State, directory: Directory) -> Iterator[str]:
    if (was := before.get("role")) != (now := after.get("role")):
        yield _("role: {before} → {after}").format(before=_role(was), after=_role(now))
    yield from _added_and_gone(_agencies(before), _agencies(after), directory.agencies)
    yield from _added_and_gone(_parties(before), _parties(after), directory.parties)
    yield from _others(before, after, directory)


def _others(before: State, after: State, directory: Directory) -> Iterator[str]:
    if predecessor := after.get("predecessor"):
        yield _("in place of {name}").format(name=person_name(int(predecessor), directory))
    if side := after.get("side"):
        yield _("side: {name}").format(name=_named(int(side), directory.parties))
    if after.get("stands_in"):
        yield _("an administrator in place of a coordinator")
    for key, label in _labels().items():
        if before.get(key) != after.get(key):
            yield f"{label}: {_value(before.get(key))} → {_value(after.get(key))}"


def _labels() -> dict[str, str]:
    return {
        "chat": _("group"),
        "topic": _("topic"),
        "paused": _("paused"),
        "language": _("language"),
        "right": _("right"),
        "years": _("years"),
        "day": _("date"),
        "reason": _("reason"),
        "items": _("items"),
        "item": _("item"),
        "mark": _("decided"),
        "words": _("instruction"),
        "note": _("note No."),
        "version": _("revision"),
        "week": _("week"),
        "rule": _("day and time"),
        "on": _("switched on"),
        "pins": _("pinning"),
    }


def _added_and_gone(before: dict[int, str], after: dict[int, str], names: dict[int, str]) -> Iterator[str]:
    for key in sorted(after.keys() - before.keys()):
        yield f"+ {_named(key, names)}"
    for key in sorted(before.keys() - after.keys()):
        yield f"− {_named(key, names)}"
    for key in sorted(before.keys() & after.keys()):
        if before[key] != after[key]:
            yield f"{_named(key, names)}: {before[key] or '—'} → {after[key] or '—'}"


def _agencies(state: State) -> dict[int, str]:
    return {int(agency): str(job_title) for agency, job_title in state.get("agencies", {}).items()}


def _parties(state: State) -> dict[int, str]:
    return dict.fromkeys(state.get("parties", ()), "")


def _named(key: int, names: dict[int, str]) -> str:
    return shorten(names.get(key, numbered(key)), NAME)


def _role(value: Any) -> str:
    return role_name(Role(value)) if value else "—"


def _value(value: Any) -> str:
    return "—" if value is None else shorten(str(value), NAME)
