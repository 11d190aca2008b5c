"""A person's own activities, what waits for them first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.notes import BeginWith, ChooseSubject, OpenOwnActivities, WriteNote
from bot.callbacks.roadmap import OpenHome
from bot.i18n import gettext as _
from bot.screens.dates import day
from bot.screens.deadline_words import control_date, deadline_line
from bot.screens.fragments import said_words
from bot.screens.keyboard import button
from bot.screens.notes.note_actions import continue_button
from bot.screens.paging import Entry, Heading, Route, listing
from bot.screens.phrases import activity_count
from bot.telegram.screen import Screen
from data.notes.draft_summary import DraftSummary
from data.notes.statuses import ActivityState, NoteStatus
from data.people.appointments import Appointment
from data.people.people import Role
from data.roadmap.models import Activity, RoadmapContent
from data.roadmap.thresholds import SOON

TROUBLED = frozenset({NoteStatus.AT_RISK, NoteStatus.NEEDS_EXTENSION})


class Urgency(IntEnum):
    """In the order in which the sections stand."""

    THREATENED = 1
    OVERDUE = 2
    AWAITED = 3  # the other side has said «done»
    SOON = 4
    LATER = 5
    DECLARED = 6  # the own side has said «done»
    CLOSED = 7


@dataclass(frozen=True, slots=True)
class OwnActivity:
    """An activity of the person's; `parties` are the sides they speak for there, `last_report_at` Unix seconds or 0.

    days are shown in `zone`.
    """

    activity: Activity
    state: ActivityState
    parties: frozenset[int]
    last_report_at: int
    zone: ZoneInfo

    def urgency(self, today: date) -> Urgency:
        words = [word for party, word in self.state.words if party in self.parties and word]
        if self.state.is_closed:
            return Urgency.CLOSED
        if any(word.status in TROUBLED for word in words):
            return Urgency.THREATENED
        if self.parties <= set(self.state.declared):
            return Urgency.DECLARED
        if self.state.is_overdue(self.activity.deadline, today):
            return Urgency.OVERDUE
        if self.parties & set(self.state.awaited):
            return Urgency.AWAITED
        when = control_date(self.activity.deadline, today)
        return Urgency.SOON if when and when.day <= today + SOON else Urgency.LATER


def own_activities(
    content: RoadmapContent,
    appointment: Appointment,
    states: Mapping[int, ActivityState],
    last_reports: Mapping[tuple[int, int], int],
    zone: ZoneInfo,
) -> list[OwnActivity]:
    """Those the person may write about, in the document's order."""
    parties = {agency.id: agency.party_id for agency in content.agencies}
    sides = appointment.parties if appointment.role is not Role.OFFICIAL else frozenset()
    found = []
    for activity in content.activities:
        mine = frozenset(
            parties[agency_id]
            for agency_id in content.responsible.get(activity.id, ())
            if agency_id in parties and (agency_id in appointment.agencies or parties[agency_id] in sides)
        )
        if mine:
            state = states.get(activity.id, ActivityState(activity.id, ()))
            reported_at = min(last_reports.get((activity.id, party), 0) for party in mine)
            found.append(OwnActivity(activity, state, mine, reported_at, zone))
    return found


def own_activities_screen(
    own: list[OwnActivity], place: OpenOwnActivities, today: date, draft: DraftSummary | None
) -> Screen:
    """Each button opens the form that asks for the text at once; the longest silence stands first of its kind."""
    entries = [_entry(mine, WriteNote(activity_id=mine.activity.id), today) for mine in _ordered(own, today)]
    hint = _("Press a number to write a note.") if own else _("No activity is yours to write about.")
    heading = Heading(_("My activities"), f"{activity_count(len(own))}. {hint}")
    route = Route(OpenHome(), place.page, lambda to: OpenOwnActivities(page=to))
    return listing(heading, entries, route, [continue_button(draft)] if draft else [])


def subject_choice_screen(own: list[OwnActivity], place: ChooseSubject, today: date) -> Screen:
    """Each button begins a note with what was said before the form was open."""
    entries = [
        _entry(mine, BeginWith(unassigned_id=place.unassigned_id, activity_id=mine.activity.id), today)
        for mine in _ordered(own, today)
    ]
    heading = Heading(
        _("Which activity is the note about?"),
        _("What you have sent goes into it; nothing is published yet."),
    )
    return listing(
        heading, entries, Route(OpenHome(), place.page, lambda to: place.model_copy(update={"page": to}))
    )


def _ordered(own: list[OwnActivity], today: date) -> list[OwnActivity]:
    return sorted(own, key=lambda mine: _order(mine, today))


def _order(own: OwnActivity, today: date) -> tuple[int, date, int]:
    when = control_date(own.activity.deadline, today)
    return own.urgency(today), when.day if when else date.max, own.last_report_at


def _entry(own: OwnActivity, opens: CallbackData, today: date) -> Entry:
    activity = own.activity
    return Entry(
        button(activity.number, opens),
        lead=activity.number,
        text=activity.title,
        detail=" · ".join([_last_report_line(own), deadline_line(activity.deadline, today)]),
        section=section_words(own.urgency(today)),
    )


def _last_report_line(own: OwnActivity) -> str:
    words = [word for party, word in own.state.words if party in own.parties and word]
    if words:
        return said_words(words[-1])
    if own.last_report_at:
        return _("note of {day}").format(day=day(own.last_report_at, own.zone))
    return _("no notes")


def section_words(urgency: Urgency) -> str:
    words = {
        Urgency.THREATENED: _("At risk"),
        Urgency.OVERDUE: _("Overdue"),
        Urgency.AWAITED: _("Your word is awaited"),
        Urgency.SOON: _("Next 30 days"),
        Urgency.LATER: _("Later"),
        Urgency.DECLARED: _("Declared done, the other side is awaited"),
        Urgency.CLOSED: _("Closed"),
    }
    return words[urgency]
