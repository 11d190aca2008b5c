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
from bot.screens.fragments import regions_of, state_line
from bot.screens.keyboard import button
from bot.screens.notes.note_actions import continue_button
from bot.screens.paging import Entry, Heading, Route, listing
from bot.screens.phrases import activity_count
from bot.telegram.screen import Screen
from data.notes.activity_state import ActivityState
from data.notes.draft_summary import DraftSummary
from data.notes.states import UNKNOWN
from data.notes.statuses import SETTLED, TROUBLED
from data.people.appointments import Appointment
from data.people.people import Role
from data.roadmap.models import Activity, RoadmapContent
from data.roadmap.thresholds import SOON


class Urgency(IntEnum):
    """In the order in which the sections stand."""

    OVERDUE = 1
    AWAITED = 2  # the other side has said «done»
    THREATENED = 3
    SOON = 4
    LATER = 5
    DECLARED = 6  # the own side has said «done»
    CLOSED = 7


@dataclass(frozen=True, slots=True)
class OwnActivity:
    """An activity of the person's; `parties` are the sides they speak for there, `last_report_at` Unix seconds or 0.

    days are shown in `zone`, `regions` are the sides by id.
    """

    activity: Activity
    state: ActivityState
    parties: frozenset[int]
    last_report_at: int
    zone: ZoneInfo
    regions: Mapping[int, str]

    def urgency(self, today: date) -> Urgency:
        sides = [side for side in self.state.now.sides if side.party_id in self.parties]
        if self.state.now.is_settled:
            return Urgency.CLOSED
        if all(side.kind in SETTLED for side in sides):
            return Urgency.DECLARED
        if self.state.now.is_overdue:
            return Urgency.OVERDUE
        if self.state.now.awaited:
            return Urgency.AWAITED
        if any(side.word and side.word.kind in TROUBLED for side in sides):
            return Urgency.THREATENED
        when = self.state.next_due(today)
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
    regions = regions_of(content)
    found = []
    for activity in content.activities:
        mine = frozenset(
            parties[agency_id]
            for agency_id in content.responsible.get(activity.id, ())
            if agency_id in parties and (agency_id in appointment.agencies or parties[agency_id] in sides)
        )
        if mine:
            state = states.get(activity.id, ActivityState(activity.id, UNKNOWN))
            reported_at = min(last_reports.get((activity.id, party), 0) for party in mine)
            found.append(OwnActivity(activity, state, mine, reported_at, zone, regions))
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
    when = own.state.now.when
    return own.urgency(today), when.day if when else date.max, own.last_report_at


def _entry(own: OwnActivity, opens: CallbackData, today: date) -> Entry:
    activity = own.activity
    return Entry(
        button(activity.number, opens),
        lead=activity.number,
        text=activity.title,
        detail=" · ".join([state_line(activity, own.state, own.regions), *_report_day(own)]),
        section=section_words(own.urgency(today)),
    )


def _report_day(own: OwnActivity) -> list[str]:
    return [_("note of {day}").format(day=day(own.last_report_at, own.zone))] if own.last_report_at else []


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
