"""What is different since a row of the journal, in words: names, dates and choices as people write them."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

from babel.dates import get_day_names

from bot.i18n import LOCALES, current_locale
from bot.i18n import gettext as _
from bot.screens.dates import day_figures, years_words
from bot.screens.fragments import status_words
from bot.screens.people.appointment import person_name, role_name
from bot.screens.phrases import numbered, quoted
from bot.telegram.text_length import shorten
from data.audit import AuditEntry, State
from data.notes.statuses import NoteStatus
from data.people.journal_names import JournalNames
from data.people.people import Role
from data.roadmap.weeks import Week
from data.summaries.schedule import parse_rule

NAME: Final = 60  # units of one agency or job title
CHANGES: Final = 400


def change_words(entry: AuditEntry, names: JournalNames) -> str:
    """«роль: читатель → сотрудник ведомства; + Министерство строительства», or nothing."""
    before, after = entry.before or {}, entry.after or {}
    return shorten("; ".join(_differences(before, after, names)), CHANGES)


def _differences(before: State, after: State, names: JournalNames) -> Iterator[str]:
    if (was := before.get("role")) != (now := after.get("role")):
        yield _("role: {before} → {after}").format(before=_role(was), after=_role(now))
    yield from _added_and_gone(_agencies(before), _agencies(after), names.directory.agencies)
    yield from _added_and_gone(_parties(before), _parties(after), names.directory.parties)
    yield from _others(before, after, names)


def _others(before: State, after: State, names: JournalNames) -> Iterator[str]:
    if predecessor := after.get("predecessor"):
        yield _("in place of {name}").format(name=person_name(int(predecessor), names.directory))
    if side := after.get("side"):
        yield _("side: {name}").format(name=named(int(side), names.directory.parties))
    if agency := after.get("agency"):
        yield _("agency: {name}").format(name=named(int(agency), names.directory.agencies))
    if activity := after.get("activity"):
        yield _("item {item}").format(item=names.activities.get(int(activity), ("—", 0))[0])
    if after.get("stands_in"):
        yield _("an administrator in place of a coordinator")
    for key, label in _labels().items():
        was, now = before.get(key), after.get(key)
        if was != now:
            yield _difference(label, key, (was, now), names)


def _difference(label: str, key: str, states: tuple[Any, Any], names: JournalNames) -> str:
    was, now = (_value(key, state, names) for state in states)
    return f"{label}: {was} → {now}" if states[0] is not None else f"{label}: {now}"


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
        "mark": _("decided"),
        "words": _("instruction"),
        "status": _("status"),
        "note": _("note No."),
        "earlier_notes": _("earlier notes"),
        "version": _("revision"),
        "week": _("week"),
        "rule": _("day and time"),
        "on": _("switched on"),
        "pins": _("pinning"),
        "added": _("brought in"),
        "changed": _("changed"),
        "removed": _("excluded"),
    }


def _added_and_gone(before: dict[int, str], after: dict[int, str], names: dict[int, str]) -> Iterator[str]:
    for key in sorted(after.keys() - before.keys()):
        yield f"+ {named(key, names)}"
    for key in sorted(before.keys() - after.keys()):
        yield f"− {named(key, names)}"
    for key in sorted(before.keys() & after.keys()):
        if before[key] != after[key]:
            yield f"{named(key, names)}: {before[key] or '—'} → {after[key] or '—'}"


def _agencies(state: State) -> dict[int, str]:
    return {int(agency): str(job_title) for agency, job_title in state.get("agencies", {}).items()}


def _parties(state: State) -> dict[int, str]:
    return dict.fromkeys(state.get("parties", ()), "")


def named(key: int, names: dict[int, str]) -> str:
    """The name of that id, short enough for a line; its number where it is not known."""
    return shorten(names.get(key, numbered(key)), NAME)


def _role(value: Any) -> str:
    return role_name(Role(value)) if value else "—"


def _value(key: str, value: Any, names: JournalNames) -> str:
    if value is None:
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if key == "chat":
        return quoted(names.groups[value]) if value in names.groups else numbered(value)
    written = WRITTEN.get(key)
    return written(value) if written else shorten(_word(key, str(value)), NAME)


def _day_words(value: str) -> str:
    return day_figures(date.fromisoformat(value))


def _week_words(value: str) -> str:
    week = Week.parse(value)
    return f"{day_figures(week.day(0))} – {day_figures(week.day(6))}"


def _rule_words(value: str) -> str:
    rule = parse_rule(value)
    day = get_day_names("wide", "stand-alone", locale=current_locale())[rule.weekday]
    return f"{day}, {rule.at:%H:%M}"


def _word(key: str, value: str) -> str:
    words = {
        "status": {status.value: status_words(status) for status in NoteStatus},
        "mark": {
            "heard": _("heard"),
            "dropped": _("taken off the agenda"),
            "instructed": _("an instruction"),
        },
        "language": LOCALES,
        "right": _rights(),
    }
    return words.get(key, {}).get(value, value)


def _rights() -> dict[str, str]:
    """What was tried, as `NotAllowed` and permissions name it."""
    return {
        "read": _("reading"),
        "write": _("writing notes"),
        "note": _("changing a note"),
        "draft": _("a draft of another person"),
        "change": _("changing a note"),
        "coordinate": _("deciding for a side"),
        "decide": _("deciding for an agency"),
        "agree": _("agreeing to a move of a deadline"),
        "refuse": _("refusing a move of a deadline"),
        "withdraw": _("withdrawing a request"),
        "ask": _("asking an agency"),
        "summarise": _("publishing a summary"),
        "schedule_summaries": _("the schedule of summaries"),
        "report": _("taking out a report"),
        "manage_people": _("appointing people"),
        "admin": _("an administrator’s action"),
        "bind": _("connecting a group"),
        "bind_chat": _("connecting a group"),
        "read_journal": _("reading the journal"),
        "forged": _("a button that was made up"),
    }


WRITTEN: Final[dict[str, Callable[[Any], str]]] = {
    "day": _day_words,
    "week": _week_words,
    "rule": _rule_words,
    "years": lambda years: years_words(tuple(years)),
}
